import type { TestRegistry } from './test-registry.ts'

type Column = { readonly column_name: string; readonly filler: string }

/**
 * Enters one row as the owner of the tables: the columns named, and in every other column that must hold something the plainest
 * value of its type. For what no act has to lead to.
 * @param table - with its schema
 */
export async function enterRow(
  { asOwner }: Pick<TestRegistry, 'asOwner'>,
  table: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [schema = '', name = ''] = table.split('.')
  const wanted = await asOwner(
    `select column_name, case
        when data_type = 'uuid' then 'gen_random_uuid()' when data_type = 'date' then 'date ''2016-07-18'''
        when data_type like 'timestamp%' then 'now()' when data_type = 'bytea' then '''\\x00''::bytea'
        when data_type = 'ARRAY' then '''{}''' when data_type = 'jsonb' then '''{}''' when data_type = 'boolean' then 'false'
        when data_type = 'text' then '''x''' else '1' end as filler
     from information_schema.columns
     where table_schema = $1 and table_name = $2 and is_nullable = 'NO' and column_default is null and is_generated = 'NEVER'`,
    [schema, name],
  )
  const left = (wanted as unknown as readonly Column[]).filter(({ column_name }) => !(column_name in values))
  const columns = [...Object.keys(values), ...left.map(({ column_name }) => column_name)]
  const given = Object.keys(values).map((_, at) => `$${at + 1}`)
  const fillers = left.map(({ filler }) => filler)
  await asOwner(
    `insert into ${table} (${columns.join(', ')}) values (${[...given, ...fillers].join(', ')})`,
    Object.values(values),
  )
}
