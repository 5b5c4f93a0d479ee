import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inventedIdNumber } from '@anju/dev/cast.ts'
import { openRateLimiter } from '@anju/server/http/rate-limit.ts'
import { sendSignInCode } from '@anju/server/usecases/sign-in-resident.ts'
import { whatIfRoutes } from '@anju/contract/routes/what-if.ts'
import { enterKnown, measureTiming, realAsker } from '@anju/tests/enumeration-timing.ts'
import { randomFrom } from '@anju/tests/random-from.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

describe('T12：短信轰炸与盗刷', () => {
  it('100 000 requests over 10 000 numbers: sent within the budget, the breaker open within a minute, abroad none', async (t) => {
    const city = registry.deps.cities.get('foshan')
    assert.ok(city)
    // They do every proof of work that is asked: what is left is the budget.
    await registry.asOwner("update shared.sign_in_setting set value = 10000000 where name like 'proof.%'")
    const startMs = Date.parse('2026-07-01T02:00:00.000Z')
    const durationMs = 3_600_000
    let firstStopMs: number | undefined
    const batch = 20
    for (let n = 0; n < 100_000; n += batch) {
      // oxlint-disable-next-line no-await-in-loop -- a stream of small waves, as requests come
      const answers = await Promise.all(
        Array.from({ length: batch }, async (_, k) => {
          const i = n + k
          const atMs = startMs + (i / 100_000) * durationMs
          const asked = {
            name: '郑国强',
            idNumber: inventedIdNumber(
              'foshan',
              `19${60 + (i % 40)}-01-0${1 + (Math.floor(i / 40) % 9)}`,
              1 + (i % 900),
            ),
            mobile:
              i % 10 === 9
                ? `+85291${String(i % 10_000).padStart(6, '0')}`
                : `1370000${String(i % 10_000).padStart(4, '0')}`,
            proof: undefined,
            ip: '10.0.0.1',
            network: `10.${Math.floor(i / 256) % 256}.${i % 256}`,
            device: `device ${i}`,
          }
          const answer = await sendSignInCode(registry.deps, city, asked, new Date(atMs).toISOString(), true)
          const isWait = !answer.ok && answer.refusals.some(({ code }) => code === 'sign-in.wait')
          return { isWait, atMs, isSent: answer.ok && answer.value.wants === 'code', isAbroad: i % 10 === 9 }
        }),
      )
      for (const { isWait, atMs, isSent, isAbroad } of answers) {
        if (isWait) firstStopMs ??= atMs - startMs
        assert.ok(!(isSent && isAbroad))
      }
    }
    const [row] = await registry.asOwner('select count(*)::int as n from shared.sign_in_attempt')
    const [opened] = await registry.asOwner(
      'select min(opened_at)::text as at, count(*)::int as n from shared.sign_in_breaker',
    )
    t.diagnostic(
      `sent ${String(row?.['n'])}; breaker opened ${String(opened?.['n'])} times, first stop after ${firstStopMs} ms of clock`,
    )
    assert.ok(Number(row?.['n']) <= 3_000)
    const openedAfterMs = Date.parse(String(opened?.['at'])) - startMs
    assert.ok(openedAfterMs <= 60_000 && firstStopMs !== undefined && firstStopMs <= 60_000, String(openedAfterMs))
  })
})

describe('T11 with the full amounts', () => {
  it('10 000 samples of each', async (t) => {
    await enterKnown(registry, 10_000)
    const { t: welch, whole } = await measureTiming(realAsker(registry), 10_000, randomFrom(21))
    t.diagnostic(`Welch t ${welch.toFixed(2)} of the quicker 90 %, ${whole.toFixed(2)} of all`)
    assert.ok(Math.abs(welch) < 4.5, `t = ${welch}`)
  })
  it('1 000 000 guesses from 500 addresses: each stopped before its hundredth', () => {
    const limiter = openRateLimiter()
    const { limit, path } = whatIfRoutes.askWhatIf
    assert.ok(limit)
    const stoppedAt = new Map<number, number>()
    for (let n = 0; n < 1_000_000; n += 1) {
      const from = n % 500
      const address = `10.${Math.floor(from / 100)}.${from % 100}.7`
      if (!limiter.ask(path, address, limit, n / 100).allowed && !stoppedAt.has(from))
        stoppedAt.set(from, Math.floor(n / 500) + 1)
    }
    assert.equal(stoppedAt.size, 500)
    assert.ok(Math.max(...stoppedAt.values()) < 100)
  })
})
