import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { Desk, SETTLED } from '@anju/tests/desk.ts'
import { clientOf, openEarlierLife } from '@anju/tests/earlier-life.ts'
import { bindEarlier, leaveAt, plugInKey, type KeyInBrowser } from '@anju/tests/key-in-browser.ts'
import { newApplicant } from '@anju/tests/permit-driver.ts'
import { valueOf } from '@anju/tests/registry-house.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

/** A newcomer with a security key, from the code in their hand to their first signature. */
const days = { registered: '2016-01-05', left: '2016-03-01' } as const

let house: WholeHouse
/** Files of people who are registered. */
const files: string[] = []
const screens = openScreenRecord('sign-in')
before(async () => {
  house = await openWholeHouse()
  const earlier = await openEarlierLife(house.house.address, house.ownerUrl)
  // Signing in with a key ends every other session of a person, so everything that was before is made before.
  for (let n = 0; n < 2; n += 1) files.push(await earlier.active(newApplicant('foshan'), days.registered))
  await earlier.setDay(days.left)
})
after(() => house.close())

/** A desk at the name of the site, which keys answer to; a bare address has none. */
async function freshDesk(path: string): Promise<Desk> {
  const context = await house.browser.newContext({ viewport: { width: 1440, height: 900 }, ...SETTLED })
  const desk = new Desk(await context.newPage(), OFFICIALS.clerk.name, 'counter')
  await desk.page.goto(`${house.house.address.replace('127.0.0.1', 'localhost')}${path}`)
  return desk
}

/** Binds a key and signs in with it, as a newcomer does; stays before the door. */
async function signInWithNewKey(member: CastOfficial): Promise<{ readonly desk: Desk; readonly key: KeyInBrowser }> {
  const desk = await freshDesk('/enrol')
  const key = await plugInKey(desk.page)
  await desk.fill('enrol-code', await leaveAt(house.house.address, house.ownerUrl, member))
  await desk.click('enrol-next')
  await desk.see('enrol-who', member.name)
  await desk.click('enrol-insert')
  await desk.see('enrol-done')
  await desk.click('to-sign-in')
  await desk.click('sign-in-key')
  await desk.see('last-sign-in')
  return { desk, key }
}

test('新人：登记密钥，登录，看清并签下一步，锁屏与解锁，退出', () =>
  house.story('sign-in', async () => {
    const file = files[0] ?? assert.fail()
    const desk = await freshDesk('/')
    const key = await plugInKey(desk.page)
    await desk.see('sign-in-key')
    await screens.keep('sign-in', desk)

    await desk.click('to-enrol')
    await desk.fill('enrol-code', await leaveAt(house.house.address, house.ownerUrl, OFFICIALS.clerk))
    await screens.keep('enrol-code', desk)
    await desk.click('enrol-next')
    await desk.see('enrol-who', OFFICIALS.clerk.name)
    await desk.fill('enrol-label', '常用')
    await screens.keep('enrol-key', desk)
    await desk.click('enrol-insert')
    await desk.see('enrol-done')
    await screens.keep('enrol-done', desk)

    await desk.click('to-sign-in')
    await key.verifies(false)
    await desk.click('sign-in-key')
    await desk.see('key-cancelled')
    await key.verifies(true)
    await desk.click('sign-in-key')
    await desk.see('last-sign-in')
    await screens.keep('signed-in', desk)
    await desk.click('sign-in-go')
    await desk.see('who', OFFICIALS.clerk.name)
    assert.equal(await desk.get('demo-sign-in').count(), 0)

    await desk.go(file)
    await desk.begin('depart')
    await desk.fill('field-leftOn', days.left)
    await desk.fill('field-destination', '长沙')
    await desk.submit('depart')
    const shown = await (await desk.see('signing-text')).innerText()
    for (const part of ['佛山', '唐国强', '长沙', '2016年3月1日', OFFICIALS.clerk.name])
      assert.ok(shown.includes(part), `${part} is not in:\n${shown}`)
    await screens.keepCover('signing', desk, 'zh')
    // Letting it be loses nothing.
    await desk.click('signing-cancel')
    await desk.see('problem-signature')
    await desk.seeState('registration', 'active')
    assert.equal(await desk.page.locator('[data-testid=field-destination]').first().inputValue(), '长沙')

    // The screen is covered while the form stands beneath, and opens for the same person only.
    await desk.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid=lock]')?.click())
    await desk.see('lock-screen')
    await screens.keepCover('locked', desk, 'zh')
    await key.verifies(false)
    await desk.click('unlock')
    await desk.see('key-cancelled')
    await key.verifies(true)
    await desk.click('unlock')
    await desk.get('lock-screen').waitFor({ state: 'detached' })
    assert.equal(await desk.page.locator('[data-testid=field-destination]').first().inputValue(), '长沙')

    await desk.speak('en')
    await desk.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid=lock]')?.click())
    await desk.see('lock-screen')
    await screens.keepCover('locked', desk, 'en')
    await desk.click('unlock')
    await desk.get('lock-screen').waitFor({ state: 'detached' })
    await desk.submit('depart')
    await desk.see('signing-text')
    await screens.keepCover('signing', desk, 'en')
    await desk.click('signing-do')
    await desk.seeState('registration', 'ended')

    await desk.click('sign-out')
    await desk.see('sign-in-key')
  }))

