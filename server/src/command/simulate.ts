import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { explainRefusal } from '@anju/contract/message.ts'
import type { Reach } from '@anju/domain/simulation/draft-law.ts'
import type { SimulationReport } from '@anju/domain/simulation/simulation-report.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { systemNow, wire } from '../app.ts'
import type { City, Deps } from '../deps.ts'
import { giveUpLease } from '../store/lease.ts'
import { askSimulation } from '../usecases/ask-simulation.ts'
import { getSimulation } from '../usecases/get-simulation.ts'
import { holdsSimulationLease, runSimulation, SIMULATION_LEASE } from '../workers/simulation-run.ts'
import { systemAct } from '../workers/system-act.ts'
import { simulationPage } from './simulation-page.ts'
import { SIMULATION_THREADS } from './work.ts'

export type SimulateOrder = {
  readonly city: string
  /** Path of the draft pack. */
  readonly draft: string
  readonly reach: Reach
  /** Where the report goes, as JSON and as a page. */
  readonly folder: string
}

const POLL_MS = 1_000

/**
 * Simulates a change of rules from the command line: asks, answers it here unless a worker is at it, and writes the report.
 * The same question asked again after a kill goes on where it stopped.
 * @throws Error when the draft cannot be tried out, with every reason.
 */
export async function simulate(
  environment: Environment,
  order: SimulateOrder,
  say: (line: string) => void,
): Promise<void> {
  const { deps, close } = await wire(environment, 'simulate', {
    onRefusedCity: (why) => process.stderr.write(`city not served: ${why}\n`),
  })
  try {
    const city = deps.cities.get(order.city)
    if (city === undefined) throw new Error(`This installation does not serve ${order.city}`)
    const act = await systemAct(deps, city, 'simulate', systemNow())
    const draft = readFileSync(order.draft, 'utf8')
    const asked = await askSimulation(deps, act, { intentId: deps.newId(), draft, reach: order.reach })
    if (!asked.ok) throw new Error(asked.refusals.map((refusal) => explainRefusal(refusal, 'en')).join('\n'))
    const { simulationId, resumed } = asked.value
    if (resumed) say(`simulation ${simulationId} was begun before and goes on`)
    const report = await answer(deps, city, simulationId, environment.appDatabaseUrl ?? '', say)
    mkdirSync(order.folder, { recursive: true })
    const name = join(order.folder, `simulation-${report.draft.id.replaceAll('/', '-')}-${report.reach}`)
    writeFileSync(`${name}.json`, `${JSON.stringify(report, null, 2)}\n`)
    writeFileSync(`${name}.md`, simulationPage(report))
    const { persons, changed, gain, lose, both, move } = report.tally
    say(`${persons} persons, ${changed} changed: ${gain} gain, ${lose} lose, ${both} both, ${move} move`)
    say(`${name}.json, ${name}.md`)
  } finally {
    await close()
  }
}

/** Runs the simulation, or follows the worker that does, until the report is there. */
async function answer(
  deps: Deps,
  city: City,
  simulationId: string,
  url: string,
  say: (line: string) => void,
): Promise<SimulationReport> {
  const holder = `${hostname()}:${process.pid}`
  const run = { url, threads: Math.min(SIMULATION_THREADS, availableParallelism()), holder, now: systemNow, say }
  const stopping = new AbortController().signal
  for (let said = ''; ;) {
    const act = await systemAct(deps, city, 'simulate', systemNow())
    const { state, failure, report, partsDone, parts } = await getSimulation(act, simulationId)
    if (state === 'failed') throw new Error(failure ?? 'The simulation failed')
    if (report !== null) return report
    if (await holdsSimulationLease(city, run)) {
      try {
        await runSimulation(deps, city, simulationId, { ...run, stopping })
      } finally {
        await giveUpLease(city.pool, SIMULATION_LEASE, holder)
      }
    } else {
      const line = `a worker is at it: ${partsDone}/${parts ?? '?'} parts`
      if (line !== said) say(line)
      said = line
      await pause(POLL_MS)
    }
  }
}
