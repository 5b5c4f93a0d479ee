import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FOSHAN } from '../../test/held-law.ts'
import { missingMaterials, type Provided } from './checklist.ts'
import { decideMaterials } from './decide-materials.ts'
import { wantingPapers } from './wanting-papers.ts'

const provided = (...materials: Provided['materials']): Provided => ({ materials, houseFiled: true })
const missing = (what: Provided) => missingMaterials('dwelling', what, FOSHAN.checklist)
const wanting = (items: readonly string[], what: Provided) => wantingPapers(items, what, missing(what))

describe('decideMaterials FS-2016-14:二.二', () => {
  it('names every paper that is on no list, once, unknown words too', () => {
    const decision = decideMaterials(['lease', 'payslip', 'payslip', 'tea'], 'dwelling', FOSHAN.checklist)
    assert.ok(!decision.ok)
    assert.deepEqual(
      decision.refusals.map(({ code, facts }) => [code, facts['materials']]),
      [['material.not-on-checklist', ['payslip', 'tea']]],
    )
  })
  it('takes what the list names, and the agent’s papers only with an agent', () => {
    assert.ok(decideMaterials(['lease', 'photo'], 'dwelling', FOSHAN.checklist).ok)
    assert.ok(!decideMaterials(['agent-identity-document'], 'dwelling', FOSHAN.checklist).ok)
    assert.ok(decideMaterials(['agent-identity-document'], 'dwelling', FOSHAN.checklist, FOSHAN.agency.documents).ok)
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
