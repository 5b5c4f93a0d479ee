import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decideMisuseAnswer, type MisuseQuestion } from './decide-misuse-answer.ts'

const LAW = 'FS-2016-14:三.五'
const OPEN: MisuseQuestion = { rule: 'too-quick', officialId: 'an official', answer: null }
const codes = (question: MisuseQuestion, by: string) => {
  const decision = decideMisuseAnswer(question, { answer: 'explained', by }, LAW)
  return decision.ok ? [] : decision.refusals.map(({ code }) => code)
}

describe('滥用预警的答复', () => {
  it('somebody else answers, once; every reason is told', () => {
    assert.deepEqual(codes(OPEN, 'the head'), [])
    assert.deepEqual(codes(OPEN, 'an official'), ['misuse.own-acts'])
    assert.deepEqual(codes({ ...OPEN, answer: 'handed-over' }, 'the head'), ['misuse.already-answered'])
    assert.deepEqual(codes({ ...OPEN, answer: 'explained' }, 'an official'), [
      'misuse.own-acts',
      'misuse.already-answered',
    ])
  })

  it('the ground says how it was answered and what was asked', () => {
    const decision = decideMisuseAnswer(OPEN, { answer: 'handed-over', by: 'the head' }, LAW)
    assert.ok(decision.ok)
    assert.deepEqual(
      decision.grounds.map(({ key, facts }) => [key, facts]),
      [['misuse.handed-over', { rule: 'too-quick' }]],
    )
  })
})
