import type { Tx } from '@anju/platform/database/pool.ts'

export type TallyKind = 'reveal' | 'export-rows'
/** What an official is told of; prints are counted from the log of looks. */
type AlertKey = Omit<TallyKey, 'what'> & { readonly what: TallyKind | 'print' }

/** What is counted of one official on one day. */
export type TallyKey = { readonly officialId: string; readonly onDay: string; readonly what: TallyKind }

/** Takes `n` of the day's allowance, or nothing when it would pass `most`. One row lock per official decides between twins. */
export async function claimTally(tx: Tx, key: TallyKey, n: number, most: number): Promise<boolean> {
  const rows = await tx.write(
    `insert into look_tally (official_id, on_day, what, n) select $1, $2, $3, $4::int where $4::int <= $5::int
     on conflict (official_id, on_day, what) do update set n = look_tally.n + excluded.n where look_tally.n + excluded.n <= $5::int
     returning 1`,
    [key.officialId, key.onDay, key.what, n, most],
  )
  return rows.length === 1
}

/** How much of it was taken today; 0 when nothing. */
export async function findTally(tx: Tx, key: TallyKey): Promise<number> {
  const rows = await tx.read<{ n: number }>(
    'select n from look_tally where official_id = $1 and on_day = $2 and what = $3',
    [key.officialId, key.onDay, key.what],
  )
  return rows[0]?.n ?? 0
}

/** Tells the audit administrator that an official passed a daily number; once a day each. */
export async function recordLookAlert(
  tx: Tx,
  key: AlertKey,
  alert: { readonly most: number; readonly law: string; readonly at: string },
): Promise<void> {
  await tx.write(
    `insert into look_alert (official_id, on_day, what, most, law, raised_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [key.officialId, key.onDay, key.what, alert.most, alert.law, alert.at],
  )
}
