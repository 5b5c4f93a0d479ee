import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyAge, anyLife, firstDayOf } from '../../test/any-life.ts'
import { day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import type { EndorsementFact } from '../permit/permit-facts.ts'
import { lifeLedger } from '../residence/life-ledger.ts'
import { decideEndorsement } from './decide-endorsement.ts'
import { lateEffect } from './late-endorsement.ts'
import { reminderDays } from './reminder-days.ts'

const provided = { materials: ['residence-permit', 'identity-document', 'lease'] as const, houseFiled: true }

describe('decideEndorsement', () => {
  it('what it promises is what the ledger tells once it is recorded', () => {
    let granted = 0
    fc.assert(
      fc.property(anyLife, anyAge, fc.constantFrom(FOSHAN, LINHE), (life, age, pack) => {
        const [permit] = life.permits
        if (permit === undefined) return
        const on = addDays(firstDayOf(life), age)
        const before = lifeLedger(life, on, [pack], CALENDAR)
        const decision = decideEndorsement(
          {
            permit,
            residence: before,
            condition: 'dwelling',
            provided,
            presence: { by: 'applicant' },
            channel: 'counter',
          },
          on,
          { packs: [pack], calendar: CALENDAR },
        )
        if (!decision.ok) return
        granted += 1
        const done = { ...permit, endorsements: [...permit.endorsements, { acceptedOn: on, completedOn: on }] }
        const after = lifeLedger({ ...life, permits: [done] }, on, [pack], CALENDAR)
        const [standing] = after.permits
        const { baseOn, cost, timesEndorsed, validUntil } = decision.value
        assert.deepEqual(
          { state: standing?.state, baseOn, timesEndorsed, validUntil },
          {
            state: 'in-force',
            baseOn: standing?.baseOn,
            timesEndorsed: standing?.timesEndorsed,
            validUntil: standing?.validUntil,
          },
        )
        assert.equal(cost?.residenceStart ?? before.residenceStart, after.residenceStart)
        assert.equal(decision.value.kind === 'late', before.permits[0]?.state === 'suspended')
      }),
      { numRuns: 600 },
    )
    assert.ok(granted > 10, `only ${granted} were granted`)
  })

  it('LH-2017-36:三.二(3) moved to another county in the morning, endorsed in the afternoon: in time, a year from the move', () => {
    const stay = { registeredOn: day('2017-05-10'), declaredAs: 'arrival' as const, registrationId: 'a' }
    const next = { registeredOn: day('2018-11-05'), declaredAs: 'change' as const, registrationId: 'b' }
    const permit = {
      permitId: 'p',
      issuedOn: day('2017-11-20'),
      issuedIn: '150802',
      endorsements: [],
      moves: [{ movedOn: day('2018-11-05'), from: '150802', to: '150821' }],
      cards: [],
    }
    const stays = [{ ...stay, endedOn: day('2018-11-05') }, next]
    const decide = (on: string, endorsements: readonly EndorsementFact[] = []) =>
      decideEndorsement(
        {
          permit: { ...permit, endorsements },
          residence: lifeLedger({ stays, permits: [permit] }, day(on), [LINHE], CALENDAR),
          condition: 'dwelling',
          provided,
          presence: { by: 'applicant' },
          channel: 'counter',
        },
        day(on),
        { packs: [LINHE], calendar: CALENDAR },
      )
    const done = decide('2018-11-05')
    assert.ok(done.ok, JSON.stringify(done))
    assert.deepEqual([done.value.kind, done.value.validUntil], ['in-time', '2019-11-05'])
    const twice = decide('2018-11-05', [{ acceptedOn: day('2018-11-05'), completedOn: day('2018-11-05') }])
    assert.equal(!twice.ok && twice.refusals[0]?.facts['opensOn'], '2019-10-06')
    const later = decide('2018-11-06')
    assert.deepEqual(!later.ok && later.refusals.map(({ code }) => code), ['endorsement.too-early'])
  })

  it('once endorsed, the same day is too early for another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.constantFrom(FOSHAN, LINHE), (days, pack) => {
        const issuedOn = addDays(FOSHAN.inForceFrom, 200)
        const on = addDays(issuedOn, 365 - days)
        const permit = {
          permitId: 'p',
          issuedOn,
          issuedIn: '440604',
          endorsements: [{ acceptedOn: on, completedOn: on }],
          moves: [],
          cards: [],
        }
        const residence = {
          residing: true,
          registeredSince: issuedOn,
          residenceStart: issuedOn,
          eligibleFrom: issuedOn,
        }
        const decision = decideEndorsement(
          { permit, residence, condition: 'dwelling', provided, presence: { by: 'applicant' }, channel: 'counter' },
          on,
          { packs: [pack], calendar: CALENDAR },
        )
        assert.ok(!decision.ok)
        assert.deepEqual(
          decision.refusals.map(({ code }) => code),
          ['endorsement.too-early'],
        )
      }),
    )
  })
})

describe('lateEffect', () => {
  it('counts the suspended days from the first to the day before the endorsement, whatever the reading', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), (late) => {
        const suspendedFrom = addDays(FOSHAN.inForceFrom, 10)
        const effect = lateEffect(suspendedFrom, { acceptedOn: addDays(suspendedFrom, late) }, FOSHAN.permit)
        assert.deepEqual(effect, { years: 'gap-excluded', gapDays: late, law: 'FG-2015:二.三(4)' })
      }),
    )
  })
})

describe('reminderDays', () => {
  it('are in order, each day once, none before the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.constantFrom(FOSHAN, LINHE), (length, { endorsement }) => {
        const opensOn = FOSHAN.inForceFrom
        const lastInTimeOn = addDays(opensOn, length)
        const days = reminderDays({ opensOn, lastInTimeOn }, addDays(lastInTimeOn, 1), endorsement).map(({ on }) => on)
        assert.deepEqual(days, [...new Set(days)].toSorted())
        assert.equal(days[0], opensOn)
      }),
    )
  })
})
