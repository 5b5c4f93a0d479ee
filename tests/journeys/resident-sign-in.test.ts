import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { OFFICIALS, RESIDENTS } from '@anju/dev/cast.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { CITIZEN_FACE, COUNTER_FACE, systemNow } from '@anju/server/app.ts'
import type { City } from '@anju/server/deps.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { parseIdentitySettings, readSecret } from '@anju/server/identity/identity-settings.ts'
import { oidcProvider } from '@anju/server/identity/oidc-provider.ts'
import { listShownCodes } from '@anju/server/store/resident-attempt.ts'
import { recordVisit } from '@anju/server/usecases/record-visit.ts'
import { Desk } from '@anju/tests/desk.ts'
import { driveEndorsements } from '@anju/tests/endorsement-driver.ts'
import { openIdentityHouse, type IdentityHouse } from '@anju/tests/identity-provider.ts'
import { driveApplications, visitOf } from '@anju/tests/permit-driver.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { chromium, type Browser } from 'playwright-core'

const { foshanResident } = RESIDENTS
const screens = openScreenRecord('resident-sign-in')
let registry: TestRegistry
let provider: IdentityHouse
let app: Awaited<ReturnType<typeof openRegistry>>
let browser: Browser
let address: string

before(async () => {
  registry = await openTestRegistry()
  const port = await freePort()
  address = `http://127.0.0.1:${port}`
  const redirectUri = `${address}/identity/foshan/callback`
  provider = await openIdentityHouse(redirectUri)
  const secretFile = join(mkdtempSync(join(tmpdir(), 'anju-identity-')), 'secret')
  writeFileSync(secretFile, provider.clientSecret, { mode: 0o600 })
  const settings = parseIdentitySettings(
    JSON.stringify({
      foshan: {
        kind: 'oidc',
        words: { zh: '广东省统一身份认证', en: 'Guangdong identity service' },
        issuer: provider.issuer,
        clientId: provider.clientId,
        secretFile,
        redirectUri,
        claims: { name: 'name', idNumber: 'id_number' },
      },
    }),
  ).get('foshan')
  const cities = new Map<string, City>(registry.deps.cities)
  const foshan = cities.get('foshan')
  assert.ok(settings !== undefined && foshan !== undefined)
  cities.set('foshan', { ...foshan, identityProvider: oidcProvider(settings, readSecret(secretFile)) })
  app = await openRegistry(
    { deps: { ...registry.deps, cities }, now: systemNow },
    {
      dev: true,
      sweepAll: async () => ({}),
      faceFolder: COUNTER_FACE,
      citizenFolder: CITIZEN_FACE,
      logLevel: 'silent',
    },
  )
  await app.listen({ host: '127.0.0.1', port })
  const executablePath = process.env['CHROME_PATH']
  if (executablePath === undefined) throw new Error('No browser: CHROME_PATH is set by `npm test`.')
  browser = await chromium.launch({
    executablePath,
    args: (process.env['ANJU_CHROME_ARGS'] ?? '').split(' ').filter((arg) => arg !== ''),
  })
})
after(async () => {
  await browser?.close()
  await app?.close()
  await provider?.close()
  await registry?.close()
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => {
    server.close(resolve)
  })
  return port
}
const codeNow = async () => {
  const [code] = await listShownCodes(registry.deps.shared, registry.deps.crypto, 'foshan', systemNow())
  return code?.code ?? assert.fail('no code is shown')
}
const type = (desk: Desk, testId: string, text: string) => desk.get(testId).fill(text)

test('周文杰用手机号实名登录：填错会说清楚，演示环境会说验证码在哪里看，登录后到自己的办件', async () => {
  const desk = await Desk.visit(browser, `${address}/foshan/sign-in`, foshanResident.name)
  await desk.see('way-phone')
  await screens.keep('choose', desk)
  await desk.click('way-phone')
  await type(desk, 'name', foshanResident.name)
  await type(desk, 'idNumber', '440699199307163051')
  await type(desk, 'mobile', '+852 9123 4567')
  await desk.click('send-code')
  await desk.see('refusal-sign-in.mobile-invalid')
  await desk.see('refusal-id-number.check-digit-wrong')
  await screens.keep('refused', desk)

  await type(desk, 'idNumber', foshanResident.idNumber.toLowerCase())
  await type(desk, 'mobile', `+86 ${foshanResident.mobile}`)
  await desk.click('send-code')
  await desk.see('code-viewer')
  await screens.keep('code', desk)
  const right = await codeNow()
  await type(desk, 'code', right === '000000' ? '000001' : '000000')
  await desk.click('enter')
  await desk.see('refusal-sign-in.code-wrong')
  await type(desk, 'code', right)
  await desk.click('enter')
  await desk.page.waitForURL('**/my')
  const me = await desk.page.evaluate(async () => (await fetch('/api/session')).json() as Promise<unknown>)
  assert.deepEqual(
    { name: (me as { name: string }).name, kind: (me as { kind: string }).kind },
    { name: foshanResident.name, kind: 'resident' },
  )
})

