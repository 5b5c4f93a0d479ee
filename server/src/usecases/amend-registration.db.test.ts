import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { openMessageHouse } from '@anju/tests/message-house.ts'
import { paper, refusalCodes } from '@anju/tests/permit-driver.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { RegistryError } from '../registry-error.ts'
import { listEventsWithoutRow, listRowsWithoutEvent } from '../store/stream-audit.ts'
import { findRegistration, openForm, recordForm, sealForm } from '../store/registration.ts'
import { noticeHandler } from '../workers/notices.ts'
import { deliverOutbox } from '../workers/outbox.ts'
import { amendRegistration, type AmendRegistration } from './amend-registration.ts'
import { getRegistration } from './get-registration.ts'
import { registerResidence } from './register-residence.ts'

// Before the clock of the message house.
const DAY = '2016-02-29'
let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const at = (member = OFFICIALS.clerk) => registry.act(member, DAY, 'city')
let people = 0

async function registered() {
  people += 1
  const mobile = `1380000${String(people).padStart(4, '0')}`
  const declared = declarationOf({ ...newPerson('foshan'), mobile }, DWELLINGS.flat.dwellingId, '2016-01-05')
  const done = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), {
    intentId: randomUUID(),
    ...declared,
  })
  assert.ok(done.ok, JSON.stringify(done))
  return { registrationId: done.value.subjectId, version: done.value.version, mobile, form: declared.form }
}
type Registered = Awaited<ReturnType<typeof registered>>

const amend = (
  { registrationId, version }: Pick<Registered, 'registrationId' | 'version'>,
  changes: AmendRegistration['changes'],
  more: Partial<AmendRegistration> = {},
) =>
  amendRegistration(registry.deps, at(), {
    intentId: randomUUID(),
    registrationId,
    expectedVersion: version,
    reportedBy: 'person',
    changedOn: null,
    changes,
    materials: [],
    ...more,
  })
const fileOf = ({ registrationId }: Pick<Registered, 'registrationId'>) =>
  getRegistration(registry.deps, at(), registrationId)

describe('变更登记 amendRegistration', () => {
  it('新内容生效，原内容留存，签名、材料和台账都在，库里没有明文', async () => {
    const who = await registered()
    const done = await amend(
      who,
      { employerName: '佛山市新光陶瓷有限公司', marital: '20' },
      { changedOn: '2016-02-15' as never, materials: [paper('employment-contract')] },
    )
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(done.value.state, 'recorded')
    const file = await fileOf(who)
    const form: Readonly<Record<string, unknown>> = file.form
    assert.equal(form['employerName'], '佛山市新光陶瓷有限公司')
    assert.equal(form['education'], who.form.education, 'what nobody touched stays')
    const [one] = file.amendments
    assert.deepEqual(
      [one?.version, one?.on, one?.reportedBy, one?.changedOn, one?.before['employerName'], one?.after['marital']],
      [done.value.version, DAY, 'person', '2016-02-15', who.form.employerName, '20'],
    )
    const last = file.history.at(-1)
    assert.deepEqual([last?.event, last?.signed, last?.version], ['amend', true, done.value.version])
    assert.deepEqual(file.materials.map(({ kind }) => kind).includes('employment-contract'), true)
    const [row] = await registry.asOwner(
      'select changes_enc, to_jsonb(a) as whole from foshan.amendment a where registration_id = $1',
      [who.registrationId],
    )
    assert.ok(Buffer.isBuffer(row?.['changes_enc']) && !row['changes_enc'].includes('新光'))
    assert.doesNotMatch(JSON.stringify(row['whole']), /新光/)
  })

  it('不能在此修改的逐项说明，什么都不写', async () => {
    const who = await registered()
    const refused = await amend(who, { name: '另一人', lane: '别处', marital: '', mobile: '12' })
    assert.deepEqual(refusalCodes(refused), [
      'amendment.elsewhere',
      'amendment.elsewhere',
      'form.field-invalid',
      'form.field-missing',
    ])
    assert.deepEqual([(await fileOf(who)).version, (await fileOf(who)).amendments.length], [who.version, 0])
  })

  it('同一意图送两次是一次；派出所岗位没有此职责', async () => {
    const who = await registered()
    const intentId = randomUUID()
    const both = [await amend(who, { marital: '20' }, { intentId }), await amend(who, { marital: '20' }, { intentId })]
    assert.deepEqual(
      both.map((done) => done.ok && done.value.repeated),
      [false, true],
    )
    assert.equal((await fileOf(who)).amendments.length, 1)
    const refused = await amendRegistration(registry.deps, at(OFFICIALS.stationHead), {
      intentId: randomUUID(),
      registrationId: who.registrationId,
      expectedVersion: who.version + 1,
      reportedBy: 'person',
      changedOn: null,
      changes: { marital: '10' },
      materials: [],
    })
    assert.deepEqual(refusalCodes(refused), ['access.post-lacks-authority'])
  })

  it('两名文员同时变更：一人办成，其余 409，再办一次谁的也不丢', async () => {
    const who = await registered()
    const CLERKS = [
      { employerName: '佛山市新光陶瓷有限公司' },
      { marital: '20' },
      { mobile: '13900139001' },
      { education: '30' },
      { remark: '夜班' },
      { sons: 1 },
    ]
    const all = await Promise.allSettled(CLERKS.map((changes) => amend(who, changes)))
    const won = all.filter((one) => one.status === 'fulfilled')
    assert.equal(won.length, 1)
    for (const one of all)
      if (one.status === 'rejected')
        assert.ok(one.reason instanceof RegistryError && one.reason.code === 'version-conflict', String(one.reason))
    for (const [each, one] of all.entries()) {
      if (one.status === 'fulfilled') continue
      const { version } = await fileOf(who)
      const again = await amend({ ...who, version }, CLERKS[each] ?? {})
      assert.ok(again.ok, JSON.stringify(again))
    }
    assert.deepEqual(await lostOf(who, CLERKS), [])
    const { amendments, version } = await fileOf(who)
    assert.equal(amendments.length, CLERKS.length)
    assert.equal(version, who.version + CLERKS.length)
  })

  it('对照：不看版本的写法会丢，上面的判定看得出来', async () => {
    const who = await registered()
    const { deps } = registry
    const act = at()
    const stale = await act.city.pool.look(act.scope, (db) => findRegistration(db, who.registrationId))
    assert.ok(stale)
    const done = await amend(who, { marital: '20' })
    assert.ok(done.ok)
    await act.city.pool.transact(act.scope, (tx) =>
      recordForm(
        tx,
        stale,
        sealForm(
          deps.crypto,
          stale.registration_id,
          stale.person_id,
          { ...openForm(deps.crypto, stale), education: '30' },
          stale.dek_wrapped,
        ),
      ),
    )
    assert.deepEqual(await lostOf(who, [{ marital: '20' }, { education: '30' }]), ['marital'])
  })
})

