import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parsePlainDate } from '../kernel/plain-date.ts'
import { keyStanding, type KeySpan } from './key-standing.ts'

const law = 'FS-2016-14:三.四' as const
const policy = {
  authenticators: { value: 2, law, gist: '' },
  secondKeyGraceDays: { value: 7, law, gist: '' },
}
const key = (boundAt: string, revokedAt: string | null = null): KeySpan => ({ boundAt, revokedAt })
const standing = (keys: readonly KeySpan[], on: string, wanted = policy) =>
  keyStanding(keys, parsePlainDate(on), wanted)

describe('FS-2016-14:三.四 第二把密钥的宽限期（I-204）', () => {
  const one = key('2026-01-01T02:00:00.000Z')

  for (const [on, state] of [
    ['2026-01-01', 'grace'],
    ['2026-01-08', 'grace'],
    ['2026-01-09', 'lapsed'],
    ['2027-01-09', 'lapsed'],
  ] as const)
    it(`one key bound on 2026-01-01, on ${on}: ${state}`, () => {
      const found = standing([one], on)
      assert.deepEqual(found, { state, active: 1, wanted: 2, since: '2026-01-01', lastDayOn: '2026-01-08', law })
    })

  it('two keys are enough on any day, also when the second came late', () => {
    const late = key('2026-06-01T02:00:00.000Z')
    for (const on of ['2026-06-01', '2027-06-01']) assert.deepEqual(standing([one, late], on), { state: 'complete' })
  })

  it('the days run from the loss of the other key', () => {
    const lost = key('2026-01-02T02:00:00.000Z', '2026-03-10T02:00:00.000Z')
    assert.equal(standing([one, lost], '2026-03-17').state, 'grace')
    assert.equal(standing([one, lost], '2026-03-18').state, 'lapsed')
  })

  it('a day begins at midnight in Shanghai: a key bound at 16:00 UTC counts from the next day', () => {
    const evening = key('2026-01-01T16:00:00.000Z')
    assert.equal(standing([evening], '2026-01-09').state, 'grace')
    assert.equal(standing([evening], '2026-01-10').state, 'lapsed')
  })

  it('a lost key and its successor at the same instant leave no gap', () => {
    const at = '2026-03-10T02:00:00.000Z'
    assert.deepEqual(standing([one, key('2026-01-02T02:00:00.000Z', at), key(at)], '2026-09-01'), { state: 'complete' })
  })

  it('whoever lost all keys begins with the next first one; another lost one does not begin the days anew', () => {
    const gone = [one, key('2026-01-02T02:00:00.000Z')].map((each) => key(each.boundAt, '2026-02-01T02:00:00.000Z'))
    assert.deepEqual(standing(gone, '2026-02-02'), { state: 'none' })
    const again = key('2026-05-01T02:00:00.000Z')
    assert.equal(standing([...gone, again], '2026-05-08').state, 'grace')
    assert.equal(standing([...gone, again], '2026-05-09').state, 'lapsed')
    const three = { ...policy, authenticators: { ...policy.authenticators, value: 3 } }
    const second = key('2026-05-04T02:00:00.000Z', '2026-05-06T02:00:00.000Z')
    assert.equal(standing([...gone, again, second], '2026-05-09', three).state, 'lapsed')
  })

  it('a city that asks for one key has nobody who lacks one', () => {
    const single = { ...policy, authenticators: { ...policy.authenticators, value: 1 } }
    assert.deepEqual(standing([one], '2027-01-01', single), { state: 'complete' })
    assert.deepEqual(standing([], '2027-01-01'), { state: 'none' })
  })
})
