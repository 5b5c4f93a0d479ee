import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { beginAttempt, settleAttempt } from './attempt.ts'

const begun = beginAttempt<string>('first')
const no = (problem: object) =>
  ({ ok: false, unreachable: false, problem: { status: 0, title: '', ...problem } }) as never

describe('one act keeps its intent id until the registry has answered for certain', () => {
  it('done: the id stays, so a late second click is the same act', () => {
    const settled = settleAttempt(begun, { ok: true, value: 'yes' }, 'fresh')
    assert.deepEqual(settled, { intentId: 'first', status: 'done', value: 'yes' })
  })
  it('no answer: the next try is the same act', () => {
    const settled = settleAttempt(begun, { ok: false, unreachable: true }, 'fresh')
    assert.deepEqual(settled, { intentId: 'first', status: 'unknown' })
  })
  for (const problem of [
    { type: 'defect' },
    { type: 'stopped', code: 'unavailable' },
    { type: 'stopped', code: 'too-many-requests' },
  ]) {
    it(`${JSON.stringify(problem)} leaves it open, so the id stays`, () => {
      assert.equal(settleAttempt(begun, no(problem), 'fresh').intentId, 'first')
    })
  }
  for (const problem of [{ type: 'refused' }, { type: 'malformed' }, { type: 'stopped', code: 'version-conflict' }]) {
    it(`${JSON.stringify(problem)} ends it, so what is mended is a new act`, () => {
      const settled = settleAttempt(begun, no(problem), 'fresh')
      assert.equal(settled.intentId, 'fresh')
      assert.equal(settled.status, 'stopped')
    })
  }
})