test('审计管理员用自己的密钥登录，复核刚才的签名：逐项成立，全文要事由', () =>
  house.story('audit', async () => {
    const { desk } = await signInWithNewKey(OFFICIALS.auditAdministrator)
    await desk.click('sign-in-go')
    await desk.see('who', OFFICIALS.auditAdministrator.name)
    await desk.page.getByRole('link', { name: '签名审计' }).click()
    await desk.see('signed-steps')
    await desk.fill('audit-official', OFFICIALS.clerk.name)
    await desk.fill('audit-on', days.left)
    await desk.click('audit-find')
    const caseId = (files[0] ?? assert.fail()).split('/').at(-1) ?? ''
    await desk.see(`audit-open-${caseId}`)
    await screens.keep('audit-list', desk)
    await desk.click(`audit-open-${caseId}`)
    const step = await desk.see('audit-step-depart')
    // The log is sealed within a minute; the police sign under it with the next package, which here is none.
    await desk.goUntil(desk.path(), '[data-testid=audit-step-depart] [data-testid=check-event][data-standing=holds]')
    assert.equal(await desk.get('audit-log').getByTestId('check-checkpoint').getAttribute('data-standing'), 'holds')
    for (const check of ['event', 'signature', 'countersignature', 'key', 'owner', 'images', 'shown'])
      assert.equal(await step.getByTestId(`check-${check}`).getAttribute('data-standing'), 'holds', check)
    const masked = (await step.locator('pre').textContent()) ?? ''
    assert.match(masked, /签名事项/)
    assert.doesNotMatch(masked, /唐国强|长沙/)
    await screens.keep('audit-case', desk)

    await step.getByRole('button', { name: '显示全文' }).click()
    await step.locator('.ant-select').first().click()
    await desk.page.getByTitle('监督检查').click()
    await step.getByTestId('look-words').fill('抽查')
    await step.getByTestId('shown-go').click()
    await step.locator('pre').filter({ hasText: '长沙' }).waitFor()
    await screens.keepCover('audit-full', desk, 'zh')
    await desk.click('audit-bundle')
    const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.click('bundle-case')])
    assert.equal(download.suggestedFilename(), `anju-case-${caseId}.json`)
    await screens.keepCover('audit-bundle', desk, 'zh')
  }))

