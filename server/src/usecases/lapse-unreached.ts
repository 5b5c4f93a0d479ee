import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { addDays } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/**
 * Cancels a registration whose person could not be reached within the days of the pack (注销告知). Not the same as untrue: the
 * time lived there stands. It ends on the day after the last one given, however late the sweep comes.
 * @throws RegistryError not-allowed before that day
 */
export function lapseUnreached(
  deps: Deps,
  act: Act,
  command: RegistrationCommand,
): Promise<Decision<RegistrationOutcome>> {
  return stepRegistration(deps, act, command, 'lapse-unreached', (row) => {
    const lastDayOn = row.next_due_on
    if (lastDayOn === null || act.legalOn <= lastDayOn)
      throw new RegistryError('not-allowed', 'The days to be in touch are not over')
    const endedOn = row.registered_on === null ? null : addDays(lastDayOn, 1)
    return granted(
      {
        change: { ended_on: endedOn, end_reason: 'unreached' },
        facts: { lastDayOn, endedOn: endedOn ?? undefined },
        effects: [{ topic: 'notice.cancelled-unreached' }],
      },
      [],
    )
  })
}
