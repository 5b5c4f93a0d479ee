import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ApiClient } from '@anju/contract/api-client.ts'
import type { RouteName } from '@anju/contract/route-table.ts'
import { ARRIVALS, OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { bindKey } from '@anju/tests/bind-key.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const CITY = { city: 'foshan' }
const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const { clerk, coordinator, guichengClerk, stationHead, securityAdministrator } = OFFICIALS

let house: RegistryHouse
let head: ApiClient
let security: ApiClient
let personId = ''
let registrationId = ''
before(async () => {
  house = await openRegistryHouse()
  const window = await house.signIn(clerk)
  head = await house.signIn(stationHead)
  security = await house.signIn(securityAdministrator)
  await house.setDay('2016-01-05')
  const declared = declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-04')
  const body = { intentId: randomUUID(), ...declared }
  const made = valueOf(await window.call('registerResidence', { params: CITY, body }))
  personId = made.personId
  registrationId = made.registrationId
})
after(() => house.close())

const ask = (who: CastOfficial, route: RouteName, recordId: string | null = registrationId) =>
  security.call('explainAccess', { params: CITY, body: { officialId: who.officialId, route, recordId } })
const explain = async (...asked: Parameters<typeof ask>) => valueOf(await ask(...asked))
type Answer = Awaited<ReturnType<typeof explain>>['answers'][number]
const wordsOf = ({ steps }: Answer, by: string) => steps.find((step) => step.by === by)?.zh ?? ''
const only = async (...asked: Parameters<typeof ask>): Promise<Answer> => {
  const { answers } = await explain(...asked)
  assert.equal(answers.length, 1, JSON.stringify(answers))
  return answers[0] as Answer
}
const looks = () => house.registry.asOwner(`select * from foshan.look where kind = 'explain' order by look_id`)

describe('权限体检 which rule decides', () => {
  it('a post that was lent is explained beside the own one, with who lent it and until when; after its end no more', async () => {
    const lending = { postId: clerk.postId, delegateId: coordinator.officialId, divisionPrefix: null, reason: '顶班' }
    const body = { intentId: randomUUID(), ...lending, time: { kind: 'temporary' as const, hours: 4 } }
    assert.equal((await only(coordinator, 'acceptApplication', null)).lentBy, null)
    valueOf(await head.call('lendPost', { params: CITY, body }))
    const { answers } = await explain(coordinator, 'acceptApplication', null)
    assert.deepEqual(
      answers.map(({ lentBy, allowed, postId }) => [lentBy, allowed, postId === clerk.postId]),
      [
        [null, false, false],
        [clerk.name, true, true],
      ],
    )
    assert.match(wordsOf(answers[1] as Answer, 'lent'), new RegExp(`这是${clerk.name}的岗位，委托本人代理，至2\\d{3}-`))
    const params = { ...CITY, delegationId: body.intentId }
    valueOf(await head.call('endDelegation', { params, body: { intentId: randomUUID() } }))
    assert.equal((await explain(coordinator, 'acceptApplication', null)).answers.length, 1)
  })

  it('names the place and the scope in words; a look of another area is told from an assignment, and is not for work', async () => {
    const without = await only(guichengClerk, 'getRegistration')
    assert.equal(without.allowed, false)
    assert.match(wordsOf(without, 'scope'), /记录在\D+ 440604011\d+，不在本岗位“本部门及以下”的范围（\D+ 440605\d*）内/)
    const window = await house.signIn(guichengClerk)
    const wanted = { intentId: randomUUID(), personId, reason: '协查', hours: 2 }
    const { grantId } = valueOf(await window.call('askCrossArea', { params: CITY, body: wanted }))
    const grant = { params: { ...CITY, grantId }, body: { intentId: randomUUID() } }
    valueOf(await head.call('grantCrossArea', grant))
    const looking = await only(guichengClerk, 'getRegistration')
    assert.ok(looking.allowed)
    assert.match(wordsOf(looking, 'scope'), /已批准跨区协查，至\d{4}-\d\d-\d\d \d\d:\d\d$/)
    const working = await only(guichengClerk, 'endByRecord')
    assert.equal(working.allowed, false)
    assert.match(wordsOf(working, 'scope'), /只能查看，不能办理/)
    const given = { caseId: registrationId, officialId: guichengClerk.officialId, reason: '熟悉情况' }
    valueOf(await head.call('assignCase', { params: CITY, body: { intentId: randomUUID(), ...given } }))
    assert.match(wordsOf(await only(guichengClerk, 'getRegistration'), 'scope'), /这件已指派本人承办/)
  })

  it('an account that lies unused, somebody who left, a post nobody answered for: said before anything else', async () => {
    const { registry } = house
    const set = (sql: string) =>
      registry.asOwner(`update shared.official set ${sql} where official_id = $1`, [clerk.officialId])
    const account = async () => wordsOf(await only(clerk, 'getRegistration'), 'account')
    assert.equal(await account(), '账号正常，岗位在有效期内')
    await set(`recorded_at = now() - interval '40 days', last_sign_in_at = null, reinstated_at = null`)
    assert.match(await account(), /^长期未登录，账号自\d{4}年.*停用/)
    await set(`recorded_at = now() - interval '100 days'`)
    assert.match(await account(), /^长期未登录，账号已于\d{4}年.*注销/)
    await set(`recorded_at = now()`)
    await registry.asOwner(`update shared.post set confirmed_on = '2020-01-01' where post_id = $1`, [clerk.postId])
    assert.match(await account(), /^岗位没有按季度复核/)
    await registry.asOwner(`update shared.post set confirmed_on = null where post_id = $1`, [clerk.postId])
    await bindKey(registry, clerk.officialId, { revoked: false })
    const bound = (days: number) =>
      registry.asOwner(
        `update shared.authenticator set registered_at = now() - make_interval(days => $2) where official_id = $1`,
        [clerk.officialId, days],
      )
    await bound(7)
    assert.equal(await account(), '账号正常，岗位在有效期内')
    await bound(8)
    assert.match(await account(), /^自\d{4}年.*只有一把密钥.*只能登记第二把/)
    await registry.asOwner(`update shared.authenticator set revoked_at = now() where official_id = $1`, [
      clerk.officialId,
    ])
    await set(`left_on = '2016-01-05'`)
    const left = await only(clerk, 'getRegistration')
    assert.deepEqual([left.allowed, wordsOf(left, 'account')], [false, '已于2016年1月5日离职，账号注销'])
    await set(`left_on = null`)
    assert.ok((await only(clerk, 'getRegistration')).allowed)
  })

  it('whose record it is stands in the log of looks, and with the person; without a record nobody was looked at', async () => {
    const earlier = (await looks()).length
    await explain(clerk, 'getRegistration', null)
    await explain(clerk, 'getRegistration', randomUUID())
    assert.equal((await looks()).length, earlier)
    await explain(clerk, 'getRegistration')
    const [written] = (await looks()).slice(earlier)
    assert.deepEqual(
      [written?.['person_ids'], written?.['official_id'], written?.['purpose']],
      [[personId], securityAdministrator.officialId, 'oversight'],
    )
    // Not written, not told.
    await house.registry.asOwner('revoke insert on foshan.look from anju_app')
    assert.equal(problemOf(await ask(clerk, 'getRegistration')).status, 500)
    await house.registry.asOwner('grant insert on foshan.look to anju_app')
  })

  it('asking is no part in the matter: it opens nothing to whoever sees their own acts only', async () => {
    const acted = await house.registry.asOwner(
      `select kind, person_id from foshan.ledger where actor_id = $1 and person_id is not null`,
      [securityAdministrator.officialId],
    )
    assert.deepEqual(acted, [])
  })
})

describe('the command explain-access', () => {
  const command = (args: readonly string[]) =>
    spawnSync(process.execPath, [MAIN, 'explain-access', ...args], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        ANJU_HOME: house.registry.database.home,
        ANJU_KEYS: house.registry.database.keys,
        ANJU_APP_DATABASE_URL: house.registry.database.appUrl,
      },
    })

  it("says in both languages what the page says; the question is in the ledger and the look in the log, as the console's", async () => {
    const asked = await house.registry.asOwner(`select 1 from foshan.ledger where kind = 'explain-access'`)
    const earlier = (await looks()).length
    const done = command(['foshan', coordinator.officialId, 'acceptApplication', registrationId])
    assert.equal(done.status, 0, done.stderr)
    assert.match(done.stdout, /^不可以 no · 黄志豪 · .*站 · 区域协管员/m)
    assert.match(done.stdout, /✗ 职责: 没有“.+”的职责 \| Not charged with: .+ \(FS-2016-14:/)
    assert.match(done.stdout, /✓ 账号: 账号正常/)
    const kept = await house.registry.asOwner(`select 1 from foshan.ledger where kind = 'explain-access'`)
    assert.equal(kept.length, asked.length + 1)
    const [look] = (await looks()).slice(earlier)
    assert.deepEqual([look?.['person_ids'], look?.['session_ref']], [[personId], 'console'])
    const auditor = await house.signIn(OFFICIALS.auditAdministrator)
    const { looks: listed } = valueOf(await auditor.call('listLooks', { params: CITY, body: { person: personId } }))
    assert.ok(listed.some(({ official, kind }) => official === '系统控制台' && kind === 'explain'))
  })

  it('an unknown city, official, route or record: says so, and ends with an error or a no', () => {
    const unknown = (args: readonly string[]) => command(args).stderr
    assert.match(unknown(['nowhere', clerk.officialId, 'getRegistration']), /does not serve nowhere/)
    assert.match(unknown(['foshan', randomUUID(), 'getRegistration']), /holds no post/)
    assert.match(unknown(['foshan', clerk.officialId, 'openTheDoor']), /no route openTheDoor/)
    const missing = command(['foshan', clerk.officialId, 'getRegistration', randomUUID()])
    assert.match(missing.stdout, /✗ 记录: 本市没有这条记录/)
  })
})
