import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR, calendarThrough, LINHE, PACKS } from '../../test/held-law.ts'
import { PENALTY_LAWS, rulebook } from '../../test/oversight-case-rules.ts'
import { addDays } from '../kernel/plain-date.ts'
import type { PenaltyBand } from '../policy/penalty-policy.ts'
import { decideFine } from './decide-fine.ts'
import { bandThatHolds, findPenaltyBand, limitationEndsOn, penaltyLawOn } from './penalty-band.ts'

const band = (leastFen: number, mostFen: number): PenaltyBand => ({
  act: 'false-papers',
  imposedBy: 'police',
  measures: [],
  fine: { leastFen, mostFen, afterOrder: false },
  law: 'CN-663:18(1)',
  gist: 'x',
})

describe('decideFine', () => {
  for (const pack of PACKS) {
    it(`${pack.id}: a fine passes exactly when it lies in the band of its act`, () => {
      const on = pack.inForceFrom
      const rules = rulebook(on, pack)
      const bands = [...rules.national.bands, ...rules.penalties.bands]
      fc.assert(
        fc.property(fc.constantFrom(...bands), fc.integer({ min: 0, max: 120_000 }), ({ act }, fineFen) => {
          const held = findPenaltyBand(act, rules)
          const decidedOn = addDays(on, 60)
          const facts = {
            act,
            fineFen,
            by: held?.imposedBy ?? ('station' as const),
            party: 'citizen' as const,
            actedOn: on,
            foundOn: on,
            decidedOn,
            onTheSpot: false,
            order: { orderedOn: on },
          }
          const decision = decideFine(facts, { onAct: rules, onDecision: rules }, CALENDAR)
          const fine = held?.fine ?? null
          assert.equal(decision.ok, fine !== null && fineFen >= fine.leastFen && fineFen <= fine.mostFen)
        }),
      )
    })
  }
  it('a station never fines, whatever the act', () => {
    const rules = rulebook('2017-06-05', LINHE)
    for (const { act, fine } of rules.national.bands) {
      const on = day('2017-06-05')
      const decision = decideFine(
        {
          act,
          fineFen: fine?.leastFen ?? 0,
          by: 'station',
          party: 'citizen',
          actedOn: on,
          foundOn: on,
          decidedOn: on,
          onTheSpot: false,
        },
        { onAct: rules, onDecision: rules },
        CALENDAR,
      )
      assert.ok(!decision.ok)
      assert.equal(decision.refusals[0]?.code, 'penalty.not-authorised')
    }
  })
})

describe('decideFine over a year without published working days', () => {
  it('nobody is fined on a time to correct that is only provisional', () => {
    const rules = rulebook('2026-12-30', LINHE)
    const on = day('2026-12-29')
    const facts = {
      act: 'residence-not-declared',
      fineFen: 10_000,
      by: 'police',
      party: 'citizen',
      actedOn: on,
      foundOn: on,
      decidedOn: day('2027-02-01'),
      onTheSpot: false,
      order: { orderedOn: day('2026-12-30') },
    } as const
    const decision = decideFine(facts, { onAct: rules, onDecision: rules }, calendarThrough(2026))
    assert.ok(!decision.ok)
    assert.deepEqual(
      decision.refusals.map(({ code }) => code),
      ['calendar.year-not-published'],
    )
  })
})

describe('bandThatHolds', () => {
  it('AP-2021:37 从旧兼从轻', () => {
    assert.equal(bandThatHolds(band(0, 20_000), band(0, 50_000))?.fine?.mostFen, 20_000)
    assert.equal(bandThatHolds(band(0, 50_000), band(0, 20_000))?.fine?.mostFen, 20_000)
    assert.equal(bandThatHolds(band(5000, 20_000), band(0, 20_000))?.fine?.leastFen, 0)
    assert.equal(bandThatHolds({ ...band(0, 1), fine: null }, band(0, 1))?.fine, null)
    assert.equal(bandThatHolds(band(0, 1), { ...band(0, 1), fine: null })?.fine, null)
  })
  it('行为时或者决定时没有规定的，不处罚', () => {
    assert.equal(bandThatHolds(undefined, band(0, 1)), undefined)
    assert.equal(bandThatHolds(band(0, 1), undefined), undefined)
  })
})

describe('penaltyLawOn', () => {
  it('the law that began last, and none is guessed before the first', () => {
    assert.equal(penaltyLawOn(PENALTY_LAWS, day('2016-01-01')).inForceFrom, '2016-01-01')
    assert.equal(penaltyLawOn(PENALTY_LAWS, day('2021-07-14')).inForceFrom, '2016-01-01')
    assert.equal(penaltyLawOn(PENALTY_LAWS, day('2021-07-15')).inForceFrom, '2021-07-15')
    assert.equal(penaltyLawOn(PENALTY_LAWS.toReversed(), day('2030-01-01')).inForceFrom, '2026-01-01')
    assert.throws(() => penaltyLawOn(PENALTY_LAWS, day('2015-12-31')), /No national law of penalties/)
  })
})

describe('limitationEndsOn', () => {
  it('never goes back when the act is later, and lies after it', () => {
    const rules = rulebook('2017-06-05', LINHE)
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...rules.national.bands), (on, one) => {
        const end = limitationEndsOn(on, one, rules)
        assert.ok(end > on && end <= limitationEndsOn(addDays(on, 1), one, rules))
      }),
    )
  })
})
