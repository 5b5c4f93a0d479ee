import { announceReady, untilAskedToStop } from '@anju/platform/launcher/lifeline.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { systemNow, wire } from '../app.ts'
import { workDaysOf } from '../law/work-days.ts'
import { refreshWorkDays } from '../store/work-day.ts'
import { startWorkers } from '../workers/start-workers.ts'

/** Runs the workers until asked to stop: outbox, sweeps, sealing, exchange. */
export async function work(environment: Environment, env: NodeJS.ProcessEnv): Promise<void> {
  const { deps, close } = await wire(environment, 'work', {
    onRefusedCity: (why) => process.stderr.write(`city not served: ${why}\n`),
  })
  await refreshWorkDays(deps.shared, workDaysOf(deps.calendar))
  const workers = startWorkers(deps, { now: systemNow, exchange: environment.exchange, peers: environment.peers })
  announceReady({ workers: workers.names })
  await untilAskedToStop(env)
  await workers.stop()
  await close()
}
