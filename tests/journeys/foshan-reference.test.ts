import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { declarationAnswers, typeForm } from '@anju/tests/keyboard-form.ts'
import { approveAtDesk, fillVisit, handOverAtDesk, tenantPapers, verifyAtDesk } from '@anju/tests/permit-desk.ts'
import { drawPortrait } from '@anju/tests/portrait.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

/** Ms Zhang of Foshan, from the day she arrives to the card in her hand (佛山 2016 年第 14 号). */
const days = {
  /** Monday. */
  arrived: '2016-01-04',
  /** Within three working days of arriving (FM-2014:18). */
  registerBy: '2016-01-07',
  registered: '2016-01-05',
  visited: '2016-01-06',
  tooEarly: '2016-07-04',
  /** Half a year after the registration 居住半年以上 (CN-663:2). */
  eligible: '2016-07-05',
  /** 受理后15日内 (CN-663:9.6). */
  due: '2016-07-20',
  verified: '2016-07-07',
  reviewed: '2016-07-08',
  /** 签发: the day the card is made. */
  issued: '2016-07-15',
  received: '2016-07-18',
  handedOver: '2016-07-19',
  /** A Saturday; the month before each full year (CN-663:10.2), its last day moved to the Monday (Civil Code 203). */
  anniversary: '2017-07-15',
  windowOpens: '2017-06-15',
  windowCloses: '2017-07-17',
  /** The day before the window is too early. */
  endorseTooEarly: '2017-06-14',
  endorsementRefused: '2017-06-19',
  /** In time: the year of the permit does not move (FG-2015:二.四). */
  endorsed: '2017-07-01',
  /** A Sunday; the Monday after is the last day in time. */
  secondAnniversary: '2018-07-15',
  secondCloses: '2018-07-16',
  /** 使用功能中止 from the day after (CN-663:10.3). */
  suspended: '2018-07-17',
  /** 补办签注: 15 suspended days are left out (FG-2015:二.三(4)). */
  endorsedLate: '2018-08-01',
  startAfter: '2016-01-20',
  thirdAnniversary: '2019-08-01',
  /** Three years are full the next day. */
  notYetThree: '2019-01-19',
  three: '2019-01-20',
} as const

let house: WholeHouse
let portrait: Buffer
let personPath = ''
const screens = openScreenRecord('foshan-reference')
before(async () => {
  house = await openWholeHouse()
  portrait = await drawPortrait(house.browser)
})
after(() => house?.close())

