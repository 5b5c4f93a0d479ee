import assert from 'node:assert/strict'
import { it } from 'node:test'
import { enterMeaning } from './enter-moves-on.ts'

const place = { tag: 'INPUT', insideSelect: false, listOpen: false, chosen: false }

for (const [what, at, meaning] of [
  ['a text field', place, 'move-on'],
  ['a button', { ...place, tag: 'BUTTON' }, 'leave-alone'],
  ['long text', { ...place, tag: 'TEXTAREA' }, 'leave-alone'],
  ['an open list', { ...place, insideSelect: true, listOpen: true, chosen: true }, 'leave-alone'],
  ['a closed list without a choice', { ...place, insideSelect: true }, 'open-choice'],
  ['a closed list with a choice', { ...place, insideSelect: true, chosen: true }, 'move-on'],
] as const) {
  it(`Enter in ${what}: ${meaning}`, () => assert.equal(enterMeaning(at), meaning))
}
