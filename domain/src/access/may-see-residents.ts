import { granted, ground, refusal, refused, type Decision } from '../kernel/decision.ts'
import type { WorkflowPolicy } from '../policy/workflow-policy.ts'
import { roleClass } from './account-post.ts'
import type { Actor } from './actor.ts'
import { postClause } from './may-perform.ts'

/**
 * Decides whether an actor may be shown residents where any post of the city will do. The three administrators (三员) run the
 * registry and serve nobody in it; they come to a resident's name only by a duty that names it, such as reading who looked.
 */
export function maySeeResidents(
  actor: Actor,
  workflow: Pick<WorkflowPolicy, 'roles' | 'registration'>,
): Decision<null> {
  const law = postClause(actor, workflow)
  return actor.kind === 'official' && roleClass(actor.role) !== 'business'
    ? refused(refusal('access.administrator-serves-nobody', law, { role: actor.role }))
    : granted(null, [ground(law, 'duty.none')])
}
