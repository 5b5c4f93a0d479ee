import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { fitsSeal, sealRow, type RowSeal, type SealedContent } from '@anju/crypto/row-seal.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { Db, Parameter, Row, Tx } from '@anju/platform/database/pool.ts'
// A seal covers days and instants as our pools read them; a connection of the owner reads them so too once this is loaded.
// oxlint-disable-next-line import/no-unassigned-import -- it is wanted for what it sets
import '@anju/platform/database/pool.ts'
import type { Client } from 'pg'
import type { Act } from '../deps.ts'
import { envelopeBytes, envelopeMac, ledgerLeaf } from './ledger-envelope.ts'
import { actorIdOf } from './record-event.ts'

/**
 * Tables whose rows carry a seal, and the columns by which anybody decides. Left out are only what changes by itself (a counter
 * of a key, the last sign-in, an index that is made anew) and when the row came. `since` came after rows were sealed: where such a column is null the
 * seal does not name it, so the rows from before keep the seal they have.
 */
export const SEALED = {
  permit: {
    id: 'permit_id',
    columns: [
      'person_id',
      'application_id',
      'dwelling_id',
      'division_code',
      'permit_no',
      'state',
      'issued_on',
      'issued_in',
      'base_on',
      'printed_expiry_on',
      'handed_over_on',
      'ended_on',
      'end_reason',
    ],
    since: ['transfer_id', 'import_id', 'ends_taken_back'],
  },
  card: {
    id: 'card_id',
    columns: [
      'permit_id',
      'division_code',
      'stock_no',
      'chip_uid',
      'state',
      'void_reason',
      'made_on',
      'made_for',
      'voided_on',
      'found_on',
    ],
    since: [],
  },
  endorsement: {
    id: 'endorsement_id',
    columns: [
      'permit_id',
      'person_id',
      'office_id',
      'division_code',
      'channel',
      'condition',
      'pack',
      'accepted_on',
      'booked_online_on',
      'needs_check',
      'checked_on',
      'completed_on',
      'refused_on',
      'written',
      'refusal_reasons',
    ],
    since: ['taken_from'],
  },
  official: { id: 'official_id', columns: ['name', 'active', 'left_on', 'reinstated_at'], since: [] },
  post: {
    id: 'post_id',
    columns: [
      'official_id',
      'office_id',
      'role',
      'division_prefix',
      'valid_from',
      'valid_to',
      'confirmed_on',
      'scope_kind',
      'scope_prefixes',
      'scope_offices',
    ],
    since: [],
  },
  authenticator: {
    id: 'authenticator_id',
    columns: ['official_id', 'enrolment_id', 'kind', 'credential_id', 'public_key', 'revoked_at', 'revoke_reason'],
    since: [],
  },
  enrolment: {
    id: 'enrolment_id',
    columns: [
      'official_id',
      'city',
      'reason',
      'replaces',
      'proposed_by',
      'proposed_at',
      'approved_by',
      'approved_at',
      'code_sm3',
      'expires_at',
      'used_at',
    ],
    since: [],
  },
  delegation: {
    id: 'delegation_id',
    columns: [
      'city',
      'kind',
      'post_id',
      'holder_id',
      'post_prefix',
      'division_prefix',
      'delegate_id',
      'delegate_post_id',
      'valid_from',
      'valid_to',
      'begins_at',
      'ends_at',
      'reason',
      'given_by',
      'given_at',
      'decided_by',
      'decided_at',
      'approved',
      'revoked_by',
      'revoked_at',
    ],
    since: [],
  },
} as const
export type SealedTable = keyof typeof SEALED
export const SEALED_TABLES = [
  'permit',
  'card',
  'endorsement',
  'official',
  'post',
  'authenticator',
  'enrolment',
  'delegation',
] as const satisfies readonly SealedTable[]

/** Tables of accounts: all cities of the installation share them. */
export const SHARED_TABLES: readonly SealedTable[] = ['official', 'post', 'authenticator', 'enrolment', 'delegation']

export type SealedRow = Row & {
  readonly row_id: string
  readonly version: number
  readonly seal: Buffer | null
  readonly seal_kid: string | null
}

/** Thrown when a row is not what our programs wrote: nothing may be decided by it. A defect, never an answer. */
export class SealBroken extends Error {
  constructor(table: SealedTable, rowId: string, why: string) {
    super(
      `The seal of ${table} ${rowId} does not fit: ${why}. Nothing is done with it; run verify, or seal-rows after an upgrade or a bulk load`,
    )
    this.name = 'SealBroken'
  }
}

