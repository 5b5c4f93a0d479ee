import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR, calendarThrough, FOSHAN, PACKS } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { PERMIT_ENDINGS } from '../permit/permit-facts.ts'
import { ENDING_EVENTS } from '../policy/ending-policy.ts'
import { decideEnding } from './decide-ending.ts'

const anySpan = fc.integer({ min: 0, max: 800 })

describe('decideEnding', () => {
  it('a permit ends for the same reasons in the register and in the rule, by the same words', () => {
    const ofPermits = ENDING_EVENTS.filter((event) => event !== 'untrue')
    assert.deepEqual(ofPermits.toSorted(), PERMIT_ENDINGS.toSorted())
  })
  for (const pack of PACKS) {
    it(`${pack.id}: nothing ends before its event, and an objection is open at least as long as the pack says`, () => {
      fc.assert(
        fc.property(
          anyDay,
          anySpan,
          anySpan,
          fc.integer({ min: -400, max: 400 }),
          fc.constantFrom(...ENDING_EVENTS),
          (registeredOn, stayed, waited, validFor, event) => {
            const happenedOn = addDays(registeredOn, stayed)
            const decidedOn = addDays(happenedOn, waited)
            const permit = { validToOn: addDays(happenedOn, validFor) }
            const facts = { event, registeredOn, happenedOn, decidedOn, permit, signedBy: ['a', 'b'] }
            const decision = decideEnding(facts, pack, CALENDAR)
            if (!decision.ok) {
              assert.equal(pack.endings[event].value, null)
              return
            }
            const { registration, objectionUntil, permit: ended, signOff } = decision.value
            for (const on of [registration.endsOn, ended?.endsOn ?? null]) assert.ok(on === null || on >= happenedOn)
            const { value: days } = pack.workflow.registration.objectionDays
            assert.ok(objectionUntil !== null && objectionUntil >= addDays(decidedOn, days))
            assert.equal(signOff === null, event !== 'left-city')
          },
        ),
      )
    })
    it(`${pack.id}: no event ends anything without an official's signature`, () => {
      for (const event of ENDING_EVENTS) {
        const on = pack.inForceFrom
        const facts = { event, registeredOn: on, happenedOn: on, decidedOn: on, signedBy: [] }
        assert.equal(decideEnding(facts, pack, CALENDAR).ok, false)
      }
    })
    it(`${pack.id}: a landlord's or employer's word ends nothing`, () => {
      for (const reportedBy of ['landlord', 'employer'] as const) {
        const on = pack.inForceFrom
        const facts = {
          event: 'left-city',
          registeredOn: on,
          happenedOn: on,
          decidedOn: on,
          signedBy: ['a'],
          reportedBy,
        } as const
        const decision = decideEnding(facts, pack, CALENDAR)
        assert.ok(decision.ok)
        assert.equal(decision.value.registration.endsOn, null)
        assert.deepEqual(
          decision.grounds.map(({ key }) => key),
          [`departure.${reportedBy}`],
        )
      }
    })
  }
  it('a year without published working days marks the last day to object and makes nobody late', () => {
    const decision = decideEnding(
      {
        event: 'left-city',
        registeredOn: day('2026-01-05'),
        happenedOn: day('2026-12-30'),
        decidedOn: day('2027-02-01'),
        signedBy: ['a'],
      },
      FOSHAN,
      calendarThrough(2026),
    )
    assert.ok(decision.ok)
    assert.equal(decision.value.provisionalYear, 2027)
    assert.equal(decision.value.signOff?.late, false)
  })
})
