import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  compileScope,
  NOTHING_WIDENED,
  type Opening,
  type PostScope,
  seenBy,
  type ScopeQuestion,
  isWithinScope,
} from './compile-scope.ts'

const OFFICES = [
  { officeId: 'city', divisionPrefix: '4406' },
  { officeId: 'district', divisionPrefix: '440604' },
  { officeId: 'street', divisionPrefix: '440604011' },
  { officeId: 'other', divisionPrefix: '440605011' },
]
const BOTH = { assigned: true, crossArea: true }
const ask = (scope: Partial<PostScope> & Pick<PostScope, 'kind'>, more: Partial<ScopeQuestion> = {}) =>
  compileScope({
    cityPrefix: '4406',
    post: { divisionPrefix: '440604', dataScope: { prefixes: [], officeIds: [], ...scope } },
    offices: OFFICES,
    openings: [],
    at: '2016-01-05T02:00:00.000Z',
    widening: NOTHING_WIDENED,
    ...more,
  })
const row = (divisionCode: string, personId: string | null = null, tookPart = false) => ({
  divisionCode,
  personId,
  tookPart,
})

describe('数据权限 how far a post sees', () => {
  for (const [kind, scope, seen, unseen] of [
    ['all', {}, ['440604011001', '440605011001', '440600000000'], ['440304011001']],
    ['own-and-below', {}, ['440604011001', '440604000000'], ['440605011001']],
    // 本部门 does not behave as 本部门及以下.
    ['own-office', {}, ['440604000000', '440604012001'], ['440604011001', '440605011001']],
    ['grid', { prefixes: ['440604011001', '440605011001'] }, ['440604011001'], ['440604011002', '440605011001']],
    [
      'custom',
      { prefixes: ['440604012'], officeIds: ['other'] },
      ['440604012001', '440605011001'],
      ['440604011001', '440605012001'],
    ],
    // What lies in another city is never named, whatever the list says.
    ['custom', { prefixes: ['440304'] }, [], ['440304011001']],
    ['own', {}, [], ['440604011001']],
  ] as const) {
    it(`${kind} ${JSON.stringify(scope)}`, () => {
      const compiled = ask({ kind, ...scope })
      for (const code of seen) assert.equal(seenBy(compiled, row(code)), 'division', code)
      for (const code of unseen) assert.equal(seenBy(compiled, row(code)), undefined, code)
    })
  }

  it('a kind that nobody knows sees nothing', () => {
    const compiled = ask({ kind: 'everything' as 'all' })
    assert.equal(seenBy(compiled, row('440604011001', 'p', true)), undefined)
  })

  it('本人: whatever the official took part in, and nothing else', () => {
    const compiled = ask({ kind: 'own' })
    assert.equal(seenBy(compiled, row('440605011001', 'p', true)), 'took-part')
    assert.equal(seenBy(compiled, row('440604011001', 'p', false)), undefined)
    // Having taken part opens nothing to another kind of scope.
    assert.equal(seenBy(ask({ kind: 'grid', prefixes: ['440604011001'] }), row('440605011001', 'p', true)), undefined)
  })

  it('an assigned file and a cross-area one open where the route honours them, the latter until its instant', () => {
    const openings: readonly Opening[] = [
      { kind: 'assigned', personId: 'mine' },
      { kind: 'cross-area', personId: 'theirs', untilAt: '2016-01-05T02:00:00.001Z' },
      { kind: 'cross-area', personId: 'over', untilAt: '2016-01-05T02:00:00.000Z' },
    ]
    const far = (personId: string) => row('440605011001', personId)
    const all = ask({ kind: 'own-and-below' }, { openings, widening: BOTH })
    assert.deepEqual(
      ['mine', 'theirs', 'over', 'nobody'].map((personId) => seenBy(all, far(personId))),
      ['opened', 'opened', undefined, undefined],
    )
    const work = ask({ kind: 'own-and-below' }, { openings, widening: { assigned: true, crossArea: false } })
    assert.deepEqual(work.persons, ['mine'])
    assert.deepEqual(ask({ kind: 'own-and-below' }, { openings }).persons, [])
  })
})

describe('a scope within another: setting it gives nothing', () => {
  const within = (
    one: Partial<PostScope> & Pick<PostScope, 'kind'>,
    other: Partial<PostScope> & Pick<PostScope, 'kind'>,
  ) => isWithinScope(ask(one), ask(other))
  for (const [one, other, expected] of [
    [{ kind: 'own-and-below' }, { kind: 'own-and-below' }, true],
    [{ kind: 'own-office' }, { kind: 'own-and-below' }, true],
    [{ kind: 'own-and-below' }, { kind: 'own-office' }, false],
    [{ kind: 'own-office' }, { kind: 'own-office' }, true],
    [{ kind: 'grid', prefixes: ['440604012'] }, { kind: 'own-office' }, true],
    [{ kind: 'grid', prefixes: ['440604011001'] }, { kind: 'own-office' }, false],
    [{ kind: 'own-and-below' }, { kind: 'all' }, true],
    [{ kind: 'all' }, { kind: 'own-and-below' }, false],
    [{ kind: 'custom', officeIds: ['other'] }, { kind: 'own-and-below' }, false],
    [{ kind: 'grid', prefixes: ['440604011001', '440604012'] }, { kind: 'grid', prefixes: ['440604011'] }, false],
    [{ kind: 'own' }, { kind: 'all' }, false],
    [{ kind: 'own' }, { kind: 'own' }, true],
  ] as const)
    it(`${JSON.stringify(one)} within ${JSON.stringify(other)}: ${expected}`, () =>
      assert.equal(within(one, other), expected))
})
