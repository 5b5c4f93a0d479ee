import type { ClauseRef } from '../kernel/clause.ts'
import { decided, granted, ground, refusal, type Decision, type Refusal } from '../kernel/decision.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { WorkflowPolicy } from '../policy/workflow-policy.ts'

export type Patrol = {
  readonly outcome: 'present' | 'absent'
  readonly patrolledOn: PlainDate
  /** The person was called as well and did not answer. */
  readonly called: boolean
}

/**
 * Decides whether a patrol (巡查走访) is recorded, and whether the person may now be presumed to have left.
 *
 * One absence proves nothing: only a second one, at least the days of the pack after the first and with a call that
 * nobody answered, presumes that the person has left, and then they are asked (附件2; reading I-030).
 *
 * - seven days: absent on 2016-05-02, again on 05-08 refused, on 05-09 with a call presumed left
 */
export function decidePatrol(
  patrol: Patrol,
  facts: { readonly firstAbsentOn: PlainDate | null; readonly registeredOn: PlainDate; readonly today: PlainDate },
  workflow: Pick<WorkflowPolicy, 'registration'>,
): Decision<{ readonly absentOn: PlainDate | null }> {
  const { patrolApartDays } = workflow.registration
  const law = patrolApartDays.law
  const reasons: Refusal[] = []
  if (patrol.patrolledOn < facts.registeredOn || patrol.patrolledOn > facts.today) {
    reasons.push(
      refusal('visit.too-early', law, { visitedOn: patrol.patrolledOn, from: facts.registeredOn, to: facts.today }),
    )
  }
  if (patrol.outcome === 'present') {
    return decided(
      reasons,
      () => ({ absentOn: null }),
      () => [ground(law, 'patrol.present')],
    )
  }
  if (facts.firstAbsentOn !== null) {
    const earliestOn = addDays(facts.firstAbsentOn, patrolApartDays.value)
    if (patrol.patrolledOn < earliestOn)
      reasons.push(refusal('registration.visits-too-close', law, { earliestOn, firstAbsentOn: facts.firstAbsentOn }))
    if (!patrol.called) reasons.push(refusal('visit.evidence-missing', law, { items: ['called'] }))
  }
  return decided(
    reasons,
    () => ({ absentOn: facts.firstAbsentOn ?? patrol.patrolledOn }),
    () => [ground(law, 'patrol.absent', { patrolledOn: patrol.patrolledOn })],
  )
}

/** Decides whether somebody's word that the person has left can end a registration: only the person's own (附件2). */
export function decideDeparture(
  departure: { readonly reportedBy: 'person' | 'landlord' | 'employer'; readonly leftOn: PlainDate },
  facts: { readonly registeredOn: PlainDate; readonly today: PlainDate },
  law: ClauseRef,
): Decision<{ readonly ends: boolean }> {
  if (departure.leftOn < facts.registeredOn || departure.leftOn > facts.today) {
    return decided(
      [
        refusal('form.dates-out-of-order', law, {
          field: 'leftOn',
          earlier: facts.registeredOn,
          later: departure.leftOn,
        }),
      ],
      () => ({ ends: false }),
      () => [],
    )
  }
  return granted({ ends: departure.reportedBy === 'person' }, [
    ground(law, `departure.${departure.reportedBy}`, { leftOn: departure.leftOn }),
  ])
}
