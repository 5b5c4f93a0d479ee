import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { type AgencyFacts, decideAgency } from './decide-agency.ts'

const child: AgencyFacts = {
  business: 'application',
  principal: { birthDate: day('2000-02-29'), situation: 'under-16', mobilityEvidence: false },
  agent: { birthDate: day('1975-01-01'), relation: '51', guardian: false },
  documents: ['identity-document', 'agent-identity-document'],
  supervisorReason: '',
}
const old = (birthDate: string, mobilityEvidence: boolean): AgencyFacts['principal'] => ({
  birthDate: day(birthDate),
  situation: 'elderly-limited',
  mobilityEvidence,
})
const codes = (changes: Partial<AgencyFacts>, on = '2016-07-05', pack = FOSHAN) => {
  const decision = decideAgency({ ...child, ...changes }, day(on), pack.agency)
  return decision.ok ? [] : decision.refusals.map(({ code }) => code)
}

const withRelation = (code: string) => codes({ agent: { ...child.agent, relation: code } }, '2016-02-28')

const withAgent = (birthDate: string) =>
  codes({ agent: { birthDate: day(birthDate), relation: '71', guardian: false } }, '2016-02-28')

describe('decideAgency', () => {
  it('CN-663:9.3 十六岁生日前一日可代办，当日不可', () => {
    assert.deepEqual(codes({}, '2016-02-28'), [])
    assert.deepEqual(codes({}, '2016-02-29'), ['agency.principal-able'])
  })
  it('ELD-2015:2 六十岁生日当日算老年人', () => {
    assert.deepEqual(codes({ principal: old('1956-07-05', true) }), [])
    assert.deepEqual(codes({ principal: old('1956-07-06', true) }), ['agency.principal-able'])
  })
  it('the elderly in good health come themselves', () => {
    assert.deepEqual(codes({ principal: old('1949-01-01', false) }), ['agency.mobility-not-limited'])
  })
  it('an able adult cannot send anybody', () => {
    const principal = { birthDate: day('1980-01-01'), situation: 'none', mobilityEvidence: true } as const
    assert.deepEqual(codes({ principal }), ['agency.principal-able'])
  })
  it('CC:1045 近亲属的边界', () => {
    for (const close of ['10', '20', '51', '52', '57', '61', '63', '71', '77'])
      assert.deepEqual(withRelation(close), [], close)
    for (const other of ['28', '38', '53', '55', '72', '76', '81', '92', '99']) {
      assert.deepEqual(withRelation(other), ['agency.agent-not-close-relative'], other)
    }
  })
  it('CC:18 代办人十八岁生日当日可代办', () => {
    assert.deepEqual(withAgent('1998-02-28'), [])
    assert.deepEqual(withAgent('1998-03-01'), ['agency.agent-under-age'])
  })
  it('LH-2017-36:三.二(4) 临河还要双方户口簿', () => {
    assert.deepEqual(codes({}, '2016-02-28', LINHE), ['agency.documents-missing'])
    assert.deepEqual(
      codes({ documents: [...child.documents, 'household-booklet', 'agent-household-booklet'] }, '2016-02-28', LINHE),
      [],
    )
  })
  it('every reason at once', () => {
    const all = codes({
      business: 'endorsement',
      agent: { birthDate: day('2000-01-01'), relation: '92', guardian: false },
      documents: [],
    })
    assert.deepEqual(all, [
      'agency.principal-able',
      'agency.agent-not-close-relative',
      'agency.agent-under-age',
      'agency.not-offered-for-step',
      'agency.documents-missing',
    ])
  })
})
