import type { ClauseRef } from '../kernel/clause.ts'
import { granted, ground, refusal, refused, type Decision } from '../kernel/decision.ts'
import { addYears, type PlainDate } from '../kernel/plain-date.ts'
import type { ErasurePolicy } from '../policy/erasure-policy.ts'

/** What the register knows of a person that can stand against a deletion. */
export type ErasureFacts = {
  /** Registrations, applications and endorsements that are not ended or decided. */
  readonly openCases: number
  readonly permitsInForce: number
  /** Holds (保全) that were placed and not lifted. */
  readonly holds: number
  /** The day on which the last registration or permit ended; absent for a person who never had one. */
  readonly lastEndedOn?: PlainDate
  readonly isErased: boolean
  /** The official who proposed it, when it is being decided. */
  readonly proposedBy?: string
  readonly decidedBy?: string
}

/**
 * Decides whether the facts of a person may be deleted (删除个人信息): nothing is under way, no permit is in force, nobody holds
 * the record, the time for which it is kept has passed, and the official who decides is not the one who proposed it (I-150, I-151).
 *
 * Kept three years after a registration that ended on 2016-07-18: not yet on 2019-07-18, from 2019-07-19 on.
 */
export function decideErasure(
  facts: ErasureFacts,
  on: PlainDate,
  policy: ErasurePolicy,
  law: ClauseRef,
): Decision<{ readonly keptUntil: PlainDate | null }> {
  if (facts.isErased) return refused(refusal('erasure.already-done', law))
  const { keptYears } = policy
  const keptUntil = facts.lastEndedOn === undefined ? null : addYears(facts.lastEndedOn, keptYears.value)
  const against = [
    ...(facts.openCases > 0 ? [refusal('erasure.case-open', law, { count: facts.openCases })] : []),
    ...(facts.permitsInForce > 0 ? [refusal('erasure.permit-in-force', law)] : []),
    ...(facts.holds > 0 ? [refusal('erasure.held', law)] : []),
    ...(keptUntil !== null && on <= keptUntil ? [refusal('erasure.still-kept', keptYears.law, { keptUntil })] : []),
    ...(facts.decidedBy !== undefined && facts.decidedBy === facts.proposedBy
      ? [refusal('erasure.proposed-by-same-person', law)]
      : []),
  ]
  const [first, ...others] = against
  if (first !== undefined) return refused(first, ...others)
  return granted({ keptUntil }, [ground(keptYears.law, 'erasure.allowed', keptUntil === null ? {} : { keptUntil })])
}
