import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { testDatabase } from './test-database.ts'

test('各用各的库 · two test databases do not see each other, and are gone after drop', async () => {
  const [one, two] = await Promise.all([testDatabase('empty'), testDatabase('empty')])
  const inOne = new Client({ connectionString: one.url })
  await inOne.connect()
  inOne.on('error', () => {})
  await inOne.query('CREATE TABLE only_here (n int)')
  const inTwo = new Client({ connectionString: two.url })
  await inTwo.connect()
  const { rows } = await inTwo.query(`SELECT to_regclass('only_here') AS found, current_database() AS name`)
  assert.deepEqual(rows, [{ found: null, name: two.name }])

  await one.drop()
  const left = await inTwo.query('SELECT datname FROM pg_database WHERE datname = $1', [one.name])
  assert.equal(left.rowCount, 0)
  await inTwo.end()
  await two.drop()
})
