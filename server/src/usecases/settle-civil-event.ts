import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { clauseOfStep } from '@anju/domain/policy/clause-of-step.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listCivilEvents, recordCivilEventSettled } from '../store/civil-event.ts'
import { intentOf } from '../store/intent.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { findRegistration } from '../store/registration.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'

export type SettleCivilEvent = {
  readonly intentId: string
  readonly registrationId: string
  readonly recordId: string
  readonly reason: string
}

/**
 * Notes that nothing follows from what the police told of a person (公安通报核对): a mistaken identity, a death that was
 * withdrawn. The event alone never ends a registration; whoever finds it right ends the registration by it instead.
 */
export async function settleCivilEvent(deps: Deps, act: Act, command: SettleCivilEvent): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'keep-registration', pack.workflow)
  if (!authority.ok) return authority
  const { registrationId, recordId, reason } = command
  const law = clauseOfStep('keep-registration', 'CN-663:7', pack.workflow)
  const intent = intentOf(command.intentId, 'civil-event/settle', command)
  const alreadySettled = () => refused(refusal('civil-event.already-settled', law))
  return carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const row = await findRegistration(tx, registrationId)
      if (row === undefined) throw new RegistryError('not-found', 'No such registration within reach')
      const events = await listCivilEvents(tx, row.person_id)
      const event = events.find((one) => one.record_id === recordId)
      if (event === undefined)
        throw new RegistryError('not-found', 'The police told nothing of the kind of this person')
      if (event.settled_on !== null) return alreadySettled()
      const because = [ground(law, 'civil-event.settle', { event: event.event, happenedOn: event.happened_on })]
      await Promise.all([
        recordCivilEventSettled(tx, {
          recordId,
          personId: row.person_id,
          divisionCode: row.division_code,
          settledBy: actorIdOf(act),
          settledOn: act.legalOn,
          reason,
        }),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: recordId,
          pack: pack.id,
          person: { personId: row.person_id, wrappedKey: row.dek_wrapped },
          events: [
            {
              kind: 'settle-civil-event',
              version: 1,
              facts: { registrationId, event: event.event, reason },
              grounds: because,
              ...(authority.value.signed ? { signedStep: 'keep-registration' } : {}),
            },
          ],
          effects: [],
        }),
      ])
      return granted({ subjectId: recordId, version: 1 }, because)
    },
    (constraint) => (constraint === 'civil_event_settled_pkey' ? alreadySettled() : undefined),
  )
}
