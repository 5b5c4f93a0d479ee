import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inventedIdNumber } from '@anju/dev/cast.ts'
import { raceForAccount } from '@anju/tests/account-race.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

describe('T3 FS-2016-14:三.四 一人一账号, the long run', () => {
  let registry: TestRegistry
  before(async () => {
    registry = await openTestRegistry()
  })
  after(() => registry.close())

  it('two hundred times a hundred creations of the same person at once: exactly one each', async () => {
    for (let round = 0; round < 200; round += 1)
      await raceForAccount(registry, '2016-03-07', inventedIdNumber('foshan', '1986-02-03', 500 + round), 100)
    const [made] = await registry.asOwner("select count(*)::int as n from shared.official where name = '新来的'")
    assert.equal(made?.['n'], 200)
  })
})