test('佛山：从 2016-01-04 到居住证交到本人手里，每个日期与文件一致', () =>
  house.story('foshan-reference', async () => {
    const { zhang } = ARRIVALS
    const clerk = await house.seat(OFFICIALS.clerk)
    await clerk.setDay(days.registered)

    // The whole registration by keyboard: nothing is clicked between here and the receipt.
    await clerk.tabTo('menu-registrations-new')
    await clerk.page.keyboard.press('Enter')
    await clerk.page.waitForFunction(() => document.activeElement?.id === 'field-idNumber')
    await typeForm(clerk.page, declarationAnswers(zhang, '302房', days.arrived, ['湖南省', '邵阳市', '隆回县']))
    await clerk.page.keyboard.press('Enter')
    await clerk.seeDay('registered-on', days.registered)
    await clerk.seeDay('eligible-from', days.eligible)
    await screens.keep('receipt', clerk)
    await clerk.click('open-file')
    await clerk.seeState('registration', 'recorded')
    assert.match((await (await clerk.see('grounds')).textContent()) ?? '', /2016年1月7日/, `due ${days.registerBy}`)
    const registration = clerk.path()

    const coordinator = await house.seat(OFFICIALS.coordinator)
    await coordinator.setDay(days.visited)
    await screens.keep('queue', coordinator)
    await coordinator.page.getByTestId('queue').locator('tbody tr', { hasText: zhang.name }).click()
    await coordinator.seeState('registration', 'recorded')
    await coordinator.begin('visit-true')
    await fillVisit(coordinator)
    await screens.keep('visit', coordinator)
    await coordinator.submit('visit-true')
    await coordinator.seeState('registration', 'active')
    await screens.keep('registration', coordinator)

    // One day too early: told the first day, and nothing is lost.
    await clerk.setDay(days.tooEarly)
    await clerk.go(registration)
    await clerk.click('action-apply')
    await clerk.seeDay('preview-eligible-from', days.eligible)
    for (const paper of tenantPapers) await clerk.get(`paper-${paper}`).check()
    await clerk.putPicture('field-photo', portrait)
    await clerk.putPicture('field-applicantPortrait', portrait)
    await clerk.click('submit')
    const early = await clerk.seeRefusal('application.too-early')
    assert.match(early, /2016年7月5日/)
    await screens.keep('application-too-early', clerk)

    await clerk.setDay(days.eligible)
    for (const paper of tenantPapers) assert.equal(await clerk.get(`paper-${paper}`).isChecked(), true, 'typed in vain')
    await clerk.click('submit')
    await clerk.seeState('application', 'submitted')
    await clerk.act('accept')
    await clerk.seeState('application', 'accepted')
    await clerk.seeDay('accepted-on', days.eligible)
    await clerk.seeDay('production-due', days.due)
    await clerk.page.getByRole('link', { name: '受理回执' }).click()
    await clerk.see('print')
    await screens.keep('acceptance-receipt', clerk)
    await clerk.page.goBack()
    await clerk.seeState('application', 'accepted')
    const application = clerk.path()

    await coordinator.setDay(days.verified)
    await verifyAtDesk(coordinator, application)

    const head = await house.seat(OFFICIALS.stationHead)
    await head.setDay(days.reviewed)
    // The police keep their own calendar: nothing but packages crosses the boundary.
    const police = await house.seatAtCardService()
    await police.setDay(days.reviewed)
    await approveAtDesk(head, application)
    await screens.keep('application-at-police', head)

    await police.setDay(days.issued)
    await clerk.setDay(days.issued)
    await screens.keep('card-queue', police)
    const applicationId = application.split('/').at(-1) ?? ''
    await police.click(`order-row-${applicationId}`)
    await police.click('accept-quality')
    await police.click('produce')
    await screens.keep('card-order', police)
    await police.click('submit')
    await police.page.locator('[data-testid=order][data-state=produced]').waitFor()
    assert.equal(await police.get('order-issuedOn').textContent(), days.issued)
    const stockNo = (await police.get('order-stockNo').textContent()) ?? ''
    await police.click('to-batches')
    await screens.keep('card-batches', police)
    await police.click('dispatch')
    await police.see('batch')
    await screens.keep('card-batch', police)
    for (const place of ['stock', 'civil', 'exchange']) {
      await police.click(`menu-${place}`)
      await police.page.locator('#content h1').waitFor()
      await screens.keep(`card-${place}`, police)
    }

    await clerk.setDay(days.received)
    await clerk.go(application)
    await clerk.awaitState('in-transit')
    await clerk.seeDay('issued-on', days.issued)
    await clerk.click('menu-batches')
    await clerk.see(`batch-receive-${applicationId}`)
    await screens.keep('batches', clerk)
    await clerk.click(`batch-receive-${applicationId}`)
    await clerk.get(`batch-receive-${applicationId}`).waitFor({ state: 'detached' })
    await clerk.go(application)
    await clerk.seeState('application', 'at-station')
    await clerk.act('notify')
    await clerk.seeState('application', 'notified')

    await clerk.setDay(days.handedOver)
    await handOverAtDesk(clerk, zhang, portrait)
    await screens.keep('application-issued', clerk)
    assert.ok(days.handedOver <= days.due)
    const permitNo = (await clerk.get('permit-no').textContent()) ?? ''

    await clerk.page.getByRole('link', { name: '居住明细' }).first().click()
    await clerk.seeDay('issued-on', days.issued)
    await clerk.seeDay('anniversary', days.anniversary)
    await clerk.seeDay('window-opens', days.windowOpens)
    await clerk.seeDay('window-closes', days.windowCloses)
    await screens.keep('person', clerk)
    personPath = clerk.path()
    // The picture by keyboard: a month on, a day whose residence is still to come and whose permit is in force.
    const picture = clerk.get('residence-days')
    await picture.focus()
    await clerk.page.keyboard.press('ArrowDown')
    const told = (await picture.getAttribute('aria-valuetext')) ?? ''
    assert.match(told, /^2016年8月19日 · 将来 · .*居住证有效/)
    assert.equal(await clerk.get('residence-pointed').textContent(), told)

    await clerk.click('menu-permits')
    await clerk.fill('field-permitNo', permitNo)
    await clerk.page.keyboard.press('Enter')
    await clerk.see('purpose-gate')
    const addresses: string[] = []
    clerk.page.on('request', (request) => addresses.push(decodeURIComponent(request.url())))
    await clerk.fill('look-words', '核对王某的来信')
    await clerk.click('look-purpose')
    await clerk.page.locator('.ant-select-item-option').filter({ hasText: '查验居住证' }).first().click()
    await clerk.click('purpose-go')
    await clerk.see('permit', zhang.name)
    // The number and the reason typed go in the body of the question: the address line has what the look is for, and loading again shows the same.
    assert.equal(clerk.path(), '/permits?purpose=permit-check')
    await clerk.page.reload()
    const permit = await clerk.see('permit', zhang.name)
    assert.ok((await permit.textContent())?.includes(stockNo))
    await screens.keep('permit', clerk)
    await permit.locator('a[href^="/persons/"]').last().click()
    await clerk.see('person-file')
    assert.match(clerk.path(), /^\/persons\/[0-9a-f-]+\?purpose=permit-check$/)
    assert.ok(addresses.some((address) => address.endsWith('/residence')))
    assert.deepEqual(
      addresses.filter((address) => address.includes('王某') || address.includes(permitNo)),
      [],
    )

    await clerk.click('menu-notices')
    const notices = await clerk.see('notices')
    for (const template of ['registered', 'verified', 'accepted', 'ready'])
      await notices.locator(`[data-template^="${template}"]`, { hasText: zhang.name }).first().waitFor()
    await screens.keep('notices', clerk)
  }))

