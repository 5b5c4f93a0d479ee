import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/** Ended by a record of another authority: local hukou taken, or death. The document is named. */
export function endByRecord(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & {
    readonly reason: 'hukou-converted' | 'died'
    readonly on: PlainDate
    readonly document: string
  },
): Promise<Decision<RegistrationOutcome>> {
  const { reason, on, document } = command
  return stepRegistration(deps, act, command, 'end-by-record', () =>
    granted(
      {
        change: { ended_on: on, end_reason: reason },
        facts: { reason, on, document },
        effects: [{ topic: 'registration.ended-by-record' }],
      },
      [],
    ),
  )
}
