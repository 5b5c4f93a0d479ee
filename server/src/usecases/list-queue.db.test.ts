import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { getResidence } from './get-residence.ts'
import { listQueue } from './list-queue.ts'
import { lookUpPerson } from './look-up-person.ts'
import { registerResidence } from './register-residence.ts'

let registry: TestRegistry
let zhangId = ''
before(async () => {
  registry = await openTestRegistry()
  const { deps } = registry
  const declare = async (
    member: keyof typeof OFFICIALS,
    person: keyof typeof ARRIVALS,
    dwelling: keyof typeof DWELLINGS,
    on: string,
    entry: 'entered' | 'held' = 'entered',
  ) => {
    const command = { intentId: randomUUID(), ...declarationOf(ARRIVALS[person], DWELLINGS[dwelling].dwellingId, on) }
    const done = await registerResidence(deps, registry.act(OFFICIALS[member], on, 'city'), command, entry)
    assert.ok(done.ok, JSON.stringify(done))
    return done.value
  }
  zhangId = (await declare('clerk', 'zhang', 'flat', '2016-01-05')).personId
  await declare('clerk', 'li', 'room', '2016-01-06', 'held')
  await declare('guichengClerk', 'qin', 'guichengFlat', '2016-01-06')
  await declare('registrar', 'zhao', 'linheFlat', '2017-05-02')
})
after(() => registry.close())

const queueOf = async (member: keyof typeof OFFICIALS, all = false, part = '', on = '2016-01-07') => {
  const { items, total } = await listQueue(registry.deps, registry.act(OFFICIALS[member], on), { all, part })
  assert.equal(total, items.length)
  return items.map(({ name, state, duties }) => ({ name, state, duties }))
}

describe('work queue 待办', () => {
  it('shows each official what waits for their duty: the visit to the coordinator, the held declaration to the clerk', async () => {
    assert.deepEqual(await queueOf('coordinator'), [
      { name: ARRIVALS.zhang.name, state: 'recorded', duties: ['visit'] },
      { name: ARRIVALS.li.name, state: 'declared-window', duties: ['register'] },
    ])
    assert.deepEqual(
      (await queueOf('clerk')).map(({ name }) => name),
      [ARRIVALS.li.name],
    )
    assert.deepEqual(await queueOf('stationHead'), [])
    assert.deepEqual(
      (await queueOf('stationHead', true)).map(({ name }) => name),
      [ARRIVALS.zhang.name, ARRIVALS.li.name],
    )
  })

  it('never shows another station its cases, nor another city', async () => {
    assert.deepEqual(
      (await queueOf('guichengClerk', true)).map(({ name }) => name),
      [ARRIVALS.qin.name],
    )
    assert.deepEqual(await queueOf('guichengClerk', true, ARRIVALS.zhang.name), [])
    assert.deepEqual(await queueOf('registrar', false, '', '2017-05-03'), [])
    assert.deepEqual(
      (await queueOf('registrar', true, '', '2017-05-03')).map(({ name, state }) => ({ name, state })),
      [{ name: ARRIVALS.zhao.name, state: 'active' }],
    )
  })

  it('the statement itself keeps to the scope: without row-level security it still shows nothing of others', async () => {
    registry.statements.length = 0
    await queueOf('guichengClerk', true)
    const sent = registry.statements.find(({ sql }) => sql.includes('waiting'))
    assert.deepEqual(sent?.parameters[1], ['440605011%'])
  })

  it('finds by part of a name or an address', async () => {
    assert.equal((await queueOf('coordinator', true, '302房')).length, 1)
    assert.equal((await queueOf('coordinator', true, '没有这个人')).length, 0)
  })
})

describe('look up a person 按证件号查人', () => {
  it('finds by the exact number with the open registration, typed with a small x and blanks', async () => {
    const act = registry.act(OFFICIALS.guichengClerk, '2016-01-07', 'city')
    const typed = ` ${ARRIVALS.zhang.idNumber.slice(0, 6)} ${ARRIVALS.zhang.idNumber.slice(6).toLowerCase()} `
    const found = await lookUpPerson(registry.deps, act, typed)
    assert.ok(found.ok)
    assert.equal(found.value.person?.personId, zhangId)
    assert.equal(found.value.person?.mobileMasked, '138****0101')
    assert.notEqual(found.value.openRegistrationId, null)
    assert.deepEqual(found.value.idNumber, {
      sex: '2',
      birthOn: '1988-05-20',
      divisionCode: '440699',
      divisionKnown: false,
    })
  })

  it('somebody of another city is nobody here, and a wrong number says what is wrong', async () => {
    const act = registry.act(OFFICIALS.clerk, '2017-05-03', 'city')
    const other = await lookUpPerson(registry.deps, act, ARRIVALS.zhao.idNumber)
    assert.ok(other.ok)
    assert.equal(other.value.found, false)
    const wrong = await lookUpPerson(registry.deps, act, '440699198805203020')
    assert.ok(!wrong.ok)
    assert.deepEqual(
      wrong.refusals.map(({ code }) => code),
      ['id-number.check-digit-wrong'],
    )
  })
})

describe('residence day by day 居住明细', () => {
  it('张秀兰 on 2016-01-07: one segment from the registration day, half a year on 2016-07-05, 180 days to go', async () => {
    const residence = await getResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-07', 'city'), zhangId)
    assert.deepEqual(
      residence.segments.map(({ from, to, counts, key }) => ({ from, to, counts, key })),
      [{ from: '2016-01-05', to: '2016-01-07', counts: true, key: 'residence.registered' }],
    )
    assert.equal(residence.residenceStart, '2016-01-05')
    assert.equal(residence.eligibleFrom, '2016-07-05')
    assert.equal(residence.daysToGo, 180)
    assert.deepEqual(residence.permits, [])
  })

  it('a person of another city is not found', async () => {
    const act = registry.act(OFFICIALS.registrar, '2017-05-03', 'city')
    await assert.rejects(() => getResidence(registry.deps, act, zhangId), { code: 'not-found' })
  })
})
