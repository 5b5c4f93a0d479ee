import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { awayForADay, halfErrors } from '@anju/tests/message-fault.ts'
import { enterAddressees } from '@anju/tests/message-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

const SIZE = { notices: 10_000, perSecond: 800, window: 200 }

let registry: TestRegistry
let people: readonly string[]
before(async () => {
  registry = await openTestRegistry()
  people = await enterAddressees(registry, 60)
})
after(() => registry.close())
afterEach(() => registry.asOwner('delete from foshan.sms_part'))

describe('a gateway with faults, 10,000 notices', () => {
  it('away for 24 hours', async () => assert.equal(await awayForADay(registry, people, SIZE), SIZE.notices))
  for (const kind of ['smpp', 'provider'] as const)
    it(`${kind}: half of all ends in an error`, () => halfErrors(registry, people, kind, SIZE))
})
