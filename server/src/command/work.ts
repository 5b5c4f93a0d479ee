import { availableParallelism } from 'node:os'
import { announceReady, untilAskedToStop } from '@anju/platform/launcher/lifeline.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { systemNow, wire } from '../app.ts'
import { workDaysOf } from '../law/work-days.ts'
import { erasuresFolder } from '../workers/erasures-folder.ts'
import { refreshWorkDays } from '../store/work-day.ts'
import { startWorkers } from '../workers/start-workers.ts'

/** More would take the database's share of the machine. */
export const SIMULATION_THREADS = 2

/** Runs the workers until asked to stop: outbox, sweeps, sealing, exchange, simulations. */
export async function work(environment: Environment, env: NodeJS.ProcessEnv): Promise<void> {
  const { deps, close } = await wire(environment, 'work', {
    onRefusedCity: (why) => process.stderr.write(`city not served: ${why}\n`),
  })
  await refreshWorkDays(deps.shared, workDaysOf(deps.calendar))
  const url = environment.appDatabaseUrl
  const workers = startWorkers(deps, {
    now: systemNow,
    exchange: environment.exchange,
    archiveDays: environment.archiveDays,
    peers: environment.peers,
    erasures: erasuresFolder(environment.home),
    verify: env,
    ...(url === undefined
      ? {}
      : { simulation: { url, threads: Math.min(SIMULATION_THREADS, availableParallelism()) } }),
  })
  announceReady({ workers: workers.names })
  await untilAskedToStop(env)
  await workers.stop()
  await close()
}
