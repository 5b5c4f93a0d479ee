import assert from 'node:assert/strict'
import { it } from 'node:test'
import { NOTHING_SEEN } from './compile-scope.ts'
import { decideMoveReach } from './decide-move-reach.ts'

const PERSON = 'p'
const moved = {
  from: { divisionCode: '440604011001', personId: PERSON, tookPart: false },
  toDivision: '440605121001',
}
const LAW = 'CN-663:5'

it('a move is asked of both sides: the new place, else the old one, else nobody', () => {
  const groundOf = (seen: Partial<typeof NOTHING_SEEN>) => {
    const decision = decideMoveReach({ ...NOTHING_SEEN, ...seen }, moved, LAW)
    return decision.ok ? decision.grounds.map(({ key }) => key) : decision.refusals.map(({ code }) => code)
  }
  assert.deepEqual(groundOf({ prefixes: ['440605'] }), ['access.moved-here'])
  assert.deepEqual(groundOf({ prefixes: ['4406'] }), ['access.moved-here'])
  assert.deepEqual(groundOf({ prefixes: ['440604'] }), ['access.moved-away'])
  assert.deepEqual(groundOf({ persons: [PERSON] }), ['access.moved-away'])
  assert.deepEqual(groundOf({ prefixes: ['440606'] }), ['access.outside-scope'])
  assert.deepEqual(groundOf({ prefixes: ['440604'], except: ['440604011'] }), ['access.outside-scope'])
})
