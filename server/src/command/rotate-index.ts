import type { CryptoProvider, VersionedIndex } from '@anju/crypto/provider.ts'
import type { Client } from 'pg'

/** Persons of a city, and accounts, whose blind indexes are made under the index key in use. */

type PersonRow = {
  readonly person_id: string
  readonly index_key_version: number
  readonly id_enc: Buffer
  readonly mobile_enc: Buffer | null
  readonly dek_wrapped: Buffer
}

function newest(indexes: readonly VersionedIndex[]): VersionedIndex {
  const last = indexes.at(-1)
  if (last === undefined) throw new Error('No index key')
  return last
}

/** Which cities there are; their names are identifiers by constraint. */
export async function listCitySchemas(client: Client): Promise<readonly string[]> {
  return (await client.query<{ city: string }>('select city from shared.city order by city')).rows.map(
    ({ city }) => city,
  )
}

/**
 * Indexes the next persons of a city under the key in use: the claim of the number first, so that whoever looks under the
 * new key alone finds the person.
 * @returns how many were left to do before this batch was done; 0 when the city is through
 */
export async function reindexPersons(
  client: Client,
  crypto: CryptoProvider,
  city: string,
  limit: number,
): Promise<number> {
  const { version } = newest(crypto.blindIndexes('idno', '0'))
  const { rows } = await client.query<PersonRow>(
    `select person_id, index_key_version, id_enc, mobile_enc, dek_wrapped from ${city}.person
     where index_key_version < $1 and length(dek_wrapped) > 0 order by person_id limit $2`,
    [version, limit],
  )
  const made = rows.map((row) => {
    const open = (column: string, cell: Buffer) =>
      crypto
        .open({ table: 'person', column, rowId: row.person_id, personId: row.person_id }, cell, row.dek_wrapped)
        .toString('utf8')
    const mobile = row.mobile_enc === null ? null : crypto.blindIndex('phone', open('mobile_enc', row.mobile_enc))
    return { row, id: crypto.blindIndex('idno', open('id_enc', row.id_enc)), mobile }
  })
  if (made.length === 0) return 0
  const ids = made.map(({ row }) => row.person_id)
  await client.query('begin')
  try {
    await client.query(
      `insert into shared.id_index (index_key_version, id_bidx, person_id) select $1, i.bidx, i.id from unnest($2::uuid[], $3::bytea[]) as i(id, bidx)
       on conflict do nothing`,
      [version, ids, made.map(({ id }) => id)],
    )
    // Somebody who corrected the row meanwhile wrote the new index, or will be found by the next round.
    await client.query(
      `update ${city}.person p set index_key_version = $1, id_bidx = i.bidx, mobile_bidx = i.mobile
       from unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[]) as i(id, bidx, mobile, id_enc, mobile_enc)
       where p.person_id = i.id and p.id_enc = i.id_enc and p.mobile_enc is not distinct from i.mobile_enc`,
      [
        version,
        ids,
        made.map(({ id }) => id),
        made.map(({ mobile }) => mobile),
        made.map(({ row }) => row.id_enc),
        made.map(({ row }) => row.mobile_enc),
      ],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
  return made.length
}

/** The accounts that stand under an ID number, with where their number is sealed. */
const ACCOUNTS = [
  { table: 'official', id: 'official_id', kind: 'official' },
  { table: 'resident_account', id: 'account_id', kind: 'resident' },
] as const

type AccountCell = { readonly id: string; readonly cell: Buffer; readonly dek_wrapped: Buffer }

/** Cells of accounts that can be read. Those of erased persons are empty: nobody looks for them any more. */
async function listCells(
  client: Client,
  { table, id }: { readonly table: string; readonly id: string },
  column: string,
): Promise<readonly AccountCell[]> {
  const { rows } = await client.query<AccountCell>(
    `select ${id}::text as id, ${column} as cell, dek_wrapped from shared.${table} where length(${column}) > 0 and length(dek_wrapped) > 0`,
  )
  return rows
}

function openCell(crypto: CryptoProvider, table: string, column: string, { id, cell, dek_wrapped }: AccountCell) {
  return crypto.open({ table, column, rowId: id, personId: id }, cell, dek_wrapped).toString('utf8')
}

/** Claims every account's number under the key in use, so that whoever looks under it alone finds the account. */
export async function claimAccounts(client: Client, crypto: CryptoProvider): Promise<void> {
  for (const account of ACCOUNTS) {
    const cells = await listCells(client, account, 'id_enc')
    const made = cells.map((cell) => crypto.blindIndex('idno', openCell(crypto, account.table, 'id_enc', cell)))
    await client.query(
      `insert into shared.account_claim (kind, id_bidx, account_id) select $1, i.bidx, i.id from unnest($2::bytea[], $3::uuid[]) as i(bidx, id) order by 2 on conflict do nothing`,
      [account.kind, made, cells.map(({ id }) => id)],
    )
  }
}

/** Indexes the accounts under the key in use. @returns those whose number is not on file, and which stay under the old key */
export async function reindexAccounts(client: Client, crypto: CryptoProvider): Promise<number> {
  await reindexCells(client, crypto, ACCOUNTS[0], { column: 'id_enc', index: 'id_bidx', of: 'idno' })
  await reindexCells(client, crypto, ACCOUNTS[1], { column: 'id_enc', index: 'id_bidx', of: 'idno' })
  await reindexCells(client, crypto, ACCOUNTS[1], { column: 'mobile_enc', index: 'mobile_bidx', of: 'phone' })
  const { rows } = await client.query<{ n: number }>(
    'select count(*)::int as n from shared.official where id_enc is null',
  )
  return rows[0]?.n ?? 0
}

async function reindexCells(
  client: Client,
  crypto: CryptoProvider,
  { table, id }: (typeof ACCOUNTS)[number],
  { column, index, of }: { readonly column: string; readonly index: string; readonly of: 'idno' | 'phone' },
): Promise<void> {
  const cells = await listCells(client, { table, id }, column)
  // Whoever wrote another cell meanwhile wrote its index too.
  await client.query(
    `update shared.${table} t set ${index} = n.bidx from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n(id, bidx, cell)
     where t.${id} = n.id and t.${column} = n.cell and t.${index} is distinct from n.bidx`,
    [
      cells.map((each) => each.id),
      cells.map((each) => crypto.blindIndex(of, openCell(crypto, table, column, each))),
      cells.map(({ cell }) => cell),
    ],
  )
}

/** Persons still under an index key before the one in use. */
export async function countIndexedBefore(client: Client, version: number): Promise<number> {
  let count = 0
  for (const city of await listCitySchemas(client)) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from ${city}.person where index_key_version < $1 and length(dek_wrapped) > 0`,
      [version],
    )
    count += rows[0]?.n ?? 0
  }
  return count
}

/** Takes away the claims of numbers under index keys that are gone. */
export async function dropClaimsBefore(client: Client, version: number): Promise<void> {
  await client.query('delete from shared.id_index where index_key_version < $1', [version])
  await client.query(
    `delete from shared.account_claim c where not exists (select from shared.official o where o.id_bidx = c.id_bidx)
       and not exists (select from shared.resident_account r where r.id_bidx = c.id_bidx)`,
  )
}
