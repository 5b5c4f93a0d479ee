import { NO_SCOPE, wholeCity } from '@anju/platform/database/scope.ts'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { City, Deps } from '../deps.ts'
import { takeLease } from '../store/lease.ts'
import { failSimulation, findSimulation, listPartsToDo, type SimulationPart } from '../store/simulation.ts'
import { lawOf, planParts, settleSimulation } from '../usecases/replay-simulation.ts'
import type { PartOutcome, SimulationWork } from './simulation-thread.ts'

export type SimulationRun = {
  /** Where the threads connect, as the role that runs the application. */
  readonly url: string
  readonly threads: number
  /** Names this process in the lease. */
  readonly holder: string
  readonly now: () => string
  readonly say: (line: string) => void
  readonly stopping: AbortSignal
  /** Persons a part; smaller in tests. */
  readonly personsEach?: number
}

export const SIMULATION_LEASE = 'simulation'
const PERSONS_EACH = 2_000
/** Much longer than a part takes, short enough that a killed process is soon replaced. */
const LEASE_MS = 60_000
const SAY_EVERY_MS = 5_000

/** Takes or prolongs the lease under which a city's simulations run. */
export function holdsSimulationLease(city: City, run: Pick<SimulationRun, 'holder' | 'now'>): Promise<boolean> {
  const at = run.now()
  const until = new Date(Date.parse(at) + LEASE_MS).toISOString()
  return city.pool.transact(NO_SCOPE, (tx) => takeLease(tx, { name: SIMULATION_LEASE, holder: run.holder, at, until }))
}

/**
 * Answers a simulation that was asked, or goes on with one that was begun: parts by ranges of persons, handed one at a time
 * to threads that each note what came of theirs. Killed at any moment it goes on after the last noted part. Holds the
 * lease while it runs and ends when somebody else has it, or when asked to stop.
 * @returns whether the report is written.
 * @throws Error when the database went away; a life that a rule cannot read fails the simulation and is told there.
 */
export async function runSimulation(
  deps: Deps,
  city: City,
  simulationId: string,
  run: SimulationRun,
): Promise<boolean> {
  const scope = wholeCity(city)
  const row = await city.pool.look(scope, (db) => findSimulation(db, simulationId))
  if (row === undefined) throw new Error(`No simulation ${simulationId}`)
  const { before, after, asOf, calendar } = lawOf(deps, row)
  if (row.state === 'asked') await planParts(city, simulationId, run.personsEach ?? PERSONS_EACH, run.now)
  const todo = await city.pool.look(scope, (db) => listPartsToDo(db, simulationId))
  run.say(`simulation ${simulationId}: ${row.draft_pack}, ${todo.length} parts to replay`)
  const work: SimulationWork = {
    url: run.url,
    searchPath: `${city.city}, shared`,
    divisionPrefix: city.divisionPrefix,
    simulationId,
    law: { before, after, asOf, calendar },
  }
  const failure = await replayAll(todo, work, run, {
    mayGoOn: () => holdsSimulationLease(city, run),
    onNoted: () => deps.failpoint('after-commit'),
  })
  if (failure !== undefined) {
    await city.pool.transact(scope, (tx) => failSimulation(tx, simulationId, failure, run.now()))
    return true
  }
  const left = await city.pool.look(scope, (db) => listPartsToDo(db, simulationId))
  if (left.length > 0) return false
  await settleSimulation(deps, city, simulationId, run.now())
  return true
}

/** @returns why a part can never be replayed; undefined when all were, or when it was time to stop. */
async function replayAll(
  todo: readonly SimulationPart[],
  work: SimulationWork,
  run: SimulationRun,
  { mayGoOn, onNoted }: { readonly mayGoOn: () => Promise<boolean>; readonly onNoted: () => void },
): Promise<string | undefined> {
  const queue = [...todo]
  const progress = progressOf(todo.length, run)
  let failure: string | undefined
  const drive = async (): Promise<void> => {
    const worker = new Worker(new URL('simulation-thread.ts', import.meta.url), { workerData: work })
    const broken = new Promise<never>((_, reject) => worker.once('error', reject))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what our own thread says
    const answer = async () => ((await Promise.race([once(worker, 'message'), broken])) as [PartOutcome])[0]
    try {
      await answer()
      while (failure === undefined && !run.stopping.aborted && (await mayGoOn())) {
        const part = queue.shift()
        if (part === undefined) break
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage(part)
        const outcome = await answer()
        if ('failure' in outcome) {
          if (outcome.lost) throw new Error(outcome.failure)
          failure = outcome.failure
        } else {
          progress(outcome)
          onNoted()
        }
      }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(null)
      await Promise.race([once(worker, 'exit'), broken])
    } finally {
      await worker.terminate()
    }
  }
  const drives = await Promise.allSettled(Array.from({ length: Math.min(run.threads, todo.length) }, drive))
  const lost = drives.find((each) => each.status === 'rejected')
  if (failure === undefined && lost !== undefined) throw lost.reason
  return failure
}

/** Says now and then how far it is, how fast, and how long it will take. */
function progressOf(parts: number, { say, now }: SimulationRun) {
  const begunMs = Date.parse(now())
  let [done, persons, changed, saidMs] = [0, 0, 0, begunMs]
  return (outcome: { readonly persons: number; readonly changed: number }) => {
    done += 1
    persons += outcome.persons
    changed += outcome.changed
    const atMs = Date.parse(now())
    if (atMs - saidMs < SAY_EVERY_MS && done < parts) return
    saidMs = atMs
    const seconds = Math.max(0.001, (atMs - begunMs) / 1000)
    const left = ((parts - done) * seconds) / done
    say(
      `  ${done}/${parts} parts, ${persons} persons, ${changed} changed, ${Math.round(persons / seconds)} persons/s, ${left.toFixed(0)} s left`,
    )
  }
}
