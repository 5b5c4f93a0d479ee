import assert from 'node:assert/strict'
import { it } from 'node:test'
import { codeOfLevel, levelsBelow, startingCode } from './division-path.ts'
import { lookupValues } from './lookup-values.ts'

it('the lists below a city: a prefecture starts at its districts, a district at its towns', () => {
  assert.deepEqual(levelsBelow('4406'), [6, 9, 12])
  assert.deepEqual(levelsBelow('150802'), [9, 12])
})
it('a code knows the divisions above it, not those below', () => {
  assert.equal(codeOfLevel('440604011', 6), '440604')
  assert.equal(codeOfLevel('440604011', 12), undefined)
})
it('a desk starts with its own town; a whole city is no start', () => {
  assert.equal(startingCode('440604011'), '440604011')
  assert.equal(startingCode('4406'), '')
  assert.equal(startingCode(undefined), '')
})
it('an unknown division of an ID number is not filled in; the hukou is asked for', () => {
  const idNumber = { sex: '2', birthOn: '1992-02-29', divisionCode: '440699', divisionKnown: false }
  const answer = { found: false, person: null, openRegistrationId: null, openApplicationId: null, idNumber }
  assert.deepEqual(lookupValues(answer), { sex: '2', birthOn: '1992-02-29', hukouDivision: '' })
})
