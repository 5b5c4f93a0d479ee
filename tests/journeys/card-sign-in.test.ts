import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CARD_FACE } from '@anju/card-service/app.ts'
import { enrolStaff } from '@anju/card-service/command/keep-staff.ts'
import { openCardService } from '@anju/card-service/http/open-card-service.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { SETTLED } from '@anju/tests/desk.ts'
import { plugInKey } from '@anju/tests/key-in-browser.ts'
import { screenFolder } from '@anju/tests/screen-folder.ts'
import { chromium, type Browser } from 'playwright-core'
import { openHouse, type House } from '../../card-service/test/card-side.ts'
import { permitOrder } from '../../card-service/test/registry-side.ts'
import { takePicture } from '@anju/tests/take-picture.ts'

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
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  origin = address.replace('127.0.0.1', 'localhost')
  const args = (process.env['ANJU_CHROME_ARGS'] ?? '').split(' ').filter((arg) => arg !== '')
  browser = await chromium.launch({ executablePath, args })
})
after(async () => {
  await browser.close()
  await app.close()
  await house.close()
})

test('制证：登记密钥、登录、逐步签名 · a key is bound, signs in, and signs what was shown', async () => {
  const order = permitOrder({ name: '张三' })
  await house.registry.send([order])
  await house.round()
  const code = await enrolStaff(house.database.url, { badge: '440601', operators: ['110001', '110002'] }, () => {})
  const page = await browser.newPage({ ...SETTLED, viewport: { width: 1280, height: 860 } })
  page.setDefaultTimeout(15_000)
  const byTestId = (id: string) => page.getByTestId(id)
  const key = await plugInKey(page)

  await page.goto(origin)
  await byTestId('to-enrol').click()
  await byTestId('enrol-code').fill(code)
  await byTestId('enrol-next').click()
  assert.match((await byTestId('enrol-who').textContent()) ?? '', /陈制证/)
  await byTestId('enrol-insert').click()
  await byTestId('enrol-done').waitFor()
  await byTestId('to-sign-in').click()

  // A key whose person typed no PIN lets nobody in.
  await key.verifies(false)
  await byTestId('sign-in-key').click()
  await page.locator('[data-testid^="key-"]').waitFor()
  await key.verifies(true)
  await byTestId('sign-in-key').click()
  await byTestId('sign-in-go').click()
  assert.match((await byTestId('who').textContent()) ?? '', /陈制证/)
  assert.equal(await byTestId('demo-sign-in').count(), 0)

  await byTestId(`order-row-${order.body.applicationId}`).click()
  await byTestId('accept-quality').click()
  const shown = (await byTestId('signing-text').textContent()) ?? ''
  assert.match(shown, /审核数据质量：通过/)
  assert.ok(shown.includes(`张三 ${order.body.person.idNumber}`))
  await byTestId('signing-cancel').click()
  await byTestId('state-received').waitFor()
  await byTestId('accept-quality').click()
  await byTestId('signing-do').click()
  await byTestId('state-quality-accepted').waitFor()
  assert.match((await byTestId('event-accept-quality').textContent()) ?? '', /已签名/)

  // The screen is covered while the form stands beneath, and opens for the same person only.
  await byTestId('produce').click()
  await byTestId('field-stockNo').fill('FS000001')
  await byTestId('lock').click()
  await byTestId('lock-screen').waitFor()
  await takePicture(page, { path: `${screenFolder}/card-sign-in/locked-zh.png` })
  await key.verifies(false)
  await byTestId('unlock').click()
  await byTestId('key-cancelled').waitFor()
  await key.verifies(true)
  await byTestId('unlock').click()
  await byTestId('lock-screen').waitFor({ state: 'detached' })
  assert.equal(await byTestId('field-stockNo').inputValue(), 'FS000001')

  // Blank cards come in under a signature, too.
  await byTestId('menu-stock').click()
  await byTestId('field-cards').fill('NEW001 04A0B0C1')
  await byTestId('receive-stock').click()
  assert.match((await byTestId('signing-text').textContent()) ?? '', /空白证卡入库[^]*NEW001/)
  await takePicture(page, { path: `${screenFolder}/card-sign-in/sign-stock-zh.png` })
  await byTestId('signing-do').click()
  await byTestId('signing-text').waitFor({ state: 'detached' })
  await page.goBack()

  // Another person's key at this desk signs nothing here.
  await key.swap()
  await byTestId('produce').click()
  await byTestId('field-stockNo').fill('FS000001')
  await byTestId('submit').click()
  await byTestId('signing-do').click()
  await page.locator('[data-testid^="key-"]').waitFor()
  await byTestId('signing-cancel').click()
  const [row] = await house.asOwner<{ state: string }>('select state from card.card_order where order_id = $1', [
    order.id,
  ])
  assert.equal(row?.state, 'quality-accepted')
  await page.close()
})

