import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePlainDate } from '../kernel/plain-date.ts'
import { decideErasure, type ErasureFacts } from './decide-erasure.ts'

const law = 'CN-663:17'
const policy = { keptYears: { value: 3, law, gist: 'three years' } } as const
const ended: ErasureFacts = {
  openCases: 0,
  permitsInForce: 0,
  holds: 0,
  lastEndedOn: parsePlainDate('2016-07-18'),
  isErased: false,
}
const decide = (facts: Partial<ErasureFacts>, on = '2019-07-19') =>
  decideErasure({ ...ended, ...facts }, parsePlainDate(on), policy, law)
const codes = (decision: ReturnType<typeof decide>) => (decision.ok ? [] : decision.refusals.map(({ code }) => code))

test('three years after the end: not yet on the last day, from the next day on', () => {
  assert.deepEqual(codes(decide({}, '2019-07-18')), ['erasure.still-kept'])
  assert.ok(decide({}, '2019-07-19').ok)
})

test('a person who was only ever declared and never entered is kept for no time', () => {
  const { lastEndedOn: _, ...never } = ended
  assert.ok(decideErasure(never, parsePlainDate('2016-07-18'), policy, law).ok)
})

test('every reason against it is told at once', () => {
  assert.deepEqual(
    codes(decide({ openCases: 2, permitsInForce: 1, holds: 1, proposedBy: 'a', decidedBy: 'a' }, '2016-08-01')),
    [
      'erasure.case-open',
      'erasure.permit-in-force',
      'erasure.held',
      'erasure.still-kept',
      'erasure.proposed-by-same-person',
    ],
  )
})

test('another official decides', () => {
  assert.ok(decide({ proposedBy: 'a', decidedBy: 'b' }).ok)
  assert.deepEqual(codes(decide({ isErased: true })), ['erasure.already-done'])
})
