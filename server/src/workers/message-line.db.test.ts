import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import type { SimulatedGateway } from '@anju/dev/sms-simulator/simulated-gateway.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { childOf } from '@anju/tests/mandate-driver.ts'
import { simulateGateway } from '@anju/tests/message-house.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { City } from '../deps.ts'
import { parseGatewaySettings, type GatewaySettings } from '../gateway/gateway-settings.ts'
import type { DeliveryReport } from '../gateway/message-sender.ts'
import { openSender } from '../gateway/open-sender.ts'
import { findMandateCode } from '../store/mandate-code.ts'
import { giveMandate } from '../usecases/give-mandate.ts'
import { recordDeliveryReports } from '../usecases/record-delivery-report.ts'
import { listNotices } from '../usecases/list-notices.ts'
import { registerResidence } from '../usecases/register-residence.ts'
import { openMessageLine, type MessageLine } from './message-line.ts'
import { noticeHandler } from './notices.ts'
import { deliverOutbox } from './outbox.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

/** A quarter past nine in the morning in China, on a day after all acts of these tests. */
const START = Date.parse('2016-03-01T01:15:00.000Z')
let offsetMs = 0
let startedMs = 0
/** The system clock of the test: it runs, and can be set on. */
const now = () => new Date(START + offsetMs + (performance.now() - startedMs)).toISOString()
const HOUR = 3_600_000
beforeEach(() => {
  offsetMs = 0
  startedMs = performance.now()
})

type House = {
  readonly city: City
  readonly gateway: SimulatedGateway
  readonly line: MessageLine
  reopen(): MessageLine
}
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
  await registry.asOwner('delete from foshan.sms_part')
  await registry.asOwner('delete from foshan.sms_report')
})

let houses = 0
/** A city whose gateway is a simulator, each under a name of its own. */
async function openHouse(kind: GatewaySettings['kind'], settings: Record<string, unknown> = {}): Promise<House> {
  houses += 1
  const name = `${kind}-${houses}`
  const waits = kind === 'provider' ? {} : { reconnectMs: 20, throttleMs: 50 }
  const own = { kind, name, answerMs: 1_000, retryMs: 50, ...waits, ...settings }
  const { gateway, own: reached, stop } = await simulateGateway(kind, now)
  closing.push(stop)
  const parsed = parseGatewaySettings(JSON.stringify({ foshan: { ...own, ...reached } })).get('foshan')?.gateway
  assert.ok(parsed)
  const served = registry.deps.cities.get('foshan')
  assert.ok(served)
  const city = { ...served, gateway: parsed }
  const open = () => {
    const line = openMessageLine(registry.deps, city, {
      settings: parsed,
      open: (events) => openSender(parsed, events, { now, newNonce: randomUUID }),
      now,
      onError: (error) => assert.fail(String(error)),
    })
    closing.push(() => line.stop())
    return line
  }
  return { city, gateway, line: open(), reopen: open }
}

/** Registers a new person, and makes the notice that tells them so. */
async function tell(
  { city }: House,
  mobile = `138${String(10_000_000 + (Math.trunc(performance.now() * 1_000) % 89_999_999))}`,
) {
  const declaration = declarationOf({ ...newPerson('foshan'), mobile }, DWELLINGS.flat.dwellingId, '2016-01-05')
  const command = { intentId: randomUUID(), ...declaration }
  const done = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), command)
  assert.ok(done.ok, JSON.stringify(done))
  await deliverOutbox(registry.deps, city, noticeHandler, 'test', now)
  const [row] = await registry.asOwner(
    `select n.notice_id, n.person_id from foshan.notice n join foshan.outbox o using (outbox_id) where o.subject_id = $1`,
    [done.value.subjectId],
  )
  return { mobile, noticeId: String(row?.['notice_id']), personId: String(row?.['person_id']) }
}
/** The person's agent asks at the window for the code by which the person says yes, at the test's own time. */
async function askForCode({ city }: House, personId: string): Promise<{ noticeId: string; code: string }> {
  const act = { ...registry.act(OFFICIALS.clerk, '2016-03-01', 'city'), at: now(), city }
  const agent = childOf({ name: '唐小妹', idNumber: newPerson('foshan').idNumber })
  const done = await giveMandate(registry.deps, act, {
    intentId: randomUUID(),
    personId,
    agent,
    agentSeen: true,
    scopes: ['application'],
    way: 'code',
    lastOn: null,
    portrait: null,
  })
  assert.ok(done.ok, JSON.stringify(done))
  await deliverOutbox(registry.deps, city, noticeHandler, 'test', now)
  const [row] = await registry.asOwner(
    `select n.notice_id, c.code_id from foshan.mandate_code c join foshan.outbox o on o.payload ->> 'codeId' = c.code_id::text
     join foshan.notice n using (outbox_id) where c.mandate_id = $1`,
    [done.value.subjectId],
  )
  const codeId = String(row?.['code_id'])
  const code = await city.pool.look(act.scope, (db) => findMandateCode(db, registry.deps.crypto, codeId))
  // The next one is not asked for within the minute.
  offsetMs += 61_000
  return { noticeId: String(row?.['notice_id']), code: code?.code ?? '' }
}
const partOf = async (noticeId: string) => {
  const [row] = await registry.asOwner(
    'select state, tries, refusals, why, due_at, reference, handed_at from foshan.sms_part where notice_id = $1 and part = 1',
    [noticeId],
  )
  assert.ok(row)
  return row
}
const stateOf = async (noticeId: string) => String((await partOf(noticeId))['state'])
/** Works until a part stands there. */
async function until(line: MessageLine, noticeId: string, state: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    await line.round()
    if ((await stateOf(noticeId)) === state) return
    if (tries > 150) assert.fail(`${noticeId} stays ${await stateOf(noticeId)} and never is ${state}`)
    await pause(20)
  }
}

