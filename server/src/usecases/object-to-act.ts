import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { decideActObjection, type ObjectableAct } from '@anju/domain/objection/decide-act-objection.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { findAdverseAct, findObjection, recordObjection } from '../store/objection.ts'
import { recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { newCaseId } from './new-case-id.ts'
import { officeFor } from './office-for.ts'

export type ObjectToAct = {
  readonly intentId: string
  readonly against: ObjectableAct
  /** The application, the endorsement or the permit. */
  readonly subjectId: string
  readonly statement: string
}
export type ObjectionOutcome = CarriedOut & { readonly dueOn: PlainDate; readonly answer: 'upheld' | 'rejected' | null }

/**
 * Takes a statement against an adverse act (异议): a refused application, a refused endorsement, an ended permit. It becomes a case with a
 * day by which it is answered; the act stands until then, and review and lawsuit stay open beside it.
 */
export async function objectToAct(deps: Deps, act: Act, command: ObjectToAct): Promise<Decision<ObjectionOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'take-objection', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'objection/take', command)
  const objectionId = newCaseId(deps, act)
  const law = pack.workflow.registration.objectionDays.law
  const done = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const adverse = await findAdverseAct(tx, command.against, command.subjectId)
      if (adverse === undefined) return refused(refusal('objection.nothing-against', law, { against: command.against }))
      const decision = decideActObjection(adverse.told_on, act.legalOn, pack, deps.calendar)
      if (!decision.ok) return decision
      const { person_id: personId, dek_wrapped: wrappedKey, division_code: divisionCode } = adverse
      const { officeId } = await officeFor(deps, act, divisionCode)
      const dueOn = decision.value.answerDueOn
      await Promise.all([
        recordObjection(tx, deps.crypto, {
          objectionId,
          personId,
          wrappedKey,
          divisionCode,
          officeId,
          against: command.against,
          subjectId: command.subjectId,
          toldOn: adverse.told_on,
          filedOn: act.legalOn,
          dueOn,
          statement: command.statement,
          pack: pack.id,
        }),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: objectionId,
          pack: pack.id,
          person: { personId, wrappedKey },
          events: [
            {
              kind: 'take-objection',
              version: 1,
              facts: { against: command.against, subjectId: command.subjectId, statement: command.statement, dueOn },
              grounds: decision.grounds,
              ...(authority.value.signed ? { signedStep: 'take-objection' } : {}),
            },
          ],
          effects: [{ topic: 'notice.objection-taken' }],
        }),
      ])
      return granted({ subjectId: objectionId, version: 1 }, decision.grounds)
    },
    (constraint) => (constraint === 'objection_once' ? refused(refusal('objection.taken-before', law)) : undefined),
  )
  return done.ok
    ? granted({ ...done.value, ...(await objectionStanding(act, done.value.subjectId)) }, done.grounds)
    : done
}

/** Where an objection stands, as every command answers it. */
export async function objectionStanding(act: Act, objectionId: string) {
  const row = await act.city.pool.look(act.scope, (db) => findObjection(db, objectionId))
  if (row === undefined) throw new RegistryError('not-found', 'No such objection within reach')
  return { dueOn: row.due_on, answer: row.answer }
}
