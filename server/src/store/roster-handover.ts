import type { Pool } from '@anju/platform/database/pool.ts'

/** What the last roster lacks. `writtenAt` is null before the first; `oldestAt` when the first key that it lacks was bound. */
export type RosterGap = {
  readonly writtenAt: string | null
  readonly newer: number
  readonly oldestAt: string | null
}

/** Notes that the keys were written down for the police. */
export async function recordRosterHandover(
  shared: Pool,
  { at, digest, officials, keys }: { at: string; digest: string; officials: number; keys: number },
): Promise<void> {
  await shared.ask(
    'insert into roster_handover (written_at, digest, officials, keys) values ($1, $2, $3, $4) on conflict do nothing',
    [at, digest, officials, keys],
  )
}

/** Keys that were bound after the last roster was written; revoked ones, too, since what they signed may still wait. */
export async function findRosterGap(shared: Pool): Promise<RosterGap> {
  const [gap] = await shared.ask<{ written_at: string | null; newer: number; oldest_at: string | null }>(
    `select h.written_at, count(a.authenticator_id)::int as newer, min(a.registered_at) as oldest_at
     from (select max(written_at) as written_at from roster_handover) h
     left join authenticator a on a.registered_at > coalesce(h.written_at, '-infinity') group by h.written_at`,
  )
  return { writtenAt: gap?.written_at ?? null, newer: gap?.newer ?? 0, oldestAt: gap?.oldest_at ?? null }
}
