import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { clientOf, openEarlierLife } from '@anju/tests/earlier-life.ts'
import { newApplicant, PHOTO_BASE64, PHOTO_ID, TENANT_PAPERS } from '@anju/tests/permit-driver.ts'
import { valueOf } from '@anju/tests/registry-house.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

/**
 * A case whose last day lies in a year that nobody has published yet, so far ahead that this stays so: the day is shown with
 * its mark, the year it waits for, and the clause by which it may still move.
 */
const days = {
  registered: '2035-06-01',
  /** Fifteen days on is Fri 2036-01-04. */
  applied: '2035-12-20',
  due: '2036-01-04',
} as const
const params = { city: 'foshan' }

let house: WholeHouse
const screens = openScreenRecord('provisional')
before(async () => {
  house = await openWholeHouse()
})
after(() => house.close())

test('期限跨入放假安排未公布的年份：标明暂定、年份和依据', () =>
  house.story('provisional', async () => {
    const earlier = await openEarlierLife(house.house.address, house.ownerUrl)
    const registration = await earlier.active(newApplicant('foshan'), days.registered)
    await earlier.setDay(days.applied)
    const api = await clientOf(house.house.address, house.ownerUrl, OFFICIALS.clerk)
    const image = { mime: 'image/png', base64: PHOTO_BASE64 } as const
    valueOf(await api.call('keepBlob', { params: { ...params, blobId: PHOTO_ID }, body: image }))
    const submitted = valueOf(
      await api.call('applyForPermit', {
        params,
        body: {
          intentId: randomUUID(),
          registrationId: registration.split('/').at(-1) ?? '',
          condition: 'dwelling',
          materials: TENANT_PAPERS.map((paper) => ({ ...paper })),
          inPerson: true,
          photo: { source: 'live', blobId: PHOTO_ID },
          applicantPortrait: randomUUID(),
        },
      }),
    )

    const clerk = await house.seat(OFFICIALS.clerk)
    await clerk.go('/queue')
    const line = await clerk.see(`queue-row-${submitted.applicationId}`)
    assert.match(await line.innerText(), /暂定（2035年放假安排未公布）/)

    await clerk.go(`/applications/${submitted.applicationId}`)
    await clerk.act('accept')
    await clerk.seeState('application', 'accepted')
    await clerk.seeDay('production-due', days.due)
    const mark = await clerk.see('provisional')
    assert.equal(await mark.getAttribute('data-year'), '2036')
    assert.match(await mark.innerText(), /暂定.*2036年放假安排尚未公布.*民法典 第203条/s)
    await screens.keep('application-provisional', clerk)
    await clerk.speak('en')
    assert.match(await (await clerk.see('provisional')).innerText(), /Provisional.*working days of 2036.*Civil Code/s)
  }))

test('每个画面都可读', () => screens.finish())
