import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import { residenceLedger, type ResidencePolicy } from './residence-ledger.ts'
import type { Stay } from './stay.ts'

const ledger = (stays: readonly Stay[], asOf: string, policy: ResidencePolicy = FOSHAN) =>
  residenceLedger(stays, day(asOf), policy, CALENDAR)
const stay = (registeredOn: string, endedOn?: string): Stay => ({
  registrationId: registeredOn,
  registeredOn: day(registeredOn),
  declaredAs: 'arrival',
  ...(endedOn === undefined ? {} : { endedOn: day(endedOn) }),
})

describe('residenceLedger', () => {
  it('nobody registered, nothing to tell', () => {
    assert.deepEqual(ledger([], '2016-07-05'), { segments: [], residing: false })
  })
  it('a registration of tomorrow is not there yet', () => {
    assert.deepEqual(ledger([stay('2016-07-06')], '2016-07-05'), { segments: [], residing: false })
  })
  it('on the day it ends nobody resides there any more', () => {
    assert.equal(ledger([stay('2016-01-05', '2016-05-10')], '2016-05-09').residing, true)
    assert.equal(ledger([stay('2016-01-05', '2016-05-10')], '2016-05-10').residing, false)
  })
  it('FG-2015:二.三(2) 三天不断、四天断，次数不限', () => {
    const kept = [stay('2016-01-05', '2016-02-01'), stay('2016-02-04', '2016-03-01'), stay('2016-03-04')]
    assert.equal(ledger(kept, '2016-06-01').residenceStart, '2016-01-05')
    const broken = [stay('2016-01-05', '2016-02-01'), stay('2016-02-05', '2016-03-01'), stay('2016-03-04')]
    assert.equal(ledger(broken, '2016-06-01').residenceStart, '2016-02-05')
  })
  it('LH-2017-36:三.二(2) 临河一天也断', () => {
    const stays = [stay('2017-05-02', '2017-06-01'), stay('2017-06-02')]
    assert.equal(ledger(stays, '2017-07-01', LINHE).residenceStart, '2017-06-02')
    assert.equal(
      ledger([stay('2017-05-02', '2017-06-01'), stay('2017-06-01')], '2017-07-01', LINHE).residenceStart,
      '2017-05-02',
    )
  })
  it('a city that does not count earlier time starts at the regulation', () => {
    const { transition } = FOSHAN
    const policy = {
      ...FOSHAN,
      transition: { ...transition, earlierTimeCounts: { ...transition.earlierTimeCounts, value: false } },
    }
    const { residenceStart, segments } = ledger([stay('2015-06-20')], '2016-02-01', policy)
    assert.equal(residenceStart, '2016-01-01')
    assert.deepEqual(
      segments.map(({ from, to, counts }) => [from, to, counts]),
      [
        ['2015-06-20', '2015-12-31', false],
        ['2016-01-01', '2016-02-01', true],
      ],
    )
  })
  it('the order in which stays are held does not matter', () => {
    const stays = [stay('2016-01-05', '2016-02-01'), stay('2016-02-04', '2016-03-01'), stay('2016-03-04')]
    assert.deepEqual(ledger(stays.toReversed(), '2016-06-01'), ledger(stays, '2016-06-01'))
  })
})

/** Stays one after another: how long each lasted, how long the gap after it, and what it was. */
const anyLife = fc
  .record({
    from: anyDay,
    parts: fc.array(
      fc.record({
        lasted: fc.integer({ min: 0, max: 400 }),
        gap: fc.integer({ min: 0, max: 10 }),
        untrue: fc.boolean(),
        declaredAs: fc.constantFrom('arrival' as const, 'change' as const),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    goesOn: fc.boolean(),
    asked: fc.integer({ min: 0, max: 500 }),
  })
  .map(({ from, parts, goesOn, asked }) => {
    let at = from
    const stays = parts.map(({ lasted, gap, untrue, declaredAs }, index): Stay => {
      const registeredOn = at
      const endedOn = addDays(registeredOn, lasted)
      at = addDays(endedOn, gap)
      const isOpen = goesOn && index === parts.length - 1
      return {
        registrationId: String(index),
        registeredOn,
        declaredAs,
        movedInOn: registeredOn,
        untrue,
        ...(isOpen ? {} : { endedOn }),
      }
    })
    return { stays, asOf: addDays(from, asked) }
  })

const length = (part: { from: PlainDate; to: PlainDate }) => daysBetween(part.from, part.to) + 1

describe('the ledger of any life', () => {
  it('has every day from the first registration to the day asked in exactly one segment', () => {
    fc.assert(
      fc.property(anyLife, fc.constantFrom(FOSHAN, LINHE), ({ stays, asOf }, policy) => {
        const { segments } = residenceLedger(stays, asOf, policy, CALENDAR)
        const [first] = stays
        if (segments.length === 0) return
        assert.ok(first !== undefined && (segments[0]?.from ?? '') >= first.registeredOn)
        assert.equal(segments.at(-1)?.to, asOf)
        for (const [index, segment] of segments.entries()) {
          assert.ok(segment.from <= segment.to)
          const next = segments[index + 1]
          if (next !== undefined) assert.equal(daysBetween(segment.to, next.from), 1)
        }
      }),
    )
  })
  it('counts exactly the days since the start, and only while somebody resides', () => {
    fc.assert(
      fc.property(anyLife, ({ stays, asOf }) => {
        const { segments, residing, residenceStart, eligibleFrom } = residenceLedger(stays, asOf, FOSHAN, CALENDAR)
        assert.equal(residing, residenceStart !== undefined)
        if (residenceStart === undefined || eligibleFrom === undefined) return
        assert.ok(eligibleFrom > residenceStart)
        const counted = segments.filter(({ counts }) => counts)
        assert.equal(counted[0]?.from, residenceStart)
        assert.equal(
          counted.map(length).reduce((sum, days) => sum + days, 0),
          daysBetween(residenceStart, asOf) + 1,
        )
      }),
    )
  })
})
