import { granted, ground, refusal, refused, type Decision, type Refusal } from '../kernel/decision.ts'
import type { AccessPolicy } from '../policy/access-policy.ts'
import type { PostScope } from './compile-scope.ts'

/** Where a cross-area look (跨区协查) stands; nothing has to run for it to be over. */
export type CrossAreaStanding = 'asked' | 'open' | 'over' | 'ended' | 'refused'

export type CrossAreaFacts = {
  readonly grantedAt: string | null
  readonly untilAt: string | null
  readonly endedAt: string | null
}

/** Derived from its instants and the present one: the last second is still within. */
export function crossAreaStanding({ grantedAt, untilAt, endedAt }: CrossAreaFacts, at: string): CrossAreaStanding {
  if (endedAt !== null) return grantedAt === null ? 'refused' : 'ended'
  if (untilAt === null) return 'asked'
  return at < untilAt ? 'open' : 'over'
}

/** Decides whether so many hours may be asked for. @param hours - whole hours */
export function decideCrossAreaHours(hours: number, policy: AccessPolicy): Decision<null> {
  const { value: hoursMax, law } = policy.crossAreaHoursMax
  return hours > hoursMax
    ? refused(refusal('access.cross-area-too-long', law, { hours, hoursMax }))
    : granted(null, [ground(law, 'access.cross-area', { hours })])
}

/** Decides whether somebody may grant a look: it waits for it, and they are not who asked (I-142). */
export function decideCrossArea(
  standing: CrossAreaStanding,
  askedBy: string,
  grantedBy: string,
  hours: number,
  policy: AccessPolicy,
): Decision<null> {
  const { law } = policy.crossAreaHoursMax
  const refusals: Refusal[] = []
  if (standing !== 'asked') refusals.push(refusal('access.already-decided', law))
  if (askedBy === grantedBy) refusals.push(refusal('access.decided-by-oneself', law))
  return refusals.length > 0 ? { ok: false, refusals } : granted(null, [ground(law, 'access.cross-area', { hours })])
}

export type ScopeChange = {
  readonly scope: PostScope
  readonly post: { readonly officialId: string; readonly divisionPrefix: string }
  readonly setBy: string
  readonly cityPrefix: string
  /** Offices of the city that the scope may name. */
  readonly officeIds: readonly string[]
}

/**
 * Decides whether a post's scope may be set so (I-140): by somebody else, naming something where the kind asks for it, a grid
 * within the divisions of the post, everything within the city.
 */
export function decidePostScope(change: ScopeChange, policy: AccessPolicy): Decision<PostScope> {
  const { scope, post, cityPrefix } = change
  const { law } = policy.crossAreaHoursMax
  const refusals: Refusal[] = []
  if (change.setBy === post.officialId) refusals.push(refusal('access.decided-by-oneself', law))
  const prefixes = scope.kind === 'custom' || scope.kind === 'grid' ? scope.prefixes : []
  const officeIds = scope.kind === 'custom' ? scope.officeIds : []
  const names = scope.kind === 'custom' || scope.kind === 'grid'
  if (names && prefixes.length + officeIds.length === 0) refusals.push(refusal('access.scope-names-nothing', law))
  const within = scope.kind === 'grid' ? post.divisionPrefix : cityPrefix
  const beyond = [
    ...prefixes.filter((prefix) => !prefix.startsWith(within)),
    ...officeIds.filter((id) => !change.officeIds.includes(id)),
  ]
  for (const prefix of beyond) refusals.push(refusal('access.scope-beyond', law, { prefix, within }))
  return refusals.length > 0
    ? { ok: false, refusals }
    : granted({ kind: scope.kind, prefixes, officeIds }, [ground(law, 'access.scope-set', { kind: scope.kind })])
}
