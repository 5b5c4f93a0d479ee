import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { missingMaterials, type Provided } from './checklist.ts'
import { decideMaterials } from './decide-materials.ts'
import { wantingPapers } from './wanting-papers.ts'

const provided = (...materials: Provided['materials']): Provided => ({ materials, houseFiled: true })
const papers = (...kinds: string[]) => kinds.map((kind) => ({ kind }))
const missing = (what: Provided) => missingMaterials('dwelling', what, FOSHAN.checklist)
const wanting = (items: readonly string[], what: Provided) => wantingPapers(items, what, missing(what))

describe('decideMaterials FS-2016-14:二.二', () => {
  it('names every paper that is on no list, once, unknown words too', () => {
    const decision = decideMaterials(papers('lease', 'payslip', 'payslip', 'tea'), 'dwelling', FOSHAN.checklist)
    assert.ok(!decision.ok)
    assert.deepEqual(
      decision.refusals.map(({ code, facts }) => [code, facts['materials']]),
      [['material.not-on-checklist', ['payslip', 'tea']]],
    )
  })
  it("takes what the list names, and the agent's papers only with an agent", () => {
    assert.ok(decideMaterials(papers('lease', 'photo'), 'dwelling', FOSHAN.checklist).ok)
    assert.ok(!decideMaterials(papers('agent-identity-document'), 'dwelling', FOSHAN.checklist).ok)
    assert.ok(
      decideMaterials(papers('agent-identity-document'), 'dwelling', FOSHAN.checklist, FOSHAN.agency.documents).ok,
    )
  })
})

describe('LH-2017-36:三.一 清单以“等”结尾', () => {
  const other = 'comparable-proof-of-employment'
  const take = (reason: string | undefined, pack = LINHE) =>
    decideMaterials([{ kind: 'identity-document' }, { kind: other, reason }], 'employment', pack.checklist)
  it('a comparable proof is taken with its reason, and shows what the listed ones show', () => {
    assert.ok(take('村委会出具的务工证明').ok)
    const shown = { materials: ['identity-document', 'photo', other], houseFiled: false } as const
    assert.deepEqual(missingMaterials('employment', shown, LINHE.checklist), [])
  })
  it('without a reason it is not, and the reason is what is asked for', () => {
    for (const reason of [undefined, ' ']) {
      const decision = take(reason)
      assert.deepEqual(decision.ok ? [] : decision.refusals.map(({ code }) => code), ['material.reason-missing'])
    }
  })
  it('of another thing than the condition it shows nothing', () => {
    const decision = decideMaterials([{ kind: other, reason: '务工证明' }], 'study', LINHE.checklist)
    assert.deepEqual(decision.ok ? [] : decision.refusals.map(({ code }) => code), ['material.not-on-checklist'])
  })
  it('佛山清单封闭，写了理由也不收', () => assert.equal(take('村委会出具的务工证明', FOSHAN).ok, false))
  it('nobody is told to bring one', () => {
    const lacking = missingMaterials('employment', { materials: [], houseFiled: false }, LINHE.checklist)
    const named = lacking.flatMap(({ ways }) => ways.flatMap(({ materials }) => materials))
    assert.ok(named.includes('labour-contract') && !named.includes(other))
  })
})

describe('wantingPapers 一次性告知', () => {
  it('what the checklist misses must be listed', () => {
    assert.deepEqual(wanting([], provided('identity-document', 'lease')), {
      missing: ['photo', 'rental-filing-certificate'],
      setAside: [],
    })
  })
  it('a paper on file that does not serve is set aside; one never asked for is not made wanting', () => {
    const complete = provided('identity-document', 'photo', 'title-deed')
    assert.deepEqual(wanting(['title-deed'], complete), { missing: ['title-deed'], setAside: ['title-deed'] })
    assert.deepEqual(wanting(['lease'], complete), { missing: [], setAside: [] })
  })
})
