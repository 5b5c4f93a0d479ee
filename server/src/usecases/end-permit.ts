import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { decideEnding, type Ending } from '@anju/domain/ending/decide-ending.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, refusal, type Refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { refuseStanding } from '@anju/domain/permit/refuse-standing.ts'
import type { EndingEvent } from '@anju/domain/policy/ending-policy.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type HeldPermit, lockPermit } from '../store/endorsement.ts'
import { intentOf } from '../store/intent.ts'
import { recordEffect } from '../store/outbox.ts'
import {
  changePermitEnding,
  findPermitEnding,
  listEndingsOf,
  PERMIT_ENDING_EVENTS,
  type PermitEndingEvent,
  type PermitEndingRow,
  recordPermitEnding,
} from '../store/permit-ending.ts'
import { getLifeFacts } from '../store/permit-life.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { permitIn } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { newCaseId } from './new-case-id.ts'
import { stopPermit } from './stop-permit.ts'

export type EndPermit = {
  readonly intentId: string
  readonly permitId: string
  readonly event: EndingEvent
  readonly happenedOn: PlainDate
  /** What was found, and the paper it stands in. */
  readonly note: string
  readonly document: string
  /** The card lies on the counter. */
  readonly cardTaken: boolean
}

export type PermitEndingOutcome = CarriedOut & { readonly permitId: string; readonly state: PermitEndingRow['state'] }

/**
 * Ends a permit by an event (注销、收缴), signed: local hukou, death, fraud, no condition met any more. Where the pack wants two officials it is put forward and
 * nothing changes until another one confirms it. The card is void with the permit, whoever holds it; the person is told with reason, clause and remedies.
 */
export async function endPermit(deps: Deps, act: Act, command: EndPermit): Promise<Decision<PermitEndingOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'end-permit', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'permit-ending/propose', command)
  const endingId = newCaseId(deps, act)
  const signer = actorIdOf(act)
  const done = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const held = await lockPermit(tx, command.permitId)
      if (held === undefined) throw new RegistryError('not-found', 'No such permit within reach')
      const { event } = command
      if (!isPermitEnding(event)) return refused(refusal('ending.permit-goes-on', pack.endings[event].law, { event }))
      const { note, document, cardTaken, happenedOn } = command
      const decision = await decideAs(deps, act, tx, held, { event, happenedOn, officials: [signer] }, pack)
      if (!decision.ok && !waitsForAnother(decision)) return decision
      if ((await listEndingsOf(tx, held.permit_id)).some(({ state }) => state === 'proposed')) return alreadyProposed()
      const { law, value: effect } = pack.endings[event]
      const ending = decision.ok ? decision.value : undefined
      const endsOn = ending?.permit?.endsOn ?? null
      const because = decision.ok
        ? groundsOf(decision.value, decision.grounds)
        : [ground(law, 'ending.proposed', { event })]
      await recordPermitEnding(tx, {
        ending_id: endingId,
        permit_id: held.permit_id,
        person_id: held.person_id,
        division_code: held.division_code,
        event,
        happened_on: happenedOn,
        pack: pack.id,
        law,
        state: ending === undefined ? 'proposed' : 'done',
        proposed_by: signer,
        proposed_on: act.legalOn,
        decided_by: ending === undefined ? null : signer,
        decided_on: ending === undefined ? null : act.legalOn,
        ends_on: endsOn,
        card: effect?.card ?? 'kept',
        card_taken_on: cardTaken ? act.legalOn : null,
      })
      await recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: endingId,
        pack: pack.id,
        person: { personId: held.person_id, wrappedKey: held.dek_wrapped },
        events: [
          {
            kind: ending === undefined ? 'propose' : 'end',
            version: 1,
            facts: {
              permitId: held.permit_id,
              event,
              happenedOn,
              note,
              document,
              cardTaken,
              remedies: ending?.remedies ?? [],
            },
            grounds: because,
            ...(authority.value.signed ? { signedStep: 'end-permit' } : {}),
          },
        ],
        effects: [],
      })
      if (ending !== undefined && endsOn !== null) await carryOutEnding(deps, act, tx, held, { event, endsOn, ending })
      return granted({ subjectId: endingId, version: 1 }, because)
    },
    (constraint) =>
      constraint === 'permit_ending_proposed_once' || constraint === 'permit_ending_done_once'
        ? alreadyProposed()
        : undefined,
  )
  return done.ok ? granted({ ...done.value, ...(await standingOf(act, done.value.subjectId)) }, done.grounds) : done
}

export type DecideEnding = {
  readonly intentId: string
  readonly endingId: string
  readonly expectedVersion: number
  readonly confirm: boolean
  readonly note: string
}

