import { randomUUID } from 'node:crypto'
import {
  checkpointBody,
  checkpointSignedBytes,
  noteOf,
  parseNote,
  signatureLine,
} from '@anju/crypto/merkle-checkpoint.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import { appendLeaves, EMPTY_FRONTIER, frontierRoot } from '@anju/crypto/merkle-log.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { generateSm2KeyPair, sm2Sign } from '@anju/crypto/sm2.ts'
import { envelopeOfRow, type AuditedRow } from '@anju/server/store/ledger-audit.ts'
import { envelopeBytes, envelopeMac, ledgerLeaf } from '@anju/server/store/ledger-envelope.ts'
import type { Client } from 'pg'

/** Where a verifier must point, as far as the class of tampering leaves it to be seen. */
export type Expected = {
  readonly tables: readonly string[]
  readonly streamId?: string
  readonly version?: number
  readonly seq?: number
  readonly column?: string
}
/** What was done, in words, and where it must be found. */
export type Tampered = { readonly what: string; readonly expected: Expected }

/** A superuser at the tables of a city, inside a transaction that is rolled back afterwards. */
export type Tamperer = {
  readonly client: Client
  readonly crypto: CryptoProvider
  /** Below 1, from the seed. */
  readonly random: () => number
  /** Schemas with older copies of the city. */
  readonly backups: readonly string[]
}

type Row = AuditedRow & { readonly seq: number | null }

const ROWS = `select f.seq, l.stream_id, l.stream_version, l.at, l.kind, l.legal_on, l.actor_id, l.post_id, l.pack, l.grounds, l.person_id, l.facts_enc, l.facts_mac,
  l.signed_step, l.envelope_mac, null::bytea as dek_wrapped from ledger l left join ledger_leaf f using (stream_id, stream_version) order by f.seq nulls last, l.at`

/** The twelve ways in which somebody who rules the database can bend what stands in it. */
export const TAMPERINGS: Readonly<Record<string, (tamperer: Tamperer) => Promise<Tampered>>> = {
  update: updateColumn,
  delete: deleteRow,
  insert: insertRow,
  'swap ciphertext': swapCiphertext,
  'copy row': copyRow,
  'roll back row': rollBackRow,
  truncate: truncateTable,
  'disable trigger': disableTrigger,
  'drop constraint': dropConstraint,
  'rewrite tail': (tamperer) => rewrite(tamperer, 'tail'),
  'rewrite all with the keys of the application': (tamperer) => rewrite(tamperer, 'all'),
  'restore an old backup': restoreBackup,
}

export async function ledgerRows({ client }: Pick<Tamperer, 'client'>): Promise<readonly Row[]> {
  return (await client.query<Row>(ROWS)).rows
}

function one<T>({ random }: Tamperer, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)]
  if (picked === undefined) throw new Error('Nothing to pick from')
  return picked
}

const at = (row: Row): Pick<Expected, 'streamId' | 'version'> => ({
  streamId: row.stream_id,
  version: row.stream_version,
})
const where = 'where stream_id = $1 and stream_version = $2'
const key = (row: Row): readonly [string, number] => [row.stream_id, row.stream_version]

/** Where the value that stood there is like no other, the row is named and the column cannot be. */
const LEDGER_CHANGES: Readonly<Record<string, { readonly set: string; readonly isFound: boolean }>> = {
  kind: { set: `kind = 'x-' || kind`, isFound: false },
  legal_on: { set: `legal_on = legal_on - 3`, isFound: true },
  actor_id: { set: 'actor_id = gen_random_uuid()', isFound: true },
  post_id: { set: 'post_id = gen_random_uuid()', isFound: true },
  pack: { set: `pack = pack || '.bent'`, isFound: true },
  grounds: { set: `grounds = '[{"law":"CN-663:10","key":"bent","facts":{}}]'`, isFound: false },
  facts_mac: { set: `facts_mac = set_byte(facts_mac, 7, 255 - get_byte(facts_mac, 7))`, isFound: true },
  facts_enc: { set: `facts_enc = set_byte(facts_enc, 30, 255 - get_byte(facts_enc, 30))`, isFound: true },
  envelope_mac: { set: 'envelope_mac = null', isFound: true },
  signed_step: { set: `signed_step = 'reviewed-by-nobody'`, isFound: true },
}
const SIGNATURE_CHANGES: Readonly<Record<string, string>> = {
  official_id: 'official_id = gen_random_uuid()',
  post_id: 'post_id = gen_random_uuid()',
  step: `step = 'x'`,
  signed_on: 'signed_on = signed_on + 1',
  statement: `statement = replace(statement, '"v":2', '"v":3')`,
  countersignature: 'countersignature = set_byte(countersignature, 9, 255 - get_byte(countersignature, 9))',
  content_sm3: 'content_sm3 = set_byte(content_sm3, 9, 255 - get_byte(content_sm3, 9))',
}
const CHECKPOINT_CHANGES: Readonly<Record<string, string>> = {
  root: 'root = set_byte(root, 3, 255 - get_byte(root, 3))',
  frontier: 'frontier = set_byte(frontier, 3, 255 - get_byte(frontier, 3))',
  note: `note = replace(note, 'time 20', 'time 19')`,
  sealed_at: `sealed_at = sealed_at + interval '1 day'`,
}