test('有两个岗位的人登录时选择从哪个岗位办理，登录后也能换', () =>
  house.story('post-choice', async () => {
    const member = OFFICIALS.secondCoordinator
    const { postId } = OFFICIALS.clerk
    const head = await clientOf(house.house.address, house.ownerUrl, OFFICIALS.stationHead)
    const lent = {
      intentId: randomUUID(),
      postId,
      delegateId: member.officialId,
      time: { kind: 'temporary' as const, hours: 4 },
      reason: '临时顶岗',
    }
    valueOf(await head.call('lendPost', { params: { city: 'foshan' }, body: lent }))
    const { desk } = await signInWithNewKey(member)
    await desk.see('post-choice')
    await screens.keep('post-choice', desk)
    await desk.click(`post-${postId}`)
    await desk.page
      .locator(`[data-testid=post-${postId}] input:checked, input[data-testid=post-${postId}]:checked`)
      .waitFor()
    await desk.click('sign-in-go')
    await desk.see('who', /前台协管员/)
    await desk.page.getByRole('link', { name: '居住登记', exact: true }).first().waitFor()
    for (const language of ['en', 'zh'] as const) {
      await desk.speak(language)
      await desk.click('own-sessions-open')
      await (await desk.see('own-sessions')).getByRole('table').waitFor()
      await screens.keepCover('own-sessions', desk, language)
      if (language === 'zh') break
      await desk.page.keyboard.press('Escape')
      await desk.get('own-sessions').waitFor({ state: 'detached' })
    }
    await desk.click(`post-${member.postId}`)
    await desk.see('who', /协管员/)
    await desk.page.locator('[data-testid=who]').filter({ hasNotText: '前台' }).first().waitFor()
  }))

test('只有一把密钥：先提醒，宽限期过后只能登记第二把；现有密钥核验本人，登记后马上能办', () =>
  house.story('second-key', async () => {
    const member = OFFICIALS.deputyHead
    const { desk, key } = await signInWithNewKey(member)
    await desk.click('sign-in-go')
    await desk.see('second-key-grace')
    await screens.keep('second-key-grace', desk)

    await bindEarlier(house.ownerUrl, member, 8)
    await desk.page.reload()
    await desk.see('second-key-lapsed')
    assert.equal(await desk.page.getByRole('navigation').count(), 0)
    await screens.keep('second-key-lapsed', desk)
    await desk.fill('enrol-code', await leaveAt(house.house.address, house.ownerUrl, member))
    await desk.click('enrol-next')
    await desk.see('enrol-own', member.name)
    await screens.keep('second-key-own', desk)
    await key.verifies(false)
    await desk.click('enrol-verify')
    await desk.see('key-cancelled')
    await key.verifies(true)
    await desk.click('enrol-verify')
    await desk.see('enrol-who', member.name)
    await key.swap()
    await desk.fill('enrol-label', '封存备用')
    await desk.click('enrol-insert')
    await desk.see('enrol-done')
    await screens.keep('second-key-done', desk)
    await desk.click('second-key-go')
    await desk.see('who', member.name)
    assert.equal(await desk.get('second-key-grace').count(), 0)
  }))

test('演示登录在每个画面上都写明；锁屏后一下即可打开', () =>
  house.story('demo-sign-in', async () => {
    const desk = await house.seat(OFFICIALS.coordinator)
    await desk.see('demo-sign-in', /演示登录/)
    await desk.click('lock')
    await desk.see('lock-screen')
    await desk.click('unlock')
    await desk.see('who')
  }))

test('演示登录也先看到要签的文字，演示签名写明没有密钥；可以不再显示，也可以恢复', () =>
  house.story('demo-signing', async () => {
    const file = files[1] ?? assert.fail()
    const desk = await house.seat(OFFICIALS.clerk)
    await desk.click('own-sessions-open')
    const shown = await desk.see('demo-signing-shown')
    assert.equal(await shown.isChecked(), false)
    await shown.check()
    await screens.keepCover('demo-setting', desk, 'zh')
    await desk.page.keyboard.press('Escape')
    await desk.go(file)
    await desk.begin('depart')
    await desk.fill('field-leftOn', days.left)
    await desk.fill('field-destination', '长沙')
    await desk.submit('depart')
    assert.match(await (await desk.see('signing-text')).innerText(), /演示签名：背后没有任何人的密钥/)
    await screens.keepCover('demo-signing', desk, 'zh')
    await desk.click('signing-cancel')
    await desk.seeState('registration', 'active')
    await desk.speak('en')
    await desk.submit('depart')
    await desk.see('signing-demo-note')
    await screens.keepCover('demo-signing', desk, 'en')
    await desk.get('signing-demo-last').check()
    await desk.click('signing-demo')
    await desk.seeState('registration', 'ended')
    assert.equal(await desk.page.evaluate(() => localStorage.getItem('anju.demo-signing')), 'at-once')
  }))

test('界面都有中文和英文的样张', () => screens.finish())
