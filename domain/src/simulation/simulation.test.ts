import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import type { Pack } from '../policy/pack.ts'
import type { LifeLedger } from '../residence/life-ledger.ts'
import { compareLives, FIGURES, type FigureChange } from './compare-lives.ts'
import { decideDraft } from './decide-draft.ts'
import { changedValues, withDraft } from './draft-law.ts'
import { addTallies, EMPTY_TALLY, tallyOf, type Replayed } from './tally.ts'

const draft: Pack = {
  ...FOSHAN,
  id: 'foshan/2019-01-01',
  inForceFrom: day('2019-01-01'),
  halfYear: { ...FOSHAN.halfYear, value: { n: 183, unit: 'day' } },
}

describe('withDraft', () => {
  it('always: the draft stands from the first day of the pack it would follow', () => {
    const packs = withDraft([FOSHAN], draft, 'always')
    assert.deepEqual(
      packs.map(({ id, inForceFrom }) => [id, inForceFrom]),
      [['foshan/2019-01-01', '2016-01-01']],
    )
  })
  it('from its first day: beside it, and another pack of that day gives way', () => {
    const other = { ...FOSHAN, id: 'foshan/2019-01-01-old', inForceFrom: draft.inForceFrom }
    assert.deepEqual(
      withDraft([FOSHAN, other], draft, 'from-first-day').map(({ id }) => id),
      ['foshan/2016-01-01', 'foshan/2019-01-01'],
    )
  })
  it('tells what it sets otherwise, by key; the same again is nothing', () => {
    const [only, ...none] = changedValues([FOSHAN], draft)
    assert.deepEqual(
      [only?.key, only?.before, only?.after],
      ['halfYear', '{"n":6,"unit":"month"}', '{"n":183,"unit":"day"}'],
    )
    assert.deepEqual(none, [])
    assert.deepEqual(changedValues([FOSHAN], { ...draft, halfYear: FOSHAN.halfYear }), [])
  })
})

describe('decideDraft', () => {
  const codes = (pack: Pack, on: string, broken: readonly string[] = []) => {
    const decision = decideDraft({ ok: true, pack, broken }, 'foshan', day(on))
    return decision.ok ? [] : decision.refusals.map(({ code }) => code)
  }
  it('CN-663:22 施行日在今天以后', () => {
    assert.deepEqual(codes(draft, '2018-12-31'), [])
    assert.deepEqual(codes(draft, '2019-01-01'), ['simulation.draft-in-past'])
  })
  it('says every reason at once', () => {
    assert.deepEqual(codes(LINHE, '2019-01-01', ['production.days (CN-663:9.6)']), [
      'simulation.draft-other-city',
      'simulation.draft-in-past',
      'simulation.draft-leaves-bounds',
    ])
  })
})

const ledger = (over: Partial<LifeLedger>): LifeLedger => ({
  segments: [],
  residing: true,
  residenceYears: 0,
  permits: [],
  owed: [],
  milestones: [],
  ...over,
})
const changes = (before: Partial<LifeLedger>, after: Partial<LifeLedger>) =>
  compareLives(ledger(before), ledger(after))?.changes.map(({ figure, direction, by }) => [figure, direction, by])

describe('compareLives', () => {
  it('the same life under the same law is no change', () =>
    assert.equal(changes({ residenceYears: 2 }, { residenceYears: 2 }), undefined))
  it('years are a gain when more, a loss when fewer; a start when earlier, later', () => {
    assert.deepEqual(changes({ residenceYears: 2 }, { residenceYears: 3 }), [['residenceYears', 'gains', 1]])
    assert.deepEqual(changes({ residenceYears: 2 }, { residenceYears: 0 }), [['residenceYears', 'loses', -2]])
    assert.deepEqual(changes({ residenceStart: day('2016-01-20') }, { residenceStart: day('2018-08-01') }), [
      ['residenceStart', 'loses', 924],
    ])
    assert.deepEqual(changes({ eligibleFrom: day('2016-07-06') }, { eligibleFrom: day('2016-07-05') }), [
      ['eligibleFrom', 'gains', -1],
    ])
  })
  it('names the reasons that only the draft gives', () => {
    const said = { on: day('2018-08-01'), law: 'CN-663:10.3' as const, key: 'milestone.restored', facts: {} }
    const restart = { ...said, law: 'GD-2009:14' as const, key: 'years.restart-late' }
    const change = compareLives(
      ledger({ milestones: [said] }),
      ledger({ residenceYears: 1, milestones: [said, restart] }),
    )
    assert.deepEqual(change?.reasons, ['GD-2009:14 years.restart-late'])
  })
})

const anyChange = fc.record({
  figure: fc.constantFrom(...FIGURES),
  direction: fc.constantFrom('gains' as const, 'loses' as const, 'moves' as const),
  before: fc.constant(null),
  after: fc.constant(null),
  by: fc.option(fc.integer({ min: -800, max: 800 }).filter((days) => days !== 0)),
})
const anyReplayed: fc.Arbitrary<Replayed> = fc.record({
  personId: fc.uuid(),
  receiptNo: fc.constant(null),
  change: fc.option(
    fc.record({
      changes: fc.uniqueArray(anyChange, {
        minLength: 1,
        maxLength: 4,
        selector: ({ figure }: FigureChange) => figure,
      }),
      reasons: fc.uniqueArray(fc.constantFrom('A:1 x', 'B:2 y'), { maxLength: 2 }),
    }),
    { nil: undefined },
  ),
})

describe('tallies', () => {
  it('parts in their order add up to the whole, samples too, wherever they are cut', () => {
    fc.assert(
      fc.property(fc.array(anyReplayed, { maxLength: 60 }), fc.nat(60), (all, cut) => {
        const parts = [tallyOf(all.slice(0, cut)), tallyOf(all.slice(cut))]
        assert.deepEqual(addTallies(parts), tallyOf(all))
        assert.deepEqual(addTallies([EMPTY_TALLY, ...parts]), tallyOf(all))
      }),
    )
  })
  it('everybody who changed is on exactly one side, and in one class of days for each date that moved', () => {
    fc.assert(
      fc.property(fc.array(anyReplayed, { maxLength: 60 }), (all) => {
        const { persons, changed, gain, lose, both, move, figures } = tallyOf(all)
        assert.equal(persons, all.length)
        assert.equal(gain + lose + both + move, changed)
        const dated = all.flatMap(({ change }) => change?.changes ?? []).filter(({ by }) => by !== null)
        assert.equal(
          figures.flatMap(({ byDays }) => byDays).reduce((sum, n) => sum + n, 0),
          dated.length,
        )
      }),
    )
  })
})