async function updateColumn(tamperer: Tamperer): Promise<Tampered> {
  const { client } = tamperer
  const rows = await ledgerRows(tamperer)
  const table = one(tamperer, ['ledger', 'ledger', 'ledger', 'signature', 'ledger_leaf', 'checkpoint', 'state'])
  if (table === 'ledger') {
    const column = one(tamperer, Object.keys(LEDGER_CHANGES))
    const row = one(
      tamperer,
      rows.filter(({ person_id }) => person_id !== null || column !== 'facts_enc'),
    )
    const change = LEDGER_CHANGES[column]
    await client.query(`update ledger set ${change?.set ?? ''} ${where}`, [...key(row)])
    const expected = {
      tables: ['ledger'],
      ...at(row),
      ...(change?.isFound === true && row.person_id !== null ? { column } : {}),
    }
    return { what: `ledger.${column}`, expected }
  }
  if (table === 'signature') {
    const column = one(tamperer, Object.keys(SIGNATURE_CHANGES))
    const row = one(
      tamperer,
      rows.filter(({ signed_step }) => signed_step !== null),
    )
    // Who rules the database rules its constraints, too.
    await client.query('set local session_replication_role = replica')
    await client.query(
      `update signature set ${SIGNATURE_CHANGES[column] ?? ''} where case_id = $1 and case_version = $2`,
      [...key(row)],
    )
    await client.query('set local session_replication_role = origin')
    // Of a statement that was changed the sum under it no longer holds: it is told by its countersignature.
    const told = column === 'statement' ? 'countersignature' : column
    return { what: `signature.${column}`, expected: { tables: ['signature'], ...at(row), column: told } }
  }
  if (table === 'ledger_leaf') {
    const row = one(
      tamperer,
      rows.filter(({ seq }) => seq !== null),
    )
    await client.query(`update ledger_leaf set leaf = set_byte(leaf, 5, 255 - get_byte(leaf, 5)) ${where}`, [
      ...key(row),
    ])
    return { what: 'ledger_leaf.leaf', expected: { tables: ['ledger'], ...at(row), seq: row.seq ?? -1 } }
  }
  if (table === 'checkpoint') {
    const column = one(tamperer, Object.keys(CHECKPOINT_CHANGES))
    const sizes = (await client.query<{ size: number }>('select size from checkpoint order by size')).rows
    await client.query(`update checkpoint set ${CHECKPOINT_CHANGES[column] ?? ''} where size = $1`, [
      one(tamperer, sizes).size,
    ])
    return { what: `checkpoint.${column}`, expected: { tables: ['checkpoint'], column } }
  }
  const state = one(tamperer, ['registration', 'application'])
  const { id } = await anyCase(tamperer, state)
  await client.query(
    `update ${state} set state = case state when 'ended' then 'active' when 'issued' then 'refused' else case '${state}' when 'registration' then 'ended' else 'stopped' end end where ${state}_id = $1`,
    [id],
  )
  return { what: `${state}.state`, expected: { tables: [state], streamId: id, column: 'state' } }
}

/** A case whose last event says what state it led to. */
async function anyCase(tamperer: Tamperer, table: string): Promise<{ readonly id: string; readonly version: number }> {
  const { rows } = await tamperer.client.query<{ id: string; version: number }>(
    `select ${table}_id as id, version from ${table} where version > 1 and not (state = 'stopped') order by 1`,
  )
  const moved = new Set(
    (await ledgerRows(tamperer))
      .filter(({ signed_step, kind }) => signed_step !== null || kind.startsWith('verify') || kind.startsWith('visit'))
      .map((row) => `${row.stream_id}/${row.stream_version}`),
  )
  return one(
    tamperer,
    rows.filter(({ id, version }) => moved.has(`${id}/${version}`)),
  )
}

