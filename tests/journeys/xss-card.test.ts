import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CARD_FACE } from '@anju/card-service/app.ts'
import { signInLinks } from '@anju/card-service/command/seed.ts'
import { openCardService } from '@anju/card-service/http/open-card-service.ts'
import type { CardDecision } from '@anju/card-service/refusal.ts'
import { checkQuality } from '@anju/card-service/usecase/check-quality.ts'
import { dispatchBatch } from '@anju/card-service/usecase/dispatch-batch.ts'
import { produceCard } from '@anju/card-service/usecase/produce-card.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { CARD_WITHOUT_TEXT, cardVisits, type CardIds, type CardWho } from '@anju/tests/card-visit.ts'
import { cardScreens } from '@anju/tests/face-page.ts'
import { openPages } from '@anju/tests/open-pages.ts'
import { packPayloads } from '@anju/tests/store-payloads.ts'
import { xssPayloads } from '@anju/tests/xss-payload.ts'
import { chromium, type Browser } from 'playwright-core'
import { openHouse, type House } from '../../card-service/test/card-side.ts'
import { permitOrder } from '../../card-service/test/registry-side.ts'

const OFFICE = '440605001'
const some = xssPayloads().filter((_, at) => at % 60 === 0)

/** What the registry sends is signed, and still only text: names and addresses of its orders, on the pages of the card centre. */
let house: House
let app: App
let browser: Browser
let origin = ''
before(async () => {
  const executablePath = process.env['CHROME_PATH']
  if (executablePath === undefined) throw new Error('No browser: CHROME_PATH is set by `npm test`.')
  house = await openHouse()
  app = await openCardService(
    { deps: house.deps, legalDay: house.legalDay, dev: true },
    { faceFolder: CARD_FACE, logLevel: 'silent', fault: () => undefined, silentAfterMs: 900_000 },
  )
  origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const args = (process.env['ANJU_CHROME_ARGS'] ?? '').split(' ').filter((arg) => arg !== '')
  browser = await chromium.launch({ executablePath, args })
})
after(async () => {
  await browser.close()
  await app.close()
  await house.close()
})

test('制证：姓名和地址只是文字 · names, addresses and offices of orders run nothing on any page of the card centre', async (t) => {
  const ids = await enterOrders()
  const visits = cardVisits(ids)
  const screens = new Set(visits.map(({ page }) => page))
  assert.ok(cardScreens().length > 5, 'the screens of the face can no longer be read')
  assert.deepEqual(
    cardScreens().filter((screen) => !screens.has(screen)),
    [],
    'screens that nobody opens here: say at which address',
  )
  const entry = async (who: CardWho) => {
    const lines: string[] = []
    await signInLinks(house.database.url, origin, house.clock.now, (line) => lines.push(line))
    return who === 'nobody' ? undefined : (JSON.parse(lines[0] ?? '{}') as { url: string }).url
  }
  const { shown, ...found } = await openPages(browser, origin, entry, visits)
  t.diagnostic(`${screens.size} screens, ${visits.length} visits`)
  assert.deepEqual(found, { seen: [], unread: [] })
  assert.deepEqual(
    [...screens].filter((screen) => !shown.has(screen) && !CARD_WITHOUT_TEXT.includes(screen)),
    [],
    'screens that show no payload: nothing was tried there',
  )
})

/** Orders of which one waits, one is made and one has left in a batch, and a file that was set aside; each with payloads. */
async function enterOrders(): Promise<CardIds> {
  const orders = packPayloads(some).map(({ remark, employerAddress, employerName, hukouDetail }, at) =>
    permitOrder({
      name: asSent(employerName, 50),
      hukouAddress: asSent(employerAddress, 100),
      residenceAddress: asSent(remark, 200),
      office: { code: OFFICE, name: asSent(hukouDetail, 50) },
      acceptanceNumber: `44060500120160705${String(at).padStart(5, '0')}`,
    }),
  )
  await house.registry.send(orders)
  await house.round()
  const listed = await house.asOwner<{ order_id: string }>(
    'select order_id from card.card_order order by acceptance_no',
  )
  assert.ok(listed.length >= 4, `${listed.length} of ${orders.length} orders were taken in`)
  const [left = '', made = ''] = listed.map(({ order_id }) => order_id)
  await makeCard(left, 'FS000001')
  const batchId = granted(
    await dispatchBatch(house.deps, await house.actAs('440602'), {
      intentId: uuidV7(),
      officeCode: OFFICE,
      orderIds: [left],
    }),
  )
  await makeCard(made, 'FS000002')
  await house.asOwner(
    `insert into card.quarantine (file_sm3, file_name, code, detail, found_at) values ('00', $1, 'record-json', $1, now())`,
    [asSent(some.join(''), 500)],
  )
  return { orderId: listed.map(({ order_id }) => order_id), batchId: [batchId] }
}

async function makeCard(orderId: string, stockNo: string): Promise<void> {
  const act = await house.actAs('440601')
  const checked = { orderId, expectedVersion: 1, result: 'accepted' as const, reasons: [] }
  granted(await checkQuality(house.deps, act, { intentId: uuidV7(), ...checked }))
  granted(await produceCard(house.deps, act, { intentId: uuidV7(), orderId, expectedVersion: 2, stockNo }))
}

function granted<Value>(decision: CardDecision<Value>): Value {
  assert.ok(decision.ok, JSON.stringify(decision))
  return decision.value
}

/** The exchange takes no control characters and no halves of characters, and nothing empty. */
function asSent(text: string, charactersMax: number): string {
  const sent = text
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, charactersMax)
    .toWellFormed()
  return sent === '' ? '张三' : sent
}
