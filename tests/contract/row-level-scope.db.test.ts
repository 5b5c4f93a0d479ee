import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import {
  compileScope,
  type CompiledScope,
  type Opening,
  type PlacedRow,
  SCOPE_KINDS,
  seenBy,
} from '@anju/domain/access/compile-scope.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import { randomFrom } from '@anju/tests/random-from.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'

const SEED = Number(process.env['ANJU_SEED'] ?? 20_161_122)
const SCOPES = Number(process.env['ANJU_SCOPES'] ?? 60)
/** Enough to find what a control bends. */
const CONTROL_SCOPES = 15
const AT = '2016-03-02T02:00:00.000Z'
/** Every table under a policy, as the database knows them: a table added later is proved without a line here. */
let tables: readonly GuardedTable[] = []
const OFFICES = ['4406', '440604', '440604011', '440604012', '440605', '440605011', '440605011203'].map((prefix) => ({
  officeId: randomUUID(),
  divisionPrefix: prefix,
}))
const CODES = [
  '440604011209',
  '440604011210',
  '440604012001',
  '440604000001',
  '440605011203',
  '440605012001',
  '440606001001',
]
const { officialId, postId } = OFFICIALS.clerk

type Placed = PlacedRow & { readonly personId: string; readonly city: string }

let registry: TestRegistry
let rows: readonly Placed[]
before(async () => {
  registry = await openTestRegistry()
  const client = new Client({ connectionString: registry.database.url })
  await client.connect()
  try {
    tables = await listGuardedTables(client)
    rows = await enterRows(client)
  } finally {
    await client.end()
  }
})
after(() => registry.close())

const pick = <T>(random: () => number, from: readonly T[]): T => {
  const chosen = from[Math.floor(random() * from.length)]
  if (chosen === undefined) throw new Error('Nothing to choose from')
  return chosen
}
const some = <T>(random: () => number, from: readonly T[], most: number): readonly T[] =>
  Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(random, from))

/** A scope as admission would compile it: any post, any kind, any openings, any widening. */
function anyScope(random: () => number): CompiledScope {
  const persons = rows.map(({ personId }) => personId)
  const openings: readonly Opening[] = [
    ...some(random, persons, 3).map((personId): Opening => ({ kind: 'assigned', personId })),
    ...some(random, persons, 3).map((personId): Opening => ({
      kind: 'cross-area',
      personId,
      untilAt: pick(random, ['2016-03-02T01:59:59.999Z', '2016-03-02T03:00:00.000Z']),
    })),
  ]
  return compileScope({
    cityPrefix: '4406',
    post: {
      divisionPrefix: pick(random, OFFICES).divisionPrefix,
      dataScope: {
        kind: pick(random, SCOPE_KINDS),
        prefixes: some(random, [...CODES, '440604', '440605011', '440304'], 3),
        officeIds: some(random, OFFICES, 2).map((office) => office.officeId),
      },
    },
    offices: OFFICES,
    openings,
    at: AT,
    widening: { assigned: random() < 0.5, crossArea: random() < 0.5 },
  })
}

/** Rows of a table that the program sees within a scope, by the person they belong to. */
async function seenInSql(
  { table, owner }: GuardedTable,
  scope: CompiledScope,
  city = 'foshan',
): Promise<readonly string[]> {
  const pool = registry.deps.cities.get('foshan')?.pool
  if (pool === undefined) throw new Error('The cast has no Foshan')
  const found = await pool.look(scopeOf({ city, actor: officialId, ...scope }), (db) =>
    db.read<{ id: string }>(`select ${owner} as id from ${table} order by 1`),
  )
  return found.map(({ id }) => id)
}
const byPlaceAlone = (scope: CompiledScope): CompiledScope => ({ ...scope, own: false, persons: [] })
const seenByRule = (scope: CompiledScope): readonly string[] =>
  rows
    .filter((row) => row.city === 'foshan' && seenBy(scope, row) !== undefined)
    .map(({ personId }) => personId)
    .toSorted()

