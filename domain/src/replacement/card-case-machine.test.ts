import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventsFrom, findTransition } from '../kernel/state-machine.ts'
import {
  CARD_CASE_EVENTS,
  CARD_CASE_STATES,
  CARD_CASE_TRANSITIONS,
  type CardCaseEvent,
  type CardCaseGuard,
  type CardCaseState,
  CLOSED_CARD_CASE_STATES,
} from './card-case-machine.ts'

const holds = (review: boolean, boundary: boolean, dispatch: boolean): Readonly<Record<CardCaseGuard, boolean>> => ({
  'with-review': review,
  'without-review': !review,
  'with-boundary': boundary,
  'without-boundary': !boundary,
  'with-dispatch': dispatch,
  'without-dispatch': !dispatch,
})
const FOSHAN = holds(true, true, true)
const LINHE = holds(false, false, false)

/** Where a case stands after these events, each of which must be allowed. */
function after(events: readonly CardCaseEvent[], circumstances: typeof FOSHAN): CardCaseState {
  let state: CardCaseState | null = null
  for (const event of events) {
    const row: (typeof CARD_CASE_TRANSITIONS)[number] | undefined = findTransition(
      CARD_CASE_TRANSITIONS,
      state,
      event,
      circumstances,
    )
    assert.ok(row, `${event} is not allowed in ${state}`)
    state = row.to
  }
  assert.ok(state)
  return state
}

describe('换领、补领、更正 the ways of a case, CN-663:11.1', () => {
  it('Foshan: passed, across the boundary and back, counted in, handed over; sent back, spoilt or lost, it is made again', () => {
    const across = ['accept', 'approve', 'export', 'acknowledge'] as const
    const home = ['dispatch', 'receive', 'hand-over'] as const
    assert.equal(after([...across, 'produce', ...home], FOSHAN), 'handed-over')
    const again = ['reject-quality', 'correct', 'export', 'acknowledge'] as const
    assert.equal(after([...across, ...again, 'produce', 'remake', ...home], FOSHAN), 'handed-over')
    assert.equal(after([...across, 'produce', 'dispatch', 'report-loss', 'produce', ...home], FOSHAN), 'handed-over')
  })

  it('Linhe: made in the hall; nothing leaves for the police', () => {
    assert.equal(after(['accept', 'produce', 'hand-over'], LINHE), 'handed-over')
    assert.deepEqual(eventsFrom(CARD_CASE_TRANSITIONS, 'accepted', LINHE), ['produce', 'stop'])
    assert.equal(after(['accept', 'produce', 'remake', 'remake', 'hand-over'], LINHE), 'handed-over')
    assert.deepEqual(eventsFrom(CARD_CASE_TRANSITIONS, 'ready', FOSHAN), ['hand-over', 'stop'])
  })

  it('where the police make cards nobody here makes one, and where they do not no order leaves', () => {
    assert.deepEqual(eventsFrom(CARD_CASE_TRANSITIONS, 'approved', FOSHAN), ['export', 'stop'])
    assert.deepEqual(eventsFrom(CARD_CASE_TRANSITIONS, 'approved', holds(true, false, false)), ['produce', 'stop'])
  })

  it('in every circumstance at most one row applies; each open state can be stopped and each closed one is the end', () => {
    for (const bits of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const circumstances = holds((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0)
      for (const state of CARD_CASE_STATES)
        for (const event of CARD_CASE_EVENTS) {
          const rows = CARD_CASE_TRANSITIONS.filter(
            (row) => row.from === state && row.event === event && (row.when ?? []).every((each) => circumstances[each]),
          )
          assert.ok(rows.length <= 1, `${state} ${event}`)
        }
      for (const state of CARD_CASE_STATES) {
        const isClosed = CLOSED_CARD_CASE_STATES.includes(state)
        const events = eventsFrom(CARD_CASE_TRANSITIONS, state, circumstances)
        assert.equal(events.includes('stop'), !isClosed, state)
        if (isClosed) assert.deepEqual(events, [])
      }
    }
  })
})
