import type { Tx } from '@anju/platform/database/pool.ts'

const SEAL = `
with ordered as (
  select stream_id, stream_version, max(at) over (partition by stream_id order by stream_version) as no_earlier_than from ledger_pending
), waiting as (
  select stream_id, stream_version, no_earlier_than from ordered order by no_earlier_than, stream_id, stream_version limit $1
), taken as (
  delete from ledger_pending p using waiting w where p.stream_id = w.stream_id and p.stream_version = w.stream_version
  returning p.stream_id, p.stream_version, p.at, p.leaf, w.no_earlier_than
), top as (
  select coalesce(max(seq), -1) as seq from ledger_leaf
)
insert into ledger_leaf (seq, stream_id, stream_version, at, leaf)
select top.seq + row_number() over (order by t.no_earlier_than, t.stream_id, t.stream_version), t.stream_id, t.stream_version, t.at, t.leaf from taken t, top
returning 1`

/**
 * Moves leaves that wait into the log of this city, in order and without a gap; the first has number 0. What is visible is
 * moved and what commits later is still waiting, so no leaf is passed over however long its transaction runs: the log has
 * no high-water mark that one could slip under. Within a stream the order of versions is kept, even
 * where the clocks of two processes disagree.
 * @returns how many were moved.
 */
export async function sealLeaves(tx: Tx, limit: number): Promise<number> {
  const rows = await tx.write(SEAL, [limit])
  return rows.length
}
