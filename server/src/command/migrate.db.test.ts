import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { Client } from 'pg'
import { migrateCity } from './migrate.ts'

let database: TestDatabase
let client: Client
before(async () => {
  database = await testDatabase('registry')
  client = new Client({ connectionString: database.url })
  await client.connect()
})
after(async () => {
  await client.end()
  await database.drop()
})

const partitionsOf = async (table: string) =>
  (
    await client.query<{ name: string }>(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = ('foshan.' || $1)::regclass order by 1`,
      [table],
    )
  ).rows.map(({ name }) => name)

describe('按月分区 · partitions by month', () => {
  for (const table of ['ledger', 'look'])
    it(`${table}: two years ahead; running it again makes nothing twice and puts back what is gone`, async () => {
      const made = await partitionsOf(table)
      assert.equal(made.length, 26)
      assert.ok(made.includes(`${table}_rest`))
      await client.query(`drop table foshan.${made.at(-2) ?? ''}`)
      await migrateCity(database.url, 'foshan', () => {})
      assert.deepEqual(await partitionsOf(table), made)
    })

  it('a look of today lies in the month, one of long ago in the rest, and a month with rows in the rest is left to it', async () => {
    const enter = (at: string) =>
      client.query(
        `insert into foshan.look (look_id, at, on_day, official_id, post_id, session_ref, route, kind, person_ids, fields, in_full, purpose, client_ip)
         values (gen_random_uuid(), ${at}, '2016-01-05', gen_random_uuid(), gen_random_uuid(), '', '', 'file', '{}', '{}', false, 'case', '') returning tableoid::regclass::text as lies`,
      )
    assert.match(String((await enter('now()')).rows[0]?.lies), /look_\d{6}$/)
    assert.match(String((await enter(`'2016-01-05Z'`)).rows[0]?.lies), /look_rest$/)
    const last = (await partitionsOf('look')).at(-2) ?? ''
    await client.query(`drop table foshan.${last}`)
    await enter(`to_timestamp('${last.slice(5)}15', 'YYYYMMDD')`)
    await migrateCity(database.url, 'foshan', () => {})
    assert.ok(!(await partitionsOf('look')).includes(last))
  })
})
