import { hostname } from 'node:os'
import { describeDefect } from '@anju/platform/http/describe-defect.ts'
import type { Deps } from '../deps.ts'
import { exchangeJob } from './exchange.ts'
import { keepErasuresJob } from './keep-erasures.ts'
import { startLoop, type Job } from './loop.ts'
import { messageJob } from './messages.ts'
import { noticeHandler } from './notices.ts'
import { deliverOutbox } from './outbox.ts'
import { sealCheckJob } from './check-seals.ts'
import { checkpointJob } from './seal-checkpoint.ts'
import { sealLedger } from './seal-ledger.ts'
import { simulationJob } from './simulation.ts'
import { sweepAllCities } from './sweep.ts'
import { mayCross } from './exchange-node.ts'
import { watchExchangeJob } from './watch-exchange.ts'
import { watchRosterJob } from './watch-roster.ts'
import { ledgerWatchJob } from './watch-ledger.ts'
import { watchWitnessJob } from './watch-witness.ts'

export type WorkerSurroundings = {
  /** The system clock. */
  readonly now: () => string
  /** The drop folder between registry and card service. */
  readonly exchange: string
  /** How many days handled files stay in its archive; without it they stay. */
  readonly archiveDays?: number
  /** Public keys of the other side. */
  readonly peers: string
  /** Where the lists of deletions lie; without it they are not kept outside the database. */
  readonly erasures?: string
  /** Where threads of a simulation connect, and how many there are; without it simulations wait for another worker. */
  readonly simulation?: { readonly url: string; readonly threads: number }
  /** The environment in which `verify` runs beside the worker; without it the ledger is verified when somebody asks for it. */
  readonly verify?: NodeJS.ProcessEnv
  readonly onError?: (job: string, error: unknown) => void
}

export type Workers = { readonly names: readonly string[]; readonly stop: () => Promise<void> }

const POLL_MS = 500
const SWEEP_MS = 2_000

/** Starts everything that runs beside the requests. Any number of processes may do so: each job is safe to do twice. */
export function startWorkers(deps: Deps, surroundings: WorkerSurroundings): Workers {
  const { onError = reportError } = surroundings
  const worker = `${hostname()}:${process.pid}`
  const exchange = exchangeJob(deps, surroundings, worker)
  const simulation =
    surroundings.simulation === undefined
      ? undefined
      : simulationJob(deps, { ...surroundings.simulation, now: surroundings.now, say: () => {} }, worker)
  const { verify: env, now } = surroundings
  const ledgers = env === undefined ? [] : [...deps.cities.values()].map((city) => ledgerWatchJob(city, { env, now }))
  const jobs = [
    ...ledgers.map(({ job }) => job),
    ...jobsOf(deps, surroundings, worker),
    ...[exchange, simulation].flatMap((each) => (each === undefined ? [] : [each.job])),
  ]
  const messages = [...deps.cities.values()].map((city) =>
    messageJob(deps, city, { worker, now: surroundings.now, onError }),
  )
  const loops = [...jobs, ...messages.map(({ job }) => job)].map((job) => startLoop(job, onError))
  return {
    names: loops.map(({ name }) => name),
    async stop() {
      // First, so that the round under way ends after the parts that its threads are at.
      await simulation?.stop()
      for (const each of ledgers) each.stop()
      await Promise.all(loops.map((loop) => loop.stop()))
      await exchange?.stop()
      await Promise.all(messages.map((each) => each.stop()))
    },
  }
}

function jobsOf(deps: Deps, { now, erasures }: WorkerSurroundings, worker: string): readonly Job[] {
  const ofCities = [...deps.cities.values()].flatMap((city): readonly Job[] => [
    {
      name: `notices ${city.city}`,
      everyMs: POLL_MS,
      run: async () => (await deliverOutbox(deps, city, noticeHandler, worker, now)) > 0,
    },
    { name: `ledger ${city.city}`, everyMs: POLL_MS, run: async () => (await sealLedger(city, worker, now())) > 0 },
    checkpointJob(deps, city, worker, now),
    sealCheckJob(deps, city),
    watchWitnessJob(city, now),
    ...(mayCross(deps, city, now()) ? [watchExchangeJob(city, now), watchRosterJob(deps, city, now)] : []),
    ...(erasures === undefined ? [] : [keepErasuresJob(city, erasures)]),
  ])
  const sweeps: Job = {
    name: 'sweeps',
    everyMs: SWEEP_MS,
    async run() {
      await sweepAllCities(deps, now())
      return false
    },
  }
  return [...ofCities, sweeps]
}

/** A database repeats the row it failed on: what is written down is what kind, and where. */
function reportError(job: string, error: unknown): void {
  process.stderr.write(`${JSON.stringify({ level: 'error', at: job, defect: describeDefect(error) })}\n`)
}
