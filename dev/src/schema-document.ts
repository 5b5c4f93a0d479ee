import { Client } from 'pg'

type Column = {
  readonly table: string
  readonly table_comment: string | null
  readonly column: string
  readonly type: string
  readonly required: boolean
  readonly fallback: string | null
  readonly comment: string | null
}
type Constraint = { readonly table: string; readonly definition: string }
type Policy = { readonly table: string }

/** The tables of the shared schema and of a city, as a page: made from a migrated database, so it cannot be out of date. */
export async function schemaDocument(ownerUrl: string, city: string): Promise<string> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const parts = ['# Tables', '', 'Made from the migrations; a test holds it to them.', '']
    for (const [schema, title] of [
      ['shared', 'Schema `shared`: one per installation'],
      [city, 'Schema of a city: one per city'],
    ] as const) {
      parts.push(`## ${title}`, '', ...(await describeSchema(client, schema)))
    }
    return `${parts.join('\n').trimEnd()}\n`
  } finally {
    await client.end()
  }
}

async function describeSchema(client: Client, schema: string): Promise<readonly string[]> {
  const columns = await client.query<Column>(COLUMNS, [schema])
  const constraints = await client.query<Constraint>(CONSTRAINTS, [schema])
  const guarded = await client.query<Policy>('select tablename as table from pg_policies where schemaname = $1', [
    schema,
  ])
  return [...Map.groupBy(columns.rows, ({ table }) => table)].flatMap(([table, rows]) => [
    `### ${table}`,
    '',
    rows[0]?.table_comment ?? '',
    ...(guarded.rows.some((policy) => policy.table === table) ? ['', 'Row-level security by division.'] : []),
    '',
    '| column | type | meaning |',
    '| --- | --- | --- |',
    ...rows.map(
      ({ column, type, required, fallback, comment }) =>
        `| \`${column}\` | ${type}${required ? '' : ', may be null'}${fallback === null ? '' : `, default \`${fallback}\``} | ${comment ?? ''} |`,
    ),
    '',
    ...constraints.rows
      .filter((constraint) => constraint.table === table)
      .map(({ definition }) => `- \`${definition.replaceAll(`${schema}.`, '')}\``),
    '',
  ])
}

const COLUMNS = `
select c.relname as table, obj_description(c.oid) as table_comment, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
  a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as fallback, col_description(c.oid, a.attnum) as comment
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_history'
order by c.relname, a.attnum`

/** Keys, checks and indexes; NOT NULL is told with the column (newer servers list it as a constraint, older ones do not). */
const CONSTRAINTS = `
select t.relname as table, pg_get_constraintdef(k.oid) as definition
from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
where n.nspname = $1 and k.contype in ('p', 'u', 'f', 'c', 'x') and not t.relispartition and t.relname <> 'schema_history'
union all
select t.relname, pg_get_indexdef(i.indexrelid)
from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
where n.nspname = $1 and not t.relispartition and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
order by 1, 2`
