import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ARRIVALS, castId, OFFICES, OFFICIALS, RESIDENTS, type CastOfficial } from '@anju/dev/cast.ts'
import { Client } from 'pg'
import { openEarlierLife, type EarlierLife } from '@anju/tests/earlier-life.ts'
import type { Desk } from '@anju/tests/desk.ts'
import { declarationAnswers, typeForm } from '@anju/tests/keyboard-form.ts'
import {
  applyAtDesk,
  approveAtDesk,
  dispatchCards,
  fillVisit,
  makeCard,
  openOrder,
  tenantPapers,
  verifyAtDesk,
} from '@anju/tests/permit-desk.ts'
import { newApplicant } from '@anju/tests/permit-driver.ts'
import { drawPortrait } from '@anju/tests/portrait.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

const registeredOn = '2016-01-05'
const appliedOn = '2016-07-05'
let house: WholeHouse
let earlier: EarlierLife
let portrait: Buffer
let clerk: Desk
let coordinator: Desk
const screens = openScreenRecord('unhappy')
before(async () => {
  house = await openWholeHouse()
  earlier = await openEarlierLife(house.house.address, house.ownerUrl)
  portrait = await drawPortrait(house.browser)
  clerk = await house.seat(OFFICIALS.clerk)
  coordinator = await house.seat(OFFICIALS.coordinator)
})
after(() => house?.close())

/** The parts of an address in Zhangcha that the register does not know yet. */
const newHome = { divisionCode: '张槎村', lane: '张槎三路', door: '14号' } as const

test('证件号校验位错、缺★项、地址写整栋：一次说清，两种语言，填过的都在', () =>
  house.story('refused-registration', async () => {
    const { li } = ARRIVALS
    await earlier.setDay(registeredOn)
    await clerk.go('/registrations/new')
    const {
      name: _,
      dwellingSearch: __,
      ...typed
    } = declarationAnswers(li, '', registeredOn, ['四川省', '南充市', '南部县'])
    const wrong = li.idNumber.slice(0, -1) + (li.idNumber.endsWith('1') ? '2' : '1')
    const answers = { ...typed, ...newHome, idNumber: wrong, sex: '1', birthOn: '19851011', unit: '整栋' }
    await typeForm(clerk.page, answers)
    await clerk.page.keyboard.press('Enter')
    const codes = ['id-number.check-digit-wrong', 'form.field-missing', 'address.whole-building']
    const chinese = await Promise.all(codes.map((code) => clerk.seeRefusal(code)))
    await screens.keep('registration-refused', clerk)
    await clerk.speak('en')
    const english = await Promise.all(codes.map((code) => clerk.seeRefusal(code)))
    for (const [index, text] of english.entries()) {
      assert.match(chinese[index] ?? '', /\p{Script=Han}{4}/u)
      assert.match(text, /[A-Za-z]{3,} [a-z]/)
    }
    await clerk.speak('zh')
    for (const [field, text] of [
      ['idNumber', wrong],
      ['door', newHome.door],
      ['unit', '整栋'],
      ['mobile', li.mobile],
      ['hukouDetail', li.hukouDetail],
    ] as const)
      assert.equal(await clerk.page.locator(`#field-${field}`).inputValue(), text, `${field} was lost`)

    await clerk.fill('field-idNumber', li.idNumber)
    await clerk.fill('field-name', li.name)
    await clerk.fill('field-unit', '501房')
    await clerk.page.keyboard.press('Control+Enter')
    await clerk.seeDay('registered-on', registeredOn)
  }))

test('没有领证的人搬家又换了单位：一项不能办的都不办、理由一次说清，改好后一次办成', () =>
  house.story('move-with-changes', async () => {
    await clerk.go(await earlier.active(newApplicant('foshan'), registeredOn))
    await clerk.begin('move-residence')
    await clerk.fill('field-movedOn', '2016-01-01')
    await clerk.fill('field-dwellingSearch', '大江路')
    await clerk.page.locator('.ant-select-item-option').first().click()
    await clerk.click('amend-in-visit')
    await clerk.fill('field-employerName', '佛山市新光陶瓷有限公司')
    await clerk.fill('field-mobile', '12345')
    await clerk.see('change-employerName', '佛山市新光陶瓷有限公司')
    await clerk.submit('move-residence')
    assert.match(await clerk.seeRefusal('form.dates-out-of-order'), /搬迁日期/)
    await clerk.seeRefusal('form.field-invalid')
    await screens.keep('move-with-changes', clerk)
    await clerk.fill('field-movedOn', registeredOn)
    await clerk.fill('field-mobile', '13900139201')
    await clerk.submit('move-residence')
    // The file of the registration that follows, with what changed.
    await clerk.seeState('registration', 'recorded')
    await (await clerk.see('past-amendments')).getByText('佛山市新光陶瓷有限公司').waitFor()
    await screens.keep('moved-with-changes', clerk)
  }))

