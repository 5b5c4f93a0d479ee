import assert from 'node:assert/strict'
import { it } from 'node:test'
import { nextState, ORDER_EVENTS, ORDER_STATES } from './order-machine.ts'

it('审核、制作、分发: every pair of state and event, and no other moves an order', () => {
  const moves = ORDER_STATES.flatMap((state) =>
    ORDER_EVENTS.flatMap((event) => {
      const to = nextState(state, event)
      return to === undefined ? [] : [`${state} ${event} ${to}`]
    }),
  )
  assert.deepEqual(moves, [
    'received accept-quality quality-accepted',
    'received reject-quality quality-rejected',
    'received withdraw withdrawn',
    'quality-accepted reject-quality quality-rejected',
    'quality-accepted produce produced',
    'quality-accepted withdraw withdrawn',
    'quality-rejected withdraw withdrawn',
    'produced remake produced',
    'produced dispatch dispatched',
    'dispatched order-reprint reprint-due',
    'reprint-due remake produced',
  ])
})
