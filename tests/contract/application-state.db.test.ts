import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CastCity } from '@anju/dev/cast.ts'
import {
  APPLICATION_EVENTS,
  APPLICATION_STATES,
  APPLICATION_TRANSITIONS,
  type ApplicationEvent,
  type ApplicationGuard,
  type ApplicationState,
} from '@anju/domain/application/application-machine.ts'
import { findTransition } from '@anju/domain/kernel/state-machine.ts'
import { driveApplicationEvents, type Papers } from '@anju/tests/application-driver.ts'
import { openRegistryHouse, type RegistryHouse } from '@anju/tests/registry-house.ts'

type Made = {
  readonly state: ApplicationState
  readonly papers: Papers
  readonly by: readonly ApplicationEvent[]
  readonly holds: readonly ApplicationGuard[]
}

/** How each state is reached in Foshan (附件3), and what holds there for papers that come and visits that were made. */
const TO_POLICE: readonly ApplicationEvent[] = ['accept', 'verify-true', 'approve', 'export', 'acknowledge']
const TO_STATION: readonly ApplicationEvent[] = [...TO_POLICE, 'produce', 'dispatch', 'receive']
const FRESH: readonly ApplicationGuard[] = ['not-visited-before']
const SEEN: readonly ApplicationGuard[] = ['visited-before']
const FOSHAN: readonly Made[] = [
  { state: 'submitted', papers: 'complete', by: [], holds: FRESH },
  { state: 'returned', papers: 'one-missing', by: ['return-incomplete'], holds: ['complete', ...FRESH] },
  { state: 'returned', papers: 'two-missing', by: ['return-incomplete'], holds: ['incomplete', ...FRESH] },
  {
    state: 'returned',
    papers: 'complete',
    by: ['accept', 'verify-true', 'return-incomplete'],
    holds: ['complete', ...SEEN],
  },
  { state: 'accepted', papers: 'complete', by: ['accept'], holds: FRESH },
  { state: 'verified', papers: 'complete', by: ['accept', 'verify-true'], holds: SEEN },
  { state: 'verify-failed', papers: 'complete', by: ['accept', 'verify-false'], holds: FRESH },
  { state: 'approved', papers: 'complete', by: ['accept', 'verify-true', 'approve'], holds: SEEN },
  { state: 'exported', papers: 'complete', by: ['accept', 'verify-true', 'approve', 'export'], holds: SEEN },
  { state: 'at-police', papers: 'complete', by: TO_POLICE, holds: SEEN },
  { state: 'quality-rejected', papers: 'complete', by: [...TO_POLICE, 'reject-quality'], holds: SEEN },
  { state: 'produced', papers: 'complete', by: [...TO_POLICE, 'produce'], holds: SEEN },
  { state: 'in-transit', papers: 'complete', by: [...TO_POLICE, 'produce', 'dispatch'], holds: SEEN },
  {
    state: 'lost-in-transit',
    papers: 'complete',
    by: [...TO_POLICE, 'produce', 'dispatch', 'report-loss'],
    holds: SEEN,
  },
  { state: 'at-station', papers: 'complete', by: TO_STATION, holds: SEEN },
  { state: 'notified', papers: 'complete', by: [...TO_STATION, 'notify'], holds: SEEN },
  { state: 'issued', papers: 'complete', by: [...TO_STATION, 'notify', 'hand-over'], holds: SEEN },
  { state: 'unclaimed', papers: 'complete', by: [...TO_STATION, 'notify', 'lapse-uncollected'], holds: SEEN },
  { state: 'refused', papers: 'complete', by: ['accept', 'verify-false', 'refuse'], holds: FRESH },
  { state: 'withdrawn', papers: 'complete', by: ['withdraw'], holds: FRESH },
  { state: 'stopped', papers: 'complete', by: ['stop'], holds: FRESH },
]
/** 临河: the district hall accepts, decides, makes and issues (三(二)). */
const LINHE: readonly Made[] = [
  { state: 'submitted', papers: 'complete', by: [], holds: FRESH },
  { state: 'returned', papers: 'one-missing', by: ['return-incomplete'], holds: ['complete', ...FRESH] },
  { state: 'accepted', papers: 'complete', by: ['accept'], holds: FRESH },
  { state: 'approved', papers: 'complete', by: ['accept', 'approve'], holds: FRESH },
  { state: 'produced', papers: 'complete', by: ['accept', 'approve', 'produce'], holds: FRESH },
  { state: 'notified', papers: 'complete', by: ['accept', 'approve', 'produce', 'notify'], holds: FRESH },
  { state: 'issued', papers: 'complete', by: ['accept', 'approve', 'produce', 'notify', 'hand-over'], holds: FRESH },
]
const PATH: Record<CastCity, readonly ApplicationGuard[]> = {
  foshan: ['with-visit', 'with-boundary', 'with-dispatch'],
  linhe: ['without-visit', 'without-boundary', 'without-dispatch'],
}
const GUARDS: readonly ApplicationGuard[] = [
  ...PATH.foshan,
  ...PATH.linhe,
  'complete',
  'incomplete',
  'visited-before',
  'not-visited-before',
]

