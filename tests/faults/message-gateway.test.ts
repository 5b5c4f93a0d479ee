import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { recordDeliveryReports } from '@anju/server/usecases/record-delivery-report.ts'
import { awayForADay, halfErrors } from '@anju/tests/message-fault.ts'
import {
  enterAddressees,
  howMany,
  messageFaults,
  openMessageHouse,
  queueNotices,
  statesOf,
  type MessageHouse,
} from '@anju/tests/message-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

const MINUTE = 60_000
const SIZE = { notices: 300, perSecond: 200, window: 40 }

let registry: TestRegistry
let people: readonly string[]
let house: MessageHouse | undefined
before(async () => {
  registry = await openTestRegistry()
  people = await enterAddressees(registry, 6)
})
after(() => registry.close())
afterEach(async () => {
  await house?.close()
  house = undefined
  await registry.asOwner('delete from foshan.sms_part')
  await registry.asOwner('delete from foshan.gateway_health')
})

describe('a gateway with faults, 300 notices', () => {
  it('away for 24 hours: nothing is lost, caught up at the pace of the settings, codes first', async () =>
    assert.equal(await awayForADay(registry, people, SIZE), SIZE.notices))

  for (const kind of ['smpp', 'provider'] as const)
    it(`${kind}: half of all ends in an error, answers are lost, reports come twice, too early and about nothing`, () =>
      halfErrors(registry, people, kind, { ...SIZE, notices: 150, perSecond: 1_000 }))
})

describe('each protection, and what is seen without it', () => {
  const only = (of: MessageHouse) => of.gateways[0] ?? assert.fail()
  const awayForHours = async (of: MessageHouse, hours: number) => {
    for (let hour = 0; hour < hours; hour += 1) {
      await of.round()
      of.advance(60 * MINUTE)
    }
    only(of).mood.down = false
  }

  it('negative control of the 24 hours: messages that wait for twelve only are over when the gateway is back', async () => {
    house = await openMessageHouse(registry, ['smpp'])
    only(house).mood.down = true
    const waiting = await queueNotices(registry, house, people, 20)
    const brief = await queueNotices(registry, house, people, 20)
    await registry.asOwner(
      `update foshan.sms_part set expires_at = due_at + interval '12 hours' where notice_id = any($1::uuid[])`,
      [brief],
    )
    await awayForHours(house, 24)
    await house.until('what waited went out', async () => (await howMany(registry, waiting, 'delivered')) === 20)
    assert.deepEqual([await howMany(registry, brief, 'delivered'), await howMany(registry, brief, 'expired')], [0, 20])
  })

  for (const kind of ['smpp', 'cmpp'] as const)
    it(`${kind}: takes everything and answers nothing: unknown for a day and never sent again; sent again, a telephone shows it twice`, async () => {
      house = await openMessageHouse(registry, [kind])
      const gateway = only(house)
      gateway.mood.reportTimes = 0
      gateway.mood.losesAnswer = () => true
      const noticeIds = await queueNotices(registry, house, people, 20)
      await house.until('all are unknown', async () => (await howMany(registry, noticeIds, 'unknown')) === 20)
      // More than the window bears: the rest is written as the first are given up.
      await house.until('all are taken', () => Promise.resolve(gateway.taken.length === 20))
      for (let hour = 0; hour < 24; hour += 1) {
        house.advance(60 * MINUTE)
        await house.round()
      }
      assert.equal(gateway.taken.length, 20)
      assert.deepEqual(
        await messageFaults(registry, house.gateways, noticeIds),
        noticeIds.map(() => 'left unknown'),
      )
      // Negative control: without an answer it is tried again, as one would with a page that does not load.
      gateway.mood.losesAnswer = () => false
      gateway.mood.reportTimes = 1
      await registry.asOwner(
        `update foshan.sms_part set state = 'queued', due_at = $2 where notice_id = any($1::uuid[])`,
        [noticeIds, house.now()],
      )
      await house.until('all were tried again', async () => (await howMany(registry, noticeIds, 'delivered')) === 20)
      assert.deepEqual(
        await messageFaults(registry, house.gateways, noticeIds),
        noticeIds.map(() => 'read twice'),
      )
    })

  it('callbacks that come three times, and once more with the contrary: one effect; were the end not kept, the last word would win', async () => {
    house = await openMessageHouse(registry, ['smpp'])
    const of = house
    const noticeIds = await queueNotices(registry, house, people, 20)
    await house.until('all are delivered', async () => (await howMany(registry, noticeIds, 'delivered')) === 20)
    const rows = await registry.asOwner('select reference from foshan.sms_part where notice_id = any($1::uuid[])', [
      noticeIds,
    ])
    const gateway = of.city.gateway?.name ?? ''
    const call = (outcome: 'delivered' | 'failed', stat: string) =>
      recordDeliveryReports(
        registry.deps,
        of.city,
        gateway,
        rows.map(({ reference }) => ({ reference: String(reference), outcome, stat, mobile: '', mark: undefined })),
        of.now(),
      )
    for (let times = 0; times < 3; times += 1) await call('delivered', 'DELIVRD')
    await call('failed', 'UNDELIV')
    await of.round()
    assert.equal(await howMany(registry, noticeIds, 'delivered'), 20)
    const kept = await registry.asOwner(
      'select outcome, count(*)::int as n, min(times) as times from foshan.sms_report where gateway = $1 group by outcome order by outcome',
      [gateway],
    )
    assert.deepEqual(
      kept.map(({ outcome, n }) => [outcome, n]),
      [
        ['delivered', 20],
        ['failed', 20],
      ],
    )
    assert.ok(Number(kept[0]?.['times']) >= 3, 'each was told three times and is one row')
    assert.deepEqual(await messageFaults(registry, of.gateways, noticeIds), [])
    // Negative control: a worker that forgets the end takes the contrary for it, and somebody is called for nothing.
    await registry.asOwner(`update foshan.sms_part set state = 'handed-over' where notice_id = any($1::uuid[])`, [
      noticeIds,
    ])
    await registry.asOwner(`update foshan.sms_report set closed_at = null where outcome = 'failed' and gateway = $1`, [
      gateway,
    ])
    await of.until(
      'the contrary was taken',
      async () => (await howMany(registry, noticeIds, 'failed-permanent')) === 20,
    )
  })
})

