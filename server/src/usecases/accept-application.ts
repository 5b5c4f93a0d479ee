import { acceptedOn } from '@anju/domain/application/accepted-on.ts'
import { granted, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { applicantOfCase } from './applicant-of-case.ts'
import { reconsider } from './application-case.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'
import { takeIn } from './take-in.ts'

/**
 * Accepts an application (受理), signed: the checklist of the city is complete, no more and no less. Complete papers are
 * accepted as of the day they came; where the office stayed silent too long the application counts as accepted even so
 * (R10), and what is missing is the review's business.
 */
export async function acceptApplication(
  deps: Deps,
  act: Act,
  command: ApplicationCommand,
): Promise<Decision<ApplicationOutcome>> {
  const applicant = await applicantOfCase(deps, act, command.applicationId)
  return stepApplication(deps, act, command, 'accept', async (theCase, pack, tx) => {
    const { row } = theCase
    const submission = reconsider(deps, act, theCase, applicant)
    if (!submission.ok) return submission
    const { lacking } = submission.value
    const facts = { receivedOn: row.applied_on, completeOnReceipt: lacking.length === 0, arrivals: [] }
    const acceptance = acceptedOn(facts, act.legalOn, pack.notice, deps.calendar)
    if (acceptance.kind === 'open') return refused(...lacking)
    const { effect, grounds } = await takeIn(deps, act, tx, row, acceptance, pack)
    return granted(effect, [...submission.grounds, ...grounds])
  })
}