/** Foreign keys do not stop somebody who rules the database. */
async function withoutKeys(client: Client, work: () => Promise<unknown>): Promise<void> {
  await client.query('set local session_replication_role = replica')
  await work()
  await client.query('set local session_replication_role = origin')
}

async function deleteRow(tamperer: Tamperer): Promise<Tampered> {
  const { client } = tamperer
  const rows = await ledgerRows(tamperer)
  const table = one(tamperer, ['ledger', 'ledger_leaf', 'ledger_pending', 'signature', 'application'])
  if (table === 'application') {
    const { id } = await anyCase(tamperer, table)
    await withoutKeys(client, () => client.query('delete from application where application_id = $1', [id]))
    return { what: table, expected: { tables: ['registration or application'], streamId: id } }
  }
  const fits = (row: Row) =>
    table === 'ledger' ||
    (table === 'signature' ? row.signed_step !== null : (row.seq === null) === (table === 'ledger_pending'))
  const row = one(tamperer, rows.filter(fits))
  const place = table === 'signature' ? 'where case_id = $1 and case_version = $2' : where
  await client.query(`delete from ${table} ${place}`, [...key(row)])
  return { what: table, expected: { tables: [table === 'signature' ? 'signature' : 'ledger'], ...at(row) } }
}

/** An event that never was. Its leaf can be reckoned by anybody; the writer's hash cannot. */
async function insertRow(tamperer: Tamperer): Promise<Tampered> {
  const { client } = tamperer
  const [like] = (await ledgerRows(tamperer)).filter(({ person_id }) => person_id !== null)
  if (like === undefined) throw new Error('No row to be like')
  const forged: Row = {
    ...like,
    stream_id: randomUUID(),
    stream_version: 1,
    kind: 'hand-over',
    person_id: null,
    facts_enc: null,
    signed_step: null,
    envelope_mac: Buffer.alloc(32, 1),
    at: like.at,
  }
  await insertLedger(client, forged)
  const into = one(tamperer, ['no leaf', 'ledger_pending', 'ledger_leaf', 'registration'])
  const leaf = leafOf(forged)
  if (into === 'ledger_pending')
    await client.query('insert into ledger_pending (stream_id, stream_version, at, leaf) values ($1, 1, $2, $3)', [
      forged.stream_id,
      forged.at,
      leaf,
    ])
  if (into === 'ledger_leaf')
    await client.query(
      'insert into ledger_leaf (seq, stream_id, stream_version, at, leaf) select max(seq) + 1, $1, 1, $2::timestamptz, $3 from ledger_leaf',
      [forged.stream_id, forged.at, leaf],
    )
  if (into === 'registration') {
    await client.query('delete from ledger where stream_id = $1', [forged.stream_id])
    const { rows } = await client.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_schema = current_schema() and table_name = 'registration'`,
    )
    const columns = rows.map(({ column_name }) => column_name)
    const values = columns.map((name) =>
      name === 'registration_id' ? '$1' : name === 'state' ? `'ended'` : name === 'receipt_no' ? 'null' : name,
    )
    await client.query(
      `insert into registration (${columns.join(', ')}) select ${values.join(', ')} from registration limit 1`,
      [forged.stream_id],
    )
    return { what: 'registration without an event', expected: { tables: ['registration'], streamId: forged.stream_id } }
  }
  return { what: `ledger, ${into}`, expected: { tables: ['ledger'], ...at(forged) } }
}

async function insertLedger(client: Client, row: Row): Promise<void> {
  await client.query(
    `insert into ledger (stream_id, stream_version, at, kind, legal_on, actor_id, post_id, pack, grounds, person_id, facts_enc, facts_mac, signed_step, envelope_mac)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      row.stream_id,
      row.stream_version,
      row.at,
      row.kind,
      row.legal_on,
      row.actor_id,
      row.post_id,
      row.pack,
      JSON.stringify(row.grounds),
      row.person_id,
      row.facts_enc,
      row.facts_mac,
      row.signed_step,
      row.envelope_mac,
    ],
  )
}

const CITY = 'foshan'
const leafOf = (row: Row) => ledgerLeaf(envelopeBytes(envelopeOfRow(CITY, row)))

