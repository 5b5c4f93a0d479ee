import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listStarredFields } from './form-field.ts'
import type { FamilyRow, FormValues } from './form-values.ts'
import { type FormCheck, validateForm } from './validate-form.ts'
import { withoutWaivedFields } from './waived-field.ts'

/** Ms Zhang of Shaodong, arrived in Foshan on 4 January 2016, in full. */
const zhang: FormValues = {
  district: '440604',
  town: '440604011',
  committee: '440604011002',
  name: '张秀英',
  sex: '2',
  ethnicity: '01',
  birthOn: '1992-02-29',
  education: '60',
  politics: '13',
  arrivedOn: '2016-01-04',
  mobile: '13800000000',
  idNumber: '440699199202290024',
  hukouDivision: '430521',
  hukouDetail: '某镇某村1组',
  marital: '20',
  sons: 0,
  daughters: 1,
  employment: '1',
  employerName: '某陶瓷厂',
  employerAddress: '张槎一路8号',
  employerPhone: '0757-82000000',
  socialInsurance: true,
  occupation: '06',
  agency: false,
  family: [],
  lane: '张槎三路',
  door: '12号',
  unit: '302房',
  movedInOn: '2016-01-04',
  placeType: '1',
  reason: '1',
  livingMode: '1',
  filledInOn: '2016-01-05',
}

const row: FamilyRow = { name: '李某', relation: '11', idNumber: '150899195703150015', together: true }

function found(change: Partial<FormValues>, check: Partial<FormCheck> = {}): string[] {
  const findings = validateForm({ ...zhang, ...change }, { purpose: 'registration', asOf: '2016-01-05', ...check })
  return findings.map(({ kind, code, field }) => `${kind} ${code} ${field}`)
}

test('a complete form: nothing to say', () => assert.deepEqual(found({}), []))

test('说明3: every starred field left empty blocks, all at once, and nothing else blocks', () => {
  const blocks = validateForm({}, { purpose: 'registration', asOf: '2016-01-05' }).filter(
    ({ kind }) => kind === 'block',
  )
  assert.deepEqual(
    blocks.map(({ field }) => field),
    listStarredFields(),
  )
  assert.ok(blocks.every(({ code, law }) => code === 'form.field-missing' && law === 'FS-2016-14:附件1.说明3'))
})

for (const field of listStarredFields()) {
  test(`说明3: ${field} missing or blank blocks`, () => {
    assert.deepEqual(found({ [field]: '  ' }), [`block form.field-missing ${field}`])
  })
}

