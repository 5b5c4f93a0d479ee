import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { drawPortrait } from '@anju/tests/portrait.ts'
import { declarationAnswers, typeForm } from '@anju/tests/keyboard-form.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'
import { enterWuyuan, WUYUAN } from '@anju/tests/wuyuan.ts'

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
  /** A Monday within the second window: to another county of the prefecture, and endorsed on the same day. */
  moved: '2019-11-04',
  /** 三(二)3: the day of the change becomes the day of issue, so the year is full on 2020-11-04 and the window opens 30 days before. */
  movedAnniversary: '2020-11-04',
  movedOpens: '2020-10-05',
  lateEndorsed: '2020-11-10',
  /** Suspended from 2020-11-05 to 11-09: five days that are left out (三(二)2, I-005). */
  lateAnniversary: '2021-11-10',
} as const

let house: WholeHouse
let portrait: Buffer
const screens = openScreenRecord('linhe-twin')
before(async () => {
  house = await openWholeHouse(enterWuyuan)
  portrait = await drawPortrait(house.browser)
})
after(() => house.close())

test('临河：派出所登记，大厅受理、决定、制证、通知、发证，日期与文件一致', () =>
  house.story('linhe-twin', async () => {
    const { zhao } = ARRIVALS
    const station = await house.seat(OFFICIALS.registrar)
    await station.setDay(days.registered)
    await station.click('menu-registrations-new')
    await station.see('registration-form')
    await typeForm(station.page, declarationAnswers(zhao, '胜利北路', days.arrived, ['陕西省', '榆林市', '绥德县']))
    await screens.keep('registration-form', station)
    await station.click('submit')
    await station.seeDay('registered-on', days.registered)
    await station.seeDay('eligible-from', days.eligible)
    await screens.keep('receipt', station)
    await station.click('open-file')
    // No visit by anybody is asked for here, so the registration stands at once.
    await station.seeState('registration', 'active')
    const registration = station.path()
    await screens.keep('registration', station)

    const clerk = await house.seat(OFFICIALS.hallClerk)
    await clerk.setDay(days.tooEarly)
    await clerk.go(registration)
    await clerk.click('action-apply')
    await clerk.seeDay('preview-eligible-from', days.eligible)
    await clerk.setDay(days.eligible)
    for (const paper of ['identity-document', 'lease']) await clerk.get(`paper-${paper}`).check()
    assert.equal(await clerk.get('paper-rental-filing-certificate').count(), 0, 'asked for by Foshan only')
    await clerk.putPicture('field-photo', portrait)
    await screens.keep('application-form', clerk)
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
    await maker.act('produce', () => maker.fill('field-stockNo', 'NM00000001'))
    await maker.seeDay('issued-on', days.issued)
    await screens.keep('application', maker)

    await clerk.go(application)
    await clerk.act('notify')
    await clerk.seeState('application', 'notified')
    await clerk.setDay(days.handedOver)
    await clerk.act('hand-over', async () => {
      await clerk.click('field-recipient-applicant')
      await clerk.fill('field-recipientIdNumber', zhao.idNumber)
    })
    await clerk.seeState('application', 'issued')
    assert.ok(days.handedOver <= days.due)

    await clerk.page.getByRole('link', { name: '居住明细' }).first().click()
    await clerk.seeDay('anniversary', days.anniversary)
    await clerk.seeDay('window-opens', days.windowOpens)
    await clerk.seeDay('window-closes', days.anniversary)
    await screens.keep('person', clerk)
    const person = clerk.path()

    // 三(二)2: in person with permit, ID card and one proof; without the proof every lack is told at once.
    await clerk.setDay(days.endorsed)
    await clerk.go(person)
    await clerk.click('endorse')
    await clerk.see('endorsement-form')
    await clerk.click('submit')
    await clerk.see('refusal-application.materials-missing')
    await screens.keep('endorsement-without-proof', clerk)
    await clerk.click('material-add-lease')
    await clerk.click('submit')
    await clerk.see('endorsements', '已签注')
    await clerk.go(person)
    await clerk.seeDay('anniversary', days.secondAnniversary)
    await clerk.seeDay('window-opens', days.secondOpens)
    await clerk.click('endorse')
    await clerk.page.waitForURL(/\/endorsements\//)
    const endorsements = clerk.path()
    const changes = endorsements.replace('/endorsements/', '/address-changes/')

    // 三(二)3: the police of the new place register the move and write the chip; no card is made.
    const newStation = await house.seat(WUYUAN.registrar)
    await newStation.setDay(days.moved)
    await newStation.go(changes)
    await newStation.see('address-change-form')
    await newStation.fill('field-dwellingSearch', WUYUAN.home)
    await newStation.page.locator('.ant-select-item-option', { hasText: WUYUAN.homeText }).click()
    await newStation.fill('field-movedOn', days.moved)
    await newStation.click('submit')
    await newStation.see('refusal-application.materials-missing')
    await newStation.click('material-add-lease')
    await screens.keep('address-change', newStation)
    // He has a new employer there, and says so in the same visit: one signature for both, and both stand or neither.
    await newStation.click('amend-in-visit')
    await newStation.fill('field-employerName', '五原县河套粮油有限公司')
    await newStation.see('change-employerName', '五原县河套粮油有限公司')
    await screens.keep('address-change-with-amendment', newStation)
    await newStation.click('submit')
    const told = (await newStation.see('address-changed', '2019年11月4日')).textContent()
    assert.match((await told) ?? '', /2020年11月4日.*2020年10月5日/)
    await screens.keep('address-changed', newStation)
    await newStation.go(person)
    await (await newStation.see('past-amendments')).getByText('五原县河套粮油有限公司').waitFor()

    // Endorsed on the same day at the hall of the new county: in time, and the year runs from the change.
    const newHall = await house.seat(WUYUAN.hallClerk)
    await newHall.go(endorsements)
    await newHall.see('endorsement-form')
    await newHall.click('material-add-lease')
    await newHall.click('submit')
    await newHall.see('endorsements', '已签注')
    await newHall.go(person)
    await newHall.seeDay('issued-on', days.moved)
    await newHall.seeDay('anniversary', days.movedAnniversary)
    await newHall.seeDay('window-opens', days.movedOpens)
    await newHall.seeDay('residence-start', days.moved)
    await screens.keep('person-after-move', newHall)

    // The office that looked after him so far is told, and takes note.
    await station.go('/queue')
    await station.page.locator('#content tr', { hasText: zhao.name }).first().click()
    await station.page.waitForURL(/\/letters\//)
    await station.see('letter-page', '五原县')
    await screens.keep('letter', station)
    await station.click('read-letter')
    await station.page.waitForURL((url) => !url.pathname.startsWith('/letters/'))

    // Late by six days: suspended since the day after the full year, restored on the day it is made up for.
    await newHall.setDay(days.lateEndorsed)
    await newHall.go(person)
    await newHall.seeDay('suspended-since', '2020-11-05')
    await newHall.go(endorsements)
    await newHall.see('endorsement-form')
    await newHall.click('material-add-lease')
    await newHall.click('submit')
    await newHall.see('endorsements', '已签注')
    await newHall.go(person)
    await newHall.seeDay('anniversary', days.lateAnniversary)
    await newHall.seeDay('residence-start', '2019-11-09')
  }))

test('每个画面两种语言、两种宽度都看得清', () => screens.finish())