async function swapCiphertext(tamperer: Tamperer): Promise<Tampered> {
  const rows = (await ledgerRows(tamperer)).filter(({ facts_enc }) => facts_enc !== null)
  const first = one(tamperer, rows)
  const sameCase = rows.filter((row) => row.stream_id === first.stream_id && row !== first)
  const second =
    sameCase.length > 0 && tamperer.random() < 0.5
      ? one(tamperer, sameCase)
      : one(
          tamperer,
          rows.filter((row) => row !== first),
        )
  for (const [row, sealed] of [
    [first, second.facts_enc],
    [second, first.facts_enc],
  ] as const)
    await tamperer.client.query(`update ledger set facts_enc = $3 ${where}`, [...key(row), sealed])
  return { what: 'ledger.facts_enc', expected: { tables: ['ledger'], ...at(first), column: 'facts_enc' } }
}

async function copyRow(tamperer: Tamperer): Promise<Tampered> {
  const rows = await ledgerRows(tamperer)
  const row = one(tamperer, rows)
  const how = one(tamperer, ['as the next version', 'into another case', 'at another time'])
  const last = Math.max(
    ...rows.filter(({ stream_id }) => stream_id === row.stream_id).map((each) => each.stream_version),
  )
  const copy: Row =
    how === 'as the next version'
      ? { ...row, stream_version: last + 1 }
      : how === 'into another case'
        ? { ...row, stream_id: randomUUID(), stream_version: 1 }
        : { ...row, at: new Date(Date.parse(row.at) + 1_000).toISOString() }
  await insertLedger(tamperer.client, copy)
  return { what: `ledger, ${how}`, expected: { tables: ['ledger'], ...at(copy) } }
}

async function rollBackRow(tamperer: Tamperer): Promise<Tampered> {
  const { client } = tamperer
  const table = one(tamperer, ['registration', 'application'])
  const { id, version } = await anyCase(tamperer, table)
  const isWhole = tamperer.random() < 0.5
  await client.query(`update ${table} set version = version - 1 where ${table}_id = $1`, [id])
  if (!isWhole) return { what: `${table} alone`, expected: { tables: [table], streamId: id, column: 'version' } }
  // Its last event goes with it.
  for (const each of ['ledger', 'ledger_leaf', 'ledger_pending'])
    await client.query(`delete from ${each} ${where}`, [id, version])
  await client.query('delete from signature where case_id = $1 and case_version = $2', [id, version])
  return { what: `${table} with its last event`, expected: { tables: ['ledger_leaf', 'ledger', table, 'checkpoint'] } }
}

async function truncateTable(tamperer: Tamperer): Promise<Tampered> {
  const table = one(tamperer, ['ledger', 'ledger_leaf', 'ledger_pending', 'signature', 'checkpoint', 'application'])
  await tamperer.client.query(`truncate ${table} cascade`)
  const tables: Readonly<Record<string, readonly string[]>> = {
    ledger_leaf: ['ledger', 'ledger_leaf'],
    ledger_pending: ['ledger'],
    application: ['registration or application'],
  }
  return { what: table, expected: { tables: tables[table] ?? [table] } }
}

async function disableTrigger(tamperer: Tamperer): Promise<Tampered> {
  const table = one(tamperer, [
    'registration',
    'application',
    'permit',
    'card',
    'material',
    'visit',
    'checkpoint',
    'endorsement',
  ])
  await tamperer.client.query(`alter table ${table} disable trigger all`)
  return { what: table, expected: { tables: ['structure'] } }
}

async function dropConstraint(tamperer: Tamperer): Promise<Tampered> {
  const { rows } = await tamperer.client.query<{ table: string; name: string }>(
    `select t.relname as table, k.conname as name from pg_constraint k join pg_class t on t.oid = k.conrelid
     where t.relnamespace = current_schema()::regnamespace and not t.relispartition and k.contype in ('p', 'u', 'f', 'c') order by 1, 2`,
  )
  const { table, name } = one(tamperer, rows)
  await tamperer.client.query(`alter table ${table} drop constraint "${name}" cascade`)
  return { what: `${table}.${name}`, expected: { tables: ['structure'] } }
}

/**
 * Makes everything agree again after a change: rows, leaves, kept hashes. Without the ledger's key the writer's hashes cannot
 * be made; with it everything can, but the signature under a checkpoint.
 */
