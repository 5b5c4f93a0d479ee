import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR, calendarThrough, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays, addYears } from '../kernel/plain-date.ts'
import { endorsementWindow } from './endorsement-window.ts'
import { CARD_EVENTS, type PermitFacts } from './permit-facts.ts'
import { permitStanding } from './permit-standing.ts'

const issued = (on: string, facts: Partial<PermitFacts> = {}): PermitFacts => ({
  permitId: 'p',
  issuedOn: day(on),
  issuedIn: '440604',
  endorsements: [],
  moves: [],
  cards: [],
  ...facts,
})
const law = { packs: [FOSHAN], calendar: CALENDAR }

describe('permitStanding', () => {
  it('of a permit to which nothing happened goes by the window of its first year', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 500 }), fc.constantFrom(FOSHAN, LINHE), (on, age, pack) => {
        if (addYears(on, 1) > '2026-12-01') return
        const window = endorsementWindow(on, 0, pack.permit, CALENDAR)
        const asOf = addDays(on, age)
        const standing = permitStanding(issued(on), asOf, { packs: [pack], calendar: CALENDAR })
        assert.equal(standing.state, asOf >= window.suspendedFrom ? 'suspended' : 'in-force')
        assert.equal(standing.validUntil, window.anniversaryOn)
        assert.deepEqual(
          [standing.window?.opensOn, standing.window?.lastInTimeOn],
          [window.opensOn, window.lastDayInTime],
        )
      }),
    )
  })

  it('nobody is suspended by a day of a year that is not published yet', () => {
    const before2027 = { ...law, calendar: calendarThrough(2026) }
    const at = (asOf: string) => permitStanding(issued('2026-01-15'), day(asOf), before2027)
    assert.equal(at('2026-12-31').window?.provisional, true)
    assert.equal(at('2027-01-25').state, 'in-force')
    assert.equal(at('2027-01-26').state, 'suspended')
  })

  it('is not there before the issue, and over when it ended', () => {
    const ended = issued('2016-07-15', { ended: { endedOn: day('2017-03-02'), reason: 'local-hukou' } })
    assert.equal(permitStanding(ended, day('2016-07-14'), law).state, 'not-yet')
    assert.equal(permitStanding(ended, day('2017-03-01'), law).state, 'in-force')
    const { state, endedBecause, window } = permitStanding(ended, day('2017-03-02'), law)
    assert.deepEqual([state, endedBecause, window], ['ended', 'local-hukou', undefined])
  })

  it('a card lost and found, or lost and made anew, is there again; one of each day in any order', () => {
    const missing = (...cards: PermitFacts['cards']) =>
      permitStanding(issued('2016-07-15', { cards }), day('2017-02-01'), law).cardMissing
    const lost = { on: day('2017-01-10'), event: 'lost' as const, nth: 1 }
    assert.equal(missing(lost), true)
    assert.equal(missing(lost, { on: day('2017-01-12'), event: 'found', nth: 1 }), false)
    assert.equal(missing({ on: day('2017-01-10'), event: 'reissued', nth: 2 }, lost), false)
    assert.equal(missing({ on: day('2017-01-20'), event: 'damaged', nth: 1 }, lost), true)
    assert.equal(missing({ on: day('2017-02-02'), event: 'lost', nth: 1 }), false)
  })

  it('of two lost cards each goes by itself: the reissued-away found leaves the other missing', () => {
    const two: PermitFacts['cards'] = [
      { on: day('2017-01-10'), event: 'lost', nth: 1 },
      { on: day('2017-01-15'), event: 'reissued', nth: 2 },
      { on: day('2017-01-20'), event: 'lost', nth: 2 },
    ]
    const missing = (...found: PermitFacts['cards']) =>
      permitStanding(issued('2016-07-15', { cards: [...two, ...found] }), day('2017-02-01'), law).cardMissing
    const back = (nth: number) => ({ on: day('2017-01-22'), event: 'found' as const, nth })
    assert.deepEqual([missing(), missing(back(1)), missing(back(2))], [true, true, false])
    assert.equal(missing(back(2), { on: day('2017-01-25'), event: 'lost', nth: 2 }), true)
  })

  it('nothing that happens to the card moves the permit', () => {
    const anyCards = fc.array(
      fc.record({
        on: fc.integer({ min: 0, max: 900 }).map((days) => addDays(day('2016-07-15'), days)),
        event: fc.constantFrom(...CARD_EVENTS),
        nth: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(anyCards, fc.integer({ min: 0, max: 900 }), (cards, age) => {
        const asOf = addDays(day('2016-07-15'), age)
        const { cardMissing, ...standing } = permitStanding(issued('2016-07-15', { cards }), asOf, law)
        const { cardMissing: none, ...plain } = permitStanding(issued('2016-07-15'), asOf, law)
        assert.deepEqual([standing, none], [plain, false])
        const turned = permitStanding(issued('2016-07-15', { cards: cards.toReversed() }), asOf, law)
        assert.equal(turned.cardMissing, cardMissing)
      }),
    )
  })
})
