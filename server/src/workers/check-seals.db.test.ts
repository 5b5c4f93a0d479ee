import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { NO_SCOPE, wholeCity } from '@anju/platform/database/scope.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { enterSealedRows } from '@anju/tests/enter-sealed-rows.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'
import type { City } from '../deps.ts'
import { listSealed, sealOldRows, SEALED, SEALED_TABLES, sealStreamOf, type SealedTable } from '../store/row-seal.ts'
import { checkSealPage, FIRST_SEAL, type SealFault, type SealPlace } from '../store/row-seal-check.ts'
import { sealCheckJob } from './check-seals.ts'

const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const LIMITS = [1, 2, 1_000]

let registry: TestRegistry
let city: City
let client: Client
let db: Db
before(async () => {
  registry = await openTestRegistry()
  city = registry.deps.cities.get('foshan') ?? assert.fail()
  await enterSealedRows(registry)
  client = new Client({ connectionString: registry.database.url, options: '-c search_path=foshan,shared' })
  await client.connect()
  db = { scope: NO_SCOPE, read: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows }
  await generateCards(7)
})
after(async () => {
  await client.end()
  await registry.close()
})

/** Cards as a bulk load leaves them, and sealed as `seal-rows` does it. Their permits are not asked for here. */
async function generateCards(count: number): Promise<void> {
  await client.query('set session_replication_role = replica')
  await client.query(
    `insert into card (card_id, permit_id, division_code, stock_no, state, made_on)
     select gen_random_uuid(), gen_random_uuid(), '440604', 'S' || n, 'good', '2016-07-18' from generate_series(1, $1::int) n`,
    [count],
  )
  await client.query('set session_replication_role = origin')
  const act = registry.systemAct('foshan', '2016-07-18')
  await city.pool.transact(wholeCity(city), async (tx) =>
    sealOldRows(tx, { crypto: registry.deps.crypto, act }, 'card', await listSealed(tx, 'card', FIRST_ID, count)),
  )
}

type Told = Pick<SealFault, 'table' | 'rowId' | 'version'>
const textOf = ({ table, rowId, version }: Told) => `${table} ${rowId} ${version}`

/** What is bent, found the plain way: everything of rows and ledger at once. */
async function bentBySetsOf(): Promise<readonly string[]> {
  const kept = new Map<string, { version: number; seal: string; table: string; rowId: string }>()
  const { rows } = await client.query(
    `select stream_id, stream_version as version, encode(facts_mac, 'hex') as seal, grounds -> 0 -> 'facts' ->> 'table' as "table", grounds -> 0 -> 'facts' ->> 'rowId' as "rowId"
     from ledger where kind = 'row-sealed' order by stream_version`,
  )
  for (const row of rows) kept.set(row.stream_id, row)
  const told: string[] = []
  for (const table of SEALED_TABLES)
    for (const row of await listSealed(db, table, FIRST_ID, 100_000)) {
      const stream = sealStreamOf(table, row.row_id)
      const last = kept.get(stream)
      kept.delete(stream)
      const isShared = !['permit', 'card', 'endorsement'].includes(table)
      const isRight =
        row.seal !== null &&
        (last === undefined
          ? isShared
          : (last.version === row.version && last.seal === row.seal.toString('hex')) ||
            (isShared && last.version < row.version))
      if (!isRight) told.push(textOf({ table, rowId: row.row_id, version: row.version }))
    }
  for (const gone of kept.values()) told.push(textOf(gone))
  return told.toSorted()
}

async function bentByPages(limit: number): Promise<readonly string[]> {
  const told: string[] = []
  for (let place: SealPlace | null = FIRST_SEAL; place !== null;) {
    const page = await checkSealPage(db, registry.deps.crypto, place, limit)
    assert.ok(page.seen <= limit)
    told.push(...page.faults.map(textOf))
    place = page.next
  }
  return told.toSorted()
}

/** Each a way in which rows and ledger differ, done to one row. */
const WAYS: Readonly<Record<string, (table: SealedTable, id: string) => readonly string[]>> = {
  missing: (table, id) => [`delete from ${table} where ${SEALED[table].id} = '${id}'`],
  'without its seal': (table, id) => [
    `update ${table} set seal = null, seal_kid = null where ${SEALED[table].id} = '${id}'`,
  ],
  'with another seal': (table, id) => [`update ${table} set seal = sha256(seal) where ${SEALED[table].id} = '${id}'`],
  'set back': (table, id) => [`update ${table} set version = version - 1 where ${SEALED[table].id} = '${id}'`],
  'not in the ledger': (table, id) => [`delete from ledger where stream_id = '${sealStreamOf(table, id)}'`],
}