test('佛山：2017 年按时签注，2018 年逾期中止、补办恢复，到 2019 年的居住年限', () =>
  house.story('foshan-endorsement', async () => {
    const clerk = await house.seat(OFFICIALS.clerk)
    await clerk.setDay(days.endorseTooEarly)
    await clerk.go(personPath)
    await clerk.see('banner-endorsement.too-early', '2017年6月15日')
    await screens.keep('endorsement-too-early', clerk)

    // Taken in, and refused: the decision is printed where it was made, and she may come again at any time.
    await clerk.setDay(days.endorsementRefused)
    await clerk.go(personPath)
    await clerk.click('endorse')
    await (await clerk.see('field-write')).getByText('受理后再写入').click()
    await clerk.click('submit')
    await clerk.see('open-endorsement')
    await clerk.click('endorsement-refuse')
    await clerk.click('reason-not-residing')
    await clerk.fill('field-note', '住处空置，邻居称已搬走')
    await clerk.click('refuse-submit')
    const refused = await clerk.see('refused-endorsement', '没有在本地连续居住')
    await Promise.all([
      clerk.page.context().waitForEvent('page'),
      refused.getByTestId('print-endorsement-refusal').click(),
    ])
    await refused.getByTestId('print-again').waitFor()
    await screens.keep('endorsement-refused', clerk)

    await clerk.setDay(days.endorsed)
    await clerk.go(personPath)
    await clerk.click('endorse')
    await clerk.see('endorsement-form')
    await screens.keep('endorsement-form', clerk)
    // She has a new employer, and says so in the same visit: one signature for both.
    await clerk.click('amend-in-visit')
    await clerk.fill('field-employerName', '佛山市新光陶瓷有限公司')
    await clerk.see('change-employerName', '佛山市新光陶瓷有限公司')
    await screens.keep('endorsement-with-amendment', clerk)
    await clerk.click('submit')
    await clerk.see('endorsements', '已签注')
    await clerk.go(personPath)
    await clerk.seeDay('anniversary', days.secondAnniversary)
    await clerk.seeDay('window-closes', days.secondCloses)
    await clerk.seeDay('issued-on', days.issued)

    await clerk.setDay(days.suspended)
    await clerk.go(personPath)
    await clerk.seeDay('suspended-since', days.suspended)

    await clerk.setDay(days.endorsedLate)
    await clerk.go(personPath)
    await clerk.click('endorse')
    await clerk.see('endorsement-banner', '补办')
    await screens.keep('endorsement-late', clerk)
    await clerk.click('submit')
    await clerk.get('endorsements').locator('[data-state=endorsed]').nth(1).waitFor()
    await clerk.go(personPath)
    await clerk.seeDay('residence-start', days.startAfter)
    await clerk.seeDay('anniversary', days.thirdAnniversary)
    for (const [on, years] of [
      [days.notYetThree, '2 年'],
      [days.three, '3 年'],
    ] as const) {
      await clerk.setDay(on)
      await clerk.go(personPath)
      await clerk.seeDay('as-of', on)
      await clerk.page.locator('.aj-facts dd', { hasText: years }).first().waitFor()
    }
    // Told once each, and the file shows it beside who signed. What a trial's clock jumped over is told or not by how far the sweep had come.
    for (const template of ['endorsed', 'restored']) {
      const told = clerk.get('person-notices').locator(`[data-template^="${template}/"]`)
      for (let tries = 0; tries < 40 && (await told.count()) === 0; tries += 1) {
        await clerk.page.waitForTimeout(500)
        await clerk.go(personPath)
        await clerk.see('person-notices')
      }
      assert.equal(await told.count(), 1, template)
    }
    assert.match((await clerk.get('person-signatures').textContent()) ?? '', /办理签注/)
    await screens.keep('person-file', clerk)

    // 变更登记 from her file: only what may change, what was beside what will be.
    await (await clerk.see('past-amendments')).getByText('佛山市新光陶瓷有限公司').waitFor()
    await clerk.click('amend')
    await clerk.see('amendment-fields')
    await clerk.click('field-employment-2')
    await clerk.fill('field-mobile', '13800000042')
    await clerk.see('change-employerName', '佛山市新光陶瓷有限公司')
    await screens.keep('registration-amend', clerk)
    await clerk.click('submit')
    await (await clerk.see('past-amendments')).getByTestId('change-mobile').waitFor()
    assert.match((await clerk.get('history').textContent()) ?? '', /变更登记/)
    await screens.keep('registration-amended', clerk)
  }))

