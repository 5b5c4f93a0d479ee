import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { WorkflowPolicy } from '../policy/workflow-policy.ts'
import type { RegistrationState } from './registration-machine.ts'

/** The part of a registration that tells what is owed next. */
export type WaitingRegistration = { readonly state: RegistrationState; readonly since: PlainDate }

/**
 * The last day of the step that the present state waits for; null when nothing is owed by a day.
 *
 * Unreached and presumed-left registrations lapse by date, after the days that the pack gives the person (附件2; readings
 * I-030). Visits have no period in the text: they show the day since which they wait.
 */
export function nextDueOn(
  waiting: WaitingRegistration,
  workflow: Pick<WorkflowPolicy, 'registration'>,
): PlainDate | null {
  const { unreachedDays, presumedLeftDays } = workflow.registration
  if (waiting.state === 'unreached') return addDays(waiting.since, unreachedDays.value)
  if (waiting.state === 'presumed-left') return addDays(waiting.since, presumedLeftDays.value)
  return null
}
