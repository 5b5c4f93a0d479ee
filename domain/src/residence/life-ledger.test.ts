import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyAge, anyLife, firstDayOf } from '../../test/any-life.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import type { LateEndorsementReading } from '../policy/permit-policy.ts'
import type { LifeFacts } from './life-facts.ts'
import { lifeLedger } from './life-ledger.ts'

const READINGS: readonly LateEndorsementReading[] = [
  { kind: 'continue-exclude-gap' },
  { kind: 'continue-include-gap' },
  { kind: 'restart' },
  { kind: 'restart-if-late-over', n: 30, unit: 'day', gap: 'excluded' },
  { kind: 'restart-if-late-over', n: 1, unit: 'year', gap: 'included' },
]

function reading(value: LateEndorsementReading, pack: Pack, years?: number): Pack {
  const { lateEndorsement, cancelIfSuspended } = pack.permit
  const permit = {
    ...pack.permit,
    lateEndorsement: { ...lateEndorsement, value },
    cancelIfSuspended: {
      ...cancelIfSuspended,
      value: years === undefined ? null : { n: years, unit: 'year' as const },
    },
  }
  return { ...pack, permit }
}

const anyLaw = fc.record({
  city: fc.constantFrom('foshan' as const, 'linhe' as const),
  late: fc.constantFrom(...READINGS),
  years: fc.option(fc.constant(2), { nil: undefined }),
})

const packOf = ({
  city,
  late,
  years,
}: {
  city: 'foshan' | 'linhe'
  late: LateEndorsementReading
  years: number | undefined
}) => reading(late, city === 'foshan' ? FOSHAN : LINHE, years)

const tell = (life: LifeFacts, asOf: PlainDate, law: Parameters<typeof packOf>[0]) =>
  lifeLedger(life, asOf, [packOf(law)], CALENDAR)

