import type { ClauseRef } from '../kernel/clause.ts'
import { type Duty, DUTIES, type WorkflowPolicy } from './workflow-policy.ts'

type Hand = Duty | 'resident' | 'system' | 'police'
type Workflow = Pick<WorkflowPolicy, 'duties' | 'registration' | 'application'>

/**
 * The clause that a step rests on in this city. The state machines name the clause of the text that drew them; it is cited
 * only where the city's own pack rests on that book, for a control found in one document binds another city only by its
 * own clause (reading I-001). Elsewhere the clause of the duty, or of the city's path, stands.
 */
export function clauseOfStep(by: Hand, drawnFrom: ClauseRef, workflow: Workflow): ClauseRef {
  if (booksOf(workflow).includes(bookOf(drawnFrom))) return drawnFrom
  const duty = isDuty(by) ? workflow.duties[by] : undefined
  return duty?.law ?? workflow.application.path.law
}

/** Whether anybody does this in the city: a duty that its pack leaves out is not done there. */
export function isDoneHere(by: Hand, workflow: Pick<WorkflowPolicy, 'duties'>): boolean {
  return !isDuty(by) || workflow.duties[by] !== undefined
}

function booksOf({ duties, registration, application }: Workflow): readonly string[] {
  const laws = [registration.channels.law, application.path.law, ...Object.values(duties).map(({ law }) => law)]
  return laws.map(bookOf)
}

function bookOf(law: ClauseRef): string {
  return law.slice(0, law.indexOf(':'))
}

function isDuty(by: Hand): by is Duty {
  return DUTIES.some((duty) => duty === by)
}
