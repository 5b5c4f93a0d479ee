import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { decideDeparture } from '@anju/domain/registration/decide-patrol.ts'
import type { Act, Deps } from '../deps.ts'
import { recordForm, type RegistrationRow, sealForm } from '../store/registration.ts'
import { keptForm } from './register-residence.ts'
import {
  stepRegistration,
  type RegistrationCommand,
  type RegistrationOutcome,
  type StepEffect,
} from './registration-step.ts'

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
    return granted(departed(deps, row, facts), decision.grounds)
  })
}

/** A registration that ends on the day of leaving, by the person's own word, told to them. */
export function departed(deps: Deps, row: RegistrationRow, { leftOn, destination, reportedBy }: Departure): StepEffect {
  return {
    change: { ended_on: leftOn, end_reason: 'departed' },
    facts: { leftOn, destination, reportedBy },
    effects: [{ topic: 'notice.departed' }],
    alsoWrite: (tx) => recordForm(tx, row, departureForm(deps, row, { leftOn, destination })),
  }
}

/** 离开日期 and 去向 stand on the form, under the key of the person; empty once they are taken back. */
export function departureForm(
  deps: Deps,
  row: RegistrationRow,
  left: { readonly leftOn: PlainDate | ''; readonly destination: string },
): Buffer {
  return sealForm(deps.crypto, row.registration_id, row.person_id, { ...keptForm(deps, row), ...left }, row.dek_wrapped)
}