test('上门核实不属实：第二人确认才注销，核实人自己的按钮不可用并说明原因', () =>
  house.story('untrue', async () => {
    // Without a number: the notice of it can reach nobody, and somebody has to tell the person.
    const registration = await earlier.recorded({ ...newApplicant('foshan'), mobile: '' }, registeredOn)
    await coordinator.go(registration)
    await coordinator.act('visit-untrue', async () => {
      await coordinator.click('field-untrueReason-other-person')
      await coordinator.fill('field-note', '房内另有他人居住')
    })
    await coordinator.seeState('registration', 'visited')
    const why = await coordinator.seeBarred('confirm-untrue', 'registration.second-person-required')
    assert.match(why, /另一/)
    await screens.keep('registration-untrue', coordinator)

    const second = await house.seat(OFFICIALS.secondCoordinator)
    await second.go(registration)
    await second.act('confirm-untrue', () => second.fill('field-note', '复核一致'))
    await second.seeState('registration', 'cancelled-untrue')
    // The person is told at once, with what they can do about it.
    await clerk.goUntil('/notices', '[data-template^="cancelled-untrue"]')
    await clerk.click('menu-calls')
    const calls = await clerk.see('calls')
    const line = calls.locator('[data-template^="cancelled-untrue"]')
    await line.waitFor()
    await screens.keep('calls', clerk)
    // It took something away and there is no number, so it could go by post at once.
    await clerk.click('menu-mailings')
    const letter = (await clerk.see('mailings')).locator('[data-template^="cancelled-untrue"]')
    await letter.getByTestId(/^print-letter-/).waitFor()
    await screens.keep('mailings', clerk)
    await clerk.click('menu-calls')
    await line.getByTestId(/^call-note-/).fill('已上门告知')
    await line.getByTestId(/^call-reached-/).click()
    await line.waitFor({ state: 'detached' })
    await clerk.click('menu-mailings')
    await clerk.see('no-mailings')
  }))

test('居民网上申报：先上门核实，后录入', () =>
  house.story('online', async () => {
    await earlier.setDay(registeredOn)
    const zhou = RESIDENTS.foshanResident
    const resident = await house.seat(zhou)
    await resident.click('menu-my-declare')
    const { dwellingSearch: _, ...typed } = declarationAnswers(zhou, '', registeredOn, ['江西省', '赣州市', '兴国县'])
    await resident.page.locator('#field-idNumber').focus()
    await typeForm(resident.page, {
      ...typed,
      sex: '1',
      birthOn: '19930716',
      ...newHome,
      divisionCode: ['禅城区', '张槎街道', newHome.divisionCode],
      unit: '602房',
    })
    await screens.keep('declare-online', resident)
    await resident.click('submit')
    const matter = await resident.see(/^matter-/)
    const id = ((await matter.getAttribute('data-testid')) ?? '').replace('matter-', '')
    await screens.keep('own-matters', resident)

    // The instruction (下达走访指令) is the system's, some seconds after the declaration.
    await coordinator.goUntil(`/registrations/${id}`, '[data-testid=registration-page][data-state=visit-planned]')
    await coordinator.act('visit-true', () => fillVisit(coordinator))
    await coordinator.seeState('registration', 'visited')
    await coordinator.act('accept-and-enter', () => coordinator.click('material-add-identity-document'))
    await coordinator.seeState('registration', 'active')
    await resident.page.reload()
    await resident.seeDay('eligible-from', '2016-07-05')

    // What is given out on paper is given out again as it was.
    await Promise.all([
      coordinator.page.context().waitForEvent('page'),
      coordinator.click('print-registration-receipt'),
    ])
    await coordinator.see('print-again')
    // 谁看过我的记录: the coordinator's looks, as the person is told them; and as the audit administrator reads them.
    await resident.go('/my/looks')
    await resident.see('own-looks', /核实|登记/)
    await screens.keep('own-looks', resident)
    const auditor = await house.seat(OFFICIALS.auditAdministrator)
    await auditor.go('/system/looks')
    await auditor.see('look-log', coordinator.who)
    await screens.keep('look-log', auditor)
    await answerMisuse(auditor, id)
    await holdTwice(id)
    const security = await house.seat(OFFICIALS.securityAdministrator)
    await security.go('/system/security')
    await security.see('security-sum')
    await screens.keep('security', security)
  }))

