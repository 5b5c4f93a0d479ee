import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Ground } from '@anju/domain/kernel/decision.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { PersonRow } from './person.ts'

/** One ledger row of a case, without its personal facts. */
export type HistoryRow = {
  readonly stream_version: number
  readonly kind: string
  readonly at: string
  readonly legal_on: string
  readonly actor_id: string
  readonly post_id: string | null
  /** Whose case it was; null for an act on an account, a post, a key, a dwelling, a deletion. */
  readonly person_id: string | null
  readonly pack: string
  readonly grounds: readonly Ground[]
  readonly step: string | null
  readonly content_sm3: Buffer | null
}

/**
 * The personal facts of one event of a case as they were sealed; undefined when there is no such event.
 * @throws NotAuthentic when the row was touched, or the person's key is gone
 */
export async function findEventFacts(
  db: Db,
  crypto: CryptoProvider,
  event: { readonly streamId: string; readonly version: number },
  { person_id: personId, dek_wrapped: wrappedKey }: Pick<PersonRow, 'person_id' | 'dek_wrapped'>,
): Promise<unknown> {
  const rows = await db.read<{ readonly facts_enc: Buffer }>(
    'select facts_enc from ledger where stream_id = $1 and stream_version = $2 and person_id = $3 and facts_enc is not null',
    [event.streamId, event.version, personId],
  )
  const [row] = rows
  if (row === undefined) return undefined
  const place = { table: 'ledger', column: 'facts_enc', rowId: event.streamId, personId }
  return JSON.parse(crypto.open(place, row.facts_enc, wrappedKey).toString('utf8'))
}

/** What happened to a case, in order, with the signature under each step. */
export async function listHistory(db: Db, streamId: string): Promise<readonly HistoryRow[]> {
  return db.read<HistoryRow>(
    `select l.stream_version, l.kind, l.at, l.legal_on, l.actor_id, l.post_id, l.person_id, l.pack, l.grounds, s.step, s.content_sm3
     from ledger l left join signature s on s.case_id = l.stream_id and s.case_version = l.stream_version
     where l.stream_id = $1 order by l.stream_version`,
    [streamId],
  )
}