describe('the whole life of anybody', () => {
  it('has every day from the first registration on in exactly one segment, without a gap', () => {
    fc.assert(
      fc.property(anyLife, anyAge, anyLaw, (life, age, law) => {
        const asOf = addDays(firstDayOf(life), age)
        const { segments } = tell(life, asOf, law)
        assert.equal(segments[0]?.from, firstDayOf(life))
        assert.equal(segments.at(-1)?.to, asOf)
        for (const [index, segment] of segments.entries()) {
          assert.ok(segment.from <= segment.to)
          const next = segments[index + 1]
          if (next !== undefined) assert.equal(daysBetween(segment.to, next.from), 1)
        }
      }),
    )
  })

  it('the days that count are those since the shifted start, unless a suspension goes on', () => {
    fc.assert(
      fc.property(anyLife, anyAge, anyLaw, (life, age, law) => {
        const asOf = addDays(firstDayOf(life), age)
        const { nextYearOn, residenceStart, segments } = tell(life, asOf, law)
        if (residenceStart === undefined || nextYearOn === undefined) return
        const counted = segments.filter(({ counts }) => counts).map(({ from, to }) => daysBetween(from, to) + 1)
        assert.equal(
          counted.reduce((sum, days) => sum + days, 0),
          Math.max(0, daysBetween(residenceStart, asOf) + 1),
        )
      }),
    )
  })

  it('one more day lowers residence years only when residence ends or the count begins anew', () => {
    fc.assert(
      fc.property(anyLife, anyAge, anyLaw, (life, age, law) => {
        const asOf = addDays(firstDayOf(life), age)
        const [today, tomorrow] = [tell(life, asOf, law), tell(life, addDays(asOf, 1), law)]
        if (tomorrow.residenceYears >= today.residenceYears) return
        const isOver = !tomorrow.residing
        const isBroken = tomorrow.registeredSince !== today.registeredSince
        const on = addDays(asOf, 1)
        const { endorsements = [], moves = [] } = life.permits[0] ?? {}
        // A late endorsement counts from the day it was accepted and is known on the day it was decided.
        const isRestart =
          law.late.kind.startsWith('restart') && endorsements.some(({ completedOn }) => completedOn === on)
        const isReset = moves.some(({ movedOn }) => movedOn === on)
        assert.ok(isOver || isBroken || isRestart || isReset, `${asOf}: ${today.residenceYears} years fall`)
      }),
    )
  })

  it('a later last endorsement never gives an earlier start of years, nor more of them', () => {
    fc.assert(
      fc.property(anyLife, fc.integer({ min: 1, max: 60 }), anyLaw, (life, later, law) => {
        const [permit] = life.permits
        const last = permit?.endorsements.at(-1)
        if (permit === undefined || last === undefined) return
        const acceptedOn = addDays(last.acceptedOn, later)
        const moved = { acceptedOn, completedOn: acceptedOn }
        const delayed = { ...permit, moves: [], endorsements: [...permit.endorsements.slice(0, -1), moved] }
        const prompt = {
          ...permit,
          moves: [],
          endorsements: [...permit.endorsements.slice(0, -1), { ...last, completedOn: last.acceptedOn }],
        }
        const asOf = addDays(acceptedOn, 1)
        const [a, b] = [prompt, delayed].map((one) => tell({ ...life, permits: [one] }, asOf, law))
        // The later act may have come into the next window and so be the only one in time.
        if (a?.permits[0]?.state !== 'in-force' || b?.permits[0]?.state !== 'in-force') return
        assert.ok((a.residenceStart ?? asOf) <= (b.residenceStart ?? asOf))
        assert.ok(a.residenceYears >= b.residenceYears)
      }),
    )
  })

  it('the order in which independent events are held does not matter', () => {
    fc.assert(
      fc.property(anyLife, anyAge, anyLaw, (life, age, law) => {
        const asOf = addDays(firstDayOf(life), age)
        const turned: LifeFacts = {
          stays: life.stays.toReversed(),
          permits: life.permits.map((permit) => ({
            ...permit,
            endorsements: permit.endorsements.toReversed(),
            moves: permit.moves.toReversed(),
          })),
        }
        assert.deepEqual(tell(turned, asOf, law), tell(life, asOf, law))
      }),
    )
  })

  it('anniversaries never drift: the base of the calendar is a day on which something happened', () => {
    fc.assert(
      fc.property(anyLife, anyAge, anyLaw, (life, age, law) => {
        const asOf = addDays(firstDayOf(life), age)
        const [permit] = life.permits
        const [standing] = tell(life, asOf, law).permits
        if (permit === undefined || standing === undefined || standing.state === 'ended') return
        const happened = [
          permit.issuedOn,
          ...permit.endorsements.map(({ acceptedOn }) => acceptedOn),
          ...permit.moves.map(({ movedOn }) => movedOn),
        ]
        assert.ok(happened.includes(standing.baseOn))
        const clamped = standing.baseOn.endsWith('02-29') && standing.validUntil.endsWith('02-28')
        assert.ok(clamped || standing.validUntil.slice(5) === standing.baseOn.slice(5))
      }),
    )
  })

  it('what has happened is not changed by what happens later', () => {
    fc.assert(
      fc.property(anyLife, anyAge, anyLaw, (life, age, law) => {
        const asOf = addDays(firstDayOf(life), age)
        const known: LifeFacts = {
          stays: life.stays
            .filter(({ registeredOn }) => registeredOn <= asOf)
            .map(({ endedOn, ...stay }) => (endedOn !== undefined && endedOn <= asOf ? { ...stay, endedOn } : stay)),
          permits: life.permits.map((permit) => ({
            ...permit,
            endorsements: permit.endorsements
              .filter(({ acceptedOn }) => acceptedOn <= asOf)
              .map(({ acceptedOn, completedOn }) =>
                completedOn !== undefined && completedOn <= asOf ? { acceptedOn, completedOn } : { acceptedOn },
              ),
            moves: permit.moves.filter(({ movedOn }) => movedOn <= asOf),
          })),
        }
        assert.deepEqual(tell(known, asOf, law), tell(life, asOf, law))
      }),
    )
  })
})

describe('lifeLedger', () => {
  it('each act is judged by the pack of its day', () => {
    const day = (text: string) => text as PlainDate
    const later: Pack = {
      ...reading({ kind: 'restart' }, FOSHAN),
      id: 'foshan/2018-01-01',
      inForceFrom: day('2018-01-01'),
    }
    const life = (endorsed: string): LifeFacts => ({
      stays: [{ registrationId: 'r', registeredOn: day('2016-01-05'), declaredAs: 'arrival' }],
      permits: [
        {
          permitId: 'p',
          issuedOn: day('2016-07-15'),
          issuedIn: '440604',
          endorsements: [{ acceptedOn: day(endorsed), completedOn: day(endorsed) }],
          moves: [],
          cards: [],
        },
      ],
    })
    const start = (endorsed: string) =>
      lifeLedger(life(endorsed), day('2018-02-01'), [later, FOSHAN], CALENDAR).residenceStart
    assert.equal(start('2017-12-31'), '2016-06-19')
    assert.equal(start('2018-01-01'), '2018-01-01')
  })
  it('packs of two cities at once are a defect', () => {
    assert.throws(
      () => lifeLedger({ stays: [], permits: [] }, FOSHAN.inForceFrom, [FOSHAN, LINHE], CALENDAR),
      /at once/,
    )
    assert.throws(() => lifeLedger({ stays: [], permits: [] }, FOSHAN.inForceFrom, [], CALENDAR), /without a pack/)
  })
})
