import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import type { Pack } from '../policy/pack.ts'
import { decideOldPermit, type OldPermit } from './decide-old-permit.ts'

const ON = day('2017-05-02')
const old = (change: Partial<OldPermit> = {}): OldPermit => ({
  kind: 'residence-permit',
  issuedOn: day('2014-06-01'),
  expiresOn: day('2017-05-31'),
  registeredOn: day('2014-05-20'),
  ...change,
})
const CITIES = [
  ['佛山', FOSHAN, 'FS-2016-14:一.三', 'FG-2015:二.三(1)'],
  ['临河', LINHE, 'CN-663:23', 'HN-2016:居住半年'],
] as const

/** What it is taken over as, with the clause, or the reasons why not. */
function taken(change: Partial<OldPermit>, pack: Pack, on = ON): readonly string[] {
  const decision = decideOldPermit(old(change), on, pack)
  return decision.ok
    ? [decision.value, ...decision.grounds.map(({ law }) => law)]
    : decision.refusals.map(({ code }) => code)
}

describe('旧证 decideOldPermit', () => {
  for (const [city, pack, runsOn, time] of CITIES) {
    it(`${city}：有效的居住证接续（${runsOn}）；施行日到期的也是，前一日到期的只有时间（${time}）`, () => {
      assert.deepEqual(taken({}, pack), ['permit', runsOn])
      assert.deepEqual(taken({ expiresOn: day('2016-01-01') }, pack), ['permit', runsOn])
      assert.deepEqual(taken({ expiresOn: day('2015-12-31') }, pack), ['time', time])
    })
    it(`${city}：暂住证不论有效期，只有时间`, () => {
      for (const expiresOn of ['2015-12-31', '2016-01-01', '2018-05-31'])
        assert.deepEqual(taken({ kind: 'temporary-permit', expiresOn: day(expiresOn) }, pack), ['time', time])
    })
    it(`${city}：施行前一日签发的是旧证，施行日签发的不是，哪种证件都一样`, () => {
      assert.deepEqual(taken({ issuedOn: day('2015-12-31') }, pack), ['permit', runsOn])
      assert.deepEqual(taken({ issuedOn: day('2016-01-01') }, pack), ['import.not-old'])
      assert.deepEqual(taken({ issuedOn: day('2016-01-01'), kind: 'temporary-permit' }, pack), ['import.not-old'])
    })
  }

  it('施行前申请、施行后签发：佛山以申请日为准，是旧证；临河以签发日为准，不是', () => {
    const late = { appliedOn: day('2015-12-30'), issuedOn: day('2016-01-08'), registeredOn: day('2015-06-20') }
    assert.deepEqual(taken(late, FOSHAN), ['permit', 'FS-2016-14:一.三'])
    assert.deepEqual(taken(late, LINHE), ['import.not-old'])
    assert.deepEqual(taken({ ...late, appliedOn: day('2016-01-01') }, FOSHAN), ['import.not-old'])
  })

  it('旧证不能接续用的城市：只有时间', () => {
    const { transition } = FOSHAN
    const oldPermitsRunOn = { ...transition.oldPermitsRunOn, value: false }
    const without: Pack = { ...FOSHAN, transition: { ...transition, oldPermitsRunOn } }
    assert.deepEqual(taken({}, without), ['time', 'FG-2015:二.三(1)'])
  })

  const IMPOSSIBLE: readonly (readonly [string, Partial<OldPermit>, Partial<OldPermit>])[] = [
    ['有效期早于签发', { expiresOn: day('2014-05-31') }, { expiresOn: day('2014-06-01') }],
    ['申请以前签发', { appliedOn: day('2014-06-02') }, { appliedOn: day('2014-06-01') }],
    ['到期以后才登记', { registeredOn: day('2017-06-01') }, { expiresOn: ON, registeredOn: ON }],
    ['今后才登记', { registeredOn: day('2017-05-03') }, { registeredOn: ON }],
    ['登记以前离开', { leftOn: day('2014-05-19') }, { leftOn: day('2014-05-20') }],
    ['今后离开', { leftOn: day('2017-05-03') }, { leftOn: ON }],
  ]
  for (const [what, impossible, possible] of IMPOSSIBLE)
    it(`${what}：不可能，差一日的可以`, () => {
      assert.deepEqual(taken(impossible, FOSHAN), ['import.days-impossible'])
      assert.notEqual(taken(possible, FOSHAN)[0], 'import.days-impossible')
    })

  it('两个理由一次说全，不可能的说出全部日期', () => {
    const wrong = old({ issuedOn: day('2016-01-04'), expiresOn: day('2016-01-03'), leftOn: day('2014-01-01') })
    const decision = decideOldPermit(wrong, ON, LINHE)
    assert.ok(!decision.ok)
    assert.deepEqual(
      decision.refusals.map(({ code, facts }) => [code, facts]),
      [
        [
          'import.days-impossible',
          { issuedOn: '2016-01-04', expiresOn: '2016-01-03', registeredOn: '2014-05-20', leftOn: '2014-01-01' },
        ],
        ['import.not-old', { issuedOn: '2016-01-04', newRulesFrom: '2016-01-01' }],
      ],
    )
  })
})
