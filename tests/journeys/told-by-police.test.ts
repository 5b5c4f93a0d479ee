import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { CastPerson } from '@anju/dev/cast.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import type { Desk } from '@anju/tests/desk.ts'
import { clientOf, type EarlierLife, openEarlierLife } from '@anju/tests/earlier-life.ts'
import { newApplicant } from '@anju/tests/permit-driver.ts'
import { drawPortrait } from '@anju/tests/portrait.ts'
import { newPerson, valueOf } from '@anju/tests/registry-house.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

/** What reaches a desk from outside and needs somebody's judgement: a report of the police, a paper on no list. */
const days = { registered: '2016-01-05', happened: '2016-03-01', told: '2016-03-02' } as const
const linhe = { registered: '2017-05-02', arrived: '2017-05-01', eligible: '2017-11-02' } as const

let house: WholeHouse
let earlier: EarlierLife
const screens = openScreenRecord('told-by-police')
before(async () => {
  house = await openWholeHouse()
  earlier = await openEarlierLife(house.house.address, house.ownerUrl)
})
after(() => house.close())

test('公安通报死亡和落户：各在站点待办，核对后一件不影响、一件据以结束登记；作废的证卡一并告知', () =>
  house.story('civil-event', async () => {
    const living = newApplicant('foshan')
    const settled = newApplicant('foshan')
    const registrations = [
      await earlier.active(living, days.registered),
      await earlier.active(settled, days.registered),
    ] as const
    await earlier.setDay(days.told)
    const police = await house.seatAtCardService()
    await police.setDay(days.told)
    await report(police, living, 'death')
    await report(police, settled, 'hukou-converted', '440604')
    await police.click('menu-stock')
    await police.fill('field-voidStockNo', 'FS000020')
    await police.click('void-stock')
    await police.page.locator('.ant-alert-success').waitFor()

    const clerk = await house.seat(OFFICIALS.clerk)
    const lines = registrations.map((path) => `queue-row-${path.split('/').at(-1)}`)
    // The packages cross without anybody's doing.
    for (const line of lines) await clerk.goUntil('/queue', `[data-testid=${line}]`)
    assert.match(await (await clerk.see(lines[0] ?? '')).innerText(), /公安通报：死亡/)
    await screens.keep('queue-reported', clerk)

    await clerk.go(registrations[0])
    await clerk.see('civil-event-death', /2016年3月1日/)
    await screens.keep('registration-reported', clerk)
    await clerk.fill('civil-event-reason', '同名同姓，本人持证到场')
    await clerk.click('civil-event-settle')
    await clerk.see('civil-event-death', /同名同姓，本人持证到场/)
    await clerk.seeState('registration', 'active')

    await clerk.go(registrations[1])
    await clerk.click('civil-event-end')
    await clerk.see('drawer-end-by-record')
    await screens.keep('end-by-report', clerk)
    // What the police told stands in the form already.
    await clerk.submit('end-by-record')
    await clerk.seeState('registration', 'ended')
    await clerk.go('/queue')
    await clerk.see('queue-total')
    for (const line of lines) assert.equal(await clerk.get(line).count(), 0)
    await clerk.goUntil('/batches', '[data-testid=void-FS000020]')
    await clerk.see('void-FS000020', /损坏.*V4406-2016-1/s)
    await screens.keep('batches-void', clerk)
  }))

test('临河清单以“等”结尾：同等证明须写明理由，收下后写在材料旁', () =>
  house.story('comparable-proof', async () => {
    const registrar = await clientOf(house.house.address, house.ownerUrl, OFFICIALS.registrar)
    await earlier.setDay(linhe.registered)
    const declared = declarationOf(newPerson('linhe'), DWELLINGS.linheFlat.dwellingId, linhe.arrived)
    const { registrationId } = valueOf(
      await registrar.call('registerResidence', {
        params: { city: 'linhe' },
        body: { intentId: randomUUID(), ...declared },
      }),
    )
    await earlier.setDay(linhe.eligible)
    const portrait = await drawPortrait(house.browser)
    const hall = await house.seat(OFFICIALS.hallClerk)
    await hall.go(`/applications/new?registration=${registrationId}&condition=employment`)
    await hall.get('paper-identity-document').check()
    const comparable = 'comparable-proof-of-employment'
    await hall.get(`paper-${comparable}`).check()
    await hall.putPicture('field-photo', portrait)
    await hall.click('submit')
    await hall.page.getByText('须写明是什么材料').first().waitFor()
    await screens.keep('reason-missing', hall)
    await hall.fill(`material-reason-${comparable}`, '村委会务工证明；雇主已歇业')
    await hall.click('submit')
    await hall.seeState('application', 'submitted')
    await hall.act('accept')
    await hall.seeState('application', 'accepted')
    await hall.see('materials', /村委会务工证明；雇主已歇业/)
    await screens.keep('application-comparable', hall)
  }))

test('每个画面两种语言、两种宽度都看得清', () => screens.finish())

async function report(
  police: Desk,
  person: CastPerson,
  event: 'death' | 'hukou-converted',
  division?: string,
): Promise<void> {
  await police.click('menu-civil')
  await police.page.locator(`input[type=radio][value="${event}"]`).check()
  await police.fill('field-idNumber', person.idNumber)
  await police.fill('field-happenedOn', days.happened)
  if (division !== undefined) await police.fill('field-hukouDivision', division)
  await police.click('submit')
  await police.page.locator('.ant-alert-success').waitFor()
}