/** What a statement selects so that {@link faultOfSeal} can be asked of its row. */
export function sealedColumns(table: SealedTable, alias: string = table): string {
  const { id, columns, since } = SEALED[table]
  const named = ['version', 'seal', 'seal_kid', ...columns, ...since].map((name) => `${alias}.${name}`)
  return [`${alias}.${id} as row_id`, ...named].join(', ')
}

function selectOf(table: SealedTable): string {
  return `select ${sealedColumns(table)} from ${table}`
}

function contentOf(table: SealedTable, row: SealedRow, version = row.version): SealedContent {
  const columns = Object.fromEntries<unknown>(SEALED[table].columns.map((name) => [name, row[name] ?? null]))
  for (const name of SEALED[table].since) if ((row[name] ?? null) !== null) columns[name] = row[name]
  return { table, rowId: row.row_id, version, columns }
}

/** The seal that belongs to a row as it stands. Only whoever made the row themself asks for it; everybody else writes by {@link writeSealed}. */
export function sealOfRow(
  crypto: Pick<CryptoProvider, 'mac' | 'macKid'>,
  table: SealedTable,
  row: SealedRow,
  version = row.version,
): RowSeal {
  return sealRow(crypto, contentOf(table, row, version))
}

/** Why a row is not as it was sealed; undefined when it is. */
export function faultOfSeal(
  crypto: Pick<CryptoProvider, 'verifyMac'>,
  table: SealedTable,
  row: SealedRow,
): string | undefined {
  const { seal, seal_kid: kid } = row
  if (seal === null || kid === null) return 'it has none'
  return fitsSeal(crypto, contentOf(table, row), { seal, kid })
    ? undefined
    : 'a column was changed, or it is the seal of another row or version'
}

/** @throws SealBroken when a row by which something is decided is not what our programs wrote */
export function requireSeal(crypto: Pick<CryptoProvider, 'verifyMac'>, table: SealedTable, row: SealedRow): void {
  const fault = faultOfSeal(crypto, table, row)
  if (fault !== undefined) throw new SealBroken(table, row.row_id, fault)
}

/**
 * Reads rows by which something is decided, and makes sure that they are what our programs wrote.
 * @throws SealBroken
 */
export async function requireSealed(
  db: Pick<Db, 'read'>,
  crypto: Pick<CryptoProvider, 'verifyMac'>,
  table: SealedTable,
  by: SealedBy,
): Promise<void> {
  const rows = await db.read<SealedRow>(`${selectOf(table)} where ${by.column} = any($1)`, [[by.id].flat()])
  for (const row of rows) requireSeal(crypto, table, row)
}

/** Which rows are meant: by their own ids, or all of one owner. */
export type SealedBy = { readonly column: string; readonly id: string | readonly string[] }

export type Sealing = { readonly crypto: CryptoProvider; readonly act: Pick<Act, 'actor' | 'at' | 'legalOn' | 'city'> }

/**
 * Writes rows that carry a seal: what stood there must have been sealed, what stands there afterwards is, and the ledger gets
 * the seal with the version, all in the transaction of the write. The three loads travel together with it.
 *
 * @param write - sends the statement that changes the rows; it must be sent before it is waited for
 * @throws SealBroken when what stood there was not what our programs wrote
 */
export async function writeSealed<T>(
  tx: Tx,
  { crypto, act }: Sealing,
  table: SealedTable,
  by: SealedBy,
  write: () => Promise<T>,
): Promise<T> {
  const load = `${selectOf(table)} where ${by.column} = any($1)`
  const ids = [[by.id].flat()]
  const [before, written, after] = await Promise.all([
    tx.write<SealedRow>(`${load} for update`, ids),
    write(),
    tx.write<SealedRow>(load, ids),
  ])
  for (const row of before) requireSeal(crypto, table, row)
  const changed = after.flatMap((row) => {
    const old = before.find((each) => each.row_id === row.row_id)
    if (old !== undefined && faultOfSeal(crypto, table, row) === undefined && row.seal !== null) return []
    // A table whose writers do not count versions gets the next one with its seal.
    return [{ row, version: Math.max(row.version, (old?.version ?? 0) + 1) }]
  })
  await putSeals(tx, { crypto, act }, table, changed)
  return written
}

/**
 * Seals rows that have none, from before there were seals or from a bulk load, at the version at which they stand. Whoever calls
 * it has made sure that they are right: from here on they count as written by us.
 */
export async function sealOldRows(
  tx: Tx,
  sealing: Sealing,
  table: SealedTable,
  rows: readonly SealedRow[],
): Promise<void> {
  await putSeals(
    tx,
    sealing,
    table,
    rows.map((row) => ({ row, version: row.version })),
  )
}

