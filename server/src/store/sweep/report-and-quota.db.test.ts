import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { occupancyOf } from '@anju/domain/dwelling/occupancy.ts'
import { employerDuties } from '@anju/domain/employer/employer-duties.ts'
import { addDays, addHours, civilDateOf, parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { landlordReportDueOn } from '@anju/domain/landlord/landlord-report-due-on.ts'
import { isTenantLogLate, tenantLogDueAt } from '@anju/domain/landlord/tenant-log-due-at.ts'
import { LONGEST_REST_DAYS } from '@anju/domain/permit/permit-window.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packGoverning } from '@anju/domain/policy/pack-governing.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { anyPastLife, EDGE_DAYS, populationOf } from '@anju/tests/life-population.ts'
import { enterLives } from '@anju/tests/past-life.ts'
import { lawsOf } from '@anju/tests/other-law.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import * as fc from 'fast-check'
import { listQuotas, QUOTA_STATEMENT } from './quota.ts'
import {
  EMPLOYER_REPORTS_STATEMENT,
  LANDLORD_REPORTS_STATEMENT,
  listEmployerReports,
  listLandlordReports,
} from './report-due.ts'
import { sweepLawOf } from './sweep-law.ts'

const PERSONS = 500
const seed = Number(process.env['ANJU_SEED'] ?? randomInt(1_000_000_000))
const day = parsePlainDate

let registry: TestRegistry
/** Two laws of a city: the one of today alone, and with another one after it that says everything otherwise. */
let laws: readonly (readonly Pack[])[]
before(async () => {
  registry = await openTestRegistry()
  await enterLives(registry, populationOf(anyPastLife, PERSONS, seed))
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

describe('集合语句与规则同答：办证总数', () => {
  it('caps and both alarms of every area, and a cap that rounds up is found (negative control)', async () => {
    const areas = [
      4.9,
      5,
      5.9,
      6,
      8.9,
      9,
      20,
      36.5,
      90,
      ...fc.sample(
        fc.integer({ min: 1, max: 20_000 }).map((n) => n / 100),
        { numRuns: 60, seed },
      ),
    ]
    const [packs = []] = laws
    const pack = packGoverning(packs, day('2018-01-01'))
    let found = false
    for (const area of areas) {
      await registry.asOwner('update foshan.dwelling set living_area_m2 = $1 where dwelling_id = $2', [
        area,
        DWELLINGS.flat.dwellingId,
      ])
      const rows = async (sql?: string) =>
        (await read((db) => listQuotas(db, parameters(packs), day('2018-01-01'), ['active'], ['submitted'], sql))).find(
          ({ dwelling_id: id }) => id === DWELLINGS.flat.dwellingId,
        )
      const row = await rows()
      assert.ok(row !== undefined)
      const { permits, occupants } = row
      const rule = occupancyOf({ livingArea: area, permits: permits - 1, occupants }, pack.occupancy)
      assert.deepEqual(
        { cap: row.cap, permitAlarm: row.permit_alarm, densityAlarm: row.density_alarm },
        { cap: rule.cap, permitAlarm: rule.permitAlarm, densityAlarm: rule.densityAlarm },
        `${area}, seed ${seed}`,
      )
      found ||= (await rows(QUOTA_STATEMENT.replace('floor(', 'ceil(')))?.cap !== rule.cap
    }
    assert.ok(found)
    const [counted] = await registry.asOwner(
      `select (select count(*)::int from foshan.permit where state <> 'ended' and dwelling_id = $1) as permits, (select count(*)::int from foshan.registration where state = 'active' and dwelling_id = $1) as occupants`,
      [DWELLINGS.flat.dwellingId],
    )
    const all = await read((db) => listQuotas(db, parameters(packs), day('2018-01-01'), ['active'], ['submitted']))
    const flat = all.find(({ dwelling_id: id }) => id === DWELLINGS.flat.dwellingId)
    assert.deepEqual({ permits: flat?.permits, occupants: flat?.occupants }, counted)
  })
})

describe('集合语句与规则同答：用人单位与出租人', () => {
  const someDay = fc.oneof(
    fc.constantFrom(...EDGE_DAYS, '2026-12-28', '2026-12-31').map(day),
    fc.integer({ min: 0, max: 4_000 }).map((n) => addDays(day('2016-01-01'), n)),
  )
  const reported = fc.option(fc.integer({ min: 0, max: 14 }), { freq: 3 })
  const employments = fc.record({
    hiredOn: someDay,
    stayed: fc.option(fc.integer({ min: 0, max: 800 })),
    hire: reported,
    leave: reported,
  })
  const lettings = fc.record({
    contractOn: fc.option(someDay),
    movedInOn: someDay,
    minute: fc.integer({ min: 0, max: 1_439 }),
    logged: fc.option(fc.integer({ min: 0, max: 3_000 }), { freq: 3 }),
    report: reported,
    stayed: fc.option(fc.integer({ min: 0, max: 500 })),
    end: reported,
  })
  const asOf = day('2019-10-08')
  const asOfAt = '2019-10-08T04:00:00.000Z'

  it('employers: last day and lateness of each report, and one that counts the day itself is found (negative control)', async () => {
    const rows = populationOf(employments, 300, seed).map((each) => {
      const leftOn = each.stayed === null ? null : addDays(each.hiredOn, each.stayed)
      return {
        employment_id: randomUUID(),
        hired_on: each.hiredOn,
        left_on: leftOn,
        hire_reported_on: each.hire === null ? null : addDays(each.hiredOn, each.hire),
        leave_reported_on: leftOn === null || each.leave === null ? null : addDays(leftOn, each.leave),
      }
    })
    const [employer] = await registry.asOwner(
      `insert into foshan.employer (employer_id, version, division_code, credit_code, name) values (gen_random_uuid(), 1, '440604011209', 'X', '某厂') returning employer_id`,
    )
    await registry.asOwner(
      `insert into foshan.employment (employment_id, version, employer_id, division_code, pack, hired_on, left_on, hire_reported_on, leave_reported_on)
       select employment_id, 1, $2, '440604011209', 'foshan/2016-01-01', hired_on, left_on, hire_reported_on, leave_reported_on
       from jsonb_to_recordset($1) as r(employment_id uuid, hired_on date, left_on date, hire_reported_on date, leave_reported_on date)`,
      [JSON.stringify(rows), employer?.['employer_id']],
    )
    for (const packs of laws) {
      const expected = rows
        .flatMap((row) => [
          { id: row.employment_id, event: 'hired' as const, on: row.hired_on, reportedOn: row.hire_reported_on },
          ...(row.left_on === null
            ? []
            : [{ id: row.employment_id, event: 'left' as const, on: row.left_on, reportedOn: row.leave_reported_on }]),
        ])
        .map(({ id, event, on, reportedOn }) => {
          const report = { event, on, ...(reportedOn === null ? {} : { reportedOn }) }
          const [duty] = employerDuties(
            { newResidents: 1, reports: [report] },
            asOf,
            packGoverning(packs, on),
            registry.deps.calendar,
          ).reports
          return {
            key: `${id} ${event}`,
            due: duty?.extendedOn,
            late: duty?.late,
            provisional: duty?.provisionalYear !== undefined,
          }
        })
        .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      const listed = async (sql?: string) =>
        (await read((db) => listEmployerReports(db, parameters(packs), asOf, sql))).map((row) => ({
          key: `${row.employment_id} ${row.event}`,
          due: row.due_on,
          late: row.late,
          provisional: row.provisional,
        }))
      assert.deepEqual(await listed(), expected, `seed ${seed}`)
      assert.ok(
        !isSame(
          await listed(EMPLOYER_REPORTS_STATEMENT.replaceAll('w.worked_up_to +', 'w.worked_up_to - 1 +')),
          expected,
        ),
      )
    }
  })

  it('landlords: the log by the hour, report and end by the day, and a log without its hours is found (negative control)', async () => {
    const rows = populationOf(lettings, 300, seed).map((each) => {
      const movedInAt = new Date(Date.parse(`${each.movedInOn}T00:00:00+08:00`) + each.minute * 60_000).toISOString()
      const endedOn = each.stayed === null ? null : addDays(each.movedInOn, each.stayed)
      return {
        letting_id: randomUUID(),
        contract_on: each.contractOn,
        moved_in_at: movedInAt,
        logged_at: each.logged === null ? null : addMinutes(movedInAt, each.logged),
        reported_on: each.report === null ? null : addDays(each.contractOn ?? each.movedInOn, each.report),
        ended_on: endedOn,
        end_reported_on: endedOn === null || each.end === null ? null : addDays(endedOn, each.end),
      }
    })
    await registry.asOwner(
      `insert into foshan.letting (letting_id, version, dwelling_id, division_code, pack, lessor_name, contract_on, moved_in_at, logged_at, reported_on, ended_on, end_reported_on)
       select letting_id, 1, $2, '440604011209', 'foshan/2016-01-01', '', contract_on, moved_in_at, logged_at, reported_on, ended_on, end_reported_on
       from jsonb_to_recordset($1) as r(letting_id uuid, contract_on date, moved_in_at timestamptz, logged_at timestamptz, reported_on date, ended_on date, end_reported_on date)`,
      [JSON.stringify(rows), DWELLINGS.flat.dwellingId],
    )
    const { calendar } = registry.deps
    for (const packs of laws) {
      const expected = rows
        .map((row) => {
          const movedInOn = civilDateOf(row.moved_in_at)
          const contract = row.contract_on === null ? {} : { contractOn: row.contract_on }
          const logDueAt = tenantLogDueAt(row.moved_in_at, packGoverning(packs, movedInOn).landlord)
          const report = landlordReportDueOn(
            { kind: 'let', ...contract, movedInOn },
            packGoverning(packs, row.contract_on ?? movedInOn).landlord,
            calendar,
          )
          const end =
            row.ended_on === null
              ? null
              : landlordReportDueOn(
                  { kind: 'changed', changedOn: row.ended_on },
                  packGoverning(packs, row.ended_on).landlord,
                  calendar,
                )
          const late = (due: typeof report, on: PlainDate | null) =>
            due !== null && due.provisionalYear === undefined && (on ?? asOf) > due.extendedOn
          return {
            letting_id: row.letting_id,
            log_due_at: logDueAt === null ? null : new Date(logDueAt).toISOString(),
            log_late: logDueAt !== null && isTenantLogLate(logDueAt, row.logged_at ?? undefined, asOfAt),
            report_due_on: report?.extendedOn ?? null,
            report_late: late(report, row.reported_on),
            end_due_on: end?.extendedOn ?? null,
            end_late: late(end, row.end_reported_on),
          }
        })
        .toSorted((a, b) => (a.letting_id < b.letting_id ? -1 : 1))
      const listed = (sql?: string) => read((db) => listLandlordReports(db, parameters(packs), asOf, asOfAt, sql))
      assert.deepEqual(await listed(), expected, `seed ${seed}`)
      assert.ok(
        !isSame(
          await listed(LANDLORD_REPORTS_STATEMENT.replace('make_interval(hours => lm.log_hours)', `interval '1 hour'`)),
          expected,
        ),
      )
    }
  })
})

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function addMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(addHours(instant, 0)) + minutes * 60_000).toISOString()
}
