import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { addDays, parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { LONGEST_REST_DAYS } from '@anju/domain/permit/permit-window.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { parseEnvironment } from '@anju/platform/launcher/environment.ts'
import { wire } from '@anju/server/app.ts'
import type { Act, Deps } from '@anju/server/deps.ts'
import { HALF_YEARS_DUE, PERMITS_DUE } from '@anju/server/store/announcement.ts'
import { EVERYBODY, sweepLawOf } from '@anju/server/store/sweep/sweep-law.ts'
import { announceDays } from '@anju/server/usecases/announce-days.ts'
import { environmentOf, openBenchHouse, POSTGRES_SETTINGS, withClient, type BenchHouse } from './bench-house.ts'
import { describeMachine } from './machine-figures.ts'
import { writeResult } from './report.ts'

/**
 * The nightly sweep over a generated city: what falls due on one day is found, announced once and put out as notices, by ranges of persons. Beside it
 * the bare limit: the same two questions over the same ranges, as owner, without scope, keeping nothing.
 */

const repository = fileURLToPath(new URL('../../', import.meta.url))
const say = (text: string) => process.stdout.write(text)
const { values } = parseArgs({
  options: {
    persons: { type: 'string', default: '50000' },
    home: { type: 'string' },
    database: { type: 'string' },
    /** The first day to announce; the city's past ends before it. */
    'first-day': { type: 'string', default: '2019-01-02' },
    days: { type: 'string', default: '3' },
    'persons-max': { type: 'string', default: '20000' },
    out: { type: 'string', default: join(repository, 'bench/results') },
  },
})

type Day = {
  readonly on: string
  readonly announced: number
  readonly sweepMs: number
  readonly bareMs: number
  readonly found: number
}

function actOn(deps: Deps, on: PlainDate): Act {
  const city = deps.cities.get('foshan')
  if (city === undefined) throw new Error('The bench has no Foshan')
  const actor = { kind: 'system', name: 'bench' } as const
  return { city, actor, sessionRef: '', legalOn: on, at: `${on}T18:00:00.000Z`, scope: wholeCity(city) }
}

async function bare(
  house: BenchHouse,
  deps: Deps,
  on: PlainDate,
  personsMax: number,
): Promise<{ readonly ms: number; readonly found: number }> {
  const law = sweepLawOf(
    deps.packs.filter(({ jurisdiction }) => jurisdiction === 'foshan'),
    LONGEST_REST_DAYS,
  )
  return withClient(house.ownerUrl, async (client) => {
    await client.query('set search_path = foshan, shared')
    const begun = performance.now()
    let found = 0
    let { after } = EVERYBODY
    for (;;) {
      const cut = await client.query<{ through: string | null }>(
        'select max(person_id::text) as through from (select person_id from person where person_id > $1 order by person_id limit $2) p',
        [after, personsMax],
      )
      const through = cut.rows[0]?.through ?? null
      if (through === null) return { ms: performance.now() - begun, found }
      const permits = await client.query(PERMITS_DUE, [law.rows, on, after, through, on])
      const halfYears = await client.query(HALF_YEARS_DUE, [law.rows, on, after, through])
      found += permits.rows.length + halfYears.rows.length
      after = through
    }
  })
}

const house = await openBenchHouse({ home: values.home, database: values.database, persons: Number(values.persons) })
try {
  const given = environmentOf(house.state, house.ownerUrl, house.appUrl)
  const wired = await wire(parseEnvironment(given, 'registry'), 'bench')
  try {
    await withClient(house.ownerUrl, async (client) => {
      await client.query('truncate foshan.announcement, foshan.announced_day')
      await client.query("delete from foshan.outbox where topic like 'notice.%'")
      await client.query('analyze foshan.permit, foshan.registration, foshan.endorsement, foshan.person')
    })
    const measured: Day[] = []
    let on = parsePlainDate(values['first-day'])
    for (let day = 0; day < Number(values.days); day += 1, on = addDays(on, 1)) {
      const limit = await bare(house, wired.deps, on, Number(values['persons-max']))
      const begun = performance.now()
      const announced = await announceDays(wired.deps, actOn(wired.deps, on), {
        personsMax: Number(values['persons-max']),
      })
      const sweepMs = performance.now() - begun
      measured.push({ on, announced, sweepMs: Math.round(sweepMs), bareMs: Math.round(limit.ms), found: limit.found })
      say(
        `${on}: ${announced} announced in ${Math.round(sweepMs)} ms; bare ${Math.round(limit.ms)} ms for ${limit.found}\n`,
      )
      if (announced < limit.found) throw new Error('The sweep announced less than the bare statements found')
    }
    const sum = (of: (day: Day) => number) => measured.reduce((total, each) => total + of(each), 0)
    const figures = {
      persons: Number(values.persons),
      personsMax: Number(values['persons-max']),
      days: measured,
      sweepSecondsADay: Number((sum(({ sweepMs }) => sweepMs) / measured.length / 1000).toFixed(2)),
      bareSecondsADay: Number((sum(({ bareMs }) => bareMs) / measured.length / 1000).toFixed(2)),
      bareToSweep: Number((sum(({ bareMs }) => bareMs) / sum(({ sweepMs }) => sweepMs)).toFixed(2)),
      machine: describeMachine(),
      postgres: POSTGRES_SETTINGS,
    }
    writeResult(`announce-days-${values.persons}`, figures, values.out)
    say(`${JSON.stringify({ ...figures, days: undefined, machine: undefined, postgres: undefined })}\n`)
  } finally {
    await wired.close()
  }
} finally {
  await house.close()
}
