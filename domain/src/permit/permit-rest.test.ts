import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyAge, anyLife, firstDayOf } from '../../test/any-life.ts'
import { day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { lifeLedger } from '../residence/life-ledger.ts'
import type { LifeFacts } from '../residence/life-facts.ts'

const PERMIT = {
  permitId: 'p',
  issuedOn: day('2016-07-15'),
  issuedIn: '440604',
  endorsements: [],
  moves: [],
  cards: [],
}
const stay = (registeredOn: string, endedOn?: string, left = true) => ({
  registrationId: registeredOn,
  registeredOn: day(registeredOn),
  declaredAs: 'arrival' as const,
  ...(endedOn === undefined ? {} : { endedOn: day(endedOn), left }),
})
const standing = (stays: LifeFacts['stays'], on: string, pack: Pack = FOSHAN, permit = PERMIT) => {
  const [one] = lifeLedger({ stays, permits: [permit] }, day(on), [pack], CALENDAR).permits
  return `${one?.state} ${one?.restsSince ?? '-'} ${one?.law} ${one?.validUntil}`
}

describe('居住证停用：持有人离开本市（I-071）', () => {
  const left = [stay('2016-01-05', '2016-09-10')]
  const back = [...left, stay('2016-10-08')]
  const rows: readonly (readonly [string, LifeFacts['stays'], string, string])[] = [
    ['the day before leaving', left, '2016-09-09', 'in-force - FG-2015:二.四 2017-07-15'],
    ['FM-2014:19 on the day of leaving', left, '2016-09-10', 'rests 2016-09-10 FM-2014:19 2017-07-15'],
    ['the day before coming back', back, '2016-10-07', 'rests 2016-09-10 FM-2014:19 2017-07-15'],
    ['registered again', back, '2016-10-08', 'in-force - FG-2015:二.四 2017-07-15'],
    ['last day in time, over a rest day', left, '2017-07-17', 'rests 2016-09-10 FM-2014:19 2017-07-15'],
    ['CN-663:10.3 suspended as well', left, '2017-07-18', 'suspended 2016-09-10 CN-663:10.3 2017-07-15'],
    [
      'a move is no leaving',
      [stay('2016-01-05', '2016-09-10', false)],
      '2016-09-10',
      'in-force - FG-2015:二.四 2017-07-15',
    ],
    [
      'untrue',
      [{ ...stay('2016-01-05', '2016-09-10'), untrue: true }],
      '2016-09-10',
      'in-force - FG-2015:二.四 2017-07-15',
    ],
    [
      'registered elsewhere here before the other one ended',
      [...left, stay('2016-09-01')],
      '2016-09-12',
      'in-force - FG-2015:二.四 2017-07-15',
    ],
  ]
  for (const [title, stays, on, expected] of rows) it(title, () => assert.equal(standing(stays, on), expected))

  it('LH-2017-36:四.配合 the clause of the city', () => {
    assert.equal(standing(left, '2016-09-10', LINHE).split(' ')[2], 'LH-2017-36:四.配合')
  })
  it('a permit that ended does not rest', () => {
    const ended = { ...PERMIT, ended: { endedOn: day('2016-09-10'), reason: 'died' as const } }
    assert.match(standing(left, '2016-09-12', FOSHAN, ended), /^ended - /)
  })
  it('where a city lets nothing rest, nothing rests', () => {
    const endings = { ...FOSHAN.endings, 'left-city': { ...FOSHAN.endings['left-city'], value: null } }
    assert.match(standing(left, '2016-09-12', { ...FOSHAN, endings }), /^in-force - /)
  })
  it('the days of rest stand among the days that matter', () => {
    const { milestones } = lifeLedger({ stays: back, permits: [PERMIT] }, day('2016-12-01'), [FOSHAN], CALENDAR)
    assert.deepEqual(
      milestones
        .filter(({ key }) => key.startsWith('milestone.rest-') || key === 'milestone.rests')
        .map(({ on, key }) => `${on} ${key}`),
      ['2016-09-10 milestone.rests', '2016-10-08 milestone.rest-over'],
    )
  })
})

describe('any life with departures', () => {
  const leaving = fc
    .record({
      life: anyLife,
      age: anyAge,
      left: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      open: fc.boolean(),
    })
    .map(({ life, age, left, open }) => ({
      asOf: addDays(firstDayOf(life), age),
      life: {
        ...life,
        stays: life.stays
          .filter((one) => open || one.endedOn !== undefined || life.stays.length === 1)
          .map((one, index) => (one.endedOn === undefined ? one : { ...one, left: left[index] === true })),
      },
    }))
  const without = ({ stays, permits }: LifeFacts): LifeFacts => ({
    permits,
    stays: stays.map(({ left: _left, ...rest }) => rest),
  })

  it('nobody who is registered has a permit at rest; who rests has left', () => {
    let rested = 0
    fc.assert(
      fc.property(leaving, ({ life, asOf }) => {
        const { permits, residing } = lifeLedger(life, asOf, [FOSHAN], CALENDAR)
        for (const { restsSince, state } of permits) {
          if (restsSince === undefined) assert.notEqual(state, 'rests')
          else {
            rested += 1
            assert.equal(residing, false)
            assert.ok(
              restsSince <= asOf &&
                life.stays.some(({ left, endedOn }) => left === true && (endedOn ?? asOf) <= restsSince),
            )
          }
        }
      }),
      { numRuns: 300 },
    )
    assert.ok(rested > 0, 'no life of the run had a permit at rest')
  })

  it('leaving changes the state of a permit and nothing else: no day of its calendar, no residence', () => {
    fc.assert(
      fc.property(leaving, ({ life, asOf }) => {
        const [told, plain] = [life, without(life)].map((one) => lifeLedger(one, asOf, [FOSHAN], CALENDAR))
        assert.deepEqual(told?.segments, plain?.segments)
        assert.deepEqual(told?.owed, plain?.owed)
        assert.deepEqual(
          told?.permits.map((one) => [one.baseOn, one.validUntil, one.window, one.suspendedSince, one.endedOn]),
          plain?.permits.map((one) => [one.baseOn, one.validUntil, one.window, one.suspendedSince, one.endedOn]),
        )
        for (const [index, { state }] of (plain?.permits ?? []).entries()) {
          const rests = told?.permits[index]?.state
          assert.ok(rests === state || (state === 'in-force' && rests === 'rests'), `${state} became ${rests}`)
        }
      }),
      { numRuns: 300 },
    )
  })
})
