import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import type { LifeFacts } from '../residence/life-facts.ts'
import { decideOwnDeparture } from './decide-own-departure.ts'
import { decideTakeBack } from './decide-take-back.ts'

const registeredOn = day('2016-01-05')
const LIFE: LifeFacts = {
  stays: [{ registrationId: 'r', registeredOn, declaredAs: 'arrival' }],
  permits: [],
}
const HELD: LifeFacts = {
  ...LIFE,
  permits: [{ permitId: 'p', issuedOn: day('2016-07-15'), issuedIn: '440604', endorsements: [], moves: [], cards: [] }],
}
const foshan = { packs: [FOSHAN], calendar: CALENDAR }
const linhe = { packs: [LINHE], calendar: CALENDAR }
const decide = (leftOn: string, today: string, life = LIFE, law = foshan) =>
  decideOwnDeparture({ registrationId: 'r', registeredOn, leftOn: day(leftOn) }, life, day(today), law)
const told = (...asked: Parameters<typeof decide>) => {
  const decision = decide(...asked)
  return decision.ok
    ? decision.grounds.map(({ key, facts }) => [key, ...Object.values(facts)].join(' '))
    : decision.refusals.map(({ code }) => code)
}

describe('本人网上申报离开', () => {
  it('FM-2014:19 told on the third working day: in time, with every day that follows', () => {
    assert.deepEqual(told('2016-05-10', '2016-05-13'), [
      'departure.person 2016-05-10',
      'departure.told-in-time 2016-05-13',
      'owed.register-again 2016-05-10 2016-05-13',
      'departure.take-back-until 2016-05-30',
    ])
  })
  it('a day later: late, and done all the same', () => {
    assert.deepEqual(told('2016-05-09', '2016-05-13'), [
      'departure.person 2016-05-09',
      'departure.told-late 2016-05-12',
      'departure.take-back-until 2016-05-30',
    ])
  })
  it('I-071 the permit rests, its year still full on its day; a suspended one stays suspended', () => {
    assert.ok(told('2016-09-10', '2016-09-12', HELD).includes('permit.rests 2016-09-10 2017-07-15'))
    assert.ok(told('2017-08-10', '2017-08-11', HELD).includes('permit.suspended 2017-07-18 2017-07-17'))
  })
  it('before the registration, after today, and where the window alone is offered: every reason at once', () => {
    assert.deepEqual(told('2016-01-04', '2016-05-13'), ['form.dates-out-of-order'])
    assert.deepEqual(told('2016-05-14', '2016-05-13'), ['form.dates-out-of-order'])
    assert.deepEqual(told('2017-05-14', '2017-05-13', LIFE, linhe), ['channel.not-offered', 'form.dates-out-of-order'])
  })
  it('it is granted on just the days from the registration to today', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 900 }), (before, age) => {
        const today = addDays(registeredOn, age)
        const leftOn = addDays(today, before)
        const isWithin = leftOn >= registeredOn && leftOn <= today
        assert.equal(
          decideOwnDeparture({ registrationId: 'r', registeredOn, leftOn }, HELD, today, foshan).ok,
          isWithin,
        )
      }),
    )
  })
})

describe('撤回离开申报', () => {
  const back = (endReason: string, today: string) => {
    const decision = decideTakeBack({ since: day('2016-05-13'), endReason }, day(today), FOSHAN, CALENDAR)
    return decision.ok ? decision.value.lastDayOn : decision.refusals.map(({ code }) => code).join()
  }
  it('I-185 fifteen days, a rest day gives way', () => {
    assert.equal(back('departed', '2016-05-30'), '2016-05-30')
    assert.equal(back('departed', '2016-05-31'), 'registration.objection-too-late')
  })
  it('what did not rest on the own word is objected to instead', () => {
    for (const reason of ['presumed-left', 'hukou-converted', 'moved']) {
      assert.equal(back(reason, '2016-05-13'), 'registration.not-departed')
    }
  })
})
