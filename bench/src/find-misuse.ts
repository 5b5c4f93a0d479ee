import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { addDays, parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { parseEnvironment } from '@anju/platform/launcher/environment.ts'
import { wire } from '@anju/server/app.ts'
import type { Act, Deps } from '@anju/server/deps.ts'
import { ACTS, AGENTS, IMAGES, openActTraces, OPENED, SHARED_IMAGES } from '@anju/server/store/act-trace.ts'
import { findMisuseOfDay } from '@anju/server/usecases/find-misuse-of-day.ts'
import type { Client } from 'pg'
import { environmentOf, openBenchHouse, POSTGRES_SETTINGS, withClient } from './bench-house.ts'
import { describeMachine } from './machine-figures.ts'
import { writeResult } from './report.ts'
import { signMonth, unsignMonth } from './signed-month.ts'

/**
 * What the nightly search for misuse costs in a generated city: collecting the traces of its window, and the whole of a day with rules and keeping. Beside it the bare
 * limit: the same questions, as owner, without scope, joined, judged and kept by nobody.
 */

const repository = fileURLToPath(new URL('../../', import.meta.url))
const say = (text: string) => process.stdout.write(text)
const { values } = parseArgs({
  options: {
    persons: { type: 'string', default: '50000' },
    home: { type: 'string' },
    database: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    out: { type: 'string', default: join(repository, 'bench/results') },
  },
})

type Round = { readonly bareMs: number; readonly collectMs: number; readonly findMs: number }

function actOn(deps: Deps, on: PlainDate): Act {
  const city = deps.cities.get('foshan')
  if (city === undefined) throw new Error('The bench has no Foshan')
  const actor = { kind: 'system', name: 'bench' } as const
  return { city, actor, sessionRef: '', legalOn: on, at: `${addDays(on, 1)}T00:30:00.000Z`, scope: wholeCity(city) }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const begun = performance.now()
  const value = await work()
  return { ms: Math.round(performance.now() - begun), value }
}

function daysOf(from: PlainDate, through: PlainDate): readonly PlainDate[] {
  const days: PlainDate[] = []
  for (let day = from; day <= through; day = addDays(day, 1)) days.push(day)
  return days
}

async function measure(client: Client, deps: Deps, on: PlainDate): Promise<Round & { readonly acts: number }> {
  const pack = packInForce(deps.packs, 'foshan', on)
  const from = addDays(on, 1 - pack.accounts.misuse.windowDays.value)
  const visited = deps.packs.filter(({ jurisdiction }) => jurisdiction === 'foshan').map(({ id }) => id)
  const bare = await timed(async () => {
    for (const question of [AGENTS, SHARED_IMAGES]) await client.query(question, [from, on])
    let acts = 0
    for (const day of daysOf(from, on)) {
      acts += (await client.query(ACTS, [day, day, visited, visited])).rows.length
      for (const question of [OPENED, IMAGES]) await client.query(question, [day, day])
    }
    return acts
  })
  const act = actOn(deps, on)
  const span = { from, through: on, visitedPacks: { application: visited, registration: visited } }
  const collect = await timed(() =>
    act.city.pool.look(act.scope, async (db) => {
      const tracesOn = await openActTraces(db, span)
      let acts = 0
      for (const day of daysOf(from, on)) acts += (await tracesOn(day)).length
      return acts
    }),
  )
  if (collect.value !== bare.value) throw new Error('The traces are not the acts that the bare statement found')
  await client.query('delete from misuse_day where on_day = $1', [on])
  await client.query('delete from misuse_alert where on_day = $1', [on])
  const find = await timed(() => findMisuseOfDay(deps, act, { id: on }, pack))
  if (!find.value) throw new Error('The day was not gone through')
  return { bareMs: bare.ms, collectMs: collect.ms, findMs: find.ms, acts: bare.value }
}

const middle = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const house = await openBenchHouse({ home: values.home, database: values.database, persons: Number(values.persons) })
try {
  const given = environmentOf(house.state, house.ownerUrl, house.appUrl)
  const wired = await wire(parseEnvironment(given, 'registry'), 'bench')
  try {
    await withClient(house.ownerUrl, async (client) => {
      await client.query('set search_path = foshan, shared')
      await unsignMonth(client)
      const last = await client.query<{ on: string }>('select max(accepted_on)::text as on from application')
      const on = parsePlainDate(last.rows[0]?.on ?? '')
      const signed = await timed(() => signMonth(client, addDays(on, -29), on))
      say(`${signed.value} acts up to ${on}, made in ${signed.ms} ms\n`)
      const rounds: (Round & { readonly acts: number })[] = []
      for (let n = 0; n < Number(values.rounds); n += 1) rounds.push(await measure(client, wired.deps, on))
      const alerts = await client.query<{ rule: string; n: number }>(
        'select rule, count(*)::int as n from misuse_alert where on_day = $1 group by 1',
        [on],
      )
      const [bareMs, collectMs, findMs] = (['bareMs', 'collectMs', 'findMs'] as const).map((name) =>
        middle(rounds.map((round) => round[name])),
      )
      const figures = {
        persons: Number(values.persons),
        acts: signed.value,
        on,
        bareMs,
        collectMs,
        findMs,
        bareToCollect: Number(((bareMs ?? 0) / (collectMs ?? 1)).toFixed(2)),
        bareToFind: Number(((bareMs ?? 0) / (findMs ?? 1)).toFixed(2)),
        alerts: Object.fromEntries(alerts.rows.map(({ rule, n }) => [rule, n])),
        memoryMB: Math.round(process.memoryUsage().rss / 1_048_576),
        rounds,
        machine: describeMachine(),
        postgres: POSTGRES_SETTINGS,
      }
      writeResult(`find-misuse-${values.persons}`, figures, values.out)
      await unsignMonth(client)
      say(`${JSON.stringify({ ...figures, rounds: undefined, machine: undefined, postgres: undefined })}\n`)
    })
  } finally {
    await wired.close()
  }
} finally {
  await house.close()
}
