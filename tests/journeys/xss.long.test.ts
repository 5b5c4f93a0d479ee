import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPages } from '@anju/tests/open-pages.ts'
import { visitsOf } from '@anju/tests/page-visit.ts'
import { openPayloadHouse, type PayloadHouse } from '@anju/tests/payload-house.ts'
import { clerkOf, storable, storePayloads } from '@anju/tests/store-payloads.ts'
import { xssPayloads } from '@anju/tests/xss-payload.ts'

let house: PayloadHouse
before(async () => {
  house = await openPayloadHouse()
})
after(() => house.close())

const NOTHING = { seen: [], unread: [] }
/** Each time every payload stands somewhere else; a page shows the texts of its own case, so all go round. */
const ROUNDS = 2

// Before the tables: a dwelling whose parts are attempts is no home to declare.
test('全部五千多条，窗口录入 · all of the attempts, entered at the window and shown on page, receipt and person', async () => {
  const { clerk } = await clerkOf(house)
  const stored = await storePayloads(clerk, xssPayloads())
  await house.setToday()
  assert.ok(stored.length >= 220, `${stored.length}`)
  const paths = stored.flatMap(({ registrationId, personId }) => [
    `/registrations/${registrationId}`,
    `/registrations/${registrationId}/receipt`,
    `/persons/${personId}?purpose=at-the-window`,
  ])
  const { shown, ...found } = await openPages(
    house.browser,
    house.origin,
    house.entry,
    paths.map((path) => ({ page: path, path, who: 'clerk' as const })),
  )
  console.log(`${stored.length} registrations, ${paths.length} pages, ${shown.size} with payloads`)
  assert.deepEqual(found, NOTHING)
})

test('全部五千多条，每个页面 · all of the attempts together in the texts of all tables, every page of every case, in both languages', async () => {
  const payloads = storable(xssPayloads())
  const texts = await house.taint(payloads, 1)
  const each = Math.ceil(payloads.length / texts)
  const visits = visitsOf(house.ids, 99)
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = Math.floor((round * payloads.length) / ROUNDS)
    await house.taint([...payloads.slice(from), ...payloads.slice(0, from)], each)
    const language = round % 2 === 0 ? 'zh-CN' : 'en-US'
    const { shown, ...found } = await openPages(house.browser, house.origin, house.entry, visits, language)
    console.log(
      `round ${round + 1}: ${payloads.length} payloads in ${texts} texts, ${each} in each; ${new Set(visits.map(({ page }) => page)).size} pages, ${visits.length} visits, ${shown.size} pages with payloads; dialogs, requests, reports: ${found.seen.length}`,
    )
    assert.deepEqual(found, NOTHING)
  }
})
