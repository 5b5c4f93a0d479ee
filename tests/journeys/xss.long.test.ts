import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'
import { clerkOf, openEach, storePayloads } from '@anju/tests/store-payloads.ts'
import { xssPayloads } from '@anju/tests/xss-payload.ts'

let house: WholeHouse
before(async () => {
  house = await openWholeHouse()
})
after(() => house.close())

test('全部五千多条 · all of the attempts, stored and shown on page, receipt and person', async () => {
  const { clerk, cookie } = await clerkOf(house)
  const stored = await storePayloads(clerk, xssPayloads())
  assert.ok(stored.length >= 220, `${stored.length}`)
  const paths = stored.flatMap(({ registrationId, personId }) => [
    `/registrations/${registrationId}`,
    `/registrations/${registrationId}/receipt`,
    `/persons/${personId}`,
  ])
  assert.deepEqual(await openEach(house.browser, house.house.address, cookie, paths), [])
})