const cases: readonly [title: string, change: Partial<FormValues>, expected: string[], check?: Partial<FormCheck>][] = [
  ['the photo is for the permit only', {}, ['block application.photo-missing photo'], { purpose: 'permit' }],
  ['the photo is there', { photo: true }, [], { purpose: 'permit' }],
  ['在职 without employer warns', { employerName: '' }, ['warn form.field-asked-for employerName']],
  ['move-in date missing warns', { movedInOn: '' }, ['warn form.field-asked-for movedInOn']],
  [
    'flat missing in a house of many warns',
    { unit: '' },
    ['warn form.field-asked-for unit'],
    { hasSeveralUnits: true },
  ],
  ['flat missing in a house of one is nothing', { unit: '' }, []],
  [
    '说明6: 灵活就业 waives the employer, not the occupation',
    { employment: '2', employerName: '', employerAddress: '', employerPhone: '', occupation: '' },
    ['warn form.field-asked-for occupation'],
  ],
  [
    '说明6: 无业 waives all four; what stands there warns',
    { employment: '3' },
    [
      'warn form.field-waived employerName',
      'warn form.field-waived employerAddress',
      'warn form.field-waived employerPhone',
      'warn form.field-waived occupation',
    ],
  ],
  ['sex against the number', { sex: '1' }, ['block form.sex-mismatch sex']],
  ['birth date against the number', { birthOn: '1992-03-01' }, ['block form.birth-date-mismatch birthOn']],
  ['wrong check digit', { idNumber: '440699199202290025' }, ['block id-number.check-digit-wrong idNumber']],
  [
    'a Taiwan resident goes to the other procedure',
    { idNumber: '830000199909090024', birthOn: '1999-09-09', marital: '10' },
    ['block id-number.other-procedure idNumber'],
  ],
  ['a passport number is not an ID number', { documentKind: '414', idNumber: 'E12345678' }, []],
  ['no such day', { arrivedOn: '2015-02-29' }, ['block form.field-invalid arrivedOn']],
  ['arrived before birth', { arrivedOn: '1992-02-28' }, ['block form.dates-out-of-order arrivedOn']],
  ['moved in before arrival', { movedInOn: '2016-01-03' }, ['block form.dates-out-of-order movedInOn']],
  ['moved in on the day of arrival', { movedInOn: '2016-01-04' }, []],
  ['moved in after the form', { movedInOn: '2016-01-06' }, ['block form.dates-out-of-order movedInOn']],
  ['moved in on the day of the form', { movedInOn: '2016-01-05' }, []],
  ['form dated tomorrow', { filledInOn: '2016-01-06' }, ['block form.dates-out-of-order filledInOn']],
  ['unknown education', { education: '55' }, ['block form.field-invalid education']],
  ['name with digits', { name: '张3' }, ['block form.field-invalid name']],
  ['name of a minority', { name: '阿依古丽·买买提' }, []],
  ['hukou is only a province', { hukouDivision: '430000' }, ['block form.field-invalid hukouDivision']],
  ['hukou in a city without counties', { hukouDivision: '441900' }, []],
  ['odd mobile number warns', { mobile: '12345' }, ['warn form.field-unusual mobile']],
  ['Youth League at 23', { politics: '03' }, []],
  ['negative sons', { sons: -1 }, ['block form.field-invalid sons']],
  [
    'an agent without the rest',
    { agency: true, agentName: '李某' },
    [
      'block form.agent-incomplete agentRelation',
      'block form.agent-incomplete agentPhone',
      'block form.agent-incomplete agentIdNumber',
    ],
  ],
  [
    'the agent is the applicant',
    {
      agency: true,
      agentName: '张秀英',
      agentRelation: '12',
      agentPhone: '13800000000',
      agentIdNumber: '440699199202290024',
    },
    ['block form.field-invalid agentIdNumber'],
  ],
  ['a full row of the family', { family: [row] }, []],
  ['an empty row of the family', { family: [{ name: '', relation: '', idNumber: '', together: null }] }, []],
  ['half a row warns', { family: [{ ...row, name: '' }] }, ['warn form.family-row-incomplete familyName']],
  ['a row twice', { family: [row, row] }, ['warn form.family-row-repeated familyIdNumber']],
  [
    'the applicant in her own family',
    { family: [{ ...row, idNumber: '440699199202290024' }] },
    ['warn form.family-row-is-applicant familyIdNumber'],
  ],
  [
    'a son older than his mother',
    { family: [{ ...row, relation: '21' }] },
    ['warn form.family-birth-order familyIdNumber'],
  ],
  ['a father of the right age', { family: [{ ...row, relation: '51' }] }, []],
  ['a stepson may be older', { family: [{ ...row, relation: '27' }] }, []],
]

for (const [title, change, expected, check] of cases) {
  test(title, () => assert.deepEqual(found(change, check), expected))
}

function agesFound(asOf: string, change: Partial<FormValues>): string[] {
  const findings = found({ arrivedOn: '1999-01-01', movedInOn: '', filledInOn: '', ...change }, { asOf })
  return findings.filter((text) => text.includes('age'))
}

test('ages: married woman of 19 warns and of 20 does not; League at 29 warns', () => {
  assert.deepEqual(agesFound('2012-02-28', {}), ['warn form.marriage-before-age marital'])
  assert.deepEqual(agesFound('2012-02-29', {}), [])
  assert.deepEqual(agesFound('2021-02-28', { politics: '03' }), [])
  assert.deepEqual(agesFound('2021-03-01', { politics: '03' }), ['warn form.politics-unusual-at-age politics'])
})

test('only a sex mismatch may be let through by a supervisor', () => {
  const findings = validateForm(
    { ...zhang, sex: '1', education: '55' },
    { purpose: 'registration', asOf: '2016-01-05' },
  )
  assert.deepEqual(
    findings.map((finding) => (finding.kind === 'block' ? [finding.code, finding.overridable] : [])),
    [
      ['form.sex-mismatch', true],
      ['form.field-invalid', false],
    ],
  )
})

test('说明6: the waived values are left behind', () => {
  const kept = withoutWaivedFields({ ...zhang, employment: '3' })
  assert.equal('employerName' in kept || 'occupation' in kept, false)
  assert.equal(kept.name, '张秀英')
  assert.deepEqual(withoutWaivedFields(zhang), zhang)
})

test('no fact tells an ID number or a phone', () => {
  const findings = validateForm(
    {
      ...zhang,
      idNumber: '440699199202290025',
      mobile: '1380000000',
      agency: true,
      agentIdNumber: '440699199202290024',
    },
    { purpose: 'permit', asOf: '2016-01-05' },
  )
  assert.doesNotMatch(JSON.stringify(findings), /4406991992|138000000/)
})
