import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { CLOSED_WITHOUT_CARD } from '@anju/domain/fee/unearned-fee.ts'
import { REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import { LOOK_KINDS } from '@anju/contract/route.ts'
import { LOOK_PURPOSE_WORDS } from '@anju/contract/message/look-words.ts'
import { WORD_TABLES } from '@anju/contract/message/find-word.ts'
import { DELIVERY_STATES } from '../gateway/delivery-state.ts'
import { LIST_WORDS } from './list-words.ts'

/** Every kind of case on the work list, with the states it waits in. */
const WAITING: Readonly<Record<string, readonly string[]>> = {
  registration: REGISTRATION_STATES,
  application: APPLICATION_STATES,
  'card-case': Object.keys(WORD_TABLES['card-case-state']),
  'permit-ending': Object.keys(WORD_TABLES['ending-event']),
  endorsement: ['accepted', 'checked'],
  objection: Object.keys(WORD_TABLES.objectable),
  transfer: Object.keys(WORD_TABLES['transfer-state']),
  letter: ['address-changed'],
  fee: CLOSED_WITHOUT_CARD,
}
const isChinese = (words: string) => /^[^a-z]*\p{Script=Han}[^a-z]*$/u.test(words)

describe('导出清单里的代码都是中文', () => {
  it('every kind and state of a case', () => {
    for (const [kind, states] of Object.entries(WAITING)) {
      assert.ok(isChinese(LIST_WORDS.caseKind(kind)), kind)
      for (const state of states) assert.ok(isChinese(LIST_WORDS.caseState(kind, state)), `${kind} ${state}`)
    }
    assert.equal(LIST_WORDS.caseState('registration', 'recorded'), '已登记，待核实')
  })

  it('what became of a notice, how somebody looked, and what for', () => {
    for (const state of [...DELIVERY_STATES, 'shown', 'no-number'])
      assert.ok(isChinese(LIST_WORDS.deliveryState(state)), state)
    for (const kind of LOOK_KINDS) assert.ok(isChinese(LIST_WORDS.lookKind(kind)), kind)
    for (const purpose of Object.keys(LOOK_PURPOSE_WORDS)) assert.ok(isChinese(LIST_WORDS.purpose(purpose)), purpose)
  })

  it('a code without words stays as it is, so that it is seen (negative control)', () => {
    assert.equal(LIST_WORDS.caseState('registration', 'nonsense'), 'nonsense')
    assert.ok(!isChinese(LIST_WORDS.caseState('nothing', 'nonsense')))
  })
})
