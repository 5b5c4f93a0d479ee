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
const AT = '2016-03-02T02:00:00.000Z'
/** Tables of each way a row can belong to somebody: by person, by a person who may be unknown, by its permit. */
const TABLES = ['person', 'registration', 'material', 'visit', 'notice', 'permit', 'card', 'employment'] as const
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
  rows = await enterRows(registry.database.url)
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
async function seenInSql(table: string, scope: CompiledScope, city = 'foshan'): Promise<readonly string[]> {
  const pool = registry.deps.cities.get('foshan')?.pool
  if (pool === undefined) throw new Error('The cast has no Foshan')
  const column = table === 'card' ? 'permit_id' : 'person_id'
  const found = await pool.look(scopeOf({ city, actor: officialId, ...scope }), (db) =>
    db.read<{ id: string }>(`select ${column} as id from ${table} order by 1`),
  )
  return found.map(({ id }) => id)
}
const seenByRule = (scope: CompiledScope): readonly string[] =>
  rows
    .filter((row) => row.city === 'foshan' && seenBy(scope, row) !== undefined)
    .map(({ personId }) => personId)
    .toSorted()

async function differences(): Promise<readonly string[]> {
  const random = randomFrom(SEED)
  const found: string[] = []
  for (let n = 0; n < SCOPES; n += 1) {
    const scope = anyScope(random)
    const expected = JSON.stringify(seenByRule(scope))
    const answers = await Promise.all(TABLES.map((table) => seenInSql(table, scope)))
    for (const [at, answer] of answers.entries())
      if (JSON.stringify(answer) !== expected)
        found.push(`seed ${SEED} scope ${n} ${TABLES[at]} ${JSON.stringify(scope)}`)
  }
  return found
}

describe('row-level security gives the answer of the rule', () => {
  it('never hides what the rule shows and never shows a row outside it, on every kind of table', async () => {
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
    for (const table of TABLES) {
      assert.deepEqual(await seenInSql(table, everything, 'linhe'), [], table)
      assert.equal((await seenInSql(table, everything)).length, 40, table)
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
    const found = await differences()
    assert.ok(found.length > 0 && found.every((line) => line.includes(' visit ')), found.join('\n'))
    await registry.asOwner('alter table foshan.visit enable row level security')
  })

  it('with a policy that forgets 本人 the same property finds it (negative control)', async () => {
    await registry.asOwner('drop policy scope on foshan.material')
    await registry.asOwner(
      `create policy scope on foshan.material using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')))`,
    )
    const found = await differences()
    assert.ok(found.length > 0 && found.every((line) => line.includes(' material ')), found.join('\n'))
  })
})

/** Forty persons a city with a row in every table; in the first half of each the clerk took part. */
async function enterRows(url: string): Promise<readonly Placed[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const entered: Placed[] = []
  try {
    await client.query('set session_replication_role = replica')
    for (const city of ['foshan', 'linhe'])
      for (let n = 0; n < 40; n += 1) {
        const personId = randomUUID()
        const divisionCode = CODES[n % CODES.length] ?? ''
        for (const sql of rowsOf(city)) {
          const used = [...sql.matchAll(/\$(\d)/g)].map(([, digit]) => Number(digit))
          await client.query(sql, [personId, divisionCode].slice(0, Math.max(...used)))
        }
        if (n % 2 === 0)
          await client.query(
            `insert into ${city}.ledger (stream_id, stream_version, at, kind, legal_on, actor_id, post_id, pack, grounds, person_id, facts_mac, envelope_mac)
             values (gen_random_uuid(), 1, now(), 'x', '2016-03-02', $1, $2, 'x', '[]', $3, '', '')`,
            [officialId, postId, personId],
          )
        entered.push({ personId, divisionCode, tookPart: n % 2 === 0, city })
      }
  } finally {
    await client.end()
  }
  return entered
}

/** The permit has the person's id, so that a card is told by it. */
const rowsOf = (city: string): readonly string[] => [
  `insert into ${city}.person (person_id, document_kind, index_key_version, id_bidx, id_enc, dek_wrapped, name, sex, ethnicity, birth_on, hukou_division, hukou_detail, division_code)
   values ($1::uuid, 'id', 1, uuid_send($1::uuid), '', '', '某人', '1', '01', '1990-01-01', '430524', '', $2)`,
  `insert into ${city}.registration (registration_id, version, person_id, dwelling_id, office_id, division_code, channel, state, state_since, pack, declared_on, arrived_on, form_enc)
   values (gen_random_uuid(), 1, $1, gen_random_uuid(), gen_random_uuid(), $2, 'counter', 'active', '2016-03-02', 'x', '2016-03-02', '2016-03-02', '')`,
  `insert into ${city}.material (material_id, person_id, division_code, kind, provenance, original_seen, copy_kept, seen_on)
   values (gen_random_uuid(), $1, $2, 'x', 'x', true, true, '2016-03-02')`,
  `insert into ${city}.visit (visit_id, person_id, division_code, official_id, visited_on, kind, outcome, findings_enc)
   values (gen_random_uuid(), $1, $2, gen_random_uuid(), '2016-03-02', 'patrol', 'present', '')`,
  `insert into ${city}.notice (notice_id, person_id, division_code, outbox_id, template, text_enc, made_on, state)
   values (gen_random_uuid(), $1, $2, gen_random_uuid(), 'x', '', '2016-03-02', 'shown')`,
  `insert into ${city}.permit (permit_id, version, person_id, application_id, dwelling_id, division_code, permit_no, state, issued_on, base_on, issued_in)
   values ($1::uuid, 1, $1::uuid, gen_random_uuid(), gen_random_uuid(), $2, $1::text, 'in-force', '2016-03-02', '2016-03-02', '440604')`,
  `insert into ${city}.card (card_id, permit_id, division_code, stock_no, state, made_on)
   values (gen_random_uuid(), $1::uuid, $2, $1::text, 'good', '2016-03-02')`,
  `insert into ${city}.employment (employment_id, version, employer_id, person_id, division_code, pack, hired_on)
   values (gen_random_uuid(), 1, gen_random_uuid(), $1, $2, 'x', '2016-03-02')`,
]
