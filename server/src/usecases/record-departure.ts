import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { decideDeparture } from '@anju/domain/registration/decide-patrol.ts'
import type { Act, Deps } from '../deps.ts'
import { recordForm, type RegistrationRow, sealForm } from '../store/registration.ts'
import { keptForm } from './register-residence.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

export type Departure = {
  readonly leftOn: PlainDate
  readonly destination: string
  readonly reportedBy: 'person' | 'landlord' | 'employer'
}

/** Departure (离开申报): the person's own word ends the registration; anybody else's is noted, and the person is asked. */
export function recordDeparture(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & Departure,
): Promise<Decision<RegistrationOutcome>> {
  const { leftOn, destination, reportedBy } = command
  return stepRegistration(deps, act, command, reportedBy === 'person' ? 'depart' : 'report-departure', (row, pack) => {
    const law = pack.workflow.duties['keep-registration']?.law ?? pack.source
    const decision = decideDeparture(
      { leftOn, reportedBy },
      { registeredOn: row.registered_on ?? row.declared_on, today: act.legalOn },
      law,
    )
    if (!decision.ok) return decision
    const facts = { leftOn, destination, reportedBy }
    if (!decision.value.ends)
      return granted({ facts, effects: [{ topic: 'notice.departure-reported' }] }, decision.grounds)
    return granted(
      {
        change: { ended_on: leftOn, end_reason: 'departed' },
        facts,
        effects: [{ topic: 'notice.departed' }],
        alsoWrite: (tx) => recordForm(tx, row, departedForm(deps, row, { leftOn, destination })),
      },
      decision.grounds,
    )
  })
}

/** 离开日期 and 去向 stand on the form, under the key of the person. */
function departedForm(deps: Deps, row: RegistrationRow, left: Pick<Departure, 'leftOn' | 'destination'>): Buffer {
  return sealForm(deps.crypto, row.registration_id, row.person_id, { ...keptForm(deps, row), ...left }, row.dek_wrapped)
}
