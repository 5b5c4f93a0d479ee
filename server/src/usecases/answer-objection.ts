import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { decideAnswerer } from '@anju/domain/objection/decide-act-objection.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listHistory } from '../store/history.ts'
import { intentOf } from '../store/intent.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import { answerObjectionRow, lockObjection, type ObjectionRow } from '../store/objection.ts'
import { recordEvents, stepsBeside } from '../store/record-event.ts'
import { carryOut } from './carry-out.ts'
import { permitIn } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { type ObjectionOutcome, objectionStanding } from './object-to-act.ts'
import { type CardAfterEnd, cardAfterEnd, groundsOfCard, openOwedCard } from './owed-card.ts'
import { recordBeside } from './record-beside.ts'
import { takeBackAct } from './take-back-act.ts'

export type AnswerObjection = {
  readonly intentId: string
  readonly objectionId: string
  readonly expectedVersion: number
  readonly answer: 'upheld' | 'rejected'
  /** What was found, in the official's words. */
  readonly reason: string
}

/**
 * Answers an objection (异议答复), signed, by somebody other than who decided the act. Upheld: the act is taken back and its case stands as
 * before it, with its own days; a card that the end of a permit took is made anew, with no application (I-208). Rejected: with the reason, and review and
 * lawsuit counted from this answer.
 */
export async function answerObjection(
  deps: Deps,
  act: Act,
  command: AnswerObjection,
): Promise<Decision<ObjectionOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'answer-objection', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'objection/answer', command)
  const law = pack.workflow.registration.objectionDays.law
  const done = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const row = await lockObjection(tx, command.objectionId)
      if (row === undefined) throw new RegistryError('not-found', 'No such objection within reach')
      if (row.version !== command.expectedVersion)
        throw new RegistryError('version-conflict', `The objection stands at version ${row.version}`)
      const officialId = act.actor.kind === 'official' ? act.actor.officialId : ''
      const other = decideAnswerer(officialId, await decidersOf(tx, row), pack)
      if (!other.ok) return other
      const taken = command.answer === 'upheld' ? await takeBackAct(deps, act, tx, row) : granted(undefined, [])
      if (!taken.ok) return taken
      const { person_id: personId, dek_wrapped: wrappedKey } = row
      const card =
        command.answer === 'upheld' && row.against === 'permit-ended'
          ? await cardAfterEnd(deps, act, tx, { permit_id: row.subject_id, person_id: personId })
          : undefined
      const permit = { permitId: row.subject_id, objectionId: row.objection_id }
      const opened = card === undefined ? undefined : await openOwedCard(deps, act, tx, card, permit)
      const behind = opened === undefined ? [] : [opened]
      const endorseUntil = card === undefined ? undefined : await endorseUntilOf(deps, act, tx, row)
      const because = [
        ...groundsOf(act, command.answer, row, pack),
        ...(card === undefined ? [] : groundsOfCard(card, pack)),
        ...(endorseUntil === undefined
          ? []
          : [ground('CN-663:10.2', 'objection.endorse-until', { lastInTimeOn: endorseUntil })]),
      ]
      const [isWritten] = await Promise.all([
        answerObjectionRow(tx, deps.crypto, row, { answer: command.answer, on: act.legalOn, reason: command.reason }),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: row.objection_id,
          pack: pack.id,
          person: { personId, wrappedKey },
          events: [
            {
              kind: `objection-${command.answer}`,
              version: row.version + 1,
              facts: {
                answer: command.answer,
                reason: command.reason,
                against: row.against,
                subjectId: row.subject_id,
                ...(card === undefined ? {} : { card: card.becomes }),
                ...(opened === undefined ? {} : { cardCaseId: opened.streamId }),
                ...(endorseUntil === undefined ? {} : { endorseUntil }),
              },
              grounds: because,
              ...(authority.value.signed ? { signedStep: 'answer-objection' } : {}),
            },
          ],
          effects: [
            { topic: `notice.objection-${command.answer}${cardWord(card)}` },
            ...(endorseUntil === undefined
              ? []
              : [{ topic: 'notice.objection-endorse-until', payload: { lastDayOn: endorseUntil } }]),
          ],
          beside: behind.flatMap(stepsBeside),
        }),
      ])
      await recordBeside(deps, act, tx, command.intentId, behind)
      if (!isWritten) throw new RegistryError('version-conflict', 'The objection was answered in this instant')
      return granted({ subjectId: row.objection_id, version: row.version + 1 }, because)
    },
    (constraint) => (OVERTAKEN.includes(constraint) ? refused(refusal('objection.overtaken', law)) : undefined),
  )
  return done.ok
    ? granted({ ...done.value, ...(await objectionStanding(act, done.value.subjectId)) }, done.grounds)
    : done
}

/** Until when a permit whose end was just taken back is to be endorsed; undefined while its window is not open, or when it was late before (I-216). */
async function endorseUntilOf(deps: Deps, act: Act, tx: Tx, row: ObjectionRow): Promise<PlainDate | undefined> {
  const facts = permitIn(await listPermitFacts(tx, row.person_id), row.subject_id)
  const { endorsementPending, state, window } = permitStanding(facts, act.legalOn, lawOf(deps, act.city))
  const isToCome = state === 'in-force' && !endorsementPending && window !== undefined && window.opensOn <= act.legalOn
  return isToCome ? window.lastInTimeOn : undefined
}

/** Which letter the person gets: one that tells of the card where another is made, or has to be asked for. */
function cardWord(card: CardAfterEnd | undefined): '' | '-card' | '-card-owed' {
  if (card?.becomes === 'made') return '-card'
  return card?.becomes === 'asked-for' ? '-card-owed' : ''
}

/** What stands in the way of taking an act back: the person has another of the kind by now. */
const OVERTAKEN: readonly string[] = ['application_open_once', 'permit_one_in_force', 'endorsement_open_once']

/** Why, and after a rejection what can still be done and until when. */
export function groundsOf(act: Pick<Act, 'legalOn'>, answer: 'upheld' | 'rejected', row: ObjectionRow, pack: Pack) {
  const { objectionDays } = pack.workflow.registration
  const answered = ground(objectionDays.law, `objection.${answer}`, { against: row.against, toldOn: row.told_on })
  if (answer === 'upheld') return [answered]
  const remedies = remediesFor(act.legalOn, pack.remedies)
  return [answered, ...remedies.map(({ kind, until, law }) => ground(law, `remedy.${kind}`, { until }))]
}

/** The officials who decided the act: of a case, whoever took its last step; of a permit, who ended it. */
export async function decidersOf(db: Db, row: ObjectionRow): Promise<readonly string[]> {
  const history = await listHistory(db, row.subject_id)
  const decided = history.filter(({ kind, legal_on: on }) => DECIDING.includes(kind) && on === row.told_on)
  const last = history.at(-1)
  const rows = decided.length > 0 || last === undefined ? decided : [last]
  return rows.map(({ actor_id: id }) => id)
}
const DECIDING: readonly string[] = ['refuse', 'end', 'confirm']
