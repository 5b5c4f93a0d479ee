import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createApiClient } from '@anju/contract/api-client.ts'
import { ROUTES, type RouteName } from '@anju/contract/route-table.ts'
import { openRateLimiter, type RateLimit } from '@anju/server/http/rate-limit.ts'
import { enterKnown, leakingAsker, measureTiming, realAsker } from '@anju/tests/enumeration-timing.ts'
import { randomFrom } from '@anju/tests/random-from.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

/** A known and an unknown person differ by more than this many standard errors only when something leaks. */
const T_MAX = 4.5
const SAMPLES = 1_000
/** A fifth of what the long run makes. */
const GUESSES = 200_000

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
  await enterKnown(registry, SAMPLES)
})
after(() => registry.close())

describe('T11：认不出谁在库里', () => {
  it(`asking for a code: same form, and times that ${SAMPLES} samples of each cannot tell apart`, async (t) => {
    const { t: welch, whole, forms } = await measureTiming(realAsker(registry), SAMPLES, randomFrom(11))
    t.diagnostic(`Welch t ${welch.toFixed(2)} of the quicker 90 %, ${whole.toFixed(2)} of all`)
    assert.ok(Math.abs(welch) < T_MAX, `t = ${welch}`)
    assert.deepEqual([...forms.known], [...forms.unknown])
    assert.equal(forms.known.size, 1)
  })
  it('negative control: whoever looks first leaks, and the same measure sees it', async () => {
    const { t: welch, forms } = await measureTiming(leakingAsker(registry), 100, randomFrom(12))
    assert.ok(Math.abs(welch) > T_MAX, `t = ${welch}`)
    assert.notDeepEqual([...forms.known], [...forms.unknown])
  })
})

/** Routes that anybody may call, and that take something by which a person or permit might be guessed. */
const GUESSABLE = (Object.keys(ROUTES) as RouteName[]).filter((name) => {
  const { access, method } = ROUTES[name]
  return access.kind === 'public' && method !== 'GET'
})

describe('T11：公开接口的猜测', () => {
  it('every public route that takes a body has a limit', () => {
    for (const name of GUESSABLE) assert.ok('limit' in ROUTES[name], `${name} has no limit`)
    assert.ok(GUESSABLE.includes('askWhatIf') && GUESSABLE.includes('sendSignInCode'))
  })
  // Officials sign in by a key, from offices that share one address; there is no number to guess.
  for (const name of ['askWhatIf', 'sendSignInCode', 'signInWithCode'] as const)
    it(`${name}: ${GUESSES} guesses from 500 addresses, each stopped before its hundredth`, () => {
      const route = ROUTES[name]
      const limit: RateLimit = 'limit' in route && route.limit !== undefined ? route.limit : assert.fail(name)
      const limiter = openRateLimiter()
      const firstStop = new Map<string, number>()
      let passed = 0
      // As fast as a botnet can: all within ten seconds of clock.
      for (let n = 0; n < GUESSES; n += 1) {
        const from = n % 500
        const address = `10.${Math.floor(from / 100)}.${from % 100}.${from % 250}`
        const turn = Math.floor(n / 500) + 1
        const { allowed } = limiter.ask(route.path, address, limit, (n / GUESSES) * 10_000)
        if (allowed) passed += 1
        else if (!firstStop.has(address)) firstStop.set(address, turn)
      }
      assert.equal(firstStop.size, 500)
      assert.ok(Math.max(...firstStop.values()) < 100, `stopped at ${Math.max(...firstStop.values())}`)
      assert.ok(passed < limit.burst * 60 + limit.perMinute * 60, String(passed))
    })
  it('what does pass discloses nobody: the answers of the public routes name nothing that was entered of a person', async () => {
    const { openRegistryHouse } = await import('@anju/tests/registry-house.ts')
    const house = await openRegistryHouse()
    try {
      const anybody = createApiClient({ fetch, baseUrl: house.address })
      const known = await house.newResident('foshan')
      const stranger = { ...known, idNumber: '110101199003070134' }
      const told = await Promise.all(
        [known, stranger].map(async ({ name, idNumber }, n) => {
          const asked = { name, idNumber, mobile: `1330000000${n}` }
          const result = await anybody.call('sendSignInCode', { params: { city: 'foshan' }, body: asked })
          assert.ok(result.ok && result.value.wants === 'code', JSON.stringify(result))
          const guess = { attemptId: result.value.attemptId, code: '000000' }
          const entered = await anybody.call('signInWithCode', { params: { city: 'foshan' }, body: guess })
          assert.ok(!entered.ok && !entered.unreachable)
          return JSON.stringify({ ...result.value, attemptId: '', problem: entered.problem })
        }),
      )
      assert.equal(told[0], told[1])
      assert.doesNotMatch(told.join(), /13800|440699|郑/)
    } finally {
      await house.close()
    }
  })
})
