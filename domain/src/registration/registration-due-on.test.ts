import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { registrationDueOn } from './registration-due-on.ts'

describe('registrationDueOn', () => {
  for (const [since, foshan, plain, extended] of [
    ['2016-01-04', '2016-01-07', '2016-01-07', '2016-01-07'],
    ['2016-01-08', '2016-01-13', '2016-01-11', '2016-01-11'],
    ['2016-02-05', '2016-02-15', '2016-02-08', '2016-02-14'],
    ['2017-04-28', '2017-05-04', '2017-05-01', '2017-05-02'],
  ] as const) {
    it(`${since}到达：佛山${foshan}，临河${extended}`, () => {
      assert.equal(registrationDueOn('arrival', day(since), FOSHAN.registration, CALENDAR).extendedOn, foshan)
      assert.deepEqual(registrationDueOn('arrival', day(since), LINHE.registration, CALENDAR), {
        plainOn: plain,
        extendedOn: extended,
      })
    })
  }
  it('who comes later never has to declare earlier', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom(FOSHAN, LINHE),
        fc.constantFrom('arrival', 'change', 'leaving'),
        (since, pack, duty) => {
          const due = registrationDueOn(duty, since, pack.registration, CALENDAR).extendedOn
          assert.ok(due > since)
          assert.ok(registrationDueOn(duty, addDays(since, 1), pack.registration, CALENDAR).extendedOn >= due)
        },
      ),
    )
  })
})
