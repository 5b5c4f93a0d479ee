import assert from 'node:assert/strict'
import { it } from 'node:test'
import { calendarThrough, FOSHAN } from '../../test/held-law.ts'
import { parsePlainDate } from '../kernel/plain-date.ts'
import { applicationDueOn, applicationProvisional, countsAtDwelling } from './application-due-on.ts'
import { APPLICATION_STATES, type ApplicationState } from './application-machine.ts'

/** The years published when these cases were written; a later notice does not change them. */
const CALENDAR = calendarThrough(2026)

const due = (state: ApplicationState, since: string, productionDueOn: string | null) =>
  applicationDueOn(
    {
      state,
      since: parsePlainDate(since),
      appliedOn: parsePlainDate('2016-09-28'),
      productionDueOn: productionDueOn === null ? null : parsePlainDate(productionDueOn),
    },
    FOSHAN,
    CALENDAR,
  )

it('not accepted: the fifth working day over the holidays of October; accepted: the production period', () => {
  assert.equal(due('submitted', '2016-09-28', null), '2016-10-10')
  assert.equal(due('returned', '2016-09-29', null), null)
  for (const state of [
    'accepted',
    'returned',
    'verified',
    'approved',
    'quality-rejected',
    'produced',
    'lost-in-transit',
    'at-station',
  ] as const) {
    assert.equal(due(state, '2016-10-12', '2016-10-13'), '2016-10-13', state)
  }
})

it('a card that lies ready waits ninety days; what has ended owes nothing', () => {
  assert.equal(due('notified', '2016-10-12', '2016-10-13'), '2017-01-10')
  for (const state of ['unclaimed', 'issued', 'refused', 'withdrawn', 'stopped'] as const)
    assert.equal(due(state, '2016-10-12', '2016-10-13'), null)
})

it('the mark: the answer while it is owed, then the prolonged end of production; certain and closed cases have none', () => {
  const stored = {
    state: 'submitted' as ApplicationState,
    appliedOn: parsePlainDate('2026-12-28'),
    nextDueOn: parsePlainDate('2027-01-04'),
    productionDueOn: null,
    productionExtendedOn: null,
  }
  const year = (change: Partial<Parameters<typeof applicationProvisional>[0]>) =>
    applicationProvisional({ ...stored, ...change }, CALENDAR).provisionalYear
  assert.equal(year({}), 2027)
  assert.equal(year({ appliedOn: parsePlainDate('2026-12-23'), nextDueOn: parsePlainDate('2026-12-30') }), undefined)
  const last = parsePlainDate('2027-01-12')
  const accepted = { state: 'accepted' as const, nextDueOn: last, productionDueOn: last, productionExtendedOn: last }
  assert.equal(year(accepted), 2027)
  assert.equal(year({ ...accepted, state: 'issued' }), undefined)
  const before = parsePlainDate('2026-12-31')
  assert.equal(year({ ...accepted, productionDueOn: before, productionExtendedOn: before }), undefined)
})

it('open cases and permits in hand count at the dwelling; a case that ended without one does not', () => {
  assert.deepEqual(
    APPLICATION_STATES.filter((state) => !countsAtDwelling(state)),
    ['refused', 'withdrawn', 'stopped'],
  )
})
