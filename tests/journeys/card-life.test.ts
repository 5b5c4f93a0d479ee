import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ARRIVALS, type CastPerson, OFFICIALS } from '@anju/dev/cast.ts'
import type { Desk } from '@anju/tests/desk.ts'
import { openEarlierLife } from '@anju/tests/earlier-life.ts'
import { permitOfPolice } from '@anju/tests/earlier-permit.ts'
import { dispatchCards, makeCard } from '@anju/tests/permit-desk.ts'
import { newApplicant } from '@anju/tests/permit-driver.ts'
import { drawPortrait } from '@anju/tests/portrait.ts'
import { declarationAnswers, typeForm } from '@anju/tests/keyboard-form.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

/**
 * The same life in Linhe, where the police do everything themselves. Each day follows from the district's opinion of
 * 2017-04-24 (临政办发〔2017〕36号) and stands beside its clause.
 */
const days = {
  /** Monday. */
  arrived: '2017-05-08',
  /** 四「到达临河区起三日内」: by 2017-05-11 at the police station; Mr Zhao comes on the second day. */
  registered: '2017-05-10',
  registerBy: '2017-05-11',
  /** 三(一)「办理暂住登记半年以上」: from the registration, not from the arrival; the day before is too early. */
  tooEarly: '2017-11-09',
  eligible: '2017-11-10',
  /** 三(二)「受理后15日内发放」: 10 + 15, a Saturday. */
  due: '2017-11-25',
  /** The next working day, for the question whether it was late (Civil Code 203). */
  dueExtended: '2017-11-27',
  decided: '2017-11-14',
  /** 三(二)2: the year of the permit counts from the issue 签发. */
  issued: '2017-11-20',
  handedOver: '2017-11-22',
  /** 三(二)2「签发每满1年之日」, a Tuesday. */
  anniversary: '2018-11-20',
  /** 三(二)2「前30日内」: thirty days, where Foshan has a month and would open on 2018-10-20. */
  windowOpens: '2018-10-21',
  endorsed: '2018-11-05',
  secondAnniversary: '2019-11-20',
  secondOpens: '2019-10-21',
} as const

let house: WholeHouse
let portrait: Buffer
const screens = openScreenRecord('card-life')
before(async () => {
  house = await openWholeHouse()
  portrait = await drawPortrait(house.browser)
})
after(() => house.close())

