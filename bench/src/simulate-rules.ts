import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { SimulationReport } from '@anju/domain/simulation/simulation-report.ts'
import { environmentOf, openBenchHouse, POSTGRES_SETTINGS, withClient, type BenchHouse } from './bench-house.ts'
import { describeMachine, peakMemoryMbOf } from './machine-figures.ts'

/**
 * Simulates a change of Foshan's rules over the generated city by the registry's own command, and writes the report together
 * with how long it took and how much memory.
 */

const repository = fileURLToPath(new URL('../../', import.meta.url))
const PRESENT = join(repository, 'law/packs/foshan/2016-01-01.yaml')

/** What the draft says otherwise: who endorses more than thirty days late begins anew, and so does who moves to another district. */
const DRAFT: readonly (readonly [present: string, draft: string])[] = [
  [
    '  lateEndorsement:\n    value: { kind: continue-exclude-gap }\n    law: FG-2015:二.三(4)\n',
    '  lateEndorsement:\n    value: { kind: restart-if-late-over, n: 30, unit: day, gap: excluded }\n    law: GD-2009:14\n',
  ],
  ['  sameCity:\n    value: keep\n    law: FG-2015:二.三(2)\n', '  sameCity:\n    value: reset\n    law: CN-663:22\n'],
]

/** The present pack from another day on, with the values of {@link DRAFT}. @throws Error when the pack no longer has them. */
function draftFrom(firstDay: string): string {
  const first: readonly (readonly [string, string])[] = [
    ['id: foshan/2016-01-01\n', `id: foshan/${firstDay}\n`],
    ['inForceFrom: 2016-01-01\n', `inForceFrom: ${firstDay}\n`],
  ]
  return [...first, ...DRAFT].reduce(
    (text, [present, draft]) => {
      if (!text.includes(present)) throw new Error(`The pack of Foshan no longer says ${JSON.stringify(present)}`)
      return text.replace(present, draft)
    },
    readFileSync(PRESENT, 'utf8'),
  )
}

const say = (text: string) => process.stdout.write(text)

type Measured = { readonly report: SimulationReport; readonly wallSeconds: number; readonly peakMb: number }

async function simulate(house: BenchHouse, firstDay: string, reach: string, folder: string): Promise<Measured> {
  mkdirSync(folder, { recursive: true })
  const draft = join(folder, 'draft.yaml')
  writeFileSync(draft, draftFrom(firstDay))
  const args = ['server/src/main.ts', 'simulate', 'foshan', draft, reach, folder]
  const begun = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env: environmentOf(house.state, undefined, house.appUrl),
  })
  child.stdout.on('data', (text: Buffer) => say(text.toString()))
  child.stderr.on('data', (text: Buffer) => say(text.toString()))
  let peakMb = 0
  const watch = setInterval(() => {
    if (child.pid !== undefined && child.exitCode === null) peakMb = Math.max(peakMb, peakMemoryMbOf(child.pid))
  }, 500)
  const [code] = (await once(child, 'close')) as [number | null]
  clearInterval(watch)
  if (code !== 0) throw new Error('The simulation failed')
  const wallSeconds = (performance.now() - begun) / 1000
  const name = join(folder, `simulation-foshan-${firstDay}-${reach}.json`)
  return { report: JSON.parse(readFileSync(name, 'utf8')) as SimulationReport, wallSeconds, peakMb }
}

const { values } = parseArgs({
  options: {
    persons: { type: 'string', default: '50000' },
    home: { type: 'string' },
    database: { type: 'string' },
    /** Last day of the city's past, as `bench:city` was told. */
    'ends-on': { type: 'string', default: '2018-12-31' },
    'first-day': { type: 'string', default: '2019-01-01' },
    reach: { type: 'string', default: 'always' },
    /** Where report and figures go. */
    out: { type: 'string', default: join(repository, 'bench/results') },
  },
})
const house = await openBenchHouse({ home: values.home, database: values.database, persons: Number(values.persons) })
try {
  await withClient(house.ownerUrl, (client) =>
    client.query(
      'insert into shared.legal_clock (legal_on) values ($1) on conflict (only_row) do update set legal_on = excluded.legal_on',
      [values['ends-on']],
    ),
  )
  const { report, wallSeconds, peakMb } = await simulate(house, values['first-day'], values.reach, values.out)
  const figures = {
    persons: report.tally.persons,
    wallSeconds: Math.round(wallSeconds),
    replaySeconds: Math.round(report.seconds),
    personsPerSecond: Math.round(report.tally.persons / report.seconds),
    peakMb,
    machine: describeMachine(),
    postgres: POSTGRES_SETTINGS,
  }
  writeFileSync(
    join(values.out, `simulation-${values.persons}-${values.reach}-figures.json`),
    `${JSON.stringify(figures, null, 2)}\n`,
  )
  say(`${JSON.stringify(figures)}\n`)
} finally {
  await house.close()
}
