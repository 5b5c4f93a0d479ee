import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import {
  faultOfSeal,
  listSealed,
  ROW_SEALED,
  SEALED,
  SEALED_TABLES,
  sealStreamOf,
  SHARED_TABLES,
  type SealedRow,
  type SealedTable,
} from './row-seal.ts'

/** A row that is not as it was sealed, or is gone. */
export type SealFault = {
  readonly table: string
  readonly rowId: string
  readonly version: number
  readonly what: string
  readonly column?: string
}

/** Where a round through the seals stands: after which row of which table, or after which stream of the ledger. */
export type SealPlace = { readonly in: SealedTable | 'ledger'; readonly after: string }

/** @property next - null when the round is over */
export type SealPage = {
  readonly faults: readonly SealFault[]
  readonly seen: number
  readonly next: SealPlace | null
}

const PAGE = 1_000
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const FIRST_ID = '00000000-0000-0000-0000-000000000000'
/** First the rows against the ledger, a table after the other, then the ledger against the rows. */
const PARTS = [...SEALED_TABLES, 'ledger'] as const

export const FIRST_SEAL: SealPlace = { in: PARTS[0], after: FIRST_ID }

/**
 * Checks every row that carries a seal: the columns fit the seal, and the ledger has that seal at that version as the newest of
 * the row. So a changed column, the seal or the copy of another row, an old row with its old seal, a row that was put in and a
 * row that is gone are each found, with the row.
 */
export async function checkSeals(db: Db, crypto: Pick<CryptoProvider, 'verifyMac'>): Promise<readonly SealFault[]> {
  const faults: SealFault[] = []
  for (let place: SealPlace | null = FIRST_SEAL; place !== null;) {
    const page: SealPage = await checkSealPage(db, crypto, place)
    faults.push(...page.faults)
    place = page.next
  }
  return faults
}

/**
 * One page of that. A row and what the ledger has of it are read within one page: when the page is seen at one instant, pages of
 * different instants raise no false alarm. Nothing is kept from page to page but the place.
 *
 * @param db - sees the whole city, at one instant (repeatable read)
 */
export async function checkSealPage(
  db: Db,
  crypto: Pick<CryptoProvider, 'verifyMac'>,
  place: SealPlace,
  limit: number = PAGE,
): Promise<SealPage> {
  const page =
    place.in === 'ledger'
      ? await checkKept(db, place.after, limit)
      : await checkRows(db, crypto, place.in, place.after, limit)
  if (page.last !== undefined && page.seen === limit)
    return { faults: page.faults, seen: page.seen, next: { in: place.in, after: page.last } }
  const following = PARTS[PARTS.indexOf(place.in) + 1]
  return { ...page, next: following === undefined ? null : { in: following, after: FIRST_ID } }
}

type Checked = Omit<SealPage, 'next'> & { readonly last: string | undefined }

async function checkRows(
  db: Db,
  crypto: Pick<CryptoProvider, 'verifyMac'>,
  table: SealedTable,
  after: string,
  limit: number,
): Promise<Checked> {
  const rows = await listSealed(db, table, after, limit)
  const streams = rows.map(({ row_id }) => sealStreamOf(table, row_id))
  const kept = new Map((await listKeptOf(db, streams)).map((each) => [each.stream_id, each]))
  return {
    faults: rows.flatMap((row, n) => faultsOf(crypto, table, row, kept.get(streams[n] ?? ''))),
    seen: rows.length,
    last: rows.at(-1)?.row_id,
  }
}

/** Whether every row that the ledger has a seal of is still there. */
async function checkKept(db: Db, after: string, limit: number): Promise<Checked> {
  const kept = await listKeptSeals(db, after, limit)
  const places = kept.map((each) => ({ ...placeIn(each.grounds), streamId: each.stream_id, version: each.version }))
  const faults: SealFault[] = []
  const say = (each: (typeof places)[number], what: string) =>
    faults.push({ table: each.table, what, rowId: each.rowId, version: each.version })
  for (const [table, those] of Map.groupBy(places, (each) => each.table)) {
    const sealed = SEALED_TABLES.find((name) => name === table)
    // A stream has the seals of one row: an event that names another one was bent, and whether the row is there nobody can tell.
    const [named, bent] = [true, false].map((isOf) =>
      those.filter(
        ({ rowId, streamId }) =>
          (sealed !== undefined && UUID.test(rowId) && sealStreamOf(sealed, rowId) === streamId) === isOf,
      ),
    )
    for (const each of bent ?? []) say(each, 'the ledger has a seal whose event names another row than its own')
    if (sealed === undefined || named === undefined || named.length === 0) continue
    const there = await listIdsThere(
      db,
      sealed,
      named.map(({ rowId }) => rowId),
    )
    for (const each of named)
      if (!there.has(each.rowId)) say(each, 'the ledger has the seal of this row, and the row is gone')
  }
  return { faults, seen: kept.length, last: kept.at(-1)?.stream_id }
}

/** What the ledger has of the seals of a row: the newest. */
type KeptSeal = {
  readonly stream_id: string
  readonly version: number
  readonly seal: Buffer
  readonly grounds: unknown
}

const KEPT = `select distinct on (stream_id) stream_id, stream_version as version, facts_mac as seal, grounds from ledger
  where kind = '${ROW_SEALED}' and`
const NEWEST = 'order by stream_id, stream_version desc'

/** In order of the streams. */
async function listKeptSeals(db: Db, after: string, limit: number): Promise<readonly KeptSeal[]> {
  return db.read<KeptSeal>(`${KEPT} stream_id > $1 ${NEWEST} limit $2`, [after, limit])
}

async function listKeptOf(db: Db, streams: readonly string[]): Promise<readonly KeptSeal[]> {
  return db.read<KeptSeal>(`${KEPT} stream_id = any($1) ${NEWEST}`, [streams])
}

async function listIdsThere(db: Db, table: SealedTable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { id } = SEALED[table]
  const rows = await db.read<{ id: string }>(`select ${id} as id from ${table} where ${id} = any($1)`, [ids])
  return new Set(rows.map((row) => row.id))
}

function faultsOf(
  crypto: Pick<CryptoProvider, 'verifyMac'>,
  table: SealedTable,
  row: SealedRow,
  kept: KeptSeal | undefined,
): readonly SealFault[] {
  const say = (what: string, column?: string): readonly SealFault[] => [
    {
      table,
      what,
      rowId: row.row_id,
      version: row.version,
      ...(column === undefined ? {} : { column }),
    },
  ]
  const fault = faultOfSeal(crypto, table, row)
  if (fault !== undefined) return say(`its seal does not fit: ${fault}`, 'seal')
  // Accounts are shared by the cities: another one may have sealed them since.
  const isShared = SHARED_TABLES.includes(table)
  if (kept === undefined) return isShared ? [] : say('the ledger never had its seal', 'version')
  if (kept.version > row.version || (kept.version < row.version && !isShared))
    return say(`the ledger has its seal at version ${kept.version}: the row was set back`, 'version')
  return kept.version === row.version && !(row.seal?.equals(kept.seal) ?? false)
    ? say('the ledger has another seal at this version', 'seal')
    : []
}

function placeIn(grounds: unknown): { readonly table: string; readonly rowId: string } {
  const [first]: unknown[] = Array.isArray(grounds) ? grounds : []
  const facts: unknown = typeof first === 'object' && first !== null && 'facts' in first ? first.facts : undefined
  if (typeof facts !== 'object' || facts === null || !('table' in facts) || !('rowId' in facts))
    return { table: 'ledger', rowId: '' }
  return { table: String(facts.table), rowId: String(facts.rowId) }
}
