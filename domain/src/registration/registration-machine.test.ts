import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventsFrom, findTransition } from '../kernel/state-machine.ts'
import {
  OPEN_REGISTRATION_STATES,
  REGISTRATION_TRANSITIONS,
  type RegistrationEvent,
  type RegistrationGuard,
  type RegistrationState,
} from './registration-machine.ts'

type Circumstances = Readonly<Record<RegistrationGuard, boolean>>
/** Each pair of opposites, both ways: every circumstance there is. */
const PAIRS = [
  ['verified-by-visit', 'not-verified-by-visit'],
  ['entered', 'not-entered'],
  ['attempts-left', 'attempts-spent'],
  ['absent-once-before', 'not-absent-before'],
] as const
const FINDINGS = [
  { 'found-true': false, 'found-untrue': false },
  { 'found-true': true, 'found-untrue': false },
  { 'found-true': false, 'found-untrue': true },
]
const ALL: readonly Circumstances[] = FINDINGS.flatMap((finding) =>
  Array.from({ length: 2 ** PAIRS.length }, (_, bits) => ({
    ...finding,
    ...Object.fromEntries(
      PAIRS.flatMap(([one, other], at) => {
        const isOne = Math.floor(bits / 2 ** at) % 2 === 1
        return [
          [one, isOne],
          [other, !isOne],
        ]
      }),
    ),
  })),
) as never
const ENDS: readonly RegistrationEvent[] = ['move-residence', 'depart', 'declare-departure', 'end-by-record']
const endsFrom = (state: RegistrationState, holds: Circumstances) =>
  eventsFrom(REGISTRATION_TRANSITIONS, state, holds).filter((event) => ENDS.includes(event))

describe('附件2 as a table', () => {
  it('in any circumstances at most one row of a state and an event holds', () => {
    for (const holds of ALL) {
      for (const { from, event } of REGISTRATION_TRANSITIONS) {
        const rows = REGISTRATION_TRANSITIONS.filter(
          (row) => row.from === from && row.event === event && (row.when ?? []).every((guard) => holds[guard]),
        )
        assert.ok(rows.length <= 1, `${from} + ${event}`)
      }
    }
  })

  it('I-212 离开、变更地址、死亡、落户：凡已登记的都可以办，等待核实也一样；复核不属实的除外', () => {
    for (const holds of ALL) {
      const open = OPEN_REGISTRATION_STATES.filter((state) => endsFrom(state, holds).length > 0)
      const expected = holds.entered ? ['visit-planned', 'recorded', 'active', 'unreached', 'presumed-left'] : []
      assert.deepEqual(open, expected)
      for (const state of open) assert.deepEqual(endsFrom(state, holds).toSorted(), ENDS.toSorted(), state)
    }
  })

  it('I-212 异议恢复：上门核实的城市重新上门，其他城市当场恢复，没有人等一个不会来的协管员', () => {
    for (const holds of ALL) {
      for (const from of ['ended', 'cancelled-untrue', 'cancelled-unreached'] as const) {
        const { to } = findTransition(REGISTRATION_TRANSITIONS, from, 'reopen', holds) ?? {}
        assert.equal(to, holds['verified-by-visit'] ? 'visit-planned' : 'active', from)
      }
      if (holds['verified-by-visit']) continue
      const brought = REGISTRATION_TRANSITIONS.filter(
        ({ from, to, by, when = [] }) =>
          to === 'visit-planned' && by !== 'visit' && from !== 'visit-planned' && when.every((guard) => holds[guard]),
      )
      // What is left begins in states that only a visit or a city with online declarations leads to.
      assert.deepEqual(
        [...new Set(brought.map(({ from }) => from))].filter(
          (from) => from !== 'declared-online' && from !== 'visited',
        ),
        ['unreached'],
      )
    }
  })
})
