import { granted, ground, refusal, refused, type Decision } from '../kernel/decision.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import { DUTIES, type Duty, type Step, type WorkflowPolicy } from '../policy/workflow-policy.ts'
import type { Actor } from './actor.ts'

/**
 * Decides whether an actor may do what a duty stands for. The city's pack names the roles of each duty; a duty that it
 * leaves out is not done in that city by anybody. `resident`, `system` and `police` in the state machines are no duties:
 * they are matched by the kind of actor.
 */
export function mayPerform(
  actor: Actor,
  by: Duty | 'resident' | 'system' | 'police',
  workflow: Authority,
): Decision<{ readonly signed: boolean }> {
  const own = postClause(actor, workflow)
  if (by === 'resident') return actor.kind === 'resident' ? free(own) : lacking(own, by)
  if (by === 'system' || by === 'police') return actor.kind === 'system' ? free(own) : lacking(own, by)
  const duty = workflow.duties[by]
  if (duty === undefined) return lacking(own, by)
  const law = duty.law
  if (actor.kind !== 'official' || !duty.roles.includes(actor.role)) return lacking(law, by)
  return granted({ signed: duty.signed }, [ground(law, `duty.${by}`)])
}

/** The part of a city's workflow that tells who may do what. */
type Authority = Pick<WorkflowPolicy, 'duties' | 'roles' | 'registration'>

/** The clause an actor's post rests on in this city; of the channels, for whoever has none. */
export function postClause(actor: Actor, workflow: Pick<Authority, 'roles' | 'registration'>): ClauseRef {
  const row = actor.kind === 'official' ? workflow.roles.find(({ role }) => role === actor.role) : undefined
  return row?.law ?? workflow.registration.channels.law
}

/** The duties that a role has in a city. */
export function dutiesOf(role: string, workflow: Pick<WorkflowPolicy, 'duties'>): readonly Duty[] {
  return DUTIES.filter((duty) => workflow.duties[duty]?.roles.some((named) => named === role) === true)
}

/** A signature that stands under a case already. */
export type EarlierSignature = { readonly step: string; readonly officialId: string }

/**
 * Decides whether an official may sign a step, given who signed before. Where the pack names steps whose signers must be
 * different people (Foshan: front desk, visiting coordinator, station leader, FS-2016-14:附件1.说明12), the same person
 * signing two of them is refused, whatever posts they hold.
 */
export function maySign(
  officialId: string,
  step: Step,
  earlier: readonly EarlierSignature[],
  workflow: Pick<WorkflowPolicy, 'application'>,
): Decision<null> {
  const rule = workflow.application.distinctSigners
  const clash = earlier.find(
    (signature) =>
      signature.officialId === officialId &&
      signature.step !== step &&
      rule.value.some((other) => other === signature.step) &&
      rule.value.includes(step),
  )
  const law = rule.law
  if (clash === undefined) return granted(null, [])
  return refused(refusal('access.same-person-signed-before', law, { step, earlier: clash.step }))
}

function free(law: ClauseRef): Decision<{ readonly signed: boolean }> {
  return granted({ signed: false }, [ground(law, 'duty.none')])
}

function lacking(law: ClauseRef, duty: string): Decision<{ readonly signed: boolean }> {
  return refused(refusal('access.post-lacks-authority', law, { duty }))
}
