import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { LAW_FOLDER } from '@anju/server/law/load-packs.ts'
import { enterLives, type PastLife } from '@anju/tests/past-life.ts'
import { openScreenRecord } from '@anju/tests/screen-record.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'
import { Client } from 'pg'

const TODAY = '2018-09-15'
const foshan = readFileSync(join(LAW_FOLDER, 'packs/foshan/2016-01-01.yaml'), 'utf8')
/** Who endorses more than thirty days late begins anew. */
const draft = (firstDay: string) =>
  foshan
    .replace('id: foshan/2016-01-01', `id: foshan/${firstDay}`)
    .replace('inForceFrom: 2016-01-01', `inForceFrom: ${firstDay}`)
    .replace('{ kind: continue-exclude-gap }', '{ kind: restart-if-late-over, n: 30, unit: day, gap: excluded }')

/** Registered and issued in 2016; the year of 2017 endorsed on the day named, in time up to 2017-08-01. */
const endorsedOn = (on: string): PastLife => ({
  personId: randomUUID(),
  counties: ['440604'],
  stays: [{ registrationId: '', registeredOn: parsePlainDate('2016-02-01'), declaredAs: 'arrival' }],
  permits: [
    {
      permitId: randomUUID(),
      issuedOn: parsePlainDate('2016-08-01'),
      issuedIn: '440604',
      endorsements: [{ acceptedOn: parsePlainDate(on), completedOn: parsePlainDate(on) }],
      moves: [],
      cards: [],
    },
  ],
})

let house: WholeHouse
const screens = openScreenRecord('simulation')
before(async () => {
  house = await openWholeHouse()
  const client = new Client({ connectionString: house.ownerUrl })
  await client.connect()
  const asOwner = async (sql: string, parameters: readonly unknown[] = []) =>
    (await client.query<Record<string, unknown>>(sql, [...parameters])).rows
  // In time; 30 days after the first suspended day, which is the last that keeps the years; one day more.
  await enterLives({ asOwner }, ['2017-08-01', '2017-09-01', '2017-09-02'].map(endorsedOn))
  await client.end()
})
after(() => house.close())

test('管理员试算一份规则草案：先被退回，改好施行日，由后台算完，看到谁不利', () =>
  house.story('simulation', async () => {
    const administrator = await house.seat(OFFICIALS.administrator)
    await administrator.setDay(TODAY)
    await administrator.go('/system/simulations')
    await administrator.fill('simulation-draft', draft(TODAY))
    await administrator.click('simulation-start')
    assert.match(
      await (await administrator.see('refusal-simulation.draft-in-past')).innerText(),
      /2018年9月15日起施行.*居住证暂行条例 第22条/s,
    )
    await screens.keep('simulations', administrator)

    await administrator.fill('simulation-draft', draft('2018-10-01'))
    await administrator.click('simulation-start')
    assert.match(await (await administrator.see('simulation-sides')).innerText(), /不利\s*1 \(33\.3%\)/)
    assert.match(await (await administrator.see('simulation-values')).innerText(), /permit\.lateEndorsement/)
    await administrator.see('simulation-samples', '2017-09-02')
    await screens.keep('simulation', administrator)

    await administrator.go('/system/simulations')
    await administrator.see('simulations', /foshan\/2018-10-01.*已完成/s)
  }))

test('前台没有这个职责，菜单里也没有这一项', () =>
  house.story('simulation-clerk', async () => {
    const clerk = await house.seat(OFFICIALS.clerk)
    await clerk.go('/system/simulations')
    await clerk.see('refusal-access.post-lacks-authority')
    assert.equal(await clerk.page.getByRole('link', { name: '规则试算' }).count(), 0)
  }))

test('每个画面都可读', () => screens.finish())
