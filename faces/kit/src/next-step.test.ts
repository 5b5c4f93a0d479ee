import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type NextStep, orderSteps } from './next-step.ts'
import { whatChanged } from './what-changed.ts'

const step = (event: string, by: string, allowed: boolean, dueOn: string | null = null): NextStep => ({
  event,
  by,
  law: 'CN-663:9',
  dueOn,
  allowed,
  refusals: [],
})

it('what one may do comes first, what is due soonest before the rest, machines last', () => {
  const steps = [
    step('export', 'system', false),
    step('withdraw', 'withdraw', false),
    step('refuse', 'review', true),
    step('approve', 'review', true, '2016-07-20'),
  ]
  assert.deepEqual(
    orderSteps(steps).map(({ event }) => event),
    ['approve', 'refuse', 'withdraw', 'export'],
  )
})

it('what happened after the version on the screen, oldest first', () => {
  const history = [{ version: 4 }, { version: 2 }, { version: 3 }]
  assert.deepEqual(whatChanged(history, 2), [{ version: 3 }, { version: 4 }])
  assert.deepEqual(whatChanged(history, 4), [])
})
