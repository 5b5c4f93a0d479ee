import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { FOSHAN, LINHE } from '../../test/held-law.ts'
import type { TargetPolicy } from './decide-target.ts'
import { decideTarget } from './decide-target.ts'

const foshan = FOSHAN.target
const linhe = LINHE.target
const counties: TargetPolicy = { ...foshan, unit: { ...foshan.unit, value: 'county' } }

describe('decideTarget', () => {
  const rows: readonly (readonly [string, string, string, TargetPolicy, string])[] = [
    ['省外户籍', '430521', '440604', foshan, 'granted'],
    ['同省异市（广州）', '440106', '440604', foshan, 'granted'],
    ['本市另一区', '440605', '440604', foshan, 'person.not-target'],
    ['直辖市内跨区是一个城市', '110101', '110105', foshan, 'person.not-target'],
    ['直辖市的县也在内', '500101', '500230', foshan, 'person.not-target'],
    ['省直辖县级市各自为一城', '429004', '429005', foshan, 'granted'],
    ['省直辖县级市与自身', '429004', '429004', foshan, 'person.not-target'],
    ['口径按县时跨县即是', '440605', '440604', counties, 'granted'],
    ['巴彦淖尔另一县，待人决定', '150821', '150802', linhe, 'person.target-undecided'],
    ['旧盟代码同样待人决定', '152801', '150802', linhe, 'person.target-undecided'],
    ['没有离开临河', '150802', '150802', linhe, 'person.not-target'],
  ]
  for (const [title, hukouDivision, residenceDivision, policy, outcome] of rows) {
    it(title, () => {
      const decision = decideTarget({ documentType: '111', hukouDivision }, residenceDivision, policy)
      assert.equal(decision.ok ? 'granted' : decision.refusals.map(({ code }) => code).join(), outcome)
    })
  }
  it('a finding does not overrule a clear text', () => {
    const finding = { isTarget: true, reason: '通融' }
    const decision = decideTarget({ documentType: '111', hukouDivision: '440605', finding }, '440604', foshan)
    assert.equal(decision.ok, false)
  })
  it('the finding of an official stands in the grounds', () => {
    const finding = { isTarget: true, reason: '另一县' }
    const decision = decideTarget({ documentType: '111', hukouDivision: '150821', finding }, '150802', linhe)
    assert.ok(decision.ok)
    assert.equal(decision.grounds[0]?.facts['reason'], '另一县')
  })
  for (const idNumber of ['810000199001011236', '820000199001011236', '830000199001011236']) {
    it(`${idNumber.slice(0, 2)}开头的号码另走程序`, () => {
      const decision = decideTarget({ documentType: '550', idNumber, hukouDivision: '' }, '440604', foshan)
      assert.deepEqual(decision.ok ? [] : decision.refusals.map(({ code }) => code), ['id-number.other-procedure'])
    })
  }
})
