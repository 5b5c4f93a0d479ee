import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FOSHAN } from '../../test/held-law.ts'
import { parsePlainDate } from '../kernel/plain-date.ts'
import { isNew } from './is-new.ts'
import type { MisuseAlert } from './misuse-alert.ts'

const policy = FOSHAN.accounts.misuse
const cases = (count: number) => Array.from({ length: count }, (_, n) => `case-${n}`)
const alert = (on: string, count: number, over: Partial<MisuseAlert> = {}): MisuseAlert => {
  const limits = { figure: count, limit: 5, peers: 0 }
  return { rule: 'too-quick', officialId: 'zhang', on: parsePlainDate(on), caseIds: cases(count), ...limits, ...over }
}

describe('安静期（I-206）', () => {
  const said = alert('2026-03-02', 5)
  for (const [on, count, speaks] of [
    ['2026-03-03', 6, false],
    ['2026-03-03', 9, false],
    ['2026-03-03', 10, true],
    ['2026-03-31', 6, false],
    ['2026-04-01', 6, true],
  ] as const)
    it(`five cases on 2026-03-02, ${count} on ${on}: ${speaks ? 'new' : 'not new'}`, () => {
      assert.equal(isNew(alert(on, count), [said], policy), speaks)
    })

  it('other cases, another rule and another official are new, and so is the first', () => {
    const later = alert('2026-03-03', 5)
    assert.equal(isNew(later, [], policy), true)
    assert.equal(isNew({ ...later, caseIds: ['a', 'b', 'c', 'd', 'e'] }, [said], policy), true)
    assert.equal(isNew({ ...later, rule: 'after-hours' }, [said], policy), true)
    assert.equal(isNew({ ...later, officialId: 'li' }, [said], policy), true)
    assert.equal(isNew(later, [said], policy), false)
  })

  it('the alert itself, written before, does not silence it: a day looked at again says the same', () => {
    assert.equal(isNew(said, [said], policy), true)
  })

  it('what comes again is new when more than half of it is: another phone is, one more dwelling is not', () => {
    const rule = 'same-phone'
    const first = alert('2026-03-02', 5, { rule })
    assert.equal(isNew(alert('2026-03-03', 10, { rule }), [first], policy), false)
    assert.equal(isNew(alert('2026-03-03', 11, { rule }), [first], policy), true)
    assert.equal(isNew(alert('2026-03-03', 3, { rule, caseIds: ['a', 'b', 'c'] }), [first], policy), true)
  })

  it('a pace or a number of acts has other cases every day: it is new when it doubles', () => {
    for (const rule of ['too-many-an-hour', 'unlike-peers'] as const) {
      const first = alert('2026-03-02', 40, { rule })
      assert.equal(isNew(alert('2026-03-03', 79, { rule, caseIds: ['other'] }), [first], policy), false)
      assert.equal(isNew(alert('2026-03-03', 80, { rule, caseIds: ['other'] }), [first], policy), true)
    }
  })
})