test('材料不齐：一次性告知全部，补齐后受理；撤回并签收退回的材料', () =>
  house.story('notice', async () => {
    const registration = await earlier.active(newApplicant('foshan'), registeredOn)
    await earlier.setDay(appliedOn)
    await applyAtDesk(clerk, registration, ['identity-document'], portrait)
    await clerk.begin('return-incomplete')
    await screens.keep('notice-form', clerk)
    // A clerk who goes on before the form has closed stays where they went.
    const slow = await clerk.holdBack(/\/papers/)
    await clerk.submit('return-incomplete')
    await clerk.seeState('application', 'returned')
    const told = await clerk.see('deficiency-notices')
    assert.match((await told.textContent()) ?? '', /住址证明/)
    await told.getByRole('link').first().click()
    await clerk.see('print')
    await slow()
    await screens.keep('notice-sheet', clerk)
    await clerk.see('print')
    await clerk.page.goBack()
    await clerk.act('supplement', async () => {
      for (const paper of ['lease', 'rental-filing-certificate']) await clerk.click(`material-add-${paper}`)
    })
    await clerk.seeState('application', 'accepted')
    await clerk.act('withdraw', () => clerk.fill('field-reason', '另有安排'))
    await clerk.seeState('application', 'withdrawn')
    await clerk.act('return-documents', () => clerk.fill('field-receivedBy', '本人'))
    const returned = await clerk.get('materials').locator('tbody tr').allTextContents()
    assert.ok(returned.length >= 3)
    for (const row of returned) assert.match(row, /2016年7月5日.*2016年7月5日/)
    await screens.keep('application-withdrawn', clerk)
  }))

test('同一人不能签两步：持两个岗位的受理人，核实按钮不可用并说明原因', () =>
  house.story('two-steps', async () => {
    const registration = await earlier.active(newApplicant('foshan'), registeredOn)
    await earlier.setDay(appliedOn)
    const application = await applyAtDesk(clerk, registration, tenantPapers, portrait)
    await clerk.act('accept')
    const both = await house.seat(await secondPost(OFFICIALS.clerk, OFFICIALS.coordinator))
    await both.go(application)
    const why = await both.seeBarred('verify-true', 'access.same-person-signed-before')
    assert.match(why, /受理/)
    await screens.keep('application-barred', both)
    await coordinator.go(application)
    assert.equal(await (await coordinator.see('action-verify-true')).isEnabled(), true)
  }))

test('公安退回照片、更正重报；卡在途中遗失、重制、领回', () =>
  house.story('boundary', async () => {
    const person = newApplicant('foshan')
    const registration = await earlier.active(person, registeredOn)
    await earlier.setDay(appliedOn)
    const application = await applyAtDesk(clerk, registration, tenantPapers, portrait)
    await clerk.act('accept')
    await verifyAtDesk(coordinator, application)
    const police = await house.seatAtCardService()
    await police.setDay(appliedOn)
    const head = await house.seat(OFFICIALS.stationHead)
    await approveAtDesk(head, application)

    await openOrder(police, application)
    await police.click('reject-quality')
    await police.fill('field-reason-photo', '照片模糊')
    await screens.keep('card-rejection', police)
    await police.click('submit')
    await clerk.go(application)
    await clerk.awaitState('quality-rejected')
    await clerk.page.getByText('相片不合格').first().waitFor()
    await screens.keep('application-quality-rejected', clerk)
    await clerk.act('correct', async () => {
      await clerk.putPicture('field-photo', portrait)
      await clerk.fill('field-note', '已重新拍照')
    })
    await clerk.awaitState('at-police')

    await openOrder(police, application)
    await police.click('accept-quality')
    const lost = await makeCard(police, 'produce')
    await dispatchCards(police)
    await clerk.awaitState('in-transit')
    await clerk.act('report-loss', () => clerk.fill('field-note', '清单有，实物无'))
    await clerk.seeState('application', 'lost-in-transit')
    await screens.keep('application-lost', clerk)

    await openOrder(police, application)
    const made = await makeCard(police, 'remake')
    assert.notEqual(made, lost)
    await dispatchCards(police)
    await clerk.awaitState('in-transit')
    await clerk.act('receive', () => clerk.fill('field-stockNo', made))
    await clerk.seeState('application', 'at-station')
  }))