test('临河：证件丢失，挂失即作废，受托人代办补领，制证，制坏重制，发放；旧证捡回收回；骗领由两人收缴', () =>
  house.story('card-life', async () => {
    const { zhao } = ARRIVALS
    const station = await house.seat(OFFICIALS.registrar)
    await station.setDay(days.registered)
    await station.click('menu-registrations-new')
    await station.see('registration-form')
    await typeForm(station.page, declarationAnswers(zhao, '胜利北路', days.arrived, ['陕西省', '榆林市', '绥德县']))
    await station.click('submit')
    await station.seeDay('registered-on', days.registered)
    await station.seeDay('eligible-from', days.eligible)
    await station.click('open-file')
    // No visit by anybody is asked for here, so the registration stands at once.
    await station.seeState('registration', 'active')
    const registration = station.path()

    const clerk = await house.seat(OFFICIALS.hallClerk)
    await clerk.setDay(days.tooEarly)
    await clerk.go(registration)
    await clerk.click('action-apply')
    await clerk.seeDay('preview-eligible-from', days.eligible)
    await clerk.setDay(days.eligible)
    for (const paper of ['identity-document', 'lease']) await clerk.get(`paper-${paper}`).check()
    assert.equal(await clerk.get('paper-rental-filing-certificate').count(), 0, 'asked for by Foshan only')
    await clerk.putPicture('field-photo', portrait)
    await clerk.click('submit')
    await clerk.seeState('application', 'submitted')
    await clerk.act('accept')
    await clerk.seeState('application', 'accepted')
    await clerk.seeDay('accepted-on', days.eligible)
    await clerk.seeDay('production-due', days.due)
    const application = clerk.path()

    const reviewer = await house.seat(OFFICIALS.hallReviewer)
    await reviewer.setDay(days.decided)
    await reviewer.go(application)
    await reviewer.act('approve')
    await reviewer.seeState('application', 'approved')

    const maker = await house.seat(OFFICIALS.hallMaker)
    await maker.setDay(days.issued)
    await maker.go(application)
    await maker.act('produce', async () => {
      // The form at the side lies over nothing of the top bar.
      await maker.get('language-en').click({ trial: true })
      await maker.fill('field-stockNo', 'NM00000001')
    })
    await maker.seeDay('issued-on', days.issued)

    await clerk.go(application)
    await clerk.act('notify')
    await clerk.seeState('application', 'notified')
    await clerk.setDay(days.handedOver)
    await clerk.act('hand-over', async () => {
      await clerk.click('field-recipient-applicant')
      await clerk.fill('field-recipientIdNumber', zhao.idNumber)
    })
    await clerk.seeState('application', 'issued')

    await clerk.page.getByRole('link', { name: '居住明细' }).first().click()
    await clerk.seeDay('anniversary', days.anniversary)
    const rows = await clerk.page.locator('[data-testid=endorse]').first().getAttribute('href')
    const permitId = rows?.split('/').at(-1) ?? ''
    const desk = `/cards/${permitId}`

    await clerk.setDay('2018-05-10')
    await clerk.go(desk)
    await clerk.see('card-actions')
    await screens.keep('card-desk', clerk)
    await clerk.click('card-report-loss')
    await clerk.fill('field-note', '乘公交车时遗失')
    await clerk.click('submit')
    await clerk.page.locator('[data-testid="card-NM00000001"][data-state=void]').waitFor()
    await clerk.click('card-reissue')
    // He broke a leg: his son comes with the papers of both and a photo, under a mandate he gave at his bed.
    await clerk.get('field-agent').click()
    for (const [field, text] of Object.entries(AGENT)) await clerk.fill(`field-${field}`, text)
    await choose(clerk, 'field-agentRelation', '20')
    await choose(clerk, 'field-ground', '残疾人')
    await clerk.get('field-mobilityEvidence').check()
    for (const paper of ['household-booklet', 'agent-identity-document', 'agent-household-booklet'])
      await clerk.click(`material-add-${paper}`)
    await clerk.putPicture('field-agentPortrait', portrait)
    await clerk.putPicture('field-photo', portrait)
    await clerk.click('submit')
    await clerk.seeRefusal('mandate.missing')
    await screens.keep('card-form', clerk)
    await clerk.get('field-agentSeen').check()
    await choose(clerk, 'field-way', '当面')
    await clerk.putPicture('field-principalPortrait', portrait)
    await clerk.click('mandate-give')
    await clerk.see('mandate-ready')
    await clerk.click('submit')
    await clerk.page.locator('[data-testid=card-case][data-state=accepted]').waitFor()
    await screens.keep('card-case', clerk)

    await maker.setDay('2018-05-15')
    await maker.go(desk)
    await maker.fill('field-stockNo', 'NM00000002')
    await maker.click('card-case-produce')
    await maker.page.locator('[data-testid=card-case][data-state=ready]').waitFor()
    // Printed crooked: the hall makes it anew before anybody has it.
    await maker.fill('field-stockNo', 'NM00000003')
    await maker.fill('field-note', '打印歪斜')
    await screens.keep('card-remake', maker)
    await maker.click('card-case-remake')
    await maker.page.locator('[data-testid="card-NM00000002"][data-state=void]').waitFor()
    await maker.page.locator('[data-testid="card-NM00000003"][data-state=good]').waitFor()
    await clerk.go(desk)
    await clerk.fill('field-idNumber', zhao.idNumber)
    await clerk.click('card-case-hand-over')
    await clerk.page.locator('[data-testid=card-case][data-state=handed-over]').waitFor()
    await clerk.click('card-card-found')
    // One alone is out, so its number stands there already.
    assert.equal(await clerk.get('field-stockNo').inputValue(), 'NM00000001')
    await screens.keep('card-found', clerk)
    await clerk.click('submit')
    await clerk.page.locator('[data-testid="card-NM00000001"][data-state=void]').waitFor()

    await clerk.setDay('2018-06-01')
    await clerk.go(desk)
    await clerk.click('card-end-permit')
    await clerk.page.getByText('骗领居住证').click()
    await clerk.fill('field-happenedOn', '2018-05-30')
    await clerk.fill('field-document', '调查笔录')
    await clerk.fill('field-note', '租赁合同系伪造')
    await screens.keep('end-permit', clerk)
    await clerk.click('submit')
    await clerk.page.locator('[data-testid=permit-ending][data-state=proposed]').waitFor()
    // Who has to confirm it finds it in the queue.
    await reviewer.go('/queue')
    await reviewer.click(`queue-row-${permitId}`)
    await reviewer.see('permit-ending')
    await screens.keep('ending-proposed', reviewer)
    await reviewer.fill('field-note', '已核对原始材料')
    await reviewer.click('ending-confirm')
    await reviewer.page.locator('[data-testid=permit-ending][data-state=done]').waitFor()
    await screens.keep('ended', reviewer)
    await reviewer.go('/fees')
    await reviewer.see('fee-page')
    await screens.keep('fees', reviewer)
  }))