test('同一个人再用统一身份认证登录：看得到两处登录，可以退出另一处，再退出自己', async () => {
  provider.who = { sub: 'zhou', name: foshanResident.name, id_number: foshanResident.idNumber }
  const desk = await Desk.visit(browser, `${address}/foshan/sign-in`, foshanResident.name)
  await desk.click('way-identity')
  await desk.page.waitForURL('**/my')
  await desk.go('/foshan/my-sessions')
  await desk.see('session-here')
  await screens.keep('sessions', desk)
  await desk.get('session-other').getByTestId('end').click()
  await desk.page.getByTestId('session-other').waitFor({ state: 'detached' })
  await desk.get('session-here').getByTestId('end').click()
  await desk.page.waitForURL((url) => url.origin === provider.issuer)
  await desk.page.goto(`${address}/foshan/my-sessions`)
  await desk.page.getByText('您还没有登录').waitFor()
})

test('周文杰离开本市：先看会怎样，日期填错会说清楚；申报后有凭据，居住证停用；填错了还能撤回', async () => {
  const drive = driveApplications(registry)
  const { personId } = await driveEndorsements(registry, drive).issued(foshanResident)
  const [row] = await registry.asOwner(
    'select registration_id, version from foshan.registration where person_id = $1',
    [personId],
  )
  const registrationId = String(row?.['registration_id'])
  const visited = await recordVisit(registry.deps, registry.act(OFFICIALS.coordinator, '2016-08-01', 'city'), {
    intentId: randomUUID(),
    registrationId,
    expectedVersion: Number(row?.['version']),
    visit: visitOf('true', '2016-08-01'),
  })
  assert.ok(visited.ok, JSON.stringify(visited))
  const link = await createSignInLink({ ownerUrl: registry.database.url, member: foshanResident, expiresInMinutes: 5 })
  const desk = await Desk.open(browser, `${address}/sign-in/${link}`, foshanResident.name, 'counter')
  await desk.page.evaluate(async () => {
    await fetch('/api/legal-clock', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ on: '2016-09-12' }),
    })
  })
  await desk.go('/my')
  await screens.keep('my-before-leaving', desk)
  await desk.click('own-departure')
  await desk.page.waitForURL('**/foshan/departure')
  const phone = new Desk(desk.page, foshanResident.name, 'citizen')
  await phone.get('left-on').fill('2016-01-04')
  await phone.see('leaving-refusals', '不能早于')
  await screens.keep('leaving-refused', phone)
  await phone.get('left-on').fill('2016-09-10')
  await phone.see('leaving-means', '居住证在本市停用')
  assert.equal(await phone.get('confirm').isDisabled(), true)
  await type(phone, 'destination', '江西省兴国县')
  await phone.get('has-read').check()
  await screens.keep('leaving', phone)
  await phone.click('confirm')
  await phone.see('left-receipt', '江西省兴国县')
  await screens.keep('left', phone)
  await desk.go('/my')
  await desk.see('own-permit', '停用')
  await screens.keep('my-after-leaving', desk)
  await desk.go('/foshan/departure')
  await phone.click('back-ask')
  await screens.keep('take-back', phone)
  await phone.click('back-confirm')
  await phone.see('taken-back')
  await desk.go('/my')
  await desk.page.locator('[data-testid=own-permit][data-state=in-force]').waitFor()
})

test('没有登录的人打开“我要离开”，先去登录', async () => {
  const desk = await Desk.visit(browser, `${address}/foshan/departure`, '没有登录的人')
  await desk.see('signed-out')
  await screens.keep('leaving-signed-out', desk)
})

test('屏幕：中英文、手机与桌面宽度，没有无障碍缺陷', () => {
  screens.finish()
})
