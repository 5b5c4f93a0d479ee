import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Client } from 'pg'

/** A column of wrapped keys, as the catalog has it. `owners` are the columns one of which names whose key it is. */
export type WrappedColumn = {
  readonly table: string
  readonly id: string
  readonly idType: string
  readonly owners: readonly string[]
}

/** Every table in which wrapped keys stand, in the shared schema and the cities: new ones come along by themselves. */
export async function listWrappedColumns(client: Client): Promise<readonly WrappedColumn[]> {
  const { rows } = await client.query<{ tbl: string; id: string | null; id_type: string; owners: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as tbl, i.attname as id, format_type(i.atttypid, i.atttypmod) as id_type,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.atttypid = 'uuid'::regtype and not a.attisdropped order by a.attnum) as owners
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute d on d.attrelid = c.oid and d.attname = 'dek_wrapped' and not d.attisdropped
     left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p' and cardinality(k.conkey) = 1
     left join pg_attribute i on i.attrelid = c.oid and i.attnum = k.conkey[1]
     where c.relkind in ('r', 'p') and not c.relispartition and (n.nspname = 'shared' or n.nspname in (select city from shared.city))
     order by 1`,
  )
  return rows.map(({ tbl: table, id, id_type: idType, owners }) => {
    if (id === null) throw new Error(`${table} holds wrapped keys and has no key of one column`)
    return { table, id, idType, owners }
  })
}

/** Rows of a table whose wrapped key names another root key than this one. */
export async function countOtherwiseWrapped(client: Client, { table }: WrappedColumn, kid: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from ${table} where length(dek_wrapped) > 0 and substring(dek_wrapped from 3 for 4) <> $1`,
    [Buffer.from(kid, 'hex')],
  )
  return rows[0]?.n ?? 0
}

/** Rows of all tables that are wrapped under one root key. */
export async function countWrappedUnder(client: Client, kid: string): Promise<number> {
  let count = 0
  for (const { table } of await listWrappedColumns(client)) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from ${table} where substring(dek_wrapped from 3 for 4) = $1`,
      [Buffer.from(kid, 'hex')],
    )
    count += rows[0]?.n ?? 0
  }
  return count
}

type Wrapped = { readonly id: string; readonly owners: readonly string[]; readonly dek_wrapped: Buffer }

/**
 * Wraps the keys of the next rows of a table under the root key in use. A row that somebody writes in the same instant is
 * left as they wrote it.
 * @param after - the id up to which all is done; undefined at the beginning
 * @returns the last id that was looked at, undefined when the table has ended, and how many rows were changed
 */
export async function rewrapNext(
  client: Client,
  crypto: CryptoProvider,
  { table, id, idType, owners }: WrappedColumn,
  after: string | undefined,
  limit: number,
): Promise<{ readonly last: string | undefined; readonly changed: number }> {
  const { rows } = await client.query<Wrapped>(
    `select ${id}::text as id, array[${owners.map((owner) => `${owner}::text`).join(', ')}]::text[] as owners, dek_wrapped from ${table}
     where length(dek_wrapped) > 0 and ($1::${idType} is null or ${id} > $1::${idType}) order by ${id} limit $2`,
    [after ?? null, limit],
  )
  const changes = rows.flatMap((row) => {
    const fresh = rewrapFor(crypto, row, table)
    return fresh === undefined ? [] : [{ id: row.id, old: row.dek_wrapped, fresh }]
  })
  if (changes.length > 0)
    await client.query(
      `update ${table} t set dek_wrapped = n.fresh from unnest($1::${idType}[], $2::bytea[], $3::bytea[]) as n(id, old, fresh)
       where t.${id} = n.id and t.dek_wrapped = n.old`,
      [changes.map((each) => each.id), changes.map(({ old }) => old), changes.map(({ fresh }) => fresh)],
    )
  return { last: rows.length < limit ? undefined : rows.at(-1)?.id, changed: changes.length }
}

/** Whose key it is, is authenticated: of the ids in the row only the right one opens it. */
function rewrapFor(crypto: CryptoProvider, row: Wrapped, table: string): Buffer | undefined {
  let failure: unknown
  for (const owner of row.owners) {
    if (owner === null) continue
    try {
      return crypto.rewrapPersonKey(owner, row.dek_wrapped)
    } catch (error) {
      failure = error
    }
  }
  throw new Error(
    `The key in ${table} ${row.id} does not open: ${failure instanceof Error ? failure.message : 'no owner'}`,
  )
}

/** Notes that a key changed its state; the same again is nothing new. */
export async function recordKeyStates(
  client: Client,
  keys: readonly { readonly name: string; readonly kid: string; readonly alg: string; readonly state: string }[],
  at: string,
): Promise<void> {
  for (const { name, kid, alg, state } of keys)
    await client.query(
      'insert into shared.key_change (name, kid, alg, state, changed_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
      [name, kid, alg, state, at],
    )
}
