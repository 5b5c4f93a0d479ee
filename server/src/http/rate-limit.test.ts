import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EVERYBODY_TIMES, NETWORK_TIMES, networkOf, openRateLimiter } from './rate-limit.ts'

const limit = { burst: 3, perMinute: 30 }

describe('one address may ask so often', () => {
  it('three at once, then no more until two seconds have passed', () => {
    const limiter = openRateLimiter()
    const ask = (nowMs: number) => limiter.ask('x', '10.0.0.1', limit, nowMs)
    for (let n = 0; n < 3; n += 1) assert.deepEqual(ask(0), { allowed: true })
    assert.deepEqual(ask(0), { allowed: false, retryAfterSeconds: 2 })
    assert.deepEqual(ask(1_000), { allowed: false, retryAfterSeconds: 1 })
    assert.deepEqual(ask(2_000), { allowed: true })
    assert.equal(ask(2_000).allowed, false)
  })
  it('a rest fills up to the burst and no further', () => {
    const limiter = openRateLimiter()
    const ask = (nowMs: number) => limiter.ask('x', '10.0.0.1', limit, nowMs).allowed
    for (let n = 0; n < 3; n += 1) ask(0)
    assert.deepEqual(
      [0, 1, 2, 3].map(() => ask(3_600_000)),
      [true, true, true, false],
    )
  })
  it('addresses and routes are counted apart; a whole IPv6 network of 64 bits is one', () => {
    const limiter = openRateLimiter()
    const ask = (route: string, address: string) => limiter.ask(route, address, { burst: 1, perMinute: 1 }, 0).allowed
    assert.equal(ask('x', '10.0.0.1'), true)
    assert.equal(ask('x', '10.0.0.2'), true)
    assert.equal(ask('y', '10.0.0.1'), true)
    assert.equal(ask('x', '10.0.0.1'), false)
    assert.equal(ask('x', '2001:db8:1:2:aaaa::1'), true)
    assert.equal(ask('x', '2001:db8:1:2::7'), false)
    assert.equal(ask('x', '2001:db8:1:3::7'), true)
    assert.equal(ask('x', '::ffff:10.0.0.9'), true)
    assert.equal(ask('x', '::ffff:10.0.0.8'), true)
  })
  it('a clock set back gives nobody more', () => {
    const limiter = openRateLimiter()
    for (let n = 0; n < 3; n += 1) limiter.ask('x', 'a', limit, 60_000)
    assert.equal(limiter.ask('x', 'a', limit, 0).allowed, false)
  })
  it('no more addresses are remembered than fit: the one that asked longest ago is forgotten', () => {
    const limiter = openRateLimiter(2)
    const once = { burst: 1, perMinute: 1 }
    for (const address of ['a', 'b', 'c']) assert.equal(limiter.ask('x', address, once, 0).allowed, true)
    assert.equal(limiter.ask('x', 'c', once, 0).allowed, false)
    assert.equal(limiter.ask('x', 'a', once, 0).allowed, true)
  })
  it('a network of 256 addresses has a limit of its own, whoever asks from it', () => {
    const limiter = openRateLimiter()
    const passed = Array.from({ length: 200 }, (_, n) => limiter.ask('x', `10.0.0.${n}`, limit, 0).allowed)
    assert.equal(passed.filter(Boolean).length, limit.burst * NETWORK_TIMES)
    assert.equal(limiter.ask('x', '10.0.1.1', limit, 0).allowed, true)
    assert.equal(networkOf('::ffff:10.0.0.9'), '10.0.0')
    assert.equal(networkOf('2001:db8:1:2::7'), '2001:db8:1')
  })
  it('everybody together has one, too; who is stopped at the own address takes nothing of it', () => {
    const limiter = openRateLimiter()
    for (let n = 0; n < 10_000; n += 1) limiter.ask('x', '10.9.9.9', limit, 0)
    const passed = Array.from(
      { length: 1_000 },
      (_, n) => limiter.ask('x', `10.${n >> 8}.${n & 255}.1`, limit, 0).allowed,
    )
    assert.equal(passed.filter(Boolean).length, limit.burst * EVERYBODY_TIMES - limit.burst)
  })
})
