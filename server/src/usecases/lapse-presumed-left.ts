import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/**
 * Ends a registration after two patrols that found nobody and no answer within the days of the pack (巡查走访). Residence
 * ends on the day of the second patrol.
 * @throws RegistryError not-allowed before that day
 */
export function lapsePresumedLeft(
  deps: Deps,
  act: Act,
  command: RegistrationCommand,
): Promise<Decision<RegistrationOutcome>> {
  return stepRegistration(deps, act, command, 'lapse-presumed-left', (row) => {
    const lastDayOn = row.next_due_on
    if (lastDayOn === null || act.legalOn <= lastDayOn)
      throw new RegistryError('not-allowed', 'The days to answer are not over')
    const endedOn = row.absent_on ?? lastDayOn
    return granted(
      {
        change: { ended_on: endedOn, end_reason: 'presumed-left' },
        facts: { lastDayOn, endedOn },
        effects: [{ topic: 'notice.ended-presumed-left' }],
      },
      [],
    )
  })
}
