import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import type { Desk } from '@anju/tests/desk.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

let house: WholeHouse
const screens = openScreenRecord('what-if')
before(async () => {
  house = await openWholeHouse()
  const clerk = await house.seat(OFFICIALS.clerk)
  await clerk.setDay('2016-03-10')
})
after(() => house?.close())

/** One line of the form: what happened on which day. */
async function say(
  page: Desk,
  part: 'happened' | 'planned',
  index: number,
  on: string,
  what?: string,
  choice?: string,
) {
  const line = page.get(part).getByRole('group').nth(index)
  if (what !== undefined) await line.getByTestId('event-what').selectOption(what)
  if (choice !== undefined) await line.getByTestId('event-choice').selectOption(choice)
  await line.getByTestId('event-on').fill(on)
}
const answered = (page: Desk) => page.page.locator('[data-testid=result][data-status=answered]').waitFor()
const headline = (page: Desk, which: 'now' | 'then', word: string, on = '') =>
  page.page.locator(`[data-testid=headline-${which}][data-word="${word}"][data-day="${on}"]`).waitFor()

test('佛山：没有登录，填两个日子，知道哪天可以申请；再填打算，知道哪些日子会变', () =>
  house.story('what-if-foshan', async () => {
    const anybody = await house.visit('/foshan/what-if')
    await anybody.see('what-if-page')
    await screens.keep('blank', anybody)

    // Nothing said, nothing asked: told what is missing, and nothing is sent.
    await anybody.click('ask')
    await anybody.page.getByRole('alert').waitFor()

    await say(anybody, 'happened', 0, '2016-01-04')
    await say(anybody, 'happened', 1, '2016-01-05')
    await anybody.click('ask')
    await answered(anybody)
    await headline(anybody, 'now', 'headline.wait', '2016-07-05')
    assert.equal(await anybody.get('finding-1').getAttribute('data-verdict'), 'in-time')
    assert.match(
      anybody.path(),
      /^\/foshan\/what-if\?on=2016-03-10&did=arrived\.2016-01-04&did=registered\.2016-01-05\.counter$/,
    )
    await screens.keep('registered', anybody)

    await anybody.click('add-planned')
    await say(anybody, 'planned', 0, '2016-03-11', 'moved', 'same-city')
    await anybody.click('add-planned')
    await say(anybody, 'planned', 1, '2016-03-17', 'registered')
    await anybody.click('ask')
    const start = await anybody.see('difference-eligible-from')
    assert.match((await start.textContent()) ?? '', /2016年7月5日.*2016年9月17日/)
    await headline(anybody, 'then', 'headline.wait', '2016-09-17')
    assert.equal(await anybody.get('finding-3').getAttribute('data-verdict'), 'breaks')
    await screens.keep('moved-late', anybody)

    // The link alone brings everything back, as it does on paper or on somebody else's phone.
    const link = anybody.path()
    const friend = await house.visit(link)
    await answered(friend)
    await headline(friend, 'then', 'headline.wait', '2016-09-17')
    await anybody.page.goBack()
    await headline(anybody, 'now', 'headline.wait', '2016-07-05')
    assert.equal(await anybody.get('differences').count(), 0)
  }))

test('中止、补办、权益；挂失；矛盾一次说全', () =>
  house.story('what-if-suspended', async () => {
    const path =
      '/foshan/what-if?on=2018-07-31&did=arrived.2016-01-04&did=registered.2016-01-05.counter&did=permit-issued.2016-07-15&did=endorsed.2017-07-01'
    const anybody = await house.visit(`${path}&will=endorsed.2018-08-01`)
    await answered(anybody)
    await headline(anybody, 'now', 'headline.suspended', '2018-07-17')
    await headline(anybody, 'then', 'headline.in-force', '2019-08-01')
    const first = await anybody.see('difference-residence-start')
    assert.match((await first.textContent()) ?? '', /2016年1月5日.*2016年1月20日/)
    await anybody.see('right-changes')
    await anybody.get('rights-not').or(anybody.get('rights-unknown')).first().locator('summary').click()
    await screens.keep('suspended', anybody)

    await anybody.go('/foshan/what-if?on=2017-06-01&did=moved.2016-02-01.same-city&did=endorsed.2017-07-01')
    const reasons = await anybody.see('problem-refused')
    assert.equal(await reasons.getByRole('listitem').count(), 2)
    await screens.keep('contradiction', anybody)

    const nowhere = await house.visit('/atlantis/what-if?did=registered.2016-01-05')
    await nowhere.see('problem-city-not-served')
  }))

test('键盘、大字、打印', () =>
  house.story('what-if-keyboard', async () => {
    const anybody = await house.visit('/linhe/what-if')
    await anybody.see('what-if-page')
    // Linhe takes declarations at the window only, so it does not ask which way.
    assert.equal(await anybody.get('event-choice').count(), 0)
    await anybody.tabTo('event-on')
    // As a browser in English takes a day: month, day, year.
    await anybody.page.keyboard.type('04242017')
    await anybody.tabTo('ask')
    await anybody.page.keyboard.press('Enter')
    await answered(anybody)
    assert.equal(await anybody.page.evaluate(() => document.activeElement?.getAttribute('data-testid')), 'result')
    assert.equal(await anybody.get('next-register').getAttribute('data-by'), '2017-04-27')
    await anybody.click('large-type')
    await screens.keep('large', anybody)
    await anybody.page.emulateMedia({ media: 'print' })
    assert.equal(await anybody.page.getByTestId('ask').isVisible(), false)
    assert.equal(await anybody.page.getByTestId('answer').isVisible(), true)
  }))

test('每个画面两种语言、两种宽度都看得清', () => screens.finish())