describe('two gateways', () => {
  const bothTaken = () => house?.gateways.map(({ taken }) => taken.length)

  it('the first takes and tells nothing for five minutes: the second goes on, and never sends what the first may have taken', async () => {
    house = await openMessageHouse(registry, ['cmpp', 'smpp'], { retryMsMax: 60_000_000 })
    const [first, second] = house.gateways
    assert.ok(first && second)
    first.mood.reportTimes = 0
    first.mood.losesAnswer = (n) => n === 1
    const early = await queueNotices(registry, house, people, 20)
    await house.until('the first took them', () => Promise.resolve(first.taken.length === 20))
    await house.settled()
    house.advance(5 * MINUTE + 1_000)
    await house.round()
    assert.match(house.said.join('\n'), /lowered: 20 of 20 slow\n.*go by g1-/)
    const late = await queueNotices(registry, house, people, 20)
    await house.until('the second delivered the rest', async () => (await howMany(registry, late, 'delivered')) === 20)
    assert.deepEqual(bothTaken(), [20, 20])
    const kept = await registry.asOwner(
      'select gateway, lowered, chosen, why from foshan.gateway_health order by gateway',
    )
    assert.deepEqual(
      kept.map(({ lowered, chosen, why }) => ({ lowered, chosen, why })),
      [
        { lowered: true, chosen: false, why: '20 of 20 slow' },
        { lowered: false, chosen: true, why: '' },
      ],
    )
    // Rested, and nothing slow within the window: back to the first.
    first.mood.losesAnswer = () => false
    first.mood.reportTimes = 1
    house.advance(15 * MINUTE)
    await house.round()
    assert.match(house.said.join('\n'), /raised again\n.*go by g0-/)
    const last = await queueNotices(registry, house, people, 5)
    await house.until('the first delivers again', async () => (await howMany(registry, last, 'delivered')) === 5)
    assert.deepEqual(bothTaken(), [25, 20])
    house.advance(73 * 60 * MINUTE)
    await house.until('all have an end', async () => (await howMany(registry, early, 'expired')) === 20)
    assert.deepEqual(await messageFaults(registry, house.gateways, [...early, ...late, ...last]), [])
    // Negative control: where the unknown go to the other gateway, a telephone shows it twice.
    const one = early[0] ?? ''
    await registry.asOwner(
      `update foshan.sms_part set state = 'queued', reference = null, due_at = $2, expires_at = $2::timestamptz + interval '1 hour' where notice_id = $1`,
      [one, house.now()],
    )
    await house.until('it was sent again', async () => (await statesOf(registry, [one])).get(one) === 'delivered')
    assert.deepEqual(await messageFaults(registry, house.gateways, early), ['read twice'])
  })

  it('the first is away: after a minute everything that waits goes by the second', async () => {
    house = await openMessageHouse(registry, ['cmpp', 'smpp'])
    const [first, second] = house.gateways
    assert.ok(first && second)
    first.mood.down = true
    const noticeIds = await queueNotices(registry, house, people, 30)
    for (let rounds = 0; rounds < 5; rounds += 1) await house.round()
    assert.deepEqual(bothTaken(), [0, 0], 'a short break is none')
    house.advance(MINUTE)
    await house.until('the second delivered', async () => (await howMany(registry, noticeIds, 'delivered')) === 30)
    assert.deepEqual(bothTaken(), [0, 30])
    assert.deepEqual(await messageFaults(registry, house.gateways, noticeIds), [])
  })

  it('the first takes nothing: after a few tries the second goes on', async () => {
    house = await openMessageHouse(registry, ['smpp', 'cmpp'], { window: 4 })
    const [first] = house.gateways
    assert.ok(first)
    first.mood.fails = () => true
    const noticeIds = await queueNotices(registry, house, people, 30)
    for (let rounds = 0; rounds < 4; rounds += 1) {
      await house.round()
      await house.settled()
    }
    assert.equal(first.taken.length, 0)
    assert.ok(first.submissions >= 10, `${first.submissions}`)
    house.advance(6_000)
    await house.until('the second delivered', async () => (await howMany(registry, noticeIds, 'delivered')) === 30)
    assert.match(house.said.join('\n'), /lowered: \d+ of \d+ not taken/)
    assert.deepEqual(await messageFaults(registry, house.gateways, noticeIds), [])
  })
})

