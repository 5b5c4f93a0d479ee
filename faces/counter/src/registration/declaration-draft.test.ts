import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ROUTES } from '@anju/contract/route-table.ts'
import {
  type DeclarationDraft,
  blankStarred,
  declarationBody,
  emptyDraft,
  isAddressWorthChecking,
} from './declaration-draft.ts'
import { draftOfForm } from './draft-of-form.ts'
import { shownCircumstances } from './form-sections.ts'

const typed = (values: Record<string, string>): DeclarationDraft => {
  const draft = emptyDraft('440604011001')
  return { ...draft, values: { ...draft.values, ...values } }
}
const INTENT = '018f0000-0000-7000-8000-000000000001'

describe('what is sent of 附件1', () => {
  it('a blank form is still a request that the contract takes, so the registry can say everything at once', () => {
    const parsed = ROUTES.registerResidence.body.safeParse({ ...declarationBody(typed({})), intentId: INTENT })
    assert.equal(parsed.success, true, JSON.stringify(parsed.error?.issues))
  })
  it('fill-in note 6: what is hidden is not sent', () => {
    const values = { employment: '3', employerName: '某厂', employerPhone: '0757-1', occupation: '06' }
    assert.equal(declarationBody(typed(values)).form.employerName, '')
    assert.equal(declarationBody(typed(values)).form.occupation, '')
    const flexible = declarationBody(typed({ ...values, employment: '2' })).form
    assert.deepEqual([flexible.employerName, flexible.occupation], ['', '06'])
    assert.equal(declarationBody(typed({ ...values, employment: '1' })).form.employerName, '某厂')
  })
  it('blank is not nought, and not no', () => {
    const form = declarationBody(typed({ sons: '', daughters: '0', socialInsurance: '' })).form
    assert.deepEqual([form.sons, form.daughters, form.socialInsurance], [null, 0, null])
  })
  it('an agent that was switched off again is not sent', () => {
    const { form } = declarationBody(typed({ agency: 'no', agentName: '张三' }))
    assert.equal(form.agency, false)
    assert.equal(form.agentName, undefined)
  })
  it('family rows without anything are left out; the check letter is sent as a capital', () => {
    const blank = { name: '', relation: '', idNumber: '', together: '' } as const
    const draft = {
      ...typed({}),
      family: [
        { ...blank, rowId: 1 },
        { ...blank, rowId: 2, name: '张小宝', idNumber: '11010519491231002x' },
      ],
    }
    assert.deepEqual(declarationBody(draft).form.family, [
      { name: '张小宝', relation: '', idNumber: '11010519491231002X', together: null },
    ])
  })
  it('a dwelling of the register is sent by its id alone', () => {
    const draft = typed({})
    const home = { ...draft.home, dwelling: { dwellingId: INTENT, standardText: '…' }, lane: '张槎三路' }
    assert.deepEqual(declarationBody({ ...draft, home }).home, { dwellingId: INTENT })
  })
  it('an area that is no number is no area', () => {
    const draft = typed({})
    const area = (livingAreaM2: string) => {
      const sent = declarationBody({ ...draft, home: { ...draft.home, livingAreaM2 } }).home
      return 'address' in sent ? sent.livingAreaM2 : undefined
    }
    assert.equal(area('18.5'), 18.5)
    assert.equal(area('大'), null)
  })
  it('a finding goes out only when it was made', () => {
    assert.equal(declarationBody(typed({})).targetFinding, null)
    assert.deepEqual(declarationBody(typed({ isTarget: 'no', targetReason: '同市' })).targetFinding, {
      isTarget: false,
      reason: '同市',
    })
  })
})

describe('hints while typing', () => {
  it('counts the stars that are still blank', () => {
    assert.ok(blankStarred(typed({})).includes('name'))
    assert.ok(!blankStarred(typed({ name: '张小梅' })).includes('name'))
  })
  it('an address is checked once community and lane are there', () => {
    const { home } = emptyDraft('440604011001')
    assert.equal(isAddressWorthChecking(home), false)
    assert.equal(isAddressWorthChecking({ ...home, lane: '张槎三路' }), true)
    assert.equal(isAddressWorthChecking({ ...home, lane: '张槎三路', divisionCode: '440604' }), false)
  })
  it('note 6 hides employer and occupation', () => {
    assert.ok(shownCircumstances('1').includes('employerName'))
    assert.ok(!shownCircumstances('2').includes('employerName'))
    assert.ok(shownCircumstances('2').includes('occupation'))
    assert.ok(!shownCircumstances('3').includes('occupation'))
  })
})

it('a recorded form comes back as it was typed', () => {
  const draft = draftOfForm({
    education: '60',
    sons: 2,
    socialInsurance: false,
    agency: true,
    family: [{ name: '李', relation: '20', idNumber: '', together: true }],
  })
  assert.deepEqual(draft.values, { education: '60', sons: '2', socialInsurance: 'no', agency: 'yes' })
  assert.deepEqual(draft.family, [{ rowId: 1, name: '李', relation: '20', idNumber: '', together: 'yes' }])
})
