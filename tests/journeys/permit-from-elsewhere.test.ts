import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import type { Desk } from '@anju/tests/desk.ts'
import { openEarlierLife } from '@anju/tests/earlier-life.ts'
import { newApplicant } from '@anju/tests/permit-driver.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

/** The last day to endorse in time is 2017-07-17: the inquiry goes on beyond it. */
const days = { registered: '2017-07-10', shown: '2017-07-11', answered: '2017-07-20', decided: '2017-07-21' } as const
const GUANGZHOU = ['广东省', '广州市', '天河区'] as const
const PERMIT_NO = 'P440106001201607150007'

let house: WholeHouse
const screens = openScreenRecord('permit-from-elsewhere')
before(async () => {
  house = await openWholeHouse()
})
after(() => house?.close())

async function pickDivision(desk: Desk): Promise<void> {
  for (const [at, name] of GUANGZHOU.entries()) {
    const field = ['field-issuedIn-2', 'field-issuedIn-4', 'field-issuedIn'][at] ?? ''
    // oxlint-disable-next-line no-await-in-loop -- each list opens the next
    await desk.page.locator(`#${field}`).fill(name)
    // oxlint-disable-next-line no-await-in-loop -- as above
    await desk.page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: name }).first().click()
  }
}

test('外地签发居住证：窗口记录、去函寄出、核查期间受理签注、登记复函、站长复核接续，签注按时，个人档案写明来源', () =>
  house.story('permit-from-elsewhere', async () => {
    const earlier = await openEarlierLife(house.house.address, house.ownerUrl)
    const registration = await earlier.active(newApplicant('foshan'), days.registered)
    const clerk = await house.seat(OFFICIALS.clerk)
    await clerk.setDay(days.shown)
    await clerk.go(registration)
    await clerk.page.getByRole('link', { name: '居住明细' }).first().click()
    await clerk.see('person-page')
    const person = clerk.path()
    await clerk.click('permit-from-elsewhere')
    await clerk.see('transfer-form')
    await clerk.fill('field-permitNo', PERMIT_NO)
    await clerk.fill('field-issuedOn', '2016-07-15')
    await clerk.fill('field-issuingOffice', '广州市公安局天河区分局')
    await clerk.fill('field-endorsedOn', '2016-07-10')
    await clerk.fill('field-oldAddress', '广州市天河区石牌西路1号')
    await pickDivision(clerk)
    await clerk.click('field-endorses')
    await clerk.click('submit')
    assert.match(await clerk.seeRefusal('transfer.days-impossible'), /2016年7月10日.*2016年7月15日/)
    await screens.keep('transfer-refused', clerk)
    await clerk.fill('field-endorsedOn', '')
    await clerk.click('field-endorses')
    await clerk.click('submit')
    await clerk.see(`transfer-${PERMIT_NO}`, '等候答复')
    await clerk.fill('field-trackingNo', 'XA12345678944')
    await clerk.click('post-letter')
    await clerk.see('letter-permit-inquiry', 'XA12345678944')
    await clerk.see('transfer-window', '最迟 2017年7月17日')
    await screens.keep('transfer-asked', clerk)
    await clerk.click('accept-endorsement')
    await clerk.see('transfer-endorsed', '2017年7月11日 受理签注')
    await screens.keep('transfer-endorsed', clerk)
    const transfers = clerk.path()

    await clerk.setDay(days.answered)
    await clerk.go(transfers)
    await clerk.fill('field-document', '穗公函〔2017〕8号')
    await clerk.fill('field-residedFrom', '2015-12-01')
    await clerk.fill('field-signedOffOn', '2017-07-09')
    await clerk.click('answer-transfer')
    await clerk.see('transfer-answer', '属实')

    const head = await house.seat(OFFICIALS.stationHead)
    await head.setDay(days.decided)
    await head.go('/queue')
    await head.see('queue', '待复核')
    await screens.keep('transfer-in-queue', head)
    await head.go(transfers)
    await head.fill('field-note', '证件与复函核对一致')
    await screens.keep('transfer-decision', head)
    await head.click('enter-transfer')
    await head.see(`transfer-${PERMIT_NO}`, '已接续')
    await screens.keep('transfer-entered', head)
    await head.go(person)
    await head.seeDay('issued-on', '2016-07-15')
    await head.seeDay('anniversary', '2018-07-15')
    await head.see('taken-over', '外地签发：广州市公安局天河区分局')
    await screens.keep('person-with-permit-from-elsewhere', head)
  }))

test('每个画面两种语言、两种宽度都看得清', () => screens.finish())