describe('asked what became of it, where no report comes', () => {
  const HOUR = 60 * MINUTE
  const firstOf = (of: MessageHouse) => of.gateways[0] ?? assert.fail()

  it('SMPP: after an hour by its id, and not sent again; of what is unknown there is no id, so nobody asks', async () => {
    house = await openMessageHouse(registry, ['smpp'])
    const gateway = firstOf(house)
    gateway.mood.reportTimes = 0
    gateway.mood.losesAnswer = (n) => n === 2
    const noticeIds = await queueNotices(registry, house, people, 2)
    await house.until('both were taken', () => Promise.resolve(gateway.taken.length === 2))
    await house.settled()
    await house.round()
    assert.equal(gateway.queries, 0, 'not before an hour')
    house.advance(HOUR)
    gateway.mood.stat = () => 'ENROUTE'
    await house.round()
    assert.equal(gateway.queries, 1)
    gateway.mood.stat = () => 'DELIVRD'
    house.advance(HOUR)
    await house.until('it is delivered', async () => (await howMany(registry, noticeIds, 'delivered')) === 1)
    assert.equal(await howMany(registry, noticeIds, 'unknown'), 1)
    assert.deepEqual([gateway.queries, gateway.taken.length], [2, 2])
  })

  it('CMPP has no such question: it stays as it is', async () => {
    house = await openMessageHouse(registry, ['cmpp'])
    firstOf(house).mood.reportTimes = 0
    const noticeIds = await queueNotices(registry, house, people, 1)
    await house.until('it was taken', async () => (await howMany(registry, noticeIds, 'handed-over')) === 1)
    house.advance(5 * HOUR)
    await house.round()
    assert.equal(await howMany(registry, noticeIds, 'handed-over'), 1)
  })
})
