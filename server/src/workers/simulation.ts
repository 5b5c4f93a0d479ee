import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import type { Deps } from '../deps.ts'
import { giveUpLease } from '../store/lease.ts'
import { findOpenSimulation } from '../store/simulation.ts'
import type { Job } from './loop.ts'
import { holdsSimulationLease, runSimulation, SIMULATION_LEASE } from './simulation-run.ts'

const POLL_MS = 2_000

export type SimulationPlan = {
  readonly url: string
  readonly threads: number
  readonly now: () => string
  readonly say: (line: string) => void
}

/**
 * The job that answers simulations: one at a time in a city, by a lease, oldest first. A stopped or killed worker leaves its
 * noted parts, and whoever takes the lease next goes on after them.
 */
export function simulationJob(
  deps: Deps,
  plan: SimulationPlan,
  holder: string,
): { readonly job: Job; readonly stop: () => Promise<void> } {
  const stopping = new AbortController()
  const cities = [...deps.cities.values()]
  const run = async () => {
    let found = false
    for (const city of cities) {
      const open = await city.pool.look(NO_SCOPE, findOpenSimulation)
      if (open === undefined || stopping.signal.aborted) continue
      if (!(await holdsSimulationLease(city, { holder, now: plan.now }))) continue
      await runSimulation(deps, city, open.simulation_id, { ...plan, holder, stopping: stopping.signal })
      await giveUpLease(city.pool, SIMULATION_LEASE, holder)
      found = true
    }
    return found
  }
  return {
    job: { name: 'simulations', everyMs: POLL_MS, run },
    async stop() {
      stopping.abort()
      await Promise.all(cities.map(({ pool }) => giveUpLease(pool, SIMULATION_LEASE, holder)))
    },
  }
}
