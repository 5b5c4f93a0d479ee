import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { driveApplications, refusalCodes, visitOf } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { RegistryError } from '../registry-error.ts'
import { getRegistration } from './get-registration.ts'
import { moveResidence, type MoveResidence } from './move-residence.ts'
import { recordVisit } from './record-visit.ts'

const MOVED_ON = '2016-04-05'
const room = DWELLINGS.dormitory.dwellingId
let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
})
after(() => registry.close())

const at = (member: CastOfficial = OFFICIALS.clerk) => registry.act(member, MOVED_ON, 'city')
const fileOf = (registrationId: string) => getRegistration(registry.deps, at(), registrationId)

async function visited() {
  const { registrationId } = await drive.register()
  const { version } = await fileOf(registrationId)
  const seen = await recordVisit(registry.deps, registry.act(OFFICIALS.coordinator, '2016-04-01', 'city'), {
    intentId: randomUUID(),
    registrationId,
    expectedVersion: version,
    visit: visitOf('true', '2016-04-01', 36.5),
  })
  assert.ok(seen.ok, JSON.stringify(seen))
  return { registrationId, version: seen.value.version }
}
type Visited = Awaited<ReturnType<typeof visited>>

const reported = (changes: Readonly<Record<string, unknown>>) => ({
  reportedBy: 'person' as const,
  changedOn: null,
  changes,
})
const moveOf = ({ registrationId, version }: Visited, change: Partial<MoveResidence> = {}): MoveResidence => ({
  intentId: randomUUID(),
  registrationId,
  expectedVersion: version,
  home: { dwellingId: room },
  movedOn: parsePlainDate(MOVED_ON),
  materials: [],
  ...change,
})
const move = (command: MoveResidence, member?: CastOfficial) => moveResidence(registry.deps, at(member), command)
const followers = async ({ registrationId }: Visited) =>
  (await registry.asOwner('select 1 from foshan.registration where follows = $1', [registrationId])).length

describe('未领证的人变更居住地址并变更登记 moveResidence with changed facts', () => {
  it('一次办成：变化记入随之开始的登记，原登记照旧；一次签名写明三件事，通知都发，重发还是一次', async () => {
    const who = await visited()
    const known = (await fileOf(who.registrationId)).form
    const command = moveOf(who, {
      amendment: reported({ employerName: '佛山市新光陶瓷有限公司', mobile: '13900139106' }),
    })
    const done = await move(command)
    assert.ok(done.ok, JSON.stringify(done))
    const [old, now] = [await fileOf(who.registrationId), await fileOf(done.value.subjectId)]
    assert.deepEqual([old.state, old.endReason, old.amendments.length], ['ended', 'moved', 0])
    assert.deepEqual(old.form, known)
    assert.deepEqual([now.state, now.version, done.value.version], ['recorded', 2, 2])
    assert.equal(({ ...now.form } as Record<string, unknown>)['employerName'], '佛山市新光陶瓷有限公司')
    assert.equal(now.person.mobileMasked, '139****9106')
    assert.deepEqual(
      now.amendments.map((one) => [one.version, one.after['employerName']]),
      [[2, '佛山市新光陶瓷有限公司']],
    )
    const signed = await registry.asOwner(
      'select step, case_id = $2::uuid as follows from foshan.signature where signing_id = $1 order by step, follows',
      [command.intentId, done.value.subjectId],
    )
    assert.deepEqual(
      signed.map(({ step, follows }) => [step, follows]),
      [
        ['keep-registration', false],
        ['keep-registration', true],
        ['register', true],
      ],
    )
    const told = await registry.asOwner('select topic from foshan.outbox where subject_id = $1 order by topic', [
      done.value.subjectId,
    ])
    assert.deepEqual(
      told.map(({ topic }) => topic),
      ['notice.amended', 'notice.mobile-changed', 'notice.registered'],
    )
    const again = await move(command)
    assert.ok(again.ok && again.value.repeated && again.value.subjectId === done.value.subjectId)
    assert.deepEqual(refusalCodes(await move({ ...command, amendment: reported({ marital: '20' }) })), [
      'intent.reused-with-other-content',
    ])
  })

  it('一件不能办的，都不办，两件事的理由一次说全；改好再送，办成', async () => {
    const who = await visited()
    const wrong = reported({ name: '另一人', marital: '' })
    const refusedFor = async (change: Partial<MoveResidence>) => refusalCodes(await move(moveOf(who, change)))
    assert.deepEqual(await refusedFor({ amendment: wrong }), ['amendment.elsewhere', 'form.field-missing'])
    assert.deepEqual(await refusedFor({ amendment: wrong, movedOn: parsePlainDate('2015-01-01') }), [
      'amendment.elsewhere',
      'form.dates-out-of-order',
      'form.field-missing',
    ])
    assert.deepEqual(await refusedFor({ amendment: reported({}) }), ['amendment.nothing-changed'])
    assert.deepEqual([await followers(who), (await fileOf(who.registrationId)).version], [0, who.version])
    const fine = await move(moveOf(who, { amendment: reported({ marital: '20' }) }))
    assert.ok(fine.ok, JSON.stringify(fine))
  })

  it('搬迁按变更后的登记表判断：缺的必填项这次报告了，就不缺；没有报告，就缺（对照）', async () => {
    const who = await visited()
    const lacking = { form: { marital: '' } as never }
    assert.deepEqual(refusalCodes(await move(moveOf(who, lacking))), ['form.field-missing'])
    const done = await move(moveOf(who, { ...lacking, amendment: reported({ marital: '20' }) }))
    assert.ok(done.ok, JSON.stringify(done))
  })

  it('两边都不管的站，听不到登记了什么，即使搬迁另有理由不能办', async () => {
    const who = await visited()
    const probing = moveOf(who, { amendment: reported({ marital: '' }) })
    const late = { ...probing, movedOn: parsePlainDate('2015-01-01') }
    assert.deepEqual(refusalCodes(await move(probing, OFFICIALS.guichengClerk)), ['access.outside-scope'])
    assert.deepEqual(refusalCodes(await move(late, OFFICIALS.guichengClerk)), ['form.dates-out-of-order'])
    // The control: the station of the place is told both.
    assert.deepEqual(refusalCodes(await move(late)), ['form.dates-out-of-order', 'form.field-missing'])
  })

  it('两个窗口同时办：一个办成，其余得知已变动；没有一半', async () => {
    const who = await visited()
    const commands = [
      moveOf(who, { amendment: reported({ marital: '20' }) }),
      moveOf(who),
      moveOf(who, { home: { dwellingId: DWELLINGS.guichengFlat.dwellingId } }),
    ]
    const all = await Promise.allSettled(commands.map((command) => move(command)))
    assert.equal(all.filter((one) => one.status === 'fulfilled' && one.value.ok).length, 1)
    for (const one of all)
      if (one.status === 'rejected')
        assert.ok(one.reason instanceof RegistryError && one.reason.code === 'version-conflict', String(one.reason))
      else assert.ok(one.value.ok, JSON.stringify(one.value))
    assert.equal(await followers(who), 1)
  })
})
