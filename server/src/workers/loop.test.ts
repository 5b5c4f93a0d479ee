import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startLoop } from './loop.ts'

test('有活不停 · a job that finds work runs again at once, one that finds none pauses until it is stopped', async () => {
  const left = [true, true, true, false]
  const { promise: idle, resolve } = Promise.withResolvers<void>()
  let rounds = 0
  const run = async () => {
    rounds += 1
    const more = left.shift() ?? false
    if (!more) resolve()
    return more
  }
  const loop = startLoop({ name: 'test', everyMs: 60_000, run }, () => {})
  await idle
  assert.equal(rounds, 4)
  await loop.stop()
  assert.equal(rounds, 4)
})

test('出错退避 · an error is told, and the job goes on', async () => {
  const errors: string[] = []
  const { promise: recovered, resolve } = Promise.withResolvers<void>()
  const run = async () => {
    if (errors.length < 2) throw new Error(`round ${errors.length}`)
    resolve()
    return false
  }
  const loop = startLoop({ name: 'test', everyMs: 1, run }, (_name, error) => errors.push(String(error)))
  await recovered
  await loop.stop()
  assert.deepEqual(errors, ['Error: round 0', 'Error: round 1'])
})

test('停时收尾 · stopping waits for the round that is under way', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  let ended = false
  const run = async () => {
    begin()
    await mayEnd
    ended = true
    return true
  }
  const loop = startLoop({ name: 'test', everyMs: 1, run }, () => {})
  await begun
  const stopped = loop.stop()
  end()
  await stopped
  assert.equal(ended, true)
})
