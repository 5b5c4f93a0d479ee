import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CARD_FACE } from '@anju/card-service/app.ts'
import { signInLinks } from '@anju/card-service/command/seed.ts'
import { openCardService } from '@anju/card-service/http/open-card-service.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { openEach, packPayloads } from '@anju/tests/store-payloads.ts'
import { xssPayloads } from '@anju/tests/xss-payload.ts'
import { chromium, type Browser } from 'playwright-core'
import { openHouse, type House } from '../../card-service/test/card-side.ts'
import { permitOrder } from '../../card-service/test/registry-side.ts'

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

test('制证：姓名和地址只是文字 · names and addresses of orders run nothing on any page of the card centre', async () => {
  const some = xssPayloads().filter((_, at) => at % 60 === 0)
  const orders = packPayloads(some).map(({ remark, employerAddress, employerName }, at) =>
    permitOrder({
      name: asSent(employerName, 50),
      hukouAddress: asSent(employerAddress, 100),
      residenceAddress: asSent(remark, 200),
      acceptanceNumber: `44060500120160705${String(at).padStart(5, '0')}`,
    }),
  )
  await house.registry.send(orders)
  await house.round()
  const lines: string[] = []
  await signInLinks(house.database.url, origin, house.clock.now, (line) => lines.push(line))
  const { url } = JSON.parse(lines[0] ?? '{}') as { url: string }
  // A session is bound to the browser that opened it: the pages below are seen by this one.
  const agent = { 'user-agent': await agentOf(browser) }
  const entered = await fetch(url, { redirect: 'manual', headers: agent })
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const kept = await fetch(`${origin}/api/orders?show=all`, { headers: { cookie, ...agent } })
  const listed = ((await kept.json()) as { orders: { orderId: string }[] }).orders
  assert.ok(listed.length >= 4, `${listed.length} of ${orders.length} orders were taken in`)
  const paths = [
    '/',
    '/?show=all',
    '/batches',
    '/stock',
    '/exchange',
    '/civil',
    ...listed.map(({ orderId }) => `/orders/${orderId}`),
  ]
  assert.deepEqual(await openEach(browser, origin, cookie, paths), [])
})

/** How the browser names itself. */
async function agentOf(asked: Browser): Promise<string> {
  const page = await asked.newPage()
  const agent = await page.evaluate(() => navigator.userAgent)
  await page.close()
  return agent
}

/** The exchange takes no control characters and no halves of characters, and nothing empty. */
function asSent(text: string, charactersMax: number): string {
  const sent = text
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, charactersMax)
    .toWellFormed()
  return sent === '' ? '张三' : sent
}
