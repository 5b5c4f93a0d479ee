import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR, calendarThrough, LINHE, PACKS } from '../../test/held-law.ts'
import { isWorkday } from '../calendar/work-calendar.ts'
import { addDays } from '../kernel/plain-date.ts'
import { employerDuties } from './employer-duties.ts'
import { employerReportDueOn } from './employer-report-due-on.ts'

const anyEvent = fc.constantFrom('hired' as const, 'left' as const)

describe('employerReportDueOn', () => {
  for (const pack of PACKS) {
    it(`${pack.id}: later events are never due earlier, and always on a working day after the event`, () => {
      fc.assert(
        fc.property(anyDay, anyEvent, (on, event) => {
          const due = employerReportDueOn(event, on, pack.employer, CALENDAR).extendedOn
          assert.ok(due > on)
          assert.ok(isWorkday(CALENDAR, due))
          assert.ok(due <= employerReportDueOn(event, addDays(on, 1), pack.employer, CALENDAR).extendedOn)
        }),
      )
    })
    it(`${pack.id}: a report is late exactly when it comes after its due day`, () => {
      fc.assert(
        fc.property(anyDay, anyEvent, fc.integer({ min: 0, max: 30 }), (on, event, days) => {
          const reportedOn = addDays(on, days)
          const facts = { newResidents: 1, reports: [{ event, on, reportedOn }] }
          const [report] = employerDuties(facts, addDays(on, 400), pack, CALENDAR).reports
          assert.equal(report?.late, reportedOn > employerReportDueOn(event, on, pack.employer, CALENDAR).extendedOn)
        }),
      )
    })
  }
  it('a year without published working days makes nobody late', () => {
    const facts = { newResidents: 1, reports: [{ event: 'hired' as const, on: day('2026-12-30') }] }
    const [waiting] = employerDuties(facts, day('2027-02-01'), LINHE, calendarThrough(2026)).reports
    assert.deepEqual([waiting?.extendedOn, waiting?.provisionalYear, waiting?.late], ['2027-01-06', 2027, false])
  })
})
