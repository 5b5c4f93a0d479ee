import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { chooseGateway, faultOf, judgeGateway, type GatewayStanding, type Measured } from './gateway-health.ts'

const MINUTE = 60_000
const rules = {
  windowMs: 15 * MINUTE,
  slowMs: 5 * MINUTE,
  share: 0.15,
  messagesMin: 10,
  downMs: MINUTE,
  restMs: 15 * MINUTE,
}
const good: Measured = { messages: 100, slow: 14, tries: 100, failed: 14, awayMs: MINUTE - 1 }
const at = (minute: number) => new Date(Date.parse('2016-03-01T00:00:00Z') + minute * MINUTE).toISOString()
const fresh: GatewayStanding = { lowered: false, since: at(0), why: '', times: 0 }

describe('what is wrong with a gateway', () => {
  it('both sides of every edge: 15 in the hundred, ten messages, a minute away', () => {
    const rows: readonly (readonly [Partial<Measured>, string | undefined])[] = [
      [{}, undefined],
      [{ slow: 15 }, '15 of 100 slow'],
      [{ failed: 15 }, '15 of 100 not taken'],
      [{ awayMs: MINUTE }, 'no connection'],
      [{ messages: 9, slow: 9 }, undefined],
      [{ messages: 10, slow: 2 }, '2 of 10 slow'],
      [{ tries: 9, failed: 9 }, undefined],
      [{ tries: 10, failed: 2 }, '2 of 10 not taken'],
    ]
    for (const [seen, fault] of rows) assert.equal(faultOf({ ...good, ...seen }, rules), fault, JSON.stringify(seen))
  })
})

describe('lowered and raised', () => {
  const bad = { ...good, slow: 50 }

  it('lowered at once, raised after its rest when nothing is wrong any more', () => {
    assert.equal(judgeGateway(fresh, good, rules, at(5)), fresh)
    const lowered = judgeGateway(fresh, bad, rules, at(5))
    assert.deepEqual(lowered, { lowered: true, since: at(5), why: '50 of 100 slow', times: 1 })
    assert.equal(judgeGateway(lowered, good, rules, at(19)), lowered)
    assert.equal(judgeGateway(lowered, { ...good, awayMs: MINUTE }, rules, at(60)), lowered)
    assert.deepEqual(judgeGateway(lowered, good, rules, at(20)), { lowered: false, since: at(20), why: '', times: 1 })
  })

  it('falling again soon doubles the rest, up to eight times; a good hour makes it forgotten', () => {
    let standing = fresh
    let minute = 0
    for (const rest of [15, 30, 60, 120, 120]) {
      standing = judgeGateway(standing, bad, rules, at(minute))
      assert.ok(judgeGateway(standing, good, rules, at(minute + rest - 1)).lowered, `${rest}`)
      minute += rest
      standing = judgeGateway(standing, good, rules, at(minute))
      assert.ok(!standing.lowered, `${rest}`)
      minute += 1
    }
    assert.equal(judgeGateway(standing, bad, rules, at(minute + 60)).times, 1)
  })
})

describe('which one is used', () => {
  const gateway = (name: string, lowered: boolean, awayMs = 0) => ({ name, lowered, awayMs })
  it('the first that is not lowered, else one that is there, else the first', () => {
    const chosen = (...all: ReturnType<typeof gateway>[]) => chooseGateway(all).name
    assert.equal(chosen(gateway('a', false), gateway('b', false)), 'a')
    assert.equal(chosen(gateway('a', true), gateway('b', false)), 'b')
    assert.equal(chosen(gateway('a', false, 500), gateway('b', false)), 'a', 'a short break is none')
    assert.equal(chosen(gateway('a', true, MINUTE), gateway('b', true)), 'b')
    assert.equal(chosen(gateway('a', true, MINUTE), gateway('b', true, MINUTE)), 'a')
    assert.throws(() => chooseGateway([]), RangeError)
  })
})