/** A second official confirms that a permit is collected (复核收缴), or does not; never who put it forward. */
export async function decidePermitEnding(
  deps: Deps,
  act: Act,
  command: DecideEnding,
): Promise<Decision<PermitEndingOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'confirm-ending', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'permit-ending/decide', command)
  const signer = actorIdOf(act)
  const done = await carryOut(deps, act, intent, async (tx) => {
    const first = await findPermitEnding(tx, command.endingId)
    const held = first === undefined ? undefined : await lockPermit(tx, first.permit_id)
    const row = held === undefined ? undefined : await findPermitEnding(tx, command.endingId)
    if (row === undefined || held === undefined)
      throw new RegistryError('not-found', 'Nothing was put forward within reach')
    if (row.version !== command.expectedVersion)
      throw new RegistryError('version-conflict', `The ending stands at version ${row.version}`)
    const law = parseClauseRef(pack.workflow.duties['confirm-ending']?.law ?? pack.source)
    if (row.state !== 'proposed') return refused(refusal('ending.already-decided', law))
    if (row.proposed_by === signer) return refused(refusal('access.decided-by-oneself', law))
    const { event, happened_on: happenedOn } = row
    const officials = [row.proposed_by, signer]
    const decision = command.confirm
      ? await decideAs(deps, act, tx, held, { event, happenedOn, officials }, pack)
      : granted(undefined, [ground(law, 'ending.rejected', { event })])
    if (!decision.ok) return decision
    const ending = decision.value
    const endsOn = ending === undefined ? null : (ending.permit?.endsOn ?? act.legalOn)
    const because = ending === undefined ? decision.grounds : groundsOf(ending, decision.grounds)
    const version = row.version + 1
    const [isWritten] = await Promise.all([
      changePermitEnding(tx, row, {
        state: ending === undefined ? 'rejected' : 'done',
        decided_by: signer,
        decided_on: act.legalOn,
        ...(endsOn === null ? {} : { ends_on: endsOn }),
      }),
      recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent,
        streamId: row.ending_id,
        pack: pack.id,
        person: { personId: held.person_id, wrappedKey: held.dek_wrapped },
        events: [
          {
            kind: ending === undefined ? 'reject' : 'end',
            version,
            facts: { note: command.note, remedies: ending?.remedies ?? [] },
            grounds: because,
            ...(authority.value.signed ? { signedStep: 'confirm-ending' } : {}),
          },
        ],
        effects: [],
      }),
    ])
    if (!isWritten) throw new RegistryError('version-conflict', 'Somebody decided in this instant')
    if (ending !== undefined && endsOn !== null) await carryOutEnding(deps, act, tx, held, { event, endsOn, ending })
    return granted({ subjectId: row.ending_id, version }, because)
  })
  return done.ok ? granted({ ...done.value, ...(await standingOf(act, done.value.subjectId)) }, done.grounds) : done
}

/** Nothing stands in the way but that another official has to stand behind it. */
function waitsForAnother({ refusals }: { readonly refusals: readonly Refusal[] }): boolean {
  return refusals.every(({ code }) => code === 'ending.officials-missing')
}

function alreadyProposed() {
  return refused(refusal('ending.already-proposed', 'CN-663:19.2'))
}

/** The rule, asked for a permit that has not ended. */
async function decideAs(
  deps: Deps,
  act: Act,
  db: Db,
  held: HeldPermit,
  asked: { readonly event: PermitEndingEvent; readonly happenedOn: PlainDate; readonly officials: readonly string[] },
  pack: Pack,
): Promise<Decision<Ending>> {
  const life = await getLifeFacts(db, held.person_id)
  const facts = permitIn(life.permits, held.permit_id)
  const standing = permitStanding(facts, act.legalOn, lawOf(deps, act.city))
  const ended = refuseStanding(standing)
  if (ended.length > 0) return refused(...ended)
  const decision = decideEnding(
    {
      event: asked.event,
      happenedOn: asked.happenedOn,
      registeredOn: life.stays.at(0)?.registeredOn ?? standing.issuedOn,
      permit: { validToOn: standing.validUntil },
      signedBy: asked.officials,
      decidedOn: act.legalOn,
    },
    pack,
    deps.calendar,
  )
  if (!decision.ok) return decision
  const { permit } = decision.value
  return permit === null || permit.endsOn === null
    ? refused(refusal('ending.permit-goes-on', pack.endings[asked.event].law, { event: asked.event }))
    : decision
}

async function carryOutEnding(
  deps: Deps,
  act: Act,
  tx: Tx,
  held: HeldPermit,
  { event, endsOn, ending }: { readonly event: PermitEndingEvent; readonly endsOn: PlainDate; readonly ending: Ending },
): Promise<void> {
  await stopPermit(deps, act, tx, held, { event, endsOn })
  await recordEffect(tx, {
    outboxId: deps.newId(),
    topic: event === 'fraud' ? 'notice.permit-revoked' : 'notice.permit-ended',
    subjectId: held.permit_id,
    payload: { legalOn: act.legalOn, remedies: ending.remedies.map(({ kind, until }) => ({ kind, until })) },
    at: act.at,
  })
}

function groundsOf(ending: Ending, grounds: Parameters<typeof granted>[1]) {
  return [...grounds, ...ending.remedies.map(({ kind, until, law }) => ground(law, `remedy.${kind}`, { until }))]
}

function isPermitEnding(event: EndingEvent): event is PermitEndingEvent {
  return PERMIT_ENDING_EVENTS.some((known) => known === event)
}

async function standingOf(act: Act, endingId: string) {
  const row = await act.city.pool.look(act.scope, (db) => findPermitEnding(db, endingId))
  if (row === undefined) throw new RegistryError('not-found', 'Nothing was put forward within reach')
  return { permitId: row.permit_id, state: row.state }
}
