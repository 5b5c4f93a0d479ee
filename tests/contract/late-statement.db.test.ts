import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, it } from 'node:test'

import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { openPool, type Pool, type Tx } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'

let database: TestDatabase
let pool: Pool
before(async () => {
  database = await testDatabase('registry')
  pool = openPool({ url: database.url, searchPath: 'public', applicationName: 'test', connectionsMax: 1 })
  await pool.ask('create table written (n integer)')
})
after(async () => {
  await pool.close()
  await database.drop()
})

const write = (tx: Tx, n: number) => tx.write('insert into written (n) values ($1)', [n])
const written = async () => (await pool.ask<{ n: number }>('select n from written order by n')).map(({ n }) => n)

it('what one part of the work sends after another part has failed is not carried out', async () => {
  let late: Promise<unknown> = Promise.resolve()
  const failing = pool.transact(NO_SCOPE, async (tx) => {
    const slow = async () => {
      await write(tx, 1)
      await write(tx, 2)
    }
    late = slow()
    await Promise.all([late, Promise.reject(new Error('a signature is asked for'))])
  })
  await assert.rejects(failing, /a signature is asked for/)
  await assert.rejects(late, /The transaction is over/)
  await sleep(50)
  assert.deepEqual(await written(), [])
  // The same work without the failure writes both.
  await pool.transact(NO_SCOPE, async (tx) => {
    await write(tx, 1)
    await write(tx, 2)
  })
  assert.deepEqual(await written(), [1, 2])
})

it('a transaction that was committed writes nothing more', async () => {
  let kept: Tx | undefined
  await pool.transact(NO_SCOPE, async (tx) => {
    kept = tx
    await write(tx, 3)
  })
  assert.ok(kept)
  await assert.rejects(write(kept, 4), /The transaction is over/)
  assert.deepEqual(await written(), [1, 2, 3])
})