test('制证：只有一把密钥时先提醒，过后只能登记第二把 · one key is told of, then held until the second is bound', async () => {
  const operators = ['110001', '110002'] as const
  const codeFor = () => enrolStaff(house.database.url, { badge: '440602', operators }, () => {})
  const page = await browser.newPage({ ...SETTLED, viewport: { width: 1280, height: 860 } })
  page.setDefaultTimeout(15_000)
  const byTestId = (id: string) => page.getByTestId(id)
  const bothLanguages = async (name: string) => {
    await takePicture(page, { path: `${screenFolder}/card-sign-in/${name}-zh.png` })
    await page.getByText('EN', { exact: true }).first().click()
    await takePicture(page, { path: `${screenFolder}/card-sign-in/${name}-en.png` })
    await page.getByText('中文', { exact: true }).first().click()
  }
  const key = await plugInKey(page)
  await page.goto(`${origin}/enrol`)
  await byTestId('enrol-code').fill(await codeFor())
  await byTestId('enrol-next').click()
  await byTestId('enrol-insert').click()
  await byTestId('enrol-done').waitFor()
  await byTestId('to-sign-in').click()
  await byTestId('sign-in-key').click()
  await byTestId('sign-in-go').click()
  await byTestId('second-key-grace').waitFor()
  await bothLanguages('second-key-grace')

  house.clock.now = new Date(Date.parse(house.clock.now) + 8 * 86_400_000).toISOString()
  await page.goto(origin)
  await byTestId('sign-in-key').click()
  await byTestId('sign-in-go').click()
  await byTestId('second-key-lapsed').waitFor()
  assert.equal(await page.getByRole('navigation').count(), 0)
  await bothLanguages('second-key-lapsed')
  await byTestId('enrol-code').fill(await codeFor())
  house.clock.now = new Date(Date.parse(house.clock.now) + 5 * 60_000).toISOString()
  await byTestId('enrol-next').click()
  await byTestId('enrol-own').waitFor()
  await bothLanguages('second-key-own')
  await byTestId('enrol-verify').click()
  await byTestId('enrol-who').waitFor()
  await key.swap()
  await byTestId('enrol-insert').click()
  await byTestId('enrol-done').waitFor()
  await byTestId('second-key-go').click()
  await byTestId('who').waitFor()
  assert.equal(await byTestId('second-key-grace').count(), 0)

  // What waits because its signer came after the roster, of each kind, as the page of the boundary tells it.
  await house.asOwner(
    `insert into card.waiting_order (record_id, city, area_code, application_id, acceptance_no, asks, code, officials, roster_sm3, dek_wrapped, body_enc, received_at)
     select gen_random_uuid(), city, area_code, gen_random_uuid(), '4406050012016070500009', asks, 'order.official-unknown',
       array[gen_random_uuid(), gen_random_uuid()]::text[], 'another', '', '', $1
     from card.served_city, unnest('{card,second-card,good-again}'::text[]) asks where city = 'foshan'`,
    [house.clock.now],
  )
  await byTestId('menu-exchange').click()
  await byTestId('waiting-orders').waitFor()
  await bothLanguages('waiting-orders')
  await page.close()
})