/** What must stand in the ledger of a city before a row of it is believed. Accounts may be older than it. */
const BEHIND: Partial<Record<SealedTable, string>> = {
  permit: `exists (select from ledger l where l.stream_id = coalesce(t.application_id, t.transfer_id, t.import_id))
    and (t.state <> 'in-force' or exists (select from ledger l where l.stream_id = coalesce(t.application_id, t.transfer_id, t.import_id)
      and l.kind in ('hand-over', 'enter-transfer', 'import-permit')))`,
  card: 'exists (select from permit p join ledger l on l.stream_id = coalesce(p.application_id, p.transfer_id, p.import_id) where p.permit_id = t.permit_id)',
  endorsement: `case when t.taken_from is null then exists (select from ledger l where l.stream_id = t.endorsement_id)
      and (t.completed_on is null or exists (select from ledger l where l.stream_id = t.endorsement_id and l.kind = 'complete'))
    else exists (select from permit p join ledger l on l.stream_id = coalesce(p.transfer_id, p.import_id) where p.permit_id = t.permit_id) end`,
  enrolment: `case when t.proposed_by is null then exists (select from post p where p.official_id = t.official_id and p.role_class <> 'business')
    else exists (select from ledger l where l.stream_id = t.official_id and l.kind = 'propose-enrolment' and l.actor_id = t.proposed_by and l.at = t.proposed_at)
      and (t.approved_at is null or exists (select from ledger l where l.stream_id = t.official_id and l.kind = 'approve-enrolment' and l.actor_id = t.approved_by and l.at = t.approved_at)) end`,
  delegation: `exists (select from ledger l where l.stream_id = t.delegation_id and l.kind = 'lend-post' and l.actor_id = t.given_by)
    and (t.approved is not true or exists (select from ledger l where l.stream_id = t.delegation_id and l.kind = 'approve-delegation' and l.actor_id = t.decided_by))`,
}

/** What of the tables that all cities share is told by the ledger of one of them: only there it is sealed. */
const OF_CITY: Partial<Record<SealedTable, string>> = {
  enrolment: 'coalesce(t.city, current_schema()) = current_schema()',
  delegation: 't.city = current_schema()',
}

export type UnsealedRow = SealedRow & {
  /** What speaks against the row; null when nothing does. */
  readonly against: string | null
}

/** Rows without a seal in order of their ids, locked, each with what the ledger says against it. */
export async function listUnsealed(
  tx: Tx,
  table: SealedTable,
  after: string,
  limit: number,
): Promise<readonly UnsealedRow[]> {
  const { id } = SEALED[table]
  const rows = await tx.write<SealedRow & { readonly is_behind: boolean }>(
    `select ${sealedColumns(table, 't')}, ${BEHIND[table] ?? 'true'} as is_behind from ${table} t
     where t.seal is null and ${OF_CITY[table] ?? 'true'} and t.${id} > $1 order by t.${id} limit $2 for update of t`,
    [after, limit],
  )
  const streams = rows.map(({ row_id }) => sealStreamOf(table, row_id))
  const kept = await tx.read<{ stream_id: string }>('select distinct stream_id from ledger where stream_id = any($1)', [
    streams,
  ])
  const had = new Set(kept.map(({ stream_id }) => stream_id))
  return rows.map((row) => {
    const taken = had.has(sealStreamOf(table, row.row_id)) ? 'it had a seal, which is gone' : null
    return { ...row, against: taken ?? (row.is_behind ? null : 'the ledger has nothing that led to it') }
  })
}

/**
 * Seals accounts that were entered at the console in this transaction. No city has them in its ledger: the first act on them
 * there brings them in.
 */
export async function sealEntered(
  client: Client,
  crypto: Pick<CryptoProvider, 'mac' | 'macKid'>,
  table: 'official' | 'post' | 'enrolment',
  ids: readonly string[],
): Promise<void> {
  const { id } = SEALED[table]
  const select = `select ${sealedColumns(table)} from shared.${table} where ${id} = any($1)`
  const { rows } = await client.query<SealedRow>(select, [ids])
  for (const row of rows) {
    const { seal, kid } = sealOfRow(crypto, table, row)
    await client.query(`update shared.${table} set seal = $2, seal_kid = $3 where ${id} = $1`, [row.row_id, seal, kid])
  }
}

