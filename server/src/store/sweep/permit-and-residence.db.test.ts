import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { reminderDays } from '@anju/domain/endorsement/reminder-days.ts'
import { addDays, parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { permitLife } from '@anju/domain/permit/permit-life.ts'
import { LONGEST_REST_DAYS, suspendedFrom, windowOf } from '@anju/domain/permit/permit-window.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packGoverning } from '@anju/domain/policy/pack-governing.ts'
import { residenceUnder } from '@anju/domain/residence/residence-ledger.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import { anyPastLife, EDGE_DAYS, populationOf } from '@anju/tests/life-population.ts'
import { enterLives } from '@anju/tests/past-life.ts'
import { lawsOf } from '@anju/tests/other-law.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { FIRST_ID, lifeFactsOfMany, type StoredLife } from '../permit-life.ts'
import {
  listPermitCalendar,
  listRemindersDue,
  listSuspendedOn,
  listWindowsOpening,
  PERMIT_CALENDAR_STATEMENT,
  REMINDERS_STATEMENT,
} from './permit-calendar.ts'
import { listHalfYearReached, listResidenceStarts, RESIDENCE_STATEMENT } from './residence-start.ts'
import { EVERYBODY, sweepLawOf } from './sweep-law.ts'

const PERSONS = 500
const seed = Number(process.env['ANJU_SEED'] ?? randomInt(1_000_000_000))
const day = parsePlainDate

let registry: TestRegistry
let lives: readonly StoredLife[]
/** Two laws of a city: the one of today alone, and with another one after it that says everything otherwise. */
let laws: readonly (readonly Pack[])[]
before(async () => {
  registry = await openTestRegistry()
  await enterLives(registry, populationOf(anyPastLife, PERSONS, seed))
  lives = await read((db) => lifeFactsOfMany(db, FIRST_ID, EVERYBODY.through))
  laws = lawsOf(registry.deps.packs, 'foshan')
})
after(() => registry.close())

const cityOf = () => {
  const city = registry.deps.cities.get('foshan')
  assert.ok(city !== undefined)
  return city
}
const read = <T>(work: (db: Db) => Promise<T>) =>
  cityOf().pool.look(scopeOf({ city: 'foshan', prefixes: ['4406'] }), work)
const parameters = (packs: readonly Pack[]) => sweepLawOf(packs, LONGEST_REST_DAYS)

/** Days to ask about: the edges, some of each year, and days in years whose working days are not published. */
const ASKED = [
  ...EDGE_DAYS,
  '2017-07-17',
  '2018-02-22',
  '2018-10-08',
  '2019-03-01',
  '2021-02-28',
  '2026-12-31',
  '2027-02-28',
  '2028-03-01',
].map(day)

describe('集合语句与规则同答：居住证的日历', () => {
  /** What the functions make of every permit in force. */
  const expected = (packs: readonly Pack[], asOf: PlainDate) => {
    const law = { packs, calendar: registry.deps.calendar }
    return lives
      .flatMap(({ personId, permits }) => permits.map((permit) => ({ personId, permit })))
      .filter(({ permit }) => permit.ended === undefined && permit.issuedOn <= asOf)
      .map(({ personId, permit }) => {
        const run = permitLife(permit, asOf, law)
        const window = windowOf(run, law)
        return {
          permit_id: permit.permitId,
          person_id: personId,
          base_on: run.baseOn,
          times_endorsed: run.timesEndorsed,
          anniversary_on: window.anniversaryOn,
          opens_on: window.opensOn,
          last_in_time_on: window.lastInTimeOn,
          provisional: window.provisional,
          suspended_from: suspendedFrom(run, window),
          pending: run.pending,
          lapsed_on: run.lapsed?.on ?? null,
        }
      })
      .toSorted((a, b) => (a.permit_id < b.permit_id ? -1 : 1))
  }
  const calendarOf = (packs: readonly Pack[], asOf: PlainDate, sql?: string) =>
    read((db) => listPermitCalendar(db, parameters(packs), asOf, EVERYBODY, sql))

  it('every permit on every asked day, under one law and two', async () => {
    // The population has what the twin must tell apart.
    const there = laws.flatMap((packs) => ASKED.flatMap((asOf) => expected(packs, asOf)))
    for (const has of [
      there.length > PERSONS,
      there.some(({ pending }) => pending),
      there.some((row) => row.lapsed_on !== null),
      there.some((row) => row.times_endorsed > 1),
      there.some(({ provisional }) => provisional),
      there.some((row) => row.last_in_time_on > addDays(row.anniversary_on, LONGEST_REST_DAYS)),
    ])
      assert.ok(has, `seed ${seed}`)
    for (const packs of laws) {
      for (const asOf of ASKED)
        assert.deepEqual(await calendarOf(packs, asOf), expected(packs, asOf), `${asOf}, seed ${seed}`)
    }
  })

  for (const [what, from, to] of [
    ['a rest day does not give way', 'wl.next_working_on else', 'wl.day else'],
    ['a late endorsement keeps its calendar', `in ('late', 'reset') then e.on_day`, `in ('reset') then e.on_day`],
    ['a permit never lapses', 'make_interval(years => le.cancel_years)', 'make_interval(years => 99)'],
    [
      'a pending case does not hold the functions',
      `k.kind = 'pending' and d.in_time then $2::date`,
      `false then $2::date`,
    ],
    ['an end that was taken back gives no time', `k.kind = 'given' then`, 'false then'],
    ['one who was late before is given time too', `case when d.in_time then 'given'`, `case when true then 'given'`],
  ] as const) {
    it(`finds a twin by which ${what} (negative control)`, async () => {
      assert.ok(PERMIT_CALENDAR_STATEMENT.includes(from))
      const wrong = PERMIT_CALENDAR_STATEMENT.replaceAll(from, to)
      let found = false
      for (const asOf of ASKED) {
        for (const packs of laws) found ||= !isSame(await calendarOf(packs, asOf, wrong), expected(packs, asOf))
      }
      assert.ok(found, `nothing differs, seed ${seed}`)
    })
  }

  it('announcements and windows of a day are those whose day it is', async () => {
    const [packs = []] = laws
    for (const asOf of someDaysOf(
      expected(packs, day('2018-06-01')).flatMap((row) => [row.suspended_from, row.opens_on]),
    )) {
      const all = expected(packs, asOf).filter(({ lapsed_on: lapsed }) => lapsed === null)
      const law = parameters(packs)
      assert.deepEqual(
        await read((db) => listSuspendedOn(db, law, asOf)),
        all.filter((row) => row.suspended_from === asOf),
      )
      assert.deepEqual(
        await read((db) => listWindowsOpening(db, law, asOf)),
        all.filter((row) => row.opens_on === asOf),
      )
    }
  })

  const remindersOf = (packs: readonly Pack[], asOf: PlainDate) =>
    expected(packs, asOf)
      .filter(({ lapsed_on: lapsed }) => lapsed === null)
      .flatMap((row) =>
        reminderDays(
          { opensOn: row.opens_on, lastInTimeOn: row.last_in_time_on },
          row.suspended_from,
          packGoverning(packs, asOf).endorsement,
        )
          .filter(({ on }) => on === asOf)
          .map(({ kind, days }) => ({
            permit_id: row.permit_id,
            person_id: row.person_id,
            kind,
            days,
            last_in_time_on: row.last_in_time_on,
            pending: row.pending,
          })),
      )
  it('reminders of a day, kind by kind; one that is a day off is found (negative control)', async () => {
    let found = false
    let reminded = 0
    for (const packs of laws) {
      const rows = expected(packs, day('2018-06-01'))
      for (const asOf of someDaysOf(
        rows.flatMap((row) => [
          row.opens_on,
          row.last_in_time_on,
          row.suspended_from,
          addDays(row.last_in_time_on, -7),
          addDays(row.suspended_from, 30),
        ]),
      )) {
        const due = await read((db) => listRemindersDue(db, parameters(packs), asOf))
        assert.deepEqual(due, remindersOf(packs, asOf), `${asOf}, seed ${seed}`)
        reminded += due.length
        const wrong = REMINDERS_STATEMENT.replace('c.last_in_time_on - d', 'c.anniversary_on - d').replace(
          'c.suspended_from + d',
          'c.suspended_from + d + 1',
        )
        found ||= !isSame(await read((db) => listRemindersDue(db, parameters(packs), asOf, EVERYBODY, wrong)), due)
      }
    }
    assert.ok(reminded > 20 && found, `${reminded} reminders, seed ${seed}`)
  })
})

describe('集合语句与规则同答：连续居住与半年', () => {
  const expected = (packs: readonly Pack[], asOf: PlainDate) =>
    lives
      .flatMap(({ personId, stays }) => {
        const { residenceStart, eligibleFrom } = residenceUnder(
          stays,
          asOf,
          (on) => packGoverning(packs, on),
          registry.deps.calendar,
        )
        return residenceStart === undefined || eligibleFrom === undefined
          ? []
          : [{ person_id: personId, residence_start: residenceStart, eligible_from: eligibleFrom }]
      })
      .toSorted((a, b) => (a.person_id < b.person_id ? -1 : 1))
  const startsOf = (packs: readonly Pack[], asOf: PlainDate, sql?: string) =>
    read((db) => listResidenceStarts(db, parameters(packs), asOf, EVERYBODY, sql))

  it('every person on every asked day, under one law and two', async () => {
    for (const packs of laws) {
      for (const asOf of ASKED)
        assert.deepEqual(await startsOf(packs, asOf), expected(packs, asOf), `${asOf}, seed ${seed}`)
    }
  })
  for (const [what, from, to] of [
    ['a gap of the limit breaks', 'v.left_on > l.max_gap', 'v.left_on >= l.max_gap'],
    ['a change in time keeps nothing', 'v.registered_on <= d.extended_on', 'false'],
    ['an untrue registration was lived', `r.state <> 'cancelled-untrue'`, 'true'],
    ['leaving makes true what was found untrue', `r.finding is distinct from 'untrue'`, 'true'],
  ] as const) {
    it(`finds a twin by which ${what} (negative control)`, async () => {
      assert.ok(RESIDENCE_STATEMENT.includes(from))
      let found = false
      for (const asOf of ASKED) {
        for (const packs of laws)
          found ||= !isSame(
            await startsOf(packs, asOf, RESIDENCE_STATEMENT.replaceAll(from, to)),
            expected(packs, asOf),
          )
      }
      assert.ok(found, `nothing differs, seed ${seed}`)
    })
  }
  it('half a year of a day is of those whose day it is', async () => {
    const [packs = []] = laws
    for (const asOf of someDaysOf(expected(packs, day('2016-12-01')).map(({ eligible_from: on }) => on))) {
      const all = expected(packs, asOf).filter(({ eligible_from: on }) => on === asOf)
      assert.deepEqual(await read((db) => listHalfYearReached(db, parameters(packs), asOf)), all)
    }
  })
})

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Some of these days, each once, spread over all of them. */
function someDaysOf(days: readonly PlainDate[]): readonly PlainDate[] {
  const all = [...new Set(days)].toSorted()
  const step = Math.max(1, Math.floor(all.length / 24))
  return all.filter((_, at) => at % step === 0)
}
