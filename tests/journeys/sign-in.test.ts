import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { Desk, SETTLED } from '@anju/tests/desk.ts'
import { openEarlierLife } from '@anju/tests/earlier-life.ts'
import { leaveAt, plugInKey } from '@anju/tests/key-in-browser.ts'
import { newApplicant } from '@anju/tests/permit-driver.ts'
import { screenFolder } from '@anju/tests/screen-folder.ts'
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

/** What covers the whole page covers the language switch, too: these are pictured in the language they were opened in. */
async function picture(desk: Desk, name: string): Promise<void> {
  await desk.page.screenshot({ path: `${screenFolder}/sign-in/${name}-1440.png`, animations: 'disabled' })
}

test('新人：登记密钥，登录，看清并签下一步，锁屏与解锁，退出', () =>
  house.story('sign-in', async () => {
    const file = files[0] ?? assert.fail()
    const desk = await freshDesk('/')
    const key = await plugInKey(desk.page)
    await desk.see('sign-in-key')
    await screens.keep('sign-in', desk)

    await desk.click('to-enrol')
    await desk.fill('enrol-code', await leaveAt(house.ownerUrl, OFFICIALS.clerk))
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
    await picture(desk, 'signing-zh')
    // Letting it be loses nothing.
    await desk.click('signing-cancel')
    await desk.see('problem-signature')
    await desk.seeState('registration', 'active')
    assert.equal(await desk.page.locator('[data-testid=field-destination]').first().inputValue(), '长沙')

    // The screen is covered while the form stands beneath, and opens for the same person only.
    await desk.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid=lock]')?.click())
    await desk.see('lock-screen')
    await picture(desk, 'locked-zh')
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
    await picture(desk, 'locked-en')
    await desk.click('unlock')
    await desk.get('lock-screen').waitFor({ state: 'detached' })
    await desk.submit('depart')
    await desk.see('signing-text')
    await picture(desk, 'signing-en')
    await desk.click('signing-do')
    await desk.seeState('registration', 'ended')

    // A drawer keeps the keyboard to itself, so the language is chosen before it opens.
    for (const language of ['en', 'zh'] as const) {
      await desk.speak(language)
      await desk.click('own-sessions-open')
      await (await desk.see('own-sessions')).getByRole('table').waitFor()
      await picture(desk, `own-sessions-${language}`)
      await desk.page.keyboard.press('Escape')
      await desk.get('own-sessions').waitFor({ state: 'detached' })
    }
    await desk.click('sign-out')
    await desk.see('sign-in-key')
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
    await picture(desk, 'demo-setting-zh')
    await desk.page.keyboard.press('Escape')
    await desk.go(file)
    await desk.begin('depart')
    await desk.fill('field-leftOn', days.left)
    await desk.fill('field-destination', '长沙')
    await desk.submit('depart')
    assert.match(await (await desk.see('signing-text')).innerText(), /演示签名：背后没有任何人的密钥/)
    await picture(desk, 'demo-signing-zh')
    await desk.click('signing-cancel')
    await desk.seeState('registration', 'active')
    await desk.speak('en')
    await desk.submit('depart')
    await desk.see('signing-demo-note')
    await picture(desk, 'demo-signing-en')
    await desk.get('signing-demo-last').check()
    await desk.click('signing-demo')
    await desk.seeState('registration', 'ended')
    assert.equal(await desk.page.evaluate(() => localStorage.getItem('anju.demo-signing')), 'at-once')
  }))

test('界面都有中文和英文的样张', () => screens.finish())
