import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { FORM_FIELDS } from '@anju/standards/form/form-field.ts'
import type { FormValues } from '@anju/standards/form/form-values.ts'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { eventsFrom } from '../kernel/state-machine.ts'
import { AMENDABLE_FIELDS, type AmendableField, EMPLOYMENT_FIELDS, pathElsewhere } from './amendable-field.ts'
import { decideAmendment, findingsBeside, type ReportedAmendment } from './decide-amendment.ts'
import { REGISTRATION_STATES, REGISTRATION_TRANSITIONS } from './registration-machine.ts'

const KNOWN: FormValues = {
  name: '张秀兰',
  sex: '2',
  birthOn: '1992-02-29',
  idNumber: '440699199202290024',
  mobile: '13800138000',
  education: '20',
  marital: '10',
  employment: '1',
  employerName: '佛山市旧厂',
  employerAddress: '张槎三路1号',
  employerPhone: '0757-83212345',
  occupation: '06',
  family: [{ name: '李小明', relation: '10', idNumber: '', together: true }],
}
const TODAY = day('2017-07-01')
const decide = (changes: ReportedAmendment['changes'], more: Partial<ReportedAmendment> = {}, pack = FOSHAN) =>
  decideAmendment({ reportedBy: 'person', changedOn: null, ...more, changes }, KNOWN, TODAY, pack)
const codes = (...asked: Parameters<typeof decide>) => {
  const decision = decide(...asked)
  return decision.ok ? [] : decision.refusals.map(({ code, facts }) => `${code} ${String(facts['field'] ?? '')}`.trim())
}
const done = (...asked: Parameters<typeof decide>) => {
  const decision = decide(...asked)
  assert.ok(decision.ok, JSON.stringify(decision))
  return decision.value
}

describe('变更登记 decideAmendment', () => {
  it('FM-2014:19 what changed takes its place, what was is kept beside it', () => {
    const { before, after } = done({ employerName: '佛山市新厂', marital: '20', education: '20' })
    assert.deepEqual(after, { employerName: '佛山市新厂', marital: '20' })
    assert.deepEqual(before, { employerName: '佛山市旧厂', marital: '10' })
  })
  it('says who reported it and since when, by the clause of the city', () => {
    const at = (pack: typeof FOSHAN) => {
      const decision = decide({ marital: '20' }, { changedOn: day('2017-06-20') }, pack)
      assert.ok(decision.ok)
      return decision.grounds.map(({ law, key, facts }) => `${law} ${key} ${Object.values(facts).join(' ')}`)
    }
    assert.deepEqual(at(FOSHAN), [
      'FM-2014:19 amendment.reported person 2017-06-20',
      'FM-2014:19 amendment.earlier-kept marital',
    ])
    assert.match(at(LINHE)[0] ?? '', /^LH-2017-36:四\.申报 /)
  })
  it('I-199 identity, address, departure and the day of arrival go another way: each is told, with everything else', () => {
    assert.deepEqual(
      codes(
        {
          name: '张秀蓝',
          idNumber: '1',
          lane: '张槎五路',
          leftOn: '2017-07-01',
          arrivedOn: '2016-01-01',
          mobile: '123',
        },
        {
          changedOn: day('2017-07-02'),
        },
      ),
      [
        'amendment.elsewhere name',
        'amendment.elsewhere idNumber',
        'amendment.elsewhere lane',
        'amendment.elsewhere leftOn',
        'amendment.elsewhere arrivedOn',
        'form.dates-out-of-order changedOn',
        'form.field-invalid mobile',
      ],
    )
  })
  it('nothing that differs is no amendment; a blank is as good as nothing, a number as it is written', () => {
    assert.deepEqual(codes({}), ['amendment.nothing-changed'])
    assert.deepEqual(codes({ mobile: '+86 138-0013-8000', sons: null, remark: ' ', marital: '10' }), [
      'amendment.nothing-changed',
    ])
    assert.deepEqual(codes({ family: [{ together: true, idNumber: '', relation: '10', name: '李小明' }] }), [
      'amendment.nothing-changed',
    ])
  })
  it('a change of today stands, one of tomorrow does not', () => {
    assert.deepEqual(codes({ marital: '20' }, { changedOn: TODAY }), [])
    assert.deepEqual(codes({ marital: '20' }, { changedOn: day('2017-07-02') }), ['form.dates-out-of-order changedOn'])
  })
  it('FM-2014:26 an employer reports employment, never the telephone or the family', () => {
    const reportedBy = 'employer' as const
    assert.deepEqual(codes({ employment: '3' }, { reportedBy }), [])
    assert.deepEqual(codes({ employerName: '新厂', mobile: '13900139000', family: [] }, { reportedBy }), [
      'amendment.not-theirs mobile',
      'amendment.not-theirs family',
    ])
  })
  it('a starred field is not emptied, in Foshan; what nobody touched is not asked again', () => {
    assert.deepEqual(codes({ marital: '' }), ['form.field-missing marital'])
    assert.deepEqual(codes({ marital: '' }, {}, LINHE), [])
    // Politics stands blank in what is known, and is starred.
    assert.deepEqual(codes({ education: '30' }), [])
    assert.deepEqual(codes({ education: '99' }), ['form.field-invalid education'])
  })
  it('FS-2016-14:附件1.说明6 who has no employer any more has no employer on the form', () => {
    const { before, after } = done({ employment: '3' })
    assert.deepEqual(after, {
      employment: '3',
      employerName: '',
      employerAddress: '',
      employerPhone: '',
      occupation: '',
    })
    assert.equal(before.employerName, '佛山市旧厂')
    assert.equal(done({ employment: '3', occupation: '04' }).after.occupation, '04', 'said with it, it stays')
  })
})

