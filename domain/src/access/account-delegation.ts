import { refusal, type Refusal } from '../kernel/decision.ts'
import { daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { AccountPolicy } from '../policy/account-policy.ts'
import type { Role } from '../policy/workflow-policy.ts'
import { roleClass } from './account-post.ts'

export type LentPost = {
  readonly postId: string
  readonly holderId: string
  readonly role: Role
  readonly officeId: string
  readonly divisionPrefix: string
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
}
/** For a shift by the system clock, or for legal days. */
export type LentTime =
  | { readonly kind: 'temporary'; readonly hours: number; readonly on: PlainDate }
  | { readonly kind: 'substitution'; readonly from: PlainDate; readonly to: PlainDate }

export type DelegationAsked = {
  readonly post: LentPost
  readonly time: LentTime
  readonly divisionPrefix: string
  /** Whoever lends it: its holder, or for a shift the head of its office. */
  readonly giver: { readonly officialId: string; readonly officeId: string; readonly leadsUnit: boolean }
  /** A post of the delegate that is in force then, by an account that works; undefined when there is none. */
  readonly delegate: { readonly officialId: string; readonly role: Role } | undefined
}

/**
 * Why a post may not be lent (委托、临时授权, I-132). To a named official with an account of his own; for a shift by the head of
 * the unit or the holder, for days by the holder only; for no longer than the pack says, inside the days of the post, no wider than it.
 * Only its holder's post can be lent, so what is lent is not passed on. Posts of the three administrators are not lent.
 */
export function refusalsOfDelegation(asked: DelegationAsked, policy: AccountPolicy): readonly Refusal[] {
  const { post, time, divisionPrefix, giver, delegate } = asked
  const { temporaryHoursMax: hours, substitutionDaysMax: days } = policy
  const law = time.kind === 'temporary' ? hours.law : days.law
  const isHead = time.kind === 'temporary' && giver.leadsUnit && giver.officeId === post.officeId
  const [from, to] = time.kind === 'temporary' ? [time.on, time.on] : [time.from, time.to]
  const administers =
    roleClass(post.role) !== 'business' || (delegate !== undefined && roleClass(delegate.role) !== 'business')
  return [
    ...(post.holderId === giver.officialId || isHead ? [] : [refusal('delegation.not-holder', law)]),
    ...(administers ? [refusal('delegation.administrators-not-lent', law)] : []),
    ...(delegate === undefined ? [refusal('delegation.delegate-holds-no-post', law)] : []),
    ...(delegate !== undefined && [post.holderId, giver.officialId].includes(delegate.officialId)
      ? [refusal('delegation.to-same-person', law)]
      : []),
    ...(from < post.validFrom || (post.validTo !== null && to > post.validTo)
      ? [refusal('delegation.post-not-in-force', law)]
      : []),
    ...(time.kind === 'temporary' && time.hours > hours.value
      ? [refusal('delegation.too-many-hours', law, { hoursMax: hours.value })]
      : []),
    ...(time.kind === 'substitution' && daysBetween(time.from, time.to) + 1 > days.value
      ? [refusal('delegation.too-many-days', law, { daysMax: days.value })]
      : []),
    ...(divisionPrefix.startsWith(post.divisionPrefix)
      ? []
      : [refusal('delegation.wider-than-post', law, { within: post.divisionPrefix })]),
  ]
}
