import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { checkKeyedAddress } from './check-keyed-address.ts'
import { enterDwelling, type EnterDwelling } from './enter-dwelling.ts'
import { getDwelling } from './get-dwelling.ts'
import { getPack } from './get-pack.ts'
import { listDivisions } from './list-divisions.ts'
import { listDwellings } from './list-dwellings.ts'
import { listLanes } from './list-lanes.ts'
import { settleAddress } from './settle-address.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const ZHANGCHA = '440604011209'
const keyed = (parts: Partial<EnterDwelling['address']>): EnterDwelling['address'] => ({
  divisionCode: ZHANGCHA,
  lane: '张槎三路',
  door: '20号',
  building: '',
  unit: '',
  room: '',
  surveyReference: '',
  ...parts,
})
const command = (parts: Partial<EnterDwelling['address']>, intentId = randomUUID()): EnterDwelling => ({
  intentId,
  address: keyed(parts),
  livingAreaM2: 30,
  filingNo: '',
  landlordName: '',
  coordinates: null,
})
const act = () => registry.act(OFFICIALS.coordinator, '2016-01-05', 'city')
const codes = (decision: { ok: boolean; refusals?: readonly { code: string }[] }) =>
  (decision.refusals ?? []).map(({ code }) => code)

describe('dwellings 登记居所', () => {
  it('enters a standard address once; the same intent again is the same dwelling, the same address another time a duplicate', async () => {
    const first = command({ unit: '１０１房' })
    const done = await enterDwelling(registry.deps, act(), first)
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(done.value.standardText, '佛山市禅城区张槎街道张槎三路20号101房')
    assert.equal(done.value.status, 'standard')
    const again = await enterDwelling(registry.deps, act(), first)
    assert.ok(again.ok)
    assert.deepEqual({ ...again.value }, { ...done.value, repeated: true })
    assert.deepEqual(codes(await enterDwelling(registry.deps, act(), command({ unit: '101房' }))), [
      'address.duplicate',
    ])
  })

  it('of eight who enter the same address at once, one does', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => enterDwelling(registry.deps, act(), command({ door: '21号' }))),
    )
    assert.equal(all.filter(({ ok }) => ok).length, 1)
    for (const each of all) if (!each.ok) assert.deepEqual(codes(each), ['address.duplicate'])
  })

  it('refuses 整栋 and XX宿舍 with every reason, and stores nothing', async () => {
    assert.deepEqual(codes(await enterDwelling(registry.deps, act(), command({ building: '整栋' }))), [
      'address.whole-building',
    ])
    assert.deepEqual(codes(await enterDwelling(registry.deps, act(), command({ door: '', building: '大江厂宿舍' }))), [
      'address.dormitory-without-unit',
      'address.no-door-number',
    ])
    assert.deepEqual(await listDwellings(act(), '大江厂'), [])
  })

  it('an unregistered lane waits for the survey; once settled the lane is in the register', async () => {
    const pending = await enterDwelling(registry.deps, act(), command({ lane: '槎湾新径', door: '3号' }))
    assert.ok(pending.ok, JSON.stringify(pending))
    assert.equal(pending.value.status, 'pending-survey')
    const intentId = randomUUID()
    const settle = () =>
      settleAddress(registry.deps, registry.act(OFFICIALS.coordinator, '2016-01-06'), {
        intentId,
        dwellingId: pending.value.dwellingId,
        lane: '槎湾新街',
      })
    const settled = await settle()
    assert.ok(settled.ok, JSON.stringify(settled))
    assert.equal(settled.value.standardText, '佛山市禅城区张槎街道槎湾新街3号')
    assert.equal(settled.value.status, 'standard')
    assert.deepEqual(await listLanes(act(), ZHANGCHA, '槎湾'), ['槎湾新街'])
    const again = await settle()
    assert.equal(again.ok && again.value.repeated, true)
    const other = { intentId: randomUUID(), dwellingId: pending.value.dwellingId, lane: '槎湾新街' }
    await assert.rejects(() => settleAddress(registry.deps, registry.act(OFFICIALS.coordinator, '2016-01-06'), other), {
      code: 'version-conflict',
    })
    await assert.rejects(
      () =>
        settleAddress(registry.deps, registry.act(OFFICIALS.guichengClerk, '2016-01-06'), {
          ...other,
          intentId: randomUUID(),
        }),
      { code: 'not-found' },
    )
  })

  it('checks without storing: the text, the reasons, the dwelling that is there', async () => {
    const there = await checkKeyedAddress(registry.deps, act(), keyed({ door: '12号', building: '3栋', unit: '302房' }))
    assert.deepEqual(there, {
      standardText: '佛山市禅城区张槎街道张槎三路12号3栋302房',
      refusals: [],
      dwellingId: DWELLINGS.flat.dwellingId,
    })
    const noUnit = await checkKeyedAddress(registry.deps, act(), keyed({ door: '12号', building: '3栋' }))
    assert.deepEqual(codes({ ok: false, ...noUnit }), ['address.no-unit'])
    const elsewhere = await checkKeyedAddress(registry.deps, act(), keyed({ divisionCode: '150802001009' }))
    assert.deepEqual(codes({ ok: false, ...elsewhere }), ['address.foreign-division'])
  })

  it('the quota of 9 m² is three, of 36.5 m² twelve; another station does not see the dwelling; Linhe counts nothing', async () => {
    const at = registry.act(OFFICIALS.coordinator, '2016-01-05')
    assert.equal((await getDwelling(registry.deps, at, DWELLINGS.room.dwellingId)).cap, 3)
    assert.equal((await getDwelling(registry.deps, at, DWELLINGS.flat.dwellingId)).cap, 12)
    await assert.rejects(
      () => getDwelling(registry.deps, registry.act(OFFICIALS.guichengClerk, '2016-01-05'), DWELLINGS.flat.dwellingId),
      { code: 'not-found' },
    )
    const linhe = await getDwelling(
      registry.deps,
      registry.act(OFFICIALS.hallClerk, '2017-05-02'),
      DWELLINGS.linheFlat.dwellingId,
    )
    assert.equal(linhe.cap, null)
  })
})

describe('divisions 行政区划 and packs 本地规则', () => {
  it('offers districts below a municipality without the heading 市辖区, and counties below 省直辖县级行政区划', async () => {
    assert.equal((await listDivisions(registry.deps, undefined)).length, 34)
    const beijing = await listDivisions(registry.deps, '11')
    assert.equal(beijing[0]?.name, '东城区')
    assert.ok(beijing.every(({ level }) => level === 3))
    const hainan = await listDivisions(registry.deps, '46')
    assert.ok(hainan.some(({ name }) => name === '海口市') && hainan.some(({ name }) => name === '五指山市'))
    assert.ok(!hainan.some(({ name }) => name.startsWith('省直辖')))
    const towns = await listDivisions(registry.deps, '150802')
    assert.ok(!towns.some(({ name }) => name.includes('有限公司')))
  })

  it('gives the pack of the legal day with the words of its papers, and none before the first', () => {
    const given = getPack(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05'), undefined)
    assert.equal(given.packId, 'foshan/2016-01-01')
    assert.deepEqual(given.pack.halfYear.value, { n: 6, unit: 'month' })
    for (const paper of given.pack.checklist.common.value) assert.notEqual(given.pack.materials[paper].zh, '')
    assert.throws(() => getPack(registry.deps, registry.act(OFFICIALS.hallClerk, '2016-01-05'), undefined), {
      code: 'not-found',
    })
  })
})