describe('审计：变更登记和台账互相核对', () => {
  it('台账没有的变更、失去原内容的变更都查得出；没有动过的没有发现', async () => {
    const [forged, lost] = [await registered(), await registered()]
    const done = await amend(lost, { marital: '20' })
    assert.ok(done.ok)
    const act = at()
    const stray = async () =>
      act.city.pool.look(wholeCity(act.city), async (db) => {
        const [rows, events] = await Promise.all([listRowsWithoutEvent(db), listEventsWithoutRow(db)])
        return [
          ...rows.map(({ table, stream_id: id }) => `${table} ${id}`),
          ...events.map(({ kind, stream_id: id }) => `${kind} ${id}`),
        ]
      })
    assert.deepEqual(await stray(), [], 'the control')
    await registry.asOwner(
      `insert into foshan.amendment select gen_random_uuid(), $1, 3, r.person_id, r.division_code, 'person', null, '${DAY}', r.pack, '\\x00', null
       from foshan.registration r where registration_id = $1`,
      [forged.registrationId],
    )
    await registry.asOwner('delete from foshan.amendment where registration_id = $1', [lost.registrationId])
    assert.deepEqual(await stray(), [`amendment ${forged.registrationId}`, `amend ${lost.registrationId}`])
    await registry.asOwner('delete from foshan.amendment where registration_id = $1', [forged.registrationId])
  })
})

/** The fields of changes that were made and do not stand in the file. */
async function lostOf(who: Registered, made: readonly Readonly<Record<string, unknown>>[]): Promise<readonly string[]> {
  const { form, person } = await fileOf(who)
  const stands: Readonly<Record<string, unknown>> = { ...form, mobile: person.mobileMasked }
  return made
    .flatMap((changes) => Object.entries(changes))
    .filter(([field, value]) => stands[field] !== (field === 'mobile' ? '139****9001' : value))
    .map(([field]) => field)
}

describe('电话变更的通知', () => {
  it('原号码收到一条，不带姓名；以后的通知去新号码', async () => {
    const house = await openMessageHouse(registry, ['provider'])
    try {
      const [gateway] = house.gateways
      assert.ok(gateway)
      const who = await registered()
      const tell = () => deliverOutbox(registry.deps, house.city, noticeHandler, 'test', house.now)
      await tell()
      const fresh = '13900139002'
      const first = await amend(who, { mobile: fresh })
      assert.ok(first.ok, JSON.stringify(first))
      await tell()
      const second = await amend({ ...who, version: first.value.version }, { remark: '夜班' })
      assert.ok(second.ok)
      await tell()
      await tell()
      await house.until(
        'both numbers are told',
        async () => gateway.readOn(fresh).filter((text) => /变更/.test(text)).length === 2,
      )
      await house.settled()
      const former = gateway.readOn(who.mobile).filter((text) => text.includes('不再接收通知'))
      assert.equal(former.length, 1)
      assert.doesNotMatch(former[0] ?? '', /139/)
      assert.deepEqual(
        gateway.readOn(fresh).filter((text) => text.includes('不再接收通知')),
        [],
      )
      assert.deepEqual(
        gateway.readOn(who.mobile).filter((text) => /居住登记已于/.test(text)),
        [],
      )
    } finally {
      await house.close()
    }
  })
})