test('其余查询与管理画面', () =>
  house.story('foshan-places', async () => {
    const clerk = await house.seat(OFFICIALS.clerk)
    for (const place of ['persons', 'system-posts', 'system-dictionary', 'system-parameters']) {
      await clerk.click(`menu-${place}`)
      await clerk.page.locator('#content h1').waitFor()
      await screens.keep(place, clerk)
    }
    await clerk.go('/dwellings?q=302')
    const dwelling = clerk.page.locator('#content a[href^="/dwellings/"]').first()
    await dwelling.waitFor()
    await screens.keep('dwellings', clerk)
    await dwelling.click()
    await clerk.page.waitForURL(/\/dwellings\/[0-9a-f-]{36}/)
    await screens.keep('dwelling', clerk)
    await clerk.go(personPath)
    await clerk.click('endorse')
    await clerk.page.waitForURL(/\/endorsements\//)
    for (const [name, path] of [
      ['address-change', clerk.path().replace('/endorsements/', '/address-changes/')],
      ['objections', `${personPath.split('?')[0] ?? ''}/objections`],
      ['erasures', '/erasures'],
      ['cross-area', '/system/cross-area'],
    ] as const) {
      await clerk.go(path)
      await clerk.page.locator('#content h1, #content h2').first().waitFor()
      await screens.keep(name, clerk)
    }
    const security = await house.seat(OFFICIALS.securityAdministrator)
    await security.go('/system/access')
    await security.page.locator('#content h1').waitFor()
    await screens.keep('explain-access', security)
    await clerk.click('sign-out')
    await clerk.see('sign-in')
    await screens.keep('sign-in', clerk)
  }))

test('每个画面两种语言、两种宽度都看得清', () => screens.finish())