async function differences(scopes = SCOPES): Promise<readonly string[]> {
  const random = randomFrom(SEED)
  const found: string[] = []
  for (let n = 0; n < scopes; n += 1) {
    const scope = anyScope(random)
    const expected = JSON.stringify(seenByRule(scope))
    const expectedByPlace = JSON.stringify(seenByRule(byPlaceAlone(scope)))
    const answers = await Promise.all(tables.map((table) => seenInSql(table, scope)))
    for (const [at, answer] of answers.entries())
      if (JSON.stringify(answer) !== (tables[at]?.owner === 'official_id' ? expectedByPlace : expected))
        found.push(`seed ${SEED} scope ${n} ${tables[at]?.table} ${JSON.stringify(scope)}`)
  }
  return found
}

describe('row-level security gives the answer of the rule', () => {
  it('never hides what the rule shows and never shows a row outside it, on every table', async () => {
    assert.ok(tables.length > 30, `only ${tables.length} tables are under a policy`)
    assert.deepEqual(await differences(), [])
  })

  it('scopes see something and hide something, so that the property says something', () => {
    const random = randomFrom(SEED)
    const counts = Array.from({ length: SCOPES }, () => seenByRule(anyScope(random)).length)
    const all = rows.filter(({ city }) => city === 'foshan').length
    assert.ok(counts.filter((count) => count > 0 && count < all).length > SCOPES / 2, String(counts))
  })

  it('a transaction of another city sees nothing, though its connection stands on this schema', async () => {
    const everything: CompiledScope = {
      prefixes: ['4406', '1508'],
      except: [],
      own: true,
      persons: rows.map((row) => row.personId),
    }
    for (const each of tables) {
      assert.deepEqual(await seenInSql(each, everything, 'linhe'), [], each.table)
      assert.equal((await seenInSql(each, everything)).length, 40, each.table)
    }
  })

  it('the planner writes the policy into the statement: no function call a row, and the indexes of big tables are used', async () => {
    const client = new Client({ connectionString: registry.database.appUrl, options: '-c search_path=foshan,shared' })
    await client.connect()
    try {
      await client.query('set enable_seqscan = off')
      const plan = async (sql: string, parameters: readonly unknown[]): Promise<string> => {
        const answer = await client.query<Record<'QUERY PLAN', string>>(`explain (costs off) ${sql}`, [...parameters])
        return answer.rows.map((line) => line['QUERY PLAN']).join('\n')
      }
      const queue = await plan('select 1 from registration where state = any($1) and division_code like any($2)', [
        ['active'],
        ['440604%'],
      ])
      assert.match(queue, /registration_queue/)
      assert.doesNotMatch(queue, /in_scope/)
      assert.match(await plan('select 1 from person where person_id = $1', [randomUUID()]), /person_pkey/)
      assert.match(await plan('select 1 from registration where person_id = $1', [randomUUID()]), /registration_person/)
    } finally {
      await client.end()
    }
  })

  it('with the policy gone the same property finds it (negative control)', async () => {
    await registry.asOwner('alter table foshan.visit disable row level security')
    const found = await differences(CONTROL_SCOPES)
    assert.ok(found.length > 0 && found.every((line) => line.includes(' visit ')), found.join('\n'))
    await registry.asOwner('alter table foshan.visit enable row level security')
  })

  it('with a policy that forgets 本人 the same property finds it (negative control)', async () => {
    await registry.asOwner('drop policy scope on foshan.material')
    await registry.asOwner(
      `create policy scope on foshan.material using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')))`,
    )
    const found = await differences(CONTROL_SCOPES)
    assert.ok(found.length > 0 && found.every((line) => line.includes(' material ')), found.join('\n'))
  })
})

/**
 * A table under a policy, and the column that tells whose a row is: the person, or of a card its permit. A row about an official is
 * nobody's: only its place counts.
 */
