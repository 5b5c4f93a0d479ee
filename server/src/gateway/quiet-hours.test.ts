import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sendableFrom, startOfDay, startOfNextDay } from './quiet-hours.ts'

const night = { from: '21:00', until: '08:00' }
/** An instant by the clock on a wall in China. */
const at = (local: string) => new Date(`${local}+08:00`).toISOString()

describe('quiet hours 免打扰时段', () => {
  it('both sides of both edges, over midnight, a month and a year', () => {
    const rows = [
      ['2016-11-22T20:59:59', '2016-11-22T20:59:59'],
      ['2016-11-22T21:00:00', '2016-11-23T08:00:00'],
      ['2016-11-22T23:59:59', '2016-11-23T08:00:00'],
      ['2016-11-23T00:00:00', '2016-11-23T08:00:00'],
      ['2016-11-23T07:59:59', '2016-11-23T08:00:00'],
      ['2016-11-23T08:00:00', '2016-11-23T08:00:00'],
      ['2016-12-31T21:30:00', '2017-01-01T08:00:00'],
      ['2016-02-29T22:00:00', '2016-03-01T08:00:00'],
    ] as const
    for (const [now, from] of rows) assert.equal(sendableFrom(at(now), night), at(from), now)
  })

  it('within one day, and none at all', () => {
    const noon = { from: '12:00', until: '14:00' }
    assert.equal(sendableFrom(at('2016-11-22T11:59:59'), noon), at('2016-11-22T11:59:59'))
    assert.equal(sendableFrom(at('2016-11-22T12:00:00'), noon), at('2016-11-22T14:00:00'))
    assert.equal(sendableFrom(at('2016-11-22T14:00:00'), noon), at('2016-11-22T14:00:00'))
    assert.equal(sendableFrom(at('2016-11-22T23:00:00'), undefined), at('2016-11-22T23:00:00'))
  })

  it('a day is one in China, wherever the machine stands', () => {
    assert.equal(startOfDay('2016-11-22T15:59:59.000Z'), at('2016-11-22T00:00:00'))
    assert.equal(startOfDay('2016-11-22T16:00:00.000Z'), at('2016-11-23T00:00:00'))
    assert.equal(startOfNextDay('2016-11-22T16:00:00.000Z'), at('2016-11-24T00:00:00'))
  })
})
