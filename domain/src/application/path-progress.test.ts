import assert from 'node:assert/strict'
import { it } from 'node:test'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { parsePlainDate } from '../kernel/plain-date.ts'
import { APPLICATION_STATES, type ApplicationState } from './application-machine.ts'
import { pathProgress } from './path-progress.ts'

const LONG = FOSHAN.workflow.application.path.value
const SHORT = LINHE.workflow.application.path.value
const on = parsePlainDate('2016-07-05')
const bar = (state: ApplicationState, path = LONG, done: Parameters<typeof pathProgress>[2] = {}) =>
  pathProgress(state, path, done)
    .filter(({ status }) => status === 'now' || status === 'stopped')
    .map(({ step, status }) => `${step} ${status}`)

it('every open state waits at exactly one step of either path that can have it', () => {
  const open = APPLICATION_STATES.filter((state) => !['issued', 'refused', 'withdrawn', 'stopped'].includes(state))
  for (const state of open) assert.equal(bar(state).length, 1, state)
  assert.deepEqual(bar('accepted'), ['verify now'])
  assert.deepEqual(bar('accepted', SHORT), ['review now'])
  assert.deepEqual(bar('approved'), ['export now'])
  assert.deepEqual(bar('approved', SHORT), ['produce now'])
  assert.deepEqual(bar('produced', SHORT), ['notify now'])
})

it('steps before are done with their day, those after come later; a lost card is at its making again', () => {
  const done = { accept: on, verify: on, review: on, export: on, produce: on, dispatch: on }
  assert.deepEqual(
    pathProgress('lost-in-transit', LONG, done).map(({ status }) => status),
    ['done', 'done', 'done', 'done', 'now', 'later', 'later', 'later', 'later'],
  )
})

it('a case that ended stopped at its first step not done; one handed over is done throughout', () => {
  assert.deepEqual(bar('refused', LONG, { accept: on }), ['verify stopped'])
  assert.deepEqual(bar('withdrawn'), ['accept stopped'])
  assert.deepEqual(bar('issued'), [])
  assert.ok(pathProgress('issued', SHORT, {}).every(({ status }) => status === 'done'))
})
