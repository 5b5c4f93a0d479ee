import type { ClauseRef } from '../kernel/clause.ts'
import { addDays, civilDateOf, type PlainDate } from '../kernel/plain-date.ts'
import type { AccountPolicy } from '../policy/account-policy.ts'

/** How long a key (安全密钥) has been bound to an account: instants in ISO form with Z. */
export type KeySpan = { readonly boundAt: string; readonly revokedAt: string | null }

/** Whether an official has as many keys as everybody has. `lastDayOn`: the last day on which fewer open everything. */
export type KeyStanding =
  | { readonly state: 'none' | 'complete' }
  | {
      readonly state: 'grace' | 'lapsed'
      readonly active: number
      readonly wanted: number
      readonly since: PlainDate
      readonly lastDayOn: PlainDate
      readonly law: ClauseRef
    }

/**
 * Whether an official who has too few keys may still work (第二把密钥). Everybody has two, one of them sealed (I-131); who has one works on for
 * some days, so that nobody is locked out on the day a key is lost (I-204). The days run on the system clock, as sessions do, from the
 * day the first key was bound or the other one was lost. With seven days and the first key bound on 2026-01-01: the last day is
 * 2026-01-08, and from 2026-01-09 nothing opens but what registers the second. Nothing of this is stored.
 */
export function keyStanding(
  keys: readonly KeySpan[],
  systemOn: PlainDate,
  policy: Pick<AccountPolicy, 'authenticators' | 'secondKeyGraceDays'>,
): KeyStanding {
  const { value: wanted } = policy.authenticators
  const { value: days, law } = policy.secondKeyGraceDays
  const { active, lackingAt } = countKeys(keys, wanted)
  if (active === 0) return { state: 'none' }
  if (lackingAt === undefined) return { state: 'complete' }
  const since = civilDateOf(lackingAt)
  const lastDayOn = addDays(since, days)
  return { state: systemOn > lastDayOn ? 'lapsed' : 'grace', active, wanted, since, lastDayOn, law }
}

/** Keys in use now, and since when some, but fewer than wanted, have been. With none at all nobody works, so the first one counts anew. */
function countKeys(keys: readonly KeySpan[], wanted: number) {
  const changes = keys
    .flatMap(({ boundAt, revokedAt }) => [
      { at: boundAt, by: 1 },
      ...(revokedAt === null ? [] : [{ at: revokedAt, by: -1 }]),
    ])
    .toSorted((one, other) => (one.at === other.at ? other.by - one.by : one.at < other.at ? -1 : 1))
  let active = 0
  let lackingAt: string | undefined
  for (const { at, by } of changes) {
    active += by
    lackingAt = active === 0 || active >= wanted ? undefined : (lackingAt ?? at)
  }
  return { active, lackingAt }
}
