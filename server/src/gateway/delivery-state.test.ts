import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  DELIVERY_STATES,
  mayBecome,
  standingAfter,
  stateAfterReport,
  stateOfWhole,
  statesBefore,
} from './delivery-state.ts'

const policy = { refusalsMax: 3, retryMs: 1_000, retryMsMax: 60_000 }
const again = (refusals: number) =>
  standingAfter({ outcome: 'refused', permanent: false, why: 'busy' }, refusals, { ...policy, refusalsMax: 100 })
    .againInMs

describe('delivery states 投递状态', () => {
  it('what each answer of a gateway makes of a part', () => {
    const none = { againInMs: undefined, reference: undefined, counts: false }
    assert.deepEqual(standingAfter({ outcome: 'accepted', reference: 'x' }, 0, policy), {
      ...none,
      state: 'handed-over',
      againInMs: 60_000,
      reference: 'x',
      why: '',
    })
    assert.deepEqual(standingAfter({ outcome: 'unknown', why: 'w' }, 0, policy), {
      ...none,
      state: 'unknown',
      againInMs: 1_000,
      why: 'w',
    })
    assert.deepEqual(standingAfter({ outcome: 'unavailable', why: 'w' }, 9, policy), {
      ...none,
      state: 'queued',
      againInMs: 1_000,
      why: 'w',
    })
    assert.deepEqual(standingAfter({ outcome: 'throttled', why: 'w' }, 9, policy), {
      ...none,
      state: 'failed-retry',
      againInMs: 1_000,
      why: 'w',
    })
    const refused = (permanent: boolean, refusals: number) =>
      standingAfter({ outcome: 'refused', permanent, why: 'w' }, refusals, policy).state
    assert.deepEqual(
      [refused(false, 0), refused(false, 1), refused(false, 2), refused(true, 0)],
      ['failed-retry', 'failed-retry', 'failed-permanent', 'failed-permanent'],
    )
  })

  it('waits twice as long each time, up to the limit', () => {
    assert.deepEqual([0, 1, 2, 5, 6, 60].map(again), [1_000, 2_000, 4_000, 32_000, 60_000, 60_000])
  })

  it('only what was surely not taken is handed over again', () => {
    const leadingOut = DELIVERY_STATES.filter((state) => mayBecome(state, 'unknown'))
    assert.deepEqual(leadingOut, ['queued', 'failed-retry'])
    assert.equal(mayBecome('handed-over', 'queued'), false)
    assert.equal(mayBecome('unknown', 'unknown'), false)
  })

  it('delivered and failed are the end; an expired one may still turn out delivered', () => {
    for (const state of ['delivered', 'failed-permanent'] as const)
      assert.deepEqual(
        DELIVERY_STATES.filter((to) => mayBecome(state, to)),
        [],
      )
    assert.deepEqual(statesBefore('delivered'), ['unknown', 'handed-over', 'expired'])
  })

  it('what a report makes of a part', () => {
    assert.deepEqual((['delivered', 'failed', 'expired', 'pending'] as const).map(stateAfterReport), [
      'delivered',
      'failed-permanent',
      'expired',
      undefined,
    ])
  })

  it('a text is delivered when every part is, and stands with its worst part before', () => {
    assert.equal(stateOfWhole(['delivered', 'delivered']), 'delivered')
    assert.equal(stateOfWhole(['delivered', 'handed-over']), 'handed-over')
    assert.equal(stateOfWhole(['delivered', 'unknown', 'handed-over']), 'unknown')
    assert.equal(stateOfWhole(['queued', 'failed-permanent']), 'failed-permanent')
    assert.throws(() => stateOfWhole([]), RangeError)
    for (const state of DELIVERY_STATES) assert.equal(stateOfWhole([state]), state)
  })
})
