import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN } from '../../test/held-law.ts'
import { type ApplicationFacts, decideApplication } from './decide-application.ts'

const whole: ApplicationFacts = {
  person: { documentType: '111', hukouDivision: '430521' },
  residenceDivision: '440604',
  residence: { residing: true, residenceStart: day('2016-01-05'), eligibleFrom: day('2016-07-05') },
  condition: 'dwelling',
  provided: { materials: ['identity-document', 'photo', 'lease', 'rental-filing-certificate'], houseFiled: true },
  photo: { source: 'live' },
  presence: { by: 'applicant' },
  portraits: ['applicant'],
}
const decide = (changes: Partial<ApplicationFacts>, on = '2016-07-05') =>
  decideApplication({ ...whole, ...changes }, day(on), FOSHAN)
const codes = (changes: Partial<ApplicationFacts>, on?: string) => {
  const decision = decide(changes, on)
  return decision.ok ? [] : decision.refusals.map(({ code }) => code)
}

describe('decideApplication', () => {
  it('CN-663:2 满半年当日批准，前一日告知最早日期', () => {
    assert.deepEqual(codes({}), [])
    const decision = decide({}, '2016-07-04')
    assert.ok(!decision.ok)
    assert.deepEqual(decision.refusals, [
      {
        code: 'application.too-early',
        law: 'FG-2015:二.三(1)',
        facts: { residenceStart: '2016-01-05', eligibleFrom: '2016-07-05' },
      },
    ])
  })
  it('a granted application says by which clauses', () => {
    const decision = decide({})
    assert.ok(decision.ok)
    assert.deepEqual(
      decision.grounds.map(({ key }) => key),
      [
        'target.other-city',
        'residence.half-year',
        'application.condition-met',
        'application.in-person',
        'photo.accepted',
      ],
    )
  })
  it('every reason is told at once', () => {
    const everythingWrong: Partial<ApplicationFacts> = {
      person: { documentType: '111', hukouDivision: '440605' },
      residence: { residing: false },
      provided: { materials: [], houseFiled: false },
      presence: { by: 'nobody' },
      openApplication: { applicationId: 'x', acceptanceNo: 'y' },
      permit: { permitNo: '1', validToOn: day('2017-01-01') },
    }
    assert.deepEqual(codes(everythingWrong), [
      'person.not-target',
      'application.not-residing',
      'application.materials-missing',
      'application.in-person-required',
      'application.already-open',
      'application.permit-in-force',
    ])
  })
  it('an unfiled house closes the condition; other papers are still named', () => {
    const provided = { materials: ['host-title-deed', 'host-statement'] as const, houseFiled: false }
    assert.deepEqual(codes({ provided }), ['application.condition-not-met', 'application.materials-missing'])
  })
  it("CN-663:9.3 an agent's missing papers are named once", () => {
    const agency = {
      business: 'application' as const,
      principal: { birthDate: day('2004-03-01'), situation: 'under-16' as const, mobilityEvidence: false },
      agent: { birthDate: day('1975-01-01'), relation: '51', guardian: true },
      documents: ['identity-document' as const],
      supervisorReason: '',
    }
    const decision = decide({ presence: { by: 'agent', agency }, portraits: ['agent'] })
    assert.ok(!decision.ok)
    assert.deepEqual(decision.refusals, [
      { code: 'agency.documents-missing', law: 'CN-663:9.3', facts: { missing: ['agent-identity-document'] } },
    ])
  })
  it('FS-2016-14:三.一 every kind of person at the counter is photographed', () => {
    assert.deepEqual(codes({ portraits: [] }), ['application.portrait-missing'])
    assert.deepEqual(codes({ portraits: ['agent'] }), ['application.portrait-missing'])
  })
})
