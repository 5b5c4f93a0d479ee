import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE, PACKS } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { type DeclaredResidence, decideDeclaration } from '../registration/decide-declaration.ts'
import { landlordReportDueOn } from './landlord-report-due-on.ts'
import { isTenantLogLate, tenantLogDueAt } from './tenant-log-due-at.ts'

describe('landlordReportDueOn', () => {
  for (const pack of PACKS) {
    it(`${pack.id}: due days never go back, and a contract counts before moving in`, () => {
      fc.assert(
        fc.property(anyDay, anyDay, (movedInOn, contractOn) => {
          const dueOn = (event: Parameters<typeof landlordReportDueOn>[0]) =>
            landlordReportDueOn(event, pack.landlord, CALENDAR)
          const due = dueOn({ kind: 'let', movedInOn })
          if (due === null) {
            assert.equal(pack.landlord.reportAfterLetting.value, null)
            return
          }
          const next = dueOn({ kind: 'let', movedInOn: addDays(movedInOn, 1) })
          assert.ok(due.extendedOn > movedInOn && next !== null && due.extendedOn <= next.extendedOn)
          assert.deepEqual(dueOn({ kind: 'let', movedInOn, contractOn }), dueOn({ kind: 'let', movedInOn: contractOn }))
        }),
      )
    })
  }
})

describe('tenantLogDueAt', () => {
  it('FM-2014:28 二十四小时：到点为止按时，过一毫秒即逾期', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_400_000_000, max: 1_800_000_000 }), (seconds) => {
        const movedInAt = new Date(seconds * 1000).toISOString()
        const dueAt = tenantLogDueAt(movedInAt, FOSHAN.landlord)
        assert.ok(dueAt !== null)
        assert.equal(Date.parse(dueAt) - seconds * 1000, 24 * 3_600_000)
        assert.equal(isTenantLogLate(dueAt, dueAt, movedInAt), false)
        assert.equal(isTenantLogLate(dueAt, new Date(Date.parse(dueAt) + 1).toISOString(), movedInAt), true)
      }),
    )
  })
  it('临河不要求', () => assert.equal(tenantLogDueAt('2017-06-05T01:30:00Z', LINHE.landlord), null))
})

describe('租客的登记不取决于房东', () => {
  const tenant: DeclaredResidence = {
    channel: 'counter',
    person: { documentType: '111', hukouDivision: '430521' },
    residenceDivision: '440604',
    arrivedOn: day('2016-01-04'),
    submittedOn: day('2016-01-05'),
    enteredOn: day('2016-01-05'),
    findings: [],
    addressRejections: [],
    hasOpenRegistration: false,
    law: 'CN-663:9.2',
  }
  it('CN-663:9.2 whatever the landlord owes or may not do, the declaration is entered on the same day', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 24, 240), fc.boolean(), (hours, agency) => {
        const landlord = {
          ...FOSHAN.landlord,
          logWithinHours: { ...FOSHAN.landlord.logWithinHours, value: hours },
          agencyReports: { ...FOSHAN.landlord.agencyReports, value: agency },
        }
        const decision = decideDeclaration(tenant, { ...FOSHAN, landlord } as typeof FOSHAN, CALENDAR)
        assert.ok(decision.ok)
        assert.equal(decision.value.registeredOn, '2016-01-05')
      }),
    )
  })
  for (const pack of PACKS) {
    it(`${pack.id}: some way to show a dwelling needs neither the landlord's word nor his filing`, () => {
      const ways = pack.checklist.groups.find(({ key }) => key === 'dwelling')?.oneOf ?? []
      assert.ok(ways.some(({ allOf, houseFiled }) => !allOf.includes('landlord-lodging-proof') && !houseFiled))
    })
  }
})
