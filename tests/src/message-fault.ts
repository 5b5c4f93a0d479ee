import assert from 'node:assert/strict'
import { sendSignInCode } from '@anju/server/usecases/sign-in-resident.ts'
import { recordDeliveryReports } from '@anju/server/usecases/record-delivery-report.ts'
import { inventedIdNumber } from '@anju/dev/cast.ts'
import {
  howMany,
  isTooFast,
  messageFaults,
  openMessageHouse,
  queueNotices,
  type GatewayKind,
  type MessageHouse,
} from './message-house.ts'
import type { TestRegistry } from './test-registry.ts'

const HOUR = 3_600_000

/** The numbers a run has: small on each change, large in the long run. */
export type FaultSize = { readonly notices: number; readonly perSecond: number; readonly window: number }

/** A resident asks for a code to sign in. @returns the number it goes to */
async function askCode(registry: TestRegistry, { city, now }: MessageHouse, serial: number): Promise<string> {
  const mobile = `1350001${String(serial).padStart(4, '0')}`
  const done = await sendSignInCode(
    registry.deps,
    city,
    {
      name: '郑国强',
      idNumber: inventedIdNumber('foshan', '1972-05-05', serial),
      mobile,
      proof: undefined,
      ip: '10.0.0.1',
      network: `10.3.${serial}`,
      device: `m${serial}`,
    },
    now(),
    false,
  )
  assert.ok(done.ok && done.value.wants === 'code', JSON.stringify(done))
  return mobile
}

/**
 * Away for 24 hours: nothing is lost, all of it goes out at the pace of the settings, and a code does not wait behind it.
 * @returns how many were delivered
 */
export async function awayForADay(
  registry: TestRegistry,
  people: readonly string[],
  { notices, perSecond, window }: FaultSize,
): Promise<number> {
  const house = await openMessageHouse(registry, ['cmpp'], { perSecond, window })
  try {
    const [gateway] = house.gateways
    assert.ok(gateway)
    gateway.mood.down = true
    const noticeIds = await queueNotices(registry, house, people, notices)
    const stale = await askCode(registry, house, 1)
    for (let hour = 0; hour < 24; hour += 1) {
      await house.round()
      house.advance(HOUR)
    }
    assert.equal(gateway.submissions, 0)
    gateway.mood.down = false
    await house.until('the first went out', () => Promise.resolve(gateway.taken.length > 0))
    const fresh = await askCode(registry, house, 2)
    const before = gateway.taken.length
    await house.until(
      'all were delivered',
      async () => (await howMany(registry, noticeIds, 'delivered')) === notices,
      120_000,
    )
    assert.deepEqual(await messageFaults(registry, house.gateways, noticeIds), [])
    const at = gateway.taken.findIndex(({ mobile }) => mobile === fresh)
    assert.ok(at >= 0 && at <= before + 3 * window, `the code was the ${at}th, asked for after ${before}`)
    assert.ok(!gateway.taken.some(({ mobile }) => mobile === stale), 'a code older than five minutes was sent')
    assert.ok(!isTooFast(gateway.takenMs, perSecond), 'faster than the settings allow')
    // Negative control: the same messages in half the time are seen.
    const span = (gateway.takenMs.at(-1) ?? 0) - (gateway.takenMs[0] ?? 0)
    const evenly = gateway.takenMs.map((_, n) => (n * span) / notices / 4)
    assert.ok(span < 1_000 || isTooFast(evenly, notices / (span / 1_000)))
    return await howMany(registry, noticeIds, 'delivered')
  } finally {
    await house.close()
  }
}

/**
 * Half of what is asked ends in an error; of the rest some answers are lost, reports come before the answer and twice, and
 * others name messages that nobody sent.
 */
export async function halfErrors(
  registry: TestRegistry,
  people: readonly string[],
  kind: GatewayKind,
  { notices, perSecond, window }: FaultSize,
): Promise<void> {
  const pace = kind === 'provider' ? { window } : { perSecond, window }
  const house = await openMessageHouse(registry, [kind], { ...pace, refusalsMax: 60, retryMsMax: 200 })
  try {
    const [gateway] = house.gateways
    assert.ok(gateway)
    Object.assign(gateway.mood, {
      fails: (n: number) => n % 2 === 0,
      losesAnswer: (n: number) => n % 7 === 0,
      reportsFirst: true,
      reportTimes: 2,
    })
    const noticeIds = await queueNotices(registry, house, people, notices)
    const unknown = noticeIds.map((noticeId) => ({
      reference: `nobody-${noticeId}`,
      outcome: 'failed' as const,
      stat: 'UNDELIV',
      mobile: '',
      mark: undefined,
    }))
    await recordDeliveryReports(registry.deps, house.city, house.city.gateway?.name ?? '', unknown, house.now())
    const open = async () =>
      notices - (await howMany(registry, noticeIds, 'delivered')) - (await howMany(registry, noticeIds, 'unknown'))
    await house.until('nothing waits', async () => (await open()) === 0, Math.max(120_000, notices * 60))
    await house.settled()
    for (let rounds = 0; rounds < 20; rounds += 1) await house.round()
    house.advance(73 * HOUR)
    await house.until('all have an end', async () => (await howMany(registry, noticeIds, 'unknown')) === 0, 60_000)
    assert.deepEqual(await messageFaults(registry, house.gateways, noticeIds), [])
    const ambiguous = notices - (await howMany(registry, noticeIds, 'delivered'))
    assert.ok(ambiguous <= notices / 4, `${ambiguous} of ${notices} ended without an answer`)
    // Negative control: what ended as unknown is sent once more, and a row is lost.
    const [again = '', gone = ''] = noticeIds
    const from = house.now()
    await registry.asOwner(
      `update foshan.sms_part set state = 'queued', reference = null, due_at = $2, expires_at = $2::timestamptz + interval '1 hour' where notice_id = $1`,
      [again, from],
    )
    await registry.asOwner('delete from foshan.sms_part where notice_id = $1', [gone])
    if (kind === 'provider')
      return assert.ok((await messageFaults(registry, house.gateways, noticeIds)).includes('lost'))
    await house.until('it is over', async () => (await howMany(registry, [again], 'delivered')) === 1, 60_000)
    const seen = await messageFaults(registry, house.gateways, noticeIds)
    assert.ok(seen.includes('read twice') && seen.includes('lost'), seen.join('\n'))
  } finally {
    await house.close()
  }
}
