import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  barWidth,
  meanMoved,
  movedBars,
  packText,
  reasonRows,
  reasonText,
  sideBars,
  type FigureTally,
} from './report-view.ts'

const tally = (over: Partial<FigureTally>): FigureTally => ({
  figure: 'residenceStart',
  direction: 'loses',
  persons: 3,
  byDays: [0, 0, 0, 0, 0, 2, 0, 0, 0, 1],
  sum: 927,
  samples: [],
  ...over,
})

describe('the picture of a report 试算结果的图', () => {
  it('has a bar for each class with somebody in it, painted by direction', () => {
    assert.deepEqual(movedBars(tally({})), [
      { key: '1…7', value: 2, tone: 'lose' },
      { key: '≥ 366', value: 1, tone: 'lose' },
    ])
    assert.equal(movedBars(tally({ direction: 'gains' }))[0]?.tone, 'gain')
  })
  it('tells the mean of those who have both dates, and nothing where nobody has', () => {
    assert.equal(meanMoved(tally({})), 309)
    assert.equal(meanMoved(tally({ byDays: [] })), undefined)
  })
  it('one person among a million is still to be seen, nobody is not', () => {
    assert.deepEqual([barWidth(1, 1_000_000, 400), barWidth(0, 10, 400), barWidth(10, 10, 400)], [1, 0, 400])
  })
  it('reasons and values are told in words; what has none stays as it is', () => {
    assert.equal(reasonText('years.restart-late', 'zh'), '…才补办签注，居住年限从当日重新计算')
    assert.equal(reasonText('no.such-reason', 'en'), 'no.such-reason')
    const late = '{"kind":"restart-if-late-over","n":30,"unit":"day","gap":"excluded"}'
    assert.equal(packText(late, 'zh'), '方式：逾期超过规定的重新计算；30 日；中断：扣除')
    assert.equal(packText('not json', 'en'), 'not json')
  })
  it('sides and reasons, most persons first', () => {
    const sides = { persons: 9, changed: 6, gain: 1, lose: 2, both: 3, move: 0, figures: [], reasons: {} }
    assert.deepEqual(
      sideBars(sides).map(({ key, value }) => [key, value]),
      [
        ['gain', 1],
        ['lose', 2],
        ['both', 3],
        ['move', 0],
      ],
    )
    assert.deepEqual(reasonRows({ 'A:1 x.y': 2, 'B:2 z': 5 }), [
      ['B:2', 'z', 5],
      ['A:1', 'x.y', 2],
    ])
  })
})