async function bent(statements: readonly string[], look: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await client.query('set local session_replication_role = replica')
    for (const statement of statements) assert.notEqual((await client.query(statement)).rowCount, 0, statement)
    await look()
  } finally {
    await client.query('rollback')
  }
}

describe('seals, a page at a time 分页核对印记', () => {
  it('honest rows raise nothing, wherever pages end', async () => {
    for (const limit of LIMITS) assert.deepEqual(await bentByPages(limit), [])
    assert.deepEqual(await bentBySetsOf(), [])
  })

  for (const [name, way] of Object.entries(WAYS))
    it(`a row ${name}: the same as by sets of everything, wherever pages end`, async (t) => {
      let bends = 0
      for (const table of SEALED_TABLES) {
        const rows = await listSealed(db, table, FIRST_ID, 100_000)
        const { rows: streams } = await client.query(`select distinct stream_id from ledger where kind = 'row-sealed'`)
        const had = new Set(streams.map((row) => row.stream_id))
        const told = rows.filter(({ row_id }) => had.has(sealStreamOf(table, row_id)))
        for (const { row_id: id } of new Set([told[0], told[1], told[2], told.at(-1)].flatMap((row) => row ?? [])))
          await bent(way(table, id), async () => {
            bends += 1
            const expected = await bentBySetsOf()
            for (const limit of LIMITS) assert.deepEqual(await bentByPages(limit), expected, `${table}, ${limit}`)
          })
      }
      t.diagnostic(`${bends} bends`)
      assert.ok(bends >= 8)
    })

  it('a seal of another row in the ledger is told, and no shape of it stops the round', async () => {
    for (const rowId of [randomUUID(), 'x', ''])
      await bent(
        [
          `update ledger set grounds = jsonb_set(grounds, '{0,facts,rowId}', '${JSON.stringify(rowId)}') where stream_id = (select stream_id from ledger where kind = 'row-sealed' limit 1)`,
        ],
        async () => assert.equal((await bentByPages(2)).length, 1),
      )
    const crafted = sealStreamOf('permit', 'x')
    await bent(
      [
        `insert into ledger (stream_id, stream_version, at, kind, legal_on, pack, grounds, facts_mac) values ('${crafted}', 1, now(), 'row-sealed', '2016-01-01', '', '[{"facts": {"table": "permit", "rowId": "x"}}]', '\\x00')`,
      ],
      async () => assert.deepEqual(await bentByPages(1_000), ['permit x 1']),
    )
  })
})

describe('the job that checks seals', () => {
  /** Runs it until it waits for the next round. @returns the alarms */
  async function roundOf(job: ReturnType<typeof sealCheckJob>, pages: number): Promise<readonly string[]> {
    const alarms: string[] = []
    for (let n = 0; n < pages; n += 1) await job.run().catch((error: unknown) => alarms.push(String(error)))
    return alarms
  }

  it('raises an alarm when a row was changed, at once and at the end of its round, and none when it was put back', async () => {
    const said: string[] = []
    const job = sealCheckJob(registry.deps, city, { everyMs: 0, page: 2, say: (line) => said.push(line) })
    assert.deepEqual(await roundOf(job, 60), [])
    assert.match(said.at(-1) ?? '', /row seals of foshan: \d+ rows and seals took 0 minutes/)
    const [row] = await registry.asOwner('select card_id, made_on from foshan.card order by card_id limit 1')
    await registry.asOwner('update foshan.card set made_on = made_on + 1 where card_id = $1', [row?.['card_id']])
    const alarms = await roundOf(job, 60)
    assert.ok(alarms.length >= 2, alarms.join())
    for (const alarm of alarms)
      assert.ok(alarm.includes(`ALARM 1 rows of foshan`) && alarm.includes(String(row?.['card_id'])), alarm)
    await registry.asOwner('update foshan.card set made_on = $2 where card_id = $1', [
      row?.['card_id'],
      row?.['made_on'],
    ])
    // The round under way may have begun before.
    await roundOf(job, 60)
    assert.deepEqual(await roundOf(job, 60), [])
  })

  it('rests between two rounds', async () => {
    const job = sealCheckJob(registry.deps, city, { page: 1_000 })
    assert.deepEqual(await roundOf(job, SEALED_TABLES.length + 1), [])
    await registry.asOwner('update foshan.card set made_on = made_on + 1')
    assert.deepEqual(await roundOf(job, 20), [])
    await registry.asOwner('update foshan.card set made_on = made_on - 1')
  })
})