let house: RegistryHouse
before(async () => {
  house = await openRegistryHouse()
})
after(() => house.close())

function circumstances(city: CastCity, made: Made): Record<ApplicationGuard, boolean> {
  const holding = [...PATH[city], ...made.holds]
  return Object.fromEntries(GUARDS.map((guard) => [guard, holding.includes(guard)])) as Record<
    ApplicationGuard,
    boolean
  >
}

for (const [city, cases, today] of [
  ['foshan', FOSHAN, '2016-07-18'],
  ['linhe', LINHE, '2017-11-20'],
] as const) {
  describe(`${city}: every pair of state and event of an application`, () => {
    for (const made of cases) {
      it(`${made.state} (${made.papers}, ${made.by.at(-1) ?? 'apply'})`, async () => {
        const drive = await driveApplicationEvents(house, city, today)
        let untouched = await drive.make(made.papers, made.by)
        assert.equal(untouched.state, made.state)
        for (const event of APPLICATION_EVENTS) {
          const sent = await drive.send(event, untouched)
          if (sent === undefined) {
            assert.equal(event, 'apply')
            continue
          }
          const row = findTransition(APPLICATION_TRANSITIONS, made.state, event, circumstances(city, made))
          if (row === undefined) {
            // Where the city's pack charges nobody with the duty, the route itself says so.
            const codes = sent.ok ? [`granted, to ${sent.state}`] : sent.codes
            const expected = codes.includes('access.post-lacks-authority')
              ? 'access.post-lacks-authority'
              : 'application.event-not-allowed'
            assert.deepEqual(codes, [expected], `${made.state} + ${event}`)
          } else {
            assert.ok(sent.ok, `${made.state} + ${event}: ${JSON.stringify(sent)}`)
            assert.equal(sent.state, row.to, `${made.state} + ${event}`)
            untouched = await drive.make(made.papers, made.by)
          }
        }
      })
    }
  })
}

describe('the tables are whole', () => {
  it('every state was made, and every row was met in one of the cities', () => {
    const met = (
      [
        ['foshan', FOSHAN],
        ['linhe', LINHE],
      ] as const
    ).flatMap(([city, cases]) => cases.map((made) => ({ state: made.state, holds: circumstances(city, made) })))
    assert.deepEqual(
      APPLICATION_STATES.filter((state) => !met.some((made) => made.state === state)),
      [],
    )
    const unmet = APPLICATION_TRANSITIONS.filter(
      (row) =>
        row.from !== null &&
        !met.some(({ state, holds }) => findTransition(APPLICATION_TRANSITIONS, state, row.event, holds) === row),
    )
    assert.deepEqual(unmet, [])
  })
})
