import type { ClauseRef } from '../kernel/clause.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { AccountPolicy } from '../policy/account-policy.ts'

/** What is known of an account; the rest follows from it by date. */
export type AccountFacts = {
  readonly openedOn: PlainDate
  /** Civil day of the last sign-in. */
  readonly lastUsedOn: PlainDate | null
  /** When it was last let work again, with approval. */
  readonly reinstatedOn: PlainDate | null
  /** The day the person left, by the HR file. */
  readonly leftOn: PlainDate | null
}

/** `systemOn` is the civil day of the system clock: unused days run on it, like sessions. `legalOn` is the legal day. */
export type AccountDay = { readonly systemOn: PlainDate; readonly legalOn: PlainDate }

export type AccountStanding =
  | { readonly state: 'active'; readonly suspendsOn: PlainDate; readonly closesOn: PlainDate }
  | {
      readonly state: 'suspended'
      readonly since: PlainDate
      readonly reason: 'unused'
      readonly law: ClauseRef
      readonly unusedSince: PlainDate
      readonly closesOn: PlainDate
    }
  | {
      readonly state: 'closed'
      readonly since: PlainDate
      readonly reason: 'unused' | 'left'
      readonly law: ClauseRef
      readonly unusedSince: PlainDate
    }

/**
 * Whether an account works (账号状态): active, suspended (停用) or closed (注销). Nothing of this is stored, so no job can forget it.
 * FS-2016-14:三.四 wants real accounts of real people; the days are I-130. With 30 and 90 days and a last sign-in on 2026-01-01:
 * works on 2026-01-30 (29 days), suspended from 2026-01-31 (30) to 2026-03-31 (89), closed from 2026-04-01 (90). Who left is out on
 * the day of leaving itself.
 */
export function accountStanding(
  facts: AccountFacts,
  { systemOn, legalOn }: AccountDay,
  policy: Pick<AccountPolicy, 'suspendAfterUnusedDays' | 'closeAfterUnusedDays'>,
): AccountStanding {
  const { openedOn, lastUsedOn, reinstatedOn, leftOn } = facts
  const unusedSince = [lastUsedOn, reinstatedOn].reduce<PlainDate>(
    (latest, day) => (day !== null && day > latest ? day : latest),
    openedOn,
  )
  const { suspendAfterUnusedDays: suspend, closeAfterUnusedDays: close } = policy
  if (leftOn !== null && leftOn <= legalOn)
    return { state: 'closed', since: leftOn, reason: 'left', law: close.law, unusedSince }
  const suspendsOn = addDays(unusedSince, suspend.value)
  const closesOn = addDays(unusedSince, close.value)
  if (systemOn >= closesOn) return { state: 'closed', since: closesOn, reason: 'unused', law: close.law, unusedSince }
  if (systemOn >= suspendsOn)
    return { state: 'suspended', since: suspendsOn, reason: 'unused', law: suspend.law, unusedSince, closesOn }
  return { state: 'active', suspendsOn, closesOn }
}