for (const kind of ['smpp', 'cmpp'] as const) {
  describe(`notices by ${kind}`, () => {
    it('queued, handed over, delivered: once, and the list says so', async () => {
      const house = await openHouse(kind)
      const { noticeId, mobile } = await tell(house)
      assert.equal(await stateOf(noticeId), 'queued')
      await until(house.line, noticeId, 'delivered')
      assert.equal(house.gateway.readOn(mobile).length, 1)
      assert.match(house.gateway.readOn(mobile)[0] ?? '', /^【佛山居住证】.*居住登记已录入/)
      const [listed] = await listNotices(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05'))
      assert.deepEqual({ state: listed?.state, why: listed?.why }, { state: 'delivered', why: 'DELIVRD' })
    })

    it('taken without an answer: unknown, never sent again; the report finds it by number', async () => {
      const house = await openHouse(kind)
      await until(house.line, (await tell(house)).noticeId, 'delivered')
      house.gateway.mood.losesAnswer = () => true
      const { noticeId, mobile } = await tell(house)
      await until(house.line, noticeId, 'unknown')
      await house.line.settled()
      assert.equal(await stateOf(noticeId), 'unknown')
      await until(house.line, noticeId, 'delivered')
      assert.equal(house.gateway.readOn(mobile).length, 1)
      assert.equal((await partOf(noticeId))['tries'], 1)
    })

    it('taken without an answer and without a report: given up after 72 hours, and never sent again', async () => {
      const house = await openHouse(kind)
      house.gateway.mood.losesAnswer = () => true
      house.gateway.mood.reportTimes = 0
      const { noticeId, mobile } = await tell(house)
      await until(house.line, noticeId, 'unknown')
      await house.line.settled()
      offsetMs += 72 * HOUR - 60_000
      await house.line.round()
      assert.equal(await stateOf(noticeId), 'unknown')
      offsetMs += 120_000
      await until(house.line, noticeId, 'expired')
      assert.equal(house.gateway.readOn(mobile).length, 1)
    })
  })
}

describe('a gateway that is away, slow, or says no', () => {
  it('away for 24 hours: everything waits, nothing counts as tried, and all of it arrives once', async () => {
    const house = await openHouse('cmpp')
    house.gateway.mood.down = true
    await pause(50)
    const told = [await tell(house), await tell(house), await tell(house)]
    for (let hour = 0; hour < 24; hour += 1) {
      await house.line.round()
      offsetMs += HOUR
    }
    for (const { noticeId } of told) assert.equal(await stateOf(noticeId), 'queued')
    assert.equal(house.gateway.submissions, 0)
    house.gateway.mood.down = false
    for (const { noticeId } of told) await until(house.line, noticeId, 'delivered')
    for (const { mobile, noticeId } of told) {
      assert.equal(house.gateway.readOn(mobile).length, 1)
      assert.equal((await partOf(noticeId))['tries'], 1)
    }
  })

  it('throttled: tried again, and no refusal is held against the text', async () => {
    const house = await openHouse('smpp')
    house.gateway.mood.throttles = (n) => n <= 2
    const { noticeId, mobile } = await tell(house)
    await until(house.line, noticeId, 'delivered')
    assert.deepEqual((({ tries, refusals }) => ({ tries, refusals }))(await partOf(noticeId)), {
      tries: 3,
      refusals: 0,
    })
    assert.equal(house.gateway.readOn(mobile).length, 1)
  })

  it('refused for good, reported undeliverable, reported expired: each its own end', async () => {
    const house = await openHouse('smpp')
    house.gateway.mood.refuses = (mobile) => mobile.endsWith('1')
    house.gateway.mood.stat = (mobile) => (mobile.endsWith('2') ? 'UNDELIV' : 'EXPIRED')
    const [refused, failed, expired] = [
      await tell(house, '13855550001'),
      await tell(house, '13855550002'),
      await tell(house, '13855550003'),
    ]
    await until(house.line, refused.noticeId, 'failed-permanent')
    await until(house.line, failed.noticeId, 'failed-permanent')
    await until(house.line, expired.noticeId, 'expired')
    assert.equal((await partOf(refused.noticeId))['why'], 'SMPP status 0x0b')
    assert.equal((await partOf(failed.noticeId))['why'], 'UNDELIV')
  })

  it('reported before it answers, three times, and once more when all is over: one effect', async () => {
    const house = await openHouse('cmpp')
    house.gateway.mood.reportsFirst = true
    house.gateway.mood.reportTimes = 3
    const { noticeId } = await tell(house)
    await until(house.line, noticeId, 'delivered')
    const [report] = await registry.asOwner(
      'select reference, times, count(*) over ()::int as n from foshan.sms_report',
    )
    assert.equal(report?.['n'], 1)
    assert.equal(report['times'], 3)
    const again: DeliveryReport = {
      reference: String(report['reference']),
      outcome: 'failed',
      stat: 'UNDELIV',
      mobile: '',
      mark: undefined,
    }
    await recordDeliveryReports(registry.deps, house.city, house.city.gateway?.name ?? '', [again], now())
    await house.line.round()
    assert.equal(await stateOf(noticeId), 'delivered')
  })

  it('delivered after it was given up: that is what happened', async () => {
    const house = await openHouse('smpp')
    house.gateway.mood.reportTimes = 0
    const { noticeId } = await tell(house)
    await until(house.line, noticeId, 'handed-over')
    offsetMs += 73 * HOUR
    await until(house.line, noticeId, 'expired')
    const { reference } = await partOf(noticeId)
    const late = {
      reference: String(reference),
      outcome: 'delivered',
      stat: 'DELIVRD',
      mobile: '',
      mark: undefined,
    } as const
    await recordDeliveryReports(registry.deps, house.city, house.city.gateway?.name ?? '', [late], now())
    await until(house.line, noticeId, 'delivered')
  })
})

describe('a provider by HTTP', () => {
  it('taken and not answered: asked about by our id, found, and not sent again', async () => {
    // It hangs up at once: time enough that nothing but this makes the part unknown.
    const house = await openHouse('provider', { answerMs: 10_000 })
    house.gateway.mood.losesAnswer = () => true
    const { noticeId, mobile } = await tell(house)
    await until(house.line, noticeId, 'delivered')
    assert.equal(house.gateway.readOn(mobile).length, 1)
    assert.equal((await partOf(noticeId))['tries'], 1)
  })

  it('asked and surely not there: sent again', async () => {
    const house = await openHouse('provider')
    const { noticeId, mobile } = await tell(house)
    await registry.asOwner(
      `update foshan.sms_part set state = 'unknown', tries = 1, handed_at = $2, claimed_until = $2 where notice_id = $1`,
      [noticeId, now()],
    )
    await until(house.line, noticeId, 'handed-over')
    assert.equal(house.gateway.readOn(mobile).length, 1)
    assert.equal((await partOf(noticeId))['tries'], 2)
  })
})

describe('quiet hours and budgets', () => {
  it('nothing goes out from 21:00 to 08:00, and what waited goes then', async () => {
    const house = await openHouse('smpp')
    offsetMs = Date.parse('2016-03-01T20:59:30+08:00') - START
    await until(house.line, (await tell(house)).noticeId, 'delivered')
    offsetMs = Date.parse('2016-03-01T21:00:00+08:00') - START
    const { noticeId } = await tell(house)
    for (let hour = 0; hour < 10; hour += 1) {
      await house.line.round()
      offsetMs += HOUR
    }
    assert.equal(await stateOf(noticeId), 'queued')
    offsetMs = Date.parse('2016-03-02T08:00:00+08:00') - START
    await until(house.line, noticeId, 'delivered')
  })

  it('a code that somebody waits for at the window goes at once, whatever the hour and the budget; a notice beside it waits', async () => {
    const house = await openHouse('smpp', { perPersonPerDay: 1, perDay: 1 })
    const { personId, mobile, noticeId: told } = await tell(house)
    await until(house.line, told, 'delivered')
    offsetMs = Date.parse('2016-03-01T21:30:00+08:00') - START
    const notice = await tell(house)
    const codes = [await askForCode(house, personId), await askForCode(house, personId)]
    for (const code of codes) {
      await until(house.line, code.noticeId, 'delivered')
      assert.ok(
        house.gateway.readOn(mobile).some((text) => text.includes(code.code)),
        code.code,
      )
    }
    assert.equal(await stateOf(notice.noticeId), 'queued')
    // Negative control: the same row, not marked urgent, waits for the morning and the budget.
    const third = await askForCode(house, personId)
    await registry.asOwner('update foshan.sms_part set urgent = false where notice_id = $1', [third.noticeId])
    for (let rounds = 0; rounds < 5; rounds += 1) await house.line.round()
    assert.equal(await stateOf(third.noticeId), 'queued')
  })

  it('a code that is over is not sent any more', async () => {
    const house = await openHouse('smpp')
    const { personId, noticeId: told, mobile } = await tell(house)
    await until(house.line, told, 'delivered')
    const code = await askForCode(house, personId)
    offsetMs += HOUR / 6
    await until(house.line, code.noticeId, 'expired')
    assert.ok(!house.gateway.readOn(mobile).some((text) => text.includes(code.code)))
  })

  it('no more than its budget goes to one person a day; the rest goes the day after', async () => {
    const house = await openHouse('smpp', { perPersonPerDay: 2 })
    const { personId, mobile, noticeId: first } = await tell(house)
    const more = [randomUUID(), randomUUID()]
    for (const [at, noticeId] of more.entries()) await copyNotice(first, noticeId, at + 1)
    const [second = '', third = ''] = more
    await until(house.line, first, 'delivered')
    await until(house.line, second, 'delivered')
    await house.line.round()
    const waiting = await partOf(third)
    assert.equal(waiting['state'], 'queued')
    assert.equal(waiting['why'], 'the budget of the person for the day')
    assert.equal(new Date(String(waiting['due_at'])).toISOString(), '2016-03-01T16:00:00.000Z')
    assert.equal(house.gateway.readOn(mobile).length, 2)
    offsetMs += 24 * HOUR
    await until(house.line, third, 'delivered')
    assert.equal(house.gateway.readOn(mobile).length, 3)
    assert.ok(personId)
  })

  it('no more than its budget goes out in a day', async () => {
    const house = await openHouse('cmpp', { perDay: 2 })
    const told = [await tell(house), await tell(house), await tell(house)]
    for (let rounds = 0; rounds < 30; rounds += 1) {
      await house.line.round()
      await pause(10)
    }
    const states = await Promise.all(told.map(({ noticeId }) => stateOf(noticeId)))
    assert.deepEqual(states.toSorted(), ['delivered', 'delivered', 'queued'])
    assert.equal(house.gateway.submissions, 2)
  })

  it('a person without a number any more is not sent anything', async () => {
    const house = await openHouse('smpp')
    const { noticeId, personId } = await tell(house)
    await registry.asOwner('update foshan.person set mobile_enc = null where person_id = $1', [personId])
    await until(house.line, noticeId, 'failed-permanent')
    assert.equal((await partOf(noticeId))['why'], 'no mobile number')
    assert.equal(house.gateway.submissions, 0)
  })
})

/** Another notice to the same person, due a little later. */
async function copyNotice(from: string, noticeId: string, laterMs: number): Promise<void> {
  const [person] = await registry.asOwner(
    'select p.person_id, p.dek_wrapped, n.division_code from foshan.notice n join foshan.person p using (person_id) where n.notice_id = $1',
    [from],
  )
  const key = person?.['dek_wrapped']
  assert.ok(Buffer.isBuffer(key))
  const place = { table: 'notice', column: 'text_enc', rowId: noticeId, personId: String(person?.['person_id']) }
  const sealed = registry.deps.crypto.seal(place, `【佛山居住证】${noticeId}`, key)
  await registry.asOwner(
    `insert into foshan.notice (notice_id, person_id, division_code, outbox_id, template, text_enc, made_on, state)
     select $2, person_id, division_code, gen_random_uuid(), template, $3, made_on, state from foshan.notice where notice_id = $1`,
    [from, noticeId, sealed],
  )
  await registry.asOwner(
    `insert into foshan.sms_part (notice_id, part, parts, person_id, division_code, gateway, state, due_at, expires_at)
     select $2, 1, 1, person_id, division_code, gateway, 'queued', due_at + $3 * interval '1 millisecond', expires_at from foshan.sms_part where notice_id = $1`,
    [from, noticeId, laterMs],
  )
}

describe('a worker that dies', () => {
  it('between the mark and the answer: unknown, and the next worker sends nothing again', async () => {
    const house = await openHouse('smpp')
    house.gateway.mood.answerMs = () => 10_000
    const { noticeId, mobile } = await tell(house)
    await until(house.line, noticeId, 'unknown')
    while (house.gateway.taken.length === 0) await pause(5)
    await house.line.stop()
    house.gateway.mood.answerMs = () => 0
    const next = house.reopen()
    await until(next, noticeId, 'delivered')
    assert.equal(house.gateway.readOn(mobile).length, 1)
  })

  it('negative control: a worker that sends the unknown again is seen by the telephone', async () => {
    const house = await openHouse('smpp')
    house.gateway.mood.losesAnswer = (n) => n === 1
    house.gateway.mood.reportTimes = 0
    const { noticeId, mobile } = await tell(house)
    await until(house.line, noticeId, 'unknown')
    await house.line.settled()
    await registry.asOwner(`update foshan.sms_part set state = 'queued' where notice_id = $1`, [noticeId])
    await until(house.line, noticeId, 'handed-over')
    assert.equal(house.gateway.readOn(mobile).length, 2)
  })
})

describe('everything at once', () => {
  for (const kind of ['cmpp', 'provider'] as const)
    it(`${kind}: answers lost, too fast, reports doubled, too early and about nothing: each is read once`, async () => {
      // Nothing calls back here, so a provider's reports are fetched.
      const house = await openHouse(kind, { retryMsMax: 200 })
      const { mood } = house.gateway
      mood.losesAnswer = (n) => n % 3 === 0
      mood.throttles = (n) => n % 5 === 0
      mood.reportTimes = 2
      mood.reportsFirst = true
      const told = []
      for (let each = 0; each < 30; each += 1) told.push(await tell(house, `137${String(10_000_000 + each)}`))
      const nothing = { outcome: 'failed', stat: 'UNDELIV', mark: undefined } as const
      const aboutNothing = told.map(({ mobile }, at) => ({
        ...nothing,
        reference: `nobody-${at}`,
        mobile: at % 2 ? '' : `1${mobile.slice(1, 10)}x`,
      }))
      await recordDeliveryReports(registry.deps, house.city, house.city.gateway?.name ?? '', aboutNothing, now())
      for (const { noticeId } of told) await until(house.line, noticeId, 'delivered')
      for (const { mobile } of told) assert.equal(house.gateway.readOn(mobile).length, 1)
    })
})

describe('two texts to one number, both without an answer', () => {
  const both = async (kind: 'smpp' | 'cmpp') => {
    const house = await openHouse(kind)
    house.gateway.mood.losesAnswer = () => true
    const { noticeId: first, mobile } = await tell(house)
    const second = randomUUID()
    await copyNotice(first, second, 1)
    await until(house.line, second, 'unknown')
    await house.line.settled()
    return { house, first, second, mobile }
  }

  it('SMPP hands our mark back: each report finds its own', async () => {
    const { house, first, second, mobile } = await both('smpp')
    await until(house.line, first, 'delivered')
    await until(house.line, second, 'delivered')
    assert.equal(house.gateway.readOn(mobile).length, 2)
  })

  it('CMPP does not: nothing is guessed, nothing is sent again, and both end by time', async () => {
    const { house, first, second, mobile } = await both('cmpp')
    for (let rounds = 0; rounds < 30; rounds += 1) {
      await house.line.round()
      await pause(20)
    }
    assert.deepEqual([await stateOf(first), await stateOf(second)], ['unknown', 'unknown'])
    offsetMs += 73 * HOUR
    await until(house.line, first, 'expired')
    await until(house.line, second, 'expired')
    assert.equal(house.gateway.readOn(mobile).length, 2)
  })
})