type GuardedTable = {
  readonly table: string
  readonly owner: 'person_id' | 'permit_id' | 'official_id'
  /** What else a row must have: the columns of its key, with a value of each type. */
  readonly key: readonly { readonly column: string; readonly value: string }[]
}
const KEY_VALUES: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: 'gen_random_uuid()::text',
  integer: '1',
  smallint: '1',
  date: `date '2016-03-02'`,
}

/**
 * The tables, made to take rows of nothing but an owner, a place and a key: what a row says is not what is proved here. Their policies
 * are left as they are.
 */
async function listGuardedTables(client: Client): Promise<readonly GuardedTable[]> {
  const found = await client.query<{
    table: string
    columns: string[]
    key: string[]
    types: string[]
    must: string[]
  }>(
    `select c.relname as table, array_agg(a.attname::text) as columns, coalesce(array_agg(a.attname::text) filter (where a.attnum = any(i.indkey)), '{}') as key,
       coalesce(array_agg(format_type(a.atttypid, null)) filter (where a.attnum = any(i.indkey)), '{}') as types,
       coalesce(array_agg(a.attname::text) filter (where a.attnotnull and not a.attnum = any(i.indkey) and a.attname not in ('person_id', 'division_code')), '{}') as must
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_index i on i.indrelid = c.oid and i.indisprimary
     where c.relnamespace = 'foshan'::regnamespace and c.relrowsecurity group by c.relname, c.oid order by 1`,
  )
  const checks = await client.query<{ table: string; name: string }>(
    `select r.relname as table, k.conname as name from pg_constraint k join pg_class r on r.oid = k.conrelid
     where r.relnamespace = 'foshan'::regnamespace and r.relrowsecurity and k.contype in ('c', 'x')`,
  )
  for (const city of ['foshan', 'linhe']) {
    for (const { table, name } of checks.rows)
      await client.query(`alter table ${city}.${table} drop constraint if exists "${name}"`)
    for (const { table, must } of found.rows)
      for (const column of must) await client.query(`alter table ${city}.${table} alter column ${column} drop not null`)
  }
  return found.rows.map(({ table, columns, key, types }) => ({
    table,
    owner:
      (['person_id', 'permit_id', 'official_id'] as const).find((column) => columns.includes(column)) ?? 'person_id',
    key: key.map((column, at) => {
      const value = KEY_VALUES[types[at] ?? '']
      if (value === undefined)
        throw new Error(`${table}.${column} is of a type ${types[at]} that this test knows no value of`)
      return { column, value }
    }),
  }))
}

/** The row of one person; a permit has the person's id, so that a card is told by it. */
function rowOf(city: string, { table, owner, key }: GuardedTable): string {
  const own = [owner, ...(table === 'permit' ? ['permit_id'] : [])]
  const other = key.filter(({ column }) => !own.includes(column) && column !== 'division_code')
  return `insert into ${city}.${table} (${[...own, 'division_code', ...other.map(({ column }) => column)].join(', ')})
    values (${[...own.map(() => '$1'), '$2', ...other.map(({ value }) => value)].join(', ')})`
}

/** Forty persons a city with a row in every table; in the first half of each the clerk took part. */
async function enterRows(client: Client): Promise<readonly Placed[]> {
  const entered: Placed[] = []
  await client.query('set session_replication_role = replica')
  for (const city of ['foshan', 'linhe'])
    for (let n = 0; n < 40; n += 1) {
      const personId = randomUUID()
      const divisionCode = CODES[n % CODES.length] ?? ''
      for (const table of tables) await client.query(rowOf(city, table), [personId, divisionCode])
      if (n % 2 === 0)
        await client.query(
          `insert into ${city}.ledger (stream_id, stream_version, at, kind, legal_on, actor_id, post_id, pack, grounds, person_id, facts_mac, envelope_mac)
           values (gen_random_uuid(), 1, now(), 'x', '2016-03-02', $1, $2, 'x', '[]', $3, '', '')`,
          [officialId, postId, personId],
        )
      entered.push({ personId, divisionCode, tookPart: n % 2 === 0, city })
    }
  return entered
}
