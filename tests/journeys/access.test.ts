import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import type { Desk } from '@anju/tests/desk.ts'
import { openEarlierLife } from '@anju/tests/earlier-life.ts'
import { newApplicant } from '@anju/tests/permit-driver.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

const ON = '2016-01-05'
const { administrator, guichengClerk, securityAdministrator, stationHead } = OFFICIALS
const screens = openScreenRecord('access')
let house: WholeHouse
/** A case of Zhangcha, and the page of its person. */
let registration = ''
let head: Desk
let away: Desk
before(async () => {
  house = await openWholeHouse()
  const earlier = await openEarlierLife(house.house.address, house.ownerUrl)
  await earlier.setDay(ON)
  registration = await earlier.recorded(newApplicant('foshan'), ON)
  head = await house.seat(stationHead)
  away = await house.seat(guichengClerk)
})
after(() => house?.close())

async function pick(desk: Desk, testId: string, words: RegExp): Promise<void> {
  await desk.click(testId)
  await desk.page.locator('.ant-select-item-option').filter({ hasText: words }).first().click()
}
const send = (desk: Desk) => desk.page.locator('.ant-modal .ant-btn-primary').click()

test('站长从待办指派承办人：外站同事看得到、能办，收回后看不到', () =>
  house.story('assigned', async () => {
    const caseId = registration.split('/').at(-1) ?? ''
    await away.go(registration)
    await away.page
      .getByText(/找不到|没有/)
      .first()
      .waitFor()
    await head.go('/queue?all=1')
    await head.click(`assign-${caseId}`)
    await pick(head, 'assign-to', new RegExp(guichengClerk.name))
    await head.fill('assign-reason', '熟悉该户情况')
    await send(head)
    await head.see(`queue-row-${caseId}`, guichengClerk.name)
    await screens.keep('queue-assigned', head)

    await away.go('/queue?all=1&mine=1')
    await away.see(`queue-row-${caseId}`, '我')
    await away.click(`queue-row-${caseId}`)
    await away.see('assignee', guichengClerk.name)
    await screens.keep('case-assigned', away)

    await head.go(registration)
    await head.click('assign')
    await pick(head, 'assign-to', /收回/)
    await head.fill('assign-reason', '已办结')
    await send(head)
    await head.get('assignee').waitFor({ state: 'detached' })
    await away.go(registration)
    await away.page
      .getByText(/找不到|没有/)
      .first()
      .waitFor()
  }))

test('跨区协查：从人员页申请，当地站长批准，到期前可结束', () =>
  house.story('cross-area', async () => {
    await head.go(registration)
    const person = (await head.page.locator('a[href^="/persons/"]').first().getAttribute('href')) ?? ''
    const personId = /[0-9a-f-]{36}/.exec(person)?.[0] ?? ''
    await away.go(`/persons/${personId}?purpose=at-the-window`)
    await away.click('ask-look')
    await away.see('cross-area-form')
    await away.fill('look-reason', '核对租住情况')
    await send(away)
    await away.see('cross-area', '待批准')
    await head.go('/system/cross-area')
    await head.see('cross-area', '核对租住情况')
    await screens.keep('cross-area', head)
    await head.click('grant-look')
    await head.see('cross-area', '有效')
    await away.go(registration)
    await away.see('registration-page')
    // What was opened for looking is not printed.
    await away.click('print-form')
    await away.seeRefusal('paper.look-only')
    await screens.keep('print-look-only', away)
    await head.click('end-look')
    await head.fill('end-reason', '已核对')
    await send(head)
    await head.see('cross-area', '已结束')
    await away.go(registration)
    await away.page
      .getByText(/找不到|没有/)
      .first()
      .waitFor()
  }))

test('数据权限：缩小立即生效，扩大要两名管理员；权限体检说明由哪条规则决定', () =>
  house.story('scope', async () => {
    const security = await house.seat(securityAdministrator)
    const set = async (kind: RegExp, reason: string) => {
      await security.click(`set-scope-${guichengClerk.postId}`)
      await pick(security, 'scope-kind', kind)
      await security.fill('scope-reason', reason)
    }
    await security.go('/system/posts')
    await set(/^本人$/, '轮岗')
    await send(security)
    const row = `scope-of-${guichengClerk.postId}`
    // What somebody took part in may lie anywhere: so this, too, waits.
    await security.see(row, '待同意')
    const system = await house.seat(administrator)
    await system.go('/system/posts')
    await system.see(row, '轮岗')
    await screens.keep('scope-waiting', system)
    await system.get(row).getByTestId('scope-reject').click()
    await system.get(row).getByTestId('scope-waiting').waitFor({ state: 'detached' })
    await security.go('/system/posts')
    await set(/^全部$/, '支援全市')
    await send(security)
    await security.see(row, '待同意')
    await system.go('/system/posts')
    await system.get(row).getByTestId('scope-approve').click()
    await system.see(row, '全部')
    await away.go(registration)
    await away.see('registration-page')
    // Another office did nothing for this person today: a form with numbers in full asks what it is for.
    await away.click('print-form')
    await away.seeRefusal('paper.purpose-missing')
    await screens.keep('print-purpose', away)
    await pick(away, 'look-purpose', /./)
    await Promise.all([away.page.context().waitForEvent('page'), away.click('print-for-purpose')])
    await security.go('/system/posts')
    await set(/^本部门及以下$/, '支援结束')
    await send(security)
    await security.see(row, '本部门及以下')
    assert.equal(await security.get(row).getByTestId('scope-waiting').count(), 0)

    await head.go('/system/delegations')
    await head.click('lend')
    await pick(head, 'lend-to', new RegExp(OFFICIALS.coordinator.name))
    await head.page.locator('.ant-modal input[maxlength="500"]').fill('窗口临时顶班')
    await send(head)
    await head.see('delegations', OFFICIALS.coordinator.name)
    await security.go('/system/access')
    await pick(security, 'explain-official', new RegExp(OFFICIALS.coordinator.name))
    await security.fill('explain-record', `${house.house.address}${registration}`)
    await security.click('explain')
    await security.see('explanation', /代理/)
    assert.equal(await security.get('explanation').count(), 2)
    await screens.keep('explain', security)
    await pick(security, 'explain-official', new RegExp(guichengClerk.name))
    await security.click('explain')
    await security.see('explanation', /不在本岗位/)
    await screens.keep('explain-no', security)
    screens.finish()
  }))