describe('properties of an amendment', () => {
  const value = fc.constantFrom<unknown>('', '1', '3', '10', '佛山市新厂', '13900139000', null)
  const anyChanges = fc.dictionary(
    fc.constantFrom<AmendableField>(...AMENDABLE_FIELDS.filter((f) => f !== 'family')),
    value,
  )
  it('after a yes each field told differs, is among those asked or spared, and the way back gives what was', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const decision = decide(changes)
        if (!decision.ok) return
        const { before, after } = decision.value
        assert.deepEqual(Object.keys(before).toSorted(), Object.keys(after).toSorted())
        for (const field of Object.keys(after))
          assert.ok(Object.hasOwn(changes, field) || EMPLOYMENT_FIELDS.some((each) => each === field), field)
        const back = decideAmendment(
          { reportedBy: 'person', changedOn: null, changes: before },
          { ...KNOWN, ...after },
          TODAY,
          LINHE,
        )
        if (!back.ok)
          assert.ok(
            back.refusals.every(({ code }) => code === 'form.field-missing'),
            JSON.stringify(back),
          )
        else assert.deepEqual({ ...KNOWN, ...after, ...back.value.after }, { ...KNOWN, ...after, ...before })
      }),
    )
  })
  it('no field that goes another way is ever written, whatever comes with it', () => {
    const elsewhere = FORM_FIELDS.map(({ field }): string => field).filter(
      (field) => pathElsewhere(field) !== undefined,
    )
    fc.assert(
      fc.property(anyChanges, fc.subarray(elsewhere, { minLength: 1 }), (changes, others) => {
        const decision = decide({ ...changes, ...Object.fromEntries(others.map((field) => [field, 'x'])) })
        assert.ok(!decision.ok)
        const told = decision.refusals
          .filter(({ code }) => code === 'amendment.elsewhere')
          .map(({ facts }) => String(facts['field']))
        assert.deepEqual(new Set(told), new Set(others))
      }),
    )
  })
  it('every field of the form has its way, and the machine amends only what was entered and stands', () => {
    for (const { field, section } of FORM_FIELDS) {
      const isAmended = section === 'family' || AMENDABLE_FIELDS.some((each) => each === field)
      assert.equal(pathElsewhere(field) === undefined, isAmended, field)
    }
    const entered = (state: (typeof REGISTRATION_STATES)[number]) =>
      eventsFrom(REGISTRATION_TRANSITIONS, state, {
        'verified-by-visit': true,
        'not-verified-by-visit': false,
        entered: true,
        'not-entered': false,
        'attempts-left': true,
        'attempts-spent': false,
        'found-true': false,
        'found-untrue': false,
        'absent-once-before': false,
        'not-absent-before': true,
      }).includes('amend')
    assert.deepEqual(REGISTRATION_STATES.filter(entered), ['visit-planned', 'recorded', 'active'])
  })
})

describe('与其他事项一并变更 findingsBeside', () => {
  const kept: FormValues = { ...KNOWN, employerName: '' }
  const fields = (changes: ReportedAmendment['changes'], known = kept) =>
    findingsBeside(changes, known, TODAY).flatMap(({ field, code }) => (code === 'form.field-missing' ? [field] : []))
  const before = fields({})
  it('the form is judged as it will be: what is reported is no longer wanting', () => {
    const wanting: FormValues = { ...kept, marital: '' }
    assert.deepEqual(
      fields({}, wanting).filter((field) => !before.includes(field)),
      ['marital'],
    )
    assert.deepEqual(fields({ marital: '20' }, wanting), before)
  })
  it('what is wrong with a reported value is left to the amendment; a masked one is as it was', () => {
    assert.deepEqual(fields({ marital: '' }), before)
    assert.ok(codes({ marital: '' }).includes('form.field-missing marital'))
    assert.deepEqual(fields({ mobile: '138****8000' }), before)
  })
})
