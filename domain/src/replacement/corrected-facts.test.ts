import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { correctedFacts } from './corrected-facts.ts'

const facts = {
  name: '唐国祥',
  sex: '1',
  ethnicity: '01',
  birthOn: '1981-04-04',
  idNumber: '110101198104040017',
  hukouDetail: '示例村1号',
}

describe('更正后的登记内容 correctedFacts, CN-663:4', () => {
  const readable = [
    ['name', ' 唐国强 ', { name: '唐国强' }],
    ['sex', '女', { sex: '2' }],
    ['sex', '2', { sex: '2' }],
    ['ethnicity', '回', { ethnicity: '03' }],
    ['ethnicity', '回族', { ethnicity: '03' }],
    ['birth-date', '1981-04-05', { birthOn: '1981-04-05' }],
    ['hukou-address', '示例村2号', { hukouDetail: '示例村2号' }],
    ['id-number', '110101198104040017', {}],
  ] as const
  for (const [field, after, change] of readable)
    it(`${field} ${after}`, () => {
      const decision = correctedFacts(facts, [{ field, after }])
      assert.ok(decision.ok)
      assert.deepEqual(decision.value, { ...facts, ...change })
    })

  it('every entry that cannot be read is told at once; another ID number is another person', () => {
    const decision = correctedFacts(facts, [
      { field: 'name', after: '唐国强' },
      { field: 'sex', after: '先生' },
      { field: 'ethnicity', after: '汉人' },
      { field: 'birth-date', after: '1981-02-30' },
      { field: 'id-number', after: '11010119810404003X' },
    ])
    assert.ok(!decision.ok)
    assert.deepEqual(
      decision.refusals.map(({ facts: told }) => told['field']),
      ['sex', 'ethnicity', 'birth-date', 'id-number'],
    )
  })

  it('several entries of one person are written together', () => {
    const decision = correctedFacts(facts, [
      { field: 'name', after: '唐国强' },
      { field: 'sex', after: '女' },
    ])
    assert.ok(decision.ok)
    assert.deepEqual([decision.value.name, decision.value.sex], ['唐国强', '2'])
  })
})
