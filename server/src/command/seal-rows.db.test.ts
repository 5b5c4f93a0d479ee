import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { enterSealedRows } from '@anju/tests/enter-sealed-rows.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { findBrokenSeals } from '../workers/check-seals.ts'
import { sealRows } from './seal-rows.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

test('a row from before seals is sealed once; one whose seal was taken away is refused and goes on being found', async () => {
  const { city } = registry.act(OFFICIALS.clerk, '2016-07-18')
  await enterSealedRows(registry)
  assert.deepEqual(await findBrokenSeals(registry.deps, city), [])
  const old = randomUUID()
  await registry.asOwner('insert into shared.official (official_id, name, id_bidx) values ($1, $2, $3)', [
    old,
    '旧账号',
    randomBytes(32),
  ])
  const taken =
    'update shared.authenticator set seal = null, seal_kid = null where official_id = $1 returning authenticator_id'
  const [row] = await registry.asOwner(taken, [OFFICIALS.clerk.officialId])
  const stripped = String(row?.['authenticator_id'])
  const found = async () => (await findBrokenSeals(registry.deps, city)).map(({ rowId }) => rowId)
  assert.deepEqual((await found()).toSorted(), [old, stripped].toSorted())

  const { sealed, refused } = await sealRows(registry.deps, city, new Date().toISOString())
  assert.deepEqual([sealed.official, sealed.authenticator], [1, 0])
  assert.equal(refused.length, 1)
  assert.match(refused[0] ?? '', new RegExp(`authenticator ${stripped} .* it had a seal, which is gone`))
  assert.deepEqual(await found(), [stripped])
  assert.equal((await sealRows(registry.deps, city, new Date().toISOString())).sealed.official, 0)
})
