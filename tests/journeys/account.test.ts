import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { inventedIdNumber, OFFICIALS } from '@anju/dev/cast.ts'
import type { Desk } from '@anju/tests/desk.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'

let house: WholeHouse
const screens = openScreenRecord('account')
before(async () => {
  house = await openWholeHouse()
})
after(() => house.close())

/** Picks an option of a drop-down by its words. */
async function pick(desk: Desk, testId: string, words: RegExp): Promise<void> {
  await desk.click(testId)
  await desk.page.locator('.ant-select-item-option').filter({ hasText: words }).first().click()
}
const ID_NUMBER = inventedIdNumber('foshan', '1992-04-18', 611)

test('一人一账号：系统管理员提出，安全管理员审批，登记密钥当面发码，离职当天停用', () =>
  house.story('account', async () => {
    const system = await house.seat(OFFICIALS.administrator)
    await system.setDay('2016-03-07')
    await system.go('/system/users')
    await system.see('users', OFFICIALS.clerk.name)
    await screens.keep('users', system)
    await system.click('user-new')
    await system.fill('user-name', '邓晓梅')
    await system.fill('user-id-number', ID_NUMBER)
    await pick(system, 'post-office', /101/)
    await pick(system, 'post-role', /前台协管员/)
    await system.page.locator('.ant-modal .ant-btn-primary').click()
    await system.see('proposal-waits')

    const security = await house.seat(OFFICIALS.securityAdministrator)
    await security.go('/system/approvals')
    await security.see('proposals', '邓晓梅')
    await screens.keep('approvals', security)
    await security.page.locator('[data-testid^="approve-"]').first().click()
    await security.see('proposals', '已批准')

    await system.goUntil('/system/users', 'text=邓晓梅')
    await system.page.getByText('邓晓梅').click()
    await system.see('user-history', '批准新增用户')
    await system.click('act-enrol')
    await system.page.locator('.ant-modal .ant-btn-primary').click()
    await system.see('user-keys', '首次登记')
    await screens.keep('user', system)

    await security.go('/system/approvals')
    await security.page.locator('[data-testid^="met-"]').click()
    await security.page.locator('[data-testid^="give-code-"]').click()
    const code = await security.see('enrolment-code')
    assert.match((await code.textContent()) ?? '', /^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/)
    await security.page.locator('.ant-modal .ant-btn-primary').click()

    await system.go('/system/roster')
    await system.fill(
      'roster',
      `姓名,身份证号,机构代码,角色,辖区,到岗日期,离职日期\n邓晓梅,${ID_NUMBER},,,,,2016-03-07`,
    )
    await system.click('roster-preview')
    await system.see('roster-lines', '离职')
    await screens.keep('roster', system)
    await system.click('roster-apply')
    await system.page.getByText('已导入：1 人离职').waitFor()
    await system.goUntil('/system/users', 'text=邓晓梅')
    await system.see('users', '注销')
  }))

test('负责人临时授权和季度复核；审计管理员只看不写', () =>
  house.story('delegation', async () => {
    const head = await house.seat(OFFICIALS.stationHead)
    await head.go('/system/delegations')
    await head.click('lend')
    await pick(head, 'lend-to', new RegExp(OFFICIALS.coordinator.name))
    await head.page.locator('.ant-modal input[maxlength="500"]').fill('窗口临时顶班')
    await head.page.locator('.ant-modal .ant-btn-primary').click()
    await head.see('delegations', OFFICIALS.coordinator.name)
    await screens.keep('delegations', head)
    await head.go('/system/confirmations')
    await head.see('posts-to-confirm', OFFICIALS.clerk.name)
    await screens.keep('confirmations', head)

    const audit = await house.seat(OFFICIALS.auditAdministrator)
    await audit.go('/system/users')
    await audit.see('users', OFFICIALS.clerk.name)
    assert.equal(await audit.page.getByTestId('user-new').count(), 0)
    await audit.go('/system/offices')
    await audit.see('office-101', OFFICIALS.clerk.name)
    await screens.keep('offices', audit)
    screens.finish()
  }))