test('每个画面两种语言、两种宽度都看得清', () => screens.finish())

/**
 * 滥用监测: a question as the sweep of the night after keeps it, read and answered by the head. The day of a journey is not over, so the
 * question is put there by hand; which acts raise one is tried elsewhere.
 */
async function answerMisuse(auditor: Desk, registrationId: string): Promise<void> {
  const alertId = randomUUID()
  const { officialId, office } = OFFICIALS.coordinator
  const client = new Client({ connectionString: house.ownerUrl })
  await client.connect()
  await client.query(
    `insert into foshan.misuse_alert (alert_id, rule, official_id, office_id, division_code, on_day, case_ids, figure, most, peers, pack, law, raised_at)
     select $1, 'same-phone', $2, office_id, division_prefix, $3, array[$4]::uuid[], 9, 4, 1.5, 'foshan/2016-01-01', 'FS-2016-14:三.五', now()
     from shared.office where office_id = $5`,
    [alertId, officialId, registeredOn, registrationId, office.officeId],
  )
  await client.end()
  const head = await house.seat(OFFICIALS.stationHead)
  await head.go('/system/misuse')
  await head.see(`misuse-${alertId}`, coordinator.who)
  await screens.keep('misuse', head)
  await head.fill(`misuse-words-${alertId}`, '新建员工宿舍，厂方统一留用人事电话，已抽查三户')
  await head.click(`misuse-answer-${alertId}`)
  await head.see('misuse-answered', '新建员工宿舍')
  await auditor.go('/system/misuse')
  await auditor.see('misuse-answered', OFFICIALS.stationHead.name)
  await screens.keep('misuse-answered', auditor)
}

/** 保全与删除: one form holds a record twice, which is two acts; and the list of deletions as whoever decides them finds it. */
async function holdTwice(registrationId: string): Promise<void> {
  const client = new Client({ connectionString: house.ownerUrl })
  await client.connect()
  const proposed = await client.query<{ person_id: string }>(
    `insert into foshan.erasure (erasure_id, version, person_id, division_code, reason, pack, state, proposed_by, proposed_on)
     select $1, 1, person_id, division_code, 'asked', 'foshan/2016-01-01', 'proposed', $2, $3
     from foshan.registration where registration_id = $4 returning person_id`,
    [randomUUID(), OFFICIALS.stationHead.officialId, registeredOn, registrationId],
  )
  await client.end()
  const deputy = await house.seat(OFFICIALS.deputyHead)
  await deputy.go(`/persons/${proposed.rows[0]?.person_id ?? ''}?purpose=at-the-window`)
  await deputy.click('erasure-open')
  for (const reason of ['投诉复核中', '法院调取']) {
    await deputy.fill('field-hold-reason', reason)
    await deputy.click('hold-place')
    await deputy.see(/^hold-[0-9a-f]/, reason)
  }
  await deputy.go('/erasures')
  await deputy.see('erasure-page', OFFICIALS.stationHead.name)
  await screens.keep('erasures-waiting', deputy)
}

/** The same person at another post as well, as a small station may have it. */
async function secondPost(person: CastOfficial, like: CastOfficial): Promise<CastOfficial> {
  const postId = castId('post', 91)
  const client = new Client({ connectionString: house.ownerUrl })
  await client.connect()
  await client.query(
    `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from) values ($1, $2, $3, $4, $5, '2015-01-01')`,
    [postId, person.officialId, OFFICES.zhangcha.officeId, like.role, like.divisionPrefix],
  )
  await client.end()
  return { ...person, postId, role: like.role }
}