test('佛山：丢失即作废，补领经公安制证，换领交回旧证，更正送公安', () =>
  house.story('card-life-foshan', async () => {
    const { address } = house.house
    const person = newApplicant('foshan')
    const earlier = await openEarlierLife(address, house.ownerUrl)
    const police = await house.seatAtCardService()
    const clerk = await house.seat(OFFICIALS.clerk)
    const head = await house.seat(OFFICIALS.stationHead)
    const around = { address, ownerUrl: house.ownerUrl, earlier }
    const { permitId, stockNo: first } = await permitOfPolice(around, police, person, portrait)
    const desk = `/cards/${permitId}`
    const caseIn = (state: string) => `[data-testid=card-case][data-state=${state}]`
    // The order leaves for the police by itself, perhaps before the page has read the approval.
    const passed = `${caseIn('approved')}, ${caseIn('at-police')}`

    await earlier.setDay('2017-01-10')
    await police.setDay('2017-01-10')
    await clerk.go(desk)
    await clerk.click('card-report-loss')
    await clerk.fill('field-note', '乘公交车时遗失')
    await clerk.click('submit')
    await clerk.page.locator(`[data-testid="card-${first}"][data-state=void]`).waitFor()
    await clerk.click('card-reissue')
    await clerk.click('submit')
    await clerk.page.locator(caseIn('accepted')).waitFor()

    await head.go('/queue')
    await head.see(`queue-row-${permitId}`, /换补领证/)
    await screens.keep('queue-cards', head)
    await head.click(`queue-row-${permitId}`)
    await head.click('card-case-approve')
    await head.page.locator(passed).first().waitFor()
    await orderOf(police, person)
    await police.click('accept-quality')
    const second = await makeCard(police, 'produce')
    await screens.keep('card-order-reissue', police)
    await dispatchCards(police)

    await clerk.goUntil(desk, caseIn('in-transit'))
    await screens.keep('card-in-transit', clerk)
    await clerk.fill('field-stockNo', second)
    await clerk.click('card-case-receive')
    await clerk.page.locator(caseIn('ready')).waitFor()
    await clerk.click('fee-charge')
    await clerk.page.getByText('已结清').first().waitFor()
    await clerk.fill('field-idNumber', person.idNumber)
    await clerk.click('card-case-hand-over')
    await clerk.page.locator(caseIn('handed-over')).waitFor()

    // Paid, and turned down before a card was made: the fee waits for whoever checks the book, and goes when it is reversed.
    await clerk.click('card-replacement')
    await clerk.click('submit')
    await clerk.page.locator(caseIn('accepted')).waitFor()
    await clerk.click('fee-charge')
    await clerk.page.locator(`${caseIn('accepted')} >> text=已结清`).waitFor()
    await head.go(desk)
    await head.fill('field-note', '卡面完好，登载内容无误')
    await head.click('card-case-refuse')
    await head.page.locator(caseIn('refused')).waitFor()
    await head.go('/queue?kind=fee')
    await head.get('queue').locator('tbody tr', { hasText: person.name }).waitFor()
    await screens.keep('queue-fee', head)
    await head.get('queue').locator('tbody tr', { hasText: person.name }).click()
    await head.get(/^unearned-keep-/).click()
    await screens.keep('fee-to-settle', head)
    await head.get(/^unearned-reverse-/).click()
    await head.fill('field-note', '不予办理，没有制证')
    await head.click('submit')
    await head.get('unearned-fees').waitFor({ state: 'detached' })

    await clerk.go(desk)
    await clerk.click('card-replacement')
    await clerk.click('submit')
    await clerk.page.locator(caseIn('accepted')).waitFor()
    await head.go(desk)
    await head.click('card-case-approve')
    await head.page.locator(passed).first().waitFor()
    await orderOf(police, person)
    await police.click('accept-quality')
    const third = await makeCard(police, 'produce')
    await dispatchCards(police)
    // Counted in from the list that came with it, like a first card.
    await clerk.goUntil('/batches', '[data-testid^=batch-receive-]')
    await clerk.page.locator('[data-testid^=card-]', { hasText: third }).waitFor()
    await clerk.page.locator('[data-testid^=batch-receive-]').click()
    await clerk.page.locator('[data-testid^=batch-receive-]').waitFor({ state: 'detached' })
    await clerk.go(desk)
    await clerk.page.locator(caseIn('ready')).waitFor()
    await clerk.click('fee-charge')
    await clerk.page.locator(`${caseIn('ready')} >> text=已结清`).waitFor()
    await clerk.fill('field-idNumber', person.idNumber)
    await clerk.click('old-card-handed-in')
    await screens.keep('card-hand-over', clerk)
    // What was taken today stands in the book of the day.
    const here = clerk.path()
    await clerk.go('/fees')
    await clerk.page.getByTestId('fee-sums').waitFor()
    await screens.keep('fee-book', clerk)
    await clerk.go(here)
    await clerk.fill('field-idNumber', person.idNumber)
    await clerk.click('old-card-handed-in')
    await clerk.click('card-case-hand-over')
    await clerk.page.locator(`[data-testid="card-${second}"][data-state=void]`).waitFor()
    await clerk.page.locator(`${caseIn('handed-over')} >> text=旧证已交回`).waitFor()

    // A correction of a name goes to the police with the name that the register has from now on; they send it back once.
    await clerk.click('card-office-error-correction')
    await clerk.fill('field-before', person.name)
    await clerk.fill('field-after', '唐国强')
    await clerk.click('submit')
    await clerk.page.locator(caseIn('accepted')).waitFor()
    await head.go(desk)
    await head.click('card-case-approve')
    await head.page.locator(passed).first().waitFor()
    await orderOf(police, person)
    await police.see('order-name', '唐国强')
    const correction = police.path()

    // Taken for a local by mistake: the permit ends, and the card that was being made is made no more.
    await clerk.go(desk)
    await clerk.click('card-end-permit')
    await clerk.fill('field-happenedOn', '2017-01-10')
    await clerk.fill('field-document', '户口迁入通知')
    await clerk.fill('field-note', '户口已迁入')
    await clerk.click('submit')
    await clerk.page.locator('[data-testid=permit-ending][data-state=done]').waitFor()
    await police.goUntil(correction, 'text=已撤回')

    // She objects, and is right. Another card comes with the answer, and she need not ask for it.
    const file = await clerk.page.locator('#content a[href^="/persons/"]').first().getAttribute('href')
    const objections = `${(file ?? '').split('?')[0] ?? ''}/objections`
    await clerk.go(objections)
    await clerk.fill('field-statement', '户口没有迁入，是同名的人')
    await clerk.click('take-objection')
    await head.go(objections)
    await head.page.locator('[data-testid=card-if-upheld][data-becomes=made]').waitFor()
    await head.fill('field-reason', '户口簿证明不是同一人')
    await screens.keep('objection-answer-card', head)
    await head.click('answer-objection')
    await head.see('card-after-end')
    await screens.keep('objection-upheld-card', head)
    await head.click('card-after-end')
    await head.page.locator(caseIn('accepted')).waitFor()
    await screens.keep('card-owed', head)
    const deputy = await house.seat(OFFICIALS.deputyHead)
    await deputy.go(desk)
    await deputy.click('card-case-approve')
    await deputy.page.locator(passed).first().waitFor()
    await orderOf(police, person)
    await police.see('order-name', '唐国强')
    await police.see('accept-quality')
    screens.finish()
  }))

/** Whoever comes for Mr Zhao. */
const AGENT = { agentName: '赵小军', agentIdNumber: '61082620000505003X', agentPhone: '13900000299' }

/** Picks a line of a list by a part of its words. */
async function choose(desk: Desk, testId: string, words: string): Promise<void> {
  await desk.click(testId)
  await desk.page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: words }).first().click()
}

/** The order that came across for a person: the newest of the list at the police. */
async function orderOf(police: Desk, person: CastPerson): Promise<void> {
  const row = `[data-testid^=order-row-]:has-text("待审核")`
  await police.goUntil('/', row)
  await police.page.locator(row).first().click()
  await police.see('order-idNumber', person.idNumber)
}
