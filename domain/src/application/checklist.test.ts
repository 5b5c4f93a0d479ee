import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { checklistFor, type Condition, decideMaterial, missingMaterials, noticeItems } from './checklist.ts'
import { MATERIAL_KEYS, type MaterialKey } from './material.ts'

const CONDITIONS: readonly Condition[] = ['employment', 'dwelling', 'study']
const common: readonly MaterialKey[] = ['identity-document', 'photo']
const missing = (pack: typeof FOSHAN, condition: Condition, materials: readonly MaterialKey[], houseFiled = true) =>
  noticeItems(missingMaterials(condition, { materials, houseFiled }, pack.checklist))

describe('missingMaterials', () => {
  const rows: readonly (readonly [string, typeof FOSHAN, Condition, readonly MaterialKey[], readonly string[]])[] = [
    ['FG-2015:二.二(3) 合同和备案证明', FOSHAN, 'dwelling', ['lease', 'rental-filing-certificate'], []],
    ['FG-2015:二.二(3) 只有合同', FOSHAN, 'dwelling', ['lease'], ['rental-filing-certificate']],
    ['什么都没有', FOSHAN, 'dwelling', [], ['proof-of-dwelling']],
    ['自有房屋', FOSHAN, 'dwelling', ['title-deed'], []],
    ['两条路各走一半，任一即可', FOSHAN, 'dwelling', ['lease', 'host-title-deed'], ['proof-of-dwelling']],
    ['佛山就业另需住址', FOSHAN, 'employment', ['payslip'], ['proof-of-dwelling']],
    ['佛山就读另需住址', FOSHAN, 'study', ['school-proof', 'school-lodging-proof'], []],
    ['LH-2017-36:三.一 临河只看合同', LINHE, 'dwelling', ['lease'], []],
    ['LH-2017-36:三.一 临河就业不需住址', LINHE, 'employment', ['hiring-certificate'], []],
    ['LH-2017-36:三.一 工资条不在临河清单', LINHE, 'employment', ['payslip'], ['proof-of-employment']],
  ]
  for (const [title, pack, condition, materials, items] of rows) {
    it(title, () => assert.deepEqual(missing(pack, condition, [...common, ...materials]), items))
  }
  it('identity document and photo are each missing for themselves', () => {
    assert.deepEqual(missing(LINHE, 'dwelling', ['lease']), ['identity-document', 'photo'])
  })
  it('with relatives, the filing is missing beside the papers', () => {
    assert.deepEqual(missing(FOSHAN, 'dwelling', [...common, 'host-title-deed'], false), [
      'host-statement',
      'house-filing',
    ])
  })
  it('bringing more never makes more missing', () => {
    const papers = fc.subarray([...MATERIAL_KEYS])
    fc.assert(
      fc.property(
        papers,
        papers,
        fc.constantFrom(...CONDITIONS),
        fc.constantFrom(FOSHAN, LINHE),
        (some, more, condition, pack) => {
          const count = (materials: readonly MaterialKey[]) =>
            missingMaterials(condition, { materials, houseFiled: true }, pack.checklist).length
          assert.ok(count([...some, ...more]) <= count(some))
        },
      ),
    )
  })
})

describe('decideMaterial', () => {
  for (const pack of [FOSHAN, LINHE]) {
    for (const condition of CONDITIONS) {
      it(`${pack.id} ${condition}: exactly the papers of the list may be asked for`, () => {
        const listed = checklistFor(condition, pack.checklist).flatMap(({ oneOf }) =>
          oneOf.filter(({ key }) => key !== 'comparable').flatMap(({ allOf }) => allOf),
        )
        const askable = MATERIAL_KEYS.filter(
          (key) => decideMaterial(key, { kind: 'ask' }, condition, pack.checklist).ok,
        )
        assert.deepEqual(new Set(askable), new Set(listed))
      })
    }
  }
  it('an empty reason is no reason', () => {
    const use = { kind: 'take', reason: '  ' } as const
    assert.equal(decideMaterial('comparable-proof-of-employment', use, 'employment', LINHE.checklist).ok, false)
  })
  it("the agent's papers join the list with the agent", () => {
    const ask = { kind: 'ask' } as const
    assert.equal(decideMaterial('agent-household-booklet', ask, 'dwelling', LINHE.checklist).ok, false)
    assert.equal(
      decideMaterial('agent-household-booklet', ask, 'dwelling', LINHE.checklist, LINHE.agency.documents).ok,
      true,
    )
  })
})
