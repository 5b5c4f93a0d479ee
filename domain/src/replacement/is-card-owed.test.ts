import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../test/day.ts'
import type { CardCaseState } from './card-case-machine.ts'
import { isCardOwed, type KeptCard } from './is-card-owed.ts'

const GOOD: KeptCard = { state: 'good', voidReason: null, voidedOn: null }
const voided = (voidReason: string): KeptCard => ({ state: 'void', voidReason, voidedOn: day('2017-07-20') })

describe('终止撤回后是否欠持证人一张证 isCardOwed, I-208', () => {
  const cases: readonly (readonly [string, readonly KeptCard[], readonly CardCaseState[], boolean])[] = [
    ['the end made the card void', [voided('ended')], [], true],
    ['the end has not come: the card is good', [GOOD], [], false],
    ['a reissue was stopped by the end', [voided('lost')], ['stopped'], true],
    [
      'a replacement whose old card was void already was stopped',
      [voided('damaged')],
      ['handed-over', 'stopped'],
      true,
    ],
    ['lost before, and nobody asked for another', [voided('lost')], [], false],
    ['lost before, and another was refused', [voided('lost')], ['refused'], false],
    ['ended and taken back once, the new card is good', [voided('ended'), GOOD], ['stopped', 'handed-over'], false],
    ['ended and taken back once, the new card lost since', [voided('ended'), voided('lost')], ['handed-over'], false],
    ['ended and taken back twice', [voided('ended'), voided('ended')], ['handed-over'], true],
    ['another is being made', [voided('ended')], ['accepted'], false],
    ['made, and waits for its holder', [voided('ended'), GOOD], ['ready'], false],
  ]
  for (const [what, cards, states, owed] of cases)
    it(`${what}: ${owed ? 'owed' : 'not owed'}`, () => assert.equal(isCardOwed(cards, states), owed))
})
