import { type Decision, granted } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { decideOwnDeparture } from '@anju/domain/registration/decide-own-departure.ts'
import { decideTakeBack } from '@anju/domain/registration/decide-take-back.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { getLifeFacts } from '../store/permit-life.ts'
import { lawOf } from './get-residence.ts'
import { departed } from './record-departure.ts'
import { reopened } from './object-to-cancellation.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/** Signs off online (本人网上申报离开): for one's own registration only, since a resident sees no other. */
export async function declareOwnDeparture(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & { readonly leftOn: PlainDate; readonly destination: string },
): Promise<Decision<RegistrationOutcome>> {
  onlyResidents(act)
  const { leftOn, destination } = command
  return stepRegistration(deps, act, command, 'declare-departure', async (row, _pack, tx) => {
    const { registration_id: registrationId, registered_on: entered, declared_on: declaredOn } = row
    const decision = decideOwnDeparture(
      { registrationId, registeredOn: entered ?? declaredOn, leftOn },
      await getLifeFacts(tx, row.person_id),
      act.legalOn,
      lawOf(deps, act.city),
    )
    if (!decision.ok) return decision
    return granted(departed(deps, row, { leftOn, destination, reportedBy: 'person' }), decision.grounds)
  })
}

/** Takes it back (撤回离开申报): the original day stands, and where the city visits somebody comes to see. */
export async function takeBackOwnDeparture(
  deps: Deps,
  act: Act,
  command: RegistrationCommand,
): Promise<Decision<RegistrationOutcome>> {
  onlyResidents(act)
  return stepRegistration(deps, act, command, 'take-back-departure', (row, pack) => {
    const decision = decideTakeBack(
      { since: row.state_since, endReason: row.end_reason ?? '' },
      act.legalOn,
      pack,
      deps.calendar,
    )
    if (!decision.ok) return decision
    return granted(
      {
        ...reopened(deps, row, pack),
        facts: {},
        effects: [{ topic: 'notice.departure-taken-back' }],
      },
      decision.grounds,
    )
  })
}

function onlyResidents(act: Act): void {
  if (act.actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
}
