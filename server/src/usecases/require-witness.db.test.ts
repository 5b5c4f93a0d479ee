import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { watchWitnessJob } from '../workers/watch-witness.ts'
import { getSecurityPosture } from './get-security-posture.ts'
import { refusalsWithoutWitness } from './require-witness.ts'
import type { City } from '../deps.ts'

let registry: TestRegistry
let city: City
before(async () => {
  registry = await openTestRegistry()
  city = registry.act(OFFICIALS.clerk, '2016-07-18').city
})
after(() => registry.close())

const SEALED = '2026-11-22T08:00:00.000Z'
const reasons = async (at: string) =>
  (await city.pool.look(NO_SCOPE, (db) => refusalsWithoutWitness({ at }, db, 'CN-663:8'))).map(({ code }) => code)
const alarm = (at: string) => watchWitnessJob(city, () => at).run()

const shown = async (at: string) => {
  const act = { ...registry.act(OFFICIALS.administrator, '2026-11-22'), at }
  const { controls } = await getSecurityPosture(registry.deps, act, {
    dev: true,
    behindProxy: false,
    requestsPerMinute: 600,
  })
  return controls.find(({ control }) => control === 'outside-witness')?.value
}

test('a silent witness is told after an hour, and after four no permit is made until somebody signs again', async () => {
  assert.equal(await alarm('2026-11-22T23:00:00.000Z'), false, 'before the first checkpoint there is nothing to sign')
  await registry.asOwner(`insert into foshan.structure (structure_sm3, description) values ('a', 'test')`)
  await registry.asOwner(
    `insert into foshan.checkpoint (size, root, note, frontier, structure_sm3, sealed_at) values (1, 'r', 'n', 'f', 'a', $1)`,
    [SEALED],
  )
  assert.equal(await alarm('2026-11-22T09:01:00.000Z'), false, 'nobody waits for a witness that was never set up')
  assert.equal(await shown('2026-11-22T09:01:00.000Z'), 'witness-never')
  assert.deepEqual(
    await reasons('2026-11-22T23:00:00.000Z'),
    [],
    'where there never was a witness the page of controls says so, and no permit waits',
  )

  const sign = (line: string, at: string) =>
    registry.asOwner(
      `insert into foshan.checkpoint_cosignature (size, witness, line, received_at) values (1, $1, 'line', $2)`,
      [line, at],
    )
  await sign('card-service', SEALED)
  assert.equal(await alarm('2026-11-22T09:00:00.000Z'), false)
  assert.equal(await shown('2026-11-22T09:00:00.000Z'), 'witness-signed')
  await assert.rejects(alarm('2026-11-22T09:01:00.000Z'), /ALARM nobody outside has signed the ledger of foshan/)
  assert.equal(await shown('2026-11-22T09:01:00.000Z'), 'witness-silent')
  assert.deepEqual(await reasons('2026-11-22T12:00:00.000Z'), [])
  await assert.rejects(alarm('2026-11-22T12:01:00.000Z'), /no permit is ordered or made until/)
  assert.deepEqual(await reasons('2026-11-22T12:01:00.000Z'), ['ledger.without-witness'])
  await sign('another', '2026-11-22T12:30:00.000Z')
  assert.deepEqual(await reasons('2026-11-22T12:31:00.000Z'), [])
})