async function rewrite(tamperer: Tamperer, how: 'tail' | 'all'): Promise<Tampered> {
  const { client, crypto } = tamperer
  const rows = (await ledgerRows(tamperer)).filter(({ seq }) => seq !== null)
  const from = how === 'all' ? 0 : Math.floor(tamperer.random() * rows.length)
  const unsigned = rows.slice(from).filter(({ signed_step }) => signed_step === null)
  const bent =
    unsigned.length === 0
      ? rows.slice(-1)
      : how === 'all'
        ? unsigned
        : unsigned.slice(0, 1 + Math.floor(tamperer.random() * 5))
  const actor = randomUUID()
  const leaves = new Map<number, Buffer>()
  for (const row of bent) {
    const changed = { ...row, actor_id: actor }
    const bytes = envelopeBytes(envelopeOfRow(CITY, changed))
    const mac = how === 'all' ? envelopeMac(crypto, bytes) : row.envelope_mac
    leaves.set(row.seq ?? -1, ledgerLeaf(bytes))
    await client.query(`update ledger set actor_id = $3, envelope_mac = $4 ${where}`, [...key(row), actor, mac])
    await client.query(`update ledger_leaf set leaf = $3 ${where}`, [...key(row), ledgerLeaf(bytes)])
  }
  const what = how === 'all' ? await rewriteCheckpoints(tamperer) : 'checkpoints left'
  const [first] = bent
  const expected: Expected =
    how === 'tail' && first !== undefined
      ? { tables: ['ledger'], ...at(first), seq: first.seq ?? -1 }
      : { tables: ['checkpoint', 'ledger_leaf'] }
  return { what: `${bent.length} of ${rows.length} rows, ${what}`, expected }
}

/** All that can be done without the signing key: leave them, sign with a key of one's own, or do away with them. */
async function rewriteCheckpoints(tamperer: Tamperer): Promise<string> {
  const { client } = tamperer
  const how = one(tamperer, [
    'checkpoints left',
    'checkpoints signed by another key',
    'checkpoints with the old signature',
    'no checkpoints',
  ])
  if (how === 'no checkpoints') await client.query('truncate checkpoint, checkpoint_cosignature')
  if (how === 'checkpoints left' || how === 'no checkpoints') return how
  const own = generateSm2KeyPair()
  const leaves = (await client.query<{ leaf: Buffer }>('select leaf from ledger_leaf order by seq')).rows.map(
    ({ leaf }) => leaf,
  )
  const { rows } = await client.query<{ size: number; note: string }>('select size, note from checkpoint order by size')
  for (const { size, note } of rows) {
    const frontier = appendLeaves(EMPTY_FRONTIER, leaves.slice(0, size))
    const parsed = parseNote(note)
    if (parsed === undefined) throw new Error('A checkpoint that cannot be read')
    const isOwn = how === 'checkpoints signed by another key'
    const body = checkpointBody({
      ...parsed.checkpoint,
      root: frontierRoot(frontier),
      kid: isOwn ? publicKeyId(own.publicKey) : parsed.checkpoint.kid,
    })
    const [old] = parsed.signatures
    const line = signatureLine(
      parsed.checkpoint.origin,
      isOwn ? publicKeyId(own.publicKey) : parsed.checkpoint.kid,
      isOwn || old === undefined ? sm2Sign(checkpointSignedBytes(body), own) : old.signature,
    )
    await client.query('update checkpoint set root = $2, frontier = $3, note = $4 where size = $1', [
      size,
      frontierRoot(frontier),
      Buffer.concat(frontier.peaks),
      noteOf(body, [line]),
    ])
  }
  return how
}

/** Everything as it was at an earlier hour: nothing in it contradicts anything else in it. */
async function restoreBackup(tamperer: Tamperer): Promise<Tampered> {
  const backup = one(tamperer, tamperer.backups)
  await withoutKeys(tamperer.client, async () => {
    const tables = await backupTables(tamperer.client, backup)
    await tamperer.client.query(`truncate ${tables.join(', ')}`)
    for (const table of tables) await tamperer.client.query(`insert into ${table} table ${backup}.${table}`)
  })
  return { what: backup, expected: { tables: ['ledger_leaf'] } }
}

/** Copies every table of the city beside it. */
export async function takeBackup(client: Client, backup: string): Promise<void> {
  await client.query(`create schema ${backup}`)
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> 'schema_history'`,
  )
  for (const { name } of rows) await client.query(`create table ${backup}.${name} as table ${name}`)
}

async function backupTables(client: Client, backup: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = $1',
    [backup],
  )
  return rows.map(({ name }) => name)
}
