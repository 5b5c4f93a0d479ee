import { decided, ground, refusal, type Decision, type Refusal } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

/** What an officer brings back from the door. */
export type VisitResult = {
  readonly outcome: 'true' | 'untrue' | 'missed'
  readonly visitedOn: PlainDate
  /** Living area in square metres, when it was measured. */
  readonly areaM2: number | null
  readonly untrueReason: string | null
  readonly note: string
  readonly doorPlatePhoto: string | null
  /** The person was met and their document seen. */
  readonly identitySeen: boolean
  readonly position: { readonly latitude: number; readonly longitude: number; readonly accuracyM: number } | null
}

/**
 * Decides whether the result of a visit (上门核实) can be recorded.
 *
 * The officer signs for what they saw (逢办必核, FS-2016-14:三.三): a visit cannot lie before the declaration nor in the
 * future; "true" needs the person's document seen; "untrue" needs a reason and a note that a second person can check.
 *
 * - declared 2016-01-05: visited 01-04 refused, 01-05 recorded; on 01-08 a visit of 01-09 is refused
 */
export function decideVisit(
  visit: VisitResult,
  days: { readonly declaredOn: PlainDate; readonly today: PlainDate },
  pack: Pick<Pack, 'workflow'>,
): Decision<null> {
  const law = pack.workflow.duties.visit?.law ?? pack.workflow.registration.verification.law
  const reasons: Refusal[] = []
  if (visit.visitedOn < days.declaredOn || visit.visitedOn > days.today) {
    reasons.push(refusal('visit.too-early', law, { visitedOn: visit.visitedOn, from: days.declaredOn, to: days.today }))
  }
  const missing = missingEvidence(visit)
  if (missing.length > 0) reasons.push(refusal('visit.evidence-missing', law, { items: missing }))
  return decided(
    reasons,
    () => null,
    () => [ground(law, `visit.${visit.outcome}`, { visitedOn: visit.visitedOn })],
  )
}

function missingEvidence(visit: VisitResult): readonly string[] {
  if (visit.outcome === 'true') return visit.identitySeen ? [] : ['identity-seen']
  if (visit.outcome === 'missed') return []
  return [...(visit.untrueReason === null ? ['untrue-reason'] : []), ...(visit.note === '' ? ['note'] : [])]
}
