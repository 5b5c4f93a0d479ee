/** How long a key (安全密钥) has been bound to a member of staff: instants in ISO form with Z. */
export type KeySpan = { readonly boundAt: string; readonly revokedAt: string | null }

/** What somebody's keys lack: two are wanted, and one is enough until `lastDayOn`. */
export type KeysLacking = {
  readonly state: 'grace' | 'lapsed'
  readonly active: number
  readonly wanted: number
  readonly since: string
  readonly lastDayOn: string
}

/** Everybody has two, one of them sealed. */
export const KEYS_WANTED = 2

/**
 * Whether one key is still enough (第二把密钥), by the rule of the registry (I-204): for so many days after the day it was bound, or the other
 * one was lost. With seven days and a key bound on 2026-01-01 the last day is 2026-01-08. Undefined when nothing is lacking, and for
 * whoever has none, who gets in nowhere.
 */
export function keysLacking(keys: readonly KeySpan[], systemOn: string, graceDays: number): KeysLacking | undefined {
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
    lackingAt = active === 0 || active >= KEYS_WANTED ? undefined : (lackingAt ?? at)
  }
  if (lackingAt === undefined) return undefined
  const since = dayIn(lackingAt, 0)
  const lastDayOn = dayIn(lackingAt, graceDays)
  return { state: systemOn > lastDayOn ? 'lapsed' : 'grace', active, wanted: KEYS_WANTED, since, lastDayOn }
}

/** The civil day in China so many days after an instant; eight hours ahead all through. */
function dayIn(instant: string, days: number): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
}
