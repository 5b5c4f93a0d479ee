import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { appendLeaves, EMPTY_FRONTIER, frontierRoot, leafHash } from '@anju/crypto/merkle-log.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Look } from './look.ts'

const ROWS_A_READ = 5000
const NIL = '00000000-0000-0000-0000-000000000000'

/** What stands in the ledger about the looks of one day. */
export type LookDigest = { readonly onDay: string; readonly looks: number; readonly root: string }

/** Days before `before` whose looks have no digest yet. */
export async function listUndigestedDays(
  db: Db,
  before: string,
  limit: number,
): Promise<readonly { readonly id: string }[]> {
  return db.read<{ id: string }>(
    `select distinct on_day::text as id from look l
     where on_day < $1 and not exists (select from look_digest d where d.on_day = l.on_day) order by 1 limit $2`,
    [before, limit],
  )
}

/** The Merkle root over every look of a day in the order of their ids; each leaf covers the whole row. */
export async function digestDay(db: Db, onDay: string): Promise<LookDigest> {
  let frontier = EMPTY_FRONTIER
  for (let last = NIL; ;) {
    const rows = await db.read<Look>(
      `select look_id, at, on_day, official_id, post_id, session_ref, route, kind, person_ids, fields, in_full, purpose, words, case_id, client_ip
       from look where on_day = $1 and look_id > $2 order by look_id limit ${ROWS_A_READ}`,
      [onDay, last],
    )
    frontier = appendLeaves(
      frontier,
      rows.map((row) => leafHash(canonicalJsonBytes({ ...row }))),
    )
    const end = rows.at(-1)
    if (end === undefined || rows.length < ROWS_A_READ) break
    last = end.look_id
  }
  return { onDay, looks: frontier.size, root: frontierRoot(frontier).toString('hex') }
}

/** A day that has a digest breaks the key: it is digested once. */
export async function recordDigest(tx: Tx, { onDay, looks, root }: LookDigest, at: string): Promise<void> {
  await tx.write('insert into look_digest (on_day, looks, root, sealed_at) values ($1, $2, $3, $4)', [
    onDay,
    looks,
    Buffer.from(root, 'hex'),
    at,
  ])
}

/** The digests as the ledger has them; the ledger is what is believed. */
export async function listLedgerDigests(db: Db, kind: string): Promise<readonly LookDigest[]> {
  const rows = await db.read<{ facts: LookDigest }>(
    `select grounds -> 0 -> 'facts' as facts from ledger where kind = $1 order by grounds -> 0 -> 'facts' ->> 'onDay'`,
    [kind],
  )
  return rows.map(({ facts }) => facts)
}

/** The stream of a day in the ledger of a city: the same whoever digests it. UUID version 8. */
export function streamOfDay(city: string, onDay: string): string {
  const bytes = sm3(Buffer.from(`anju:look-digest:v1\0${city}\0${onDay}`)).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