/** Seals of rows and what the ledger gets of them: as columns, the instant and who acted last. */
const TELL = `
with sealed as materialized (
  select * from unnest($1::uuid[], $2::int[], $3::bytea[], $4::text[], $5::uuid[], $6::text[], $7::bytea[], $8::bytea[])
    as s(row_id, version, seal, kid, stream_id, grounds, mac, leaf)
), event as (
  insert into ledger (stream_id, stream_version, at, kind, legal_on, actor_id, post_id, pack, grounds, person_id, facts_enc, facts_mac, signed_step, envelope_mac)
  select stream_id, version, $9::timestamptz, $10, $11, $12::uuid, $13::uuid, '', grounds::jsonb, null, null, seal, null, mac from sealed
), pending as (
  insert into ledger_pending (stream_id, stream_version, at, leaf) select stream_id, version, $9::timestamptz, leaf from sealed
)`
const PUT = (table: SealedTable) =>
  `${TELL} update ${table} t set version = s.version, seal = s.seal, seal_kid = s.kid from sealed s where t.${SEALED[table].id} = s.row_id`

type VersionedRow = RowSeal & { readonly row: SealedRow; readonly version: number }

/** Seals rows that stand in the table, each at its version, and tells the ledger: all in one statement. */
async function putSeals(
  tx: Tx,
  sealing: Sealing,
  table: SealedTable,
  rows: readonly Omit<VersionedRow, keyof RowSeal>[],
): Promise<void> {
  const sealed = rows.map((each) => ({ ...each, ...sealOfRow(sealing.crypto, table, each.row, each.version) }))
  if (rows.length > 0) await tx.write(PUT(table), sealColumns(sealing, table, sealed))
}

/** Seals of rows that are about to be entered, in their order, and the statement that tells the ledger of them. */
export type NewSeals = {
  readonly seals: readonly Buffer[]
  readonly kids: readonly string[]
  readonly tell: () => Promise<void>
}

/** Seals rows of a bulk load at their version, so that they are entered with their seal in them: it saves reading each row back and writing it twice. */
export function sealNewRows(tx: Tx, sealing: Sealing, table: SealedTable, rows: readonly SealedRow[]): NewSeals {
  const versioned = rows.map((row) => ({ row, version: row.version, ...sealOfRow(sealing.crypto, table, row) }))
  return {
    seals: versioned.map(({ seal }) => seal),
    kids: versioned.map(({ kid }) => kid),
    tell: async () => {
      if (rows.length > 0) await tx.write(`${TELL} select from sealed`, sealColumns(sealing, table, versioned))
    },
  }
}

function sealColumns(
  { crypto, act }: Sealing,
  table: SealedTable,
  rows: readonly VersionedRow[],
): readonly Parameter[] {
  const actorId = actorIdOf(act)
  const postId = act.actor.kind === 'official' ? act.actor.postId : null
  const sealed = rows.map(({ row, version, seal, kid }) => {
    const streamId = sealStreamOf(table, row.row_id)
    const grounds = [{ key: ROW_SEALED, facts: { table, rowId: row.row_id, kid } }]
    const envelope = envelopeBytes({
      city: act.city.city,
      streamId,
      version,
      at: act.at,
      kind: ROW_SEALED,
      legalOn: act.legalOn,
      actorId,
      postId,
      pack: '',
      grounds,
      personId: null,
      factsMac: seal.toString('hex'),
      signedStep: null,
    })
    return { rowId: row.row_id, version, seal, kid, streamId, grounds: JSON.stringify(grounds), envelope }
  })
  return [
    sealed.map(({ rowId }) => rowId),
    sealed.map(({ version }) => version),
    sealed.map(({ seal }) => seal),
    sealed.map(({ kid }) => kid),
    sealed.map(({ streamId }) => streamId),
    sealed.map(({ grounds }) => grounds),
    sealed.map(({ envelope }) => envelopeMac(crypto, envelope)),
    sealed.map(({ envelope }) => ledgerLeaf(envelope)),
    act.at,
    ROW_SEALED,
    act.legalOn,
    actorId,
    postId,
  ]
}

/** The event by which the ledger keeps the seal of a row at a version. */
export const ROW_SEALED = 'row-sealed'

/** The stream of a row's seals in the ledger: an id of its own, so that it meets no case. UUID version 8. */
export function sealStreamOf(table: SealedTable, rowId: string): string {
  const bytes = sm3(Buffer.from(`anju:row-seal-stream:v1\0${table}\0${rowId}`)).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Rows of a table in order of their ids, for whoever looks through all of them. */
export async function listSealed(
  db: Db,
  table: SealedTable,
  after: string,
  limit: number,
): Promise<readonly SealedRow[]> {
  const { id } = SEALED[table]
  return db.read<SealedRow>(`${selectOf(table)} where ${id} > $1 order by ${id} limit $2`, [after, limit])
}
