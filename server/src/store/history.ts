import type { Ground } from '@anju/domain/kernel/decision.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** One ledger row of a case, without its personal facts. */
export type HistoryRow = {
  readonly stream_version: number
  readonly kind: string
  readonly at: string
  readonly legal_on: string
  readonly actor_id: string
  readonly post_id: string | null
  readonly pack: string
  readonly grounds: readonly Ground[]
  readonly step: string | null
  readonly content_sm3: Buffer | null
}

/** What happened to a case, in order, with the signature under each step. */
export async function listHistory(db: Db, streamId: string): Promise<readonly HistoryRow[]> {
  return db.read<HistoryRow>(
    `select l.stream_version, l.kind, l.at, l.legal_on, l.actor_id, l.post_id, l.pack, l.grounds, s.step, s.content_sm3
     from ledger l left join signature s on s.case_id = l.stream_id and s.case_version = l.stream_version
     where l.stream_id = $1 order by l.stream_version`,
    [streamId],
  )
}
