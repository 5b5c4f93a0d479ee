import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { WITNESS_STOP_HOURS, witnessStanding } from '@anju/domain/oversight/witness-standing.ts'
import type { City } from '../deps.ts'
import { findWitnessedAt } from '../store/witness.ts'
import type { Job } from './loop.ts'

const WATCH_MS = 30_000

/** The job that raises an alarm, time after time, while the witness of a city's ledger is silent. A city that never had one is told so on 安全策略. */
export function watchWitnessJob(city: City, now: () => string): Job {
  return {
    name: `witness ${city.city}`,
    everyMs: WATCH_MS,
    async run() {
      const lastAt = await city.pool.look(NO_SCOPE, findWitnessedAt)
      const standing = witnessStanding(lastAt, now())
      if (standing === 'well') return false
      const stop =
        standing === 'too-long'
          ? 'no permit is ordered or made until somebody does'
          : `after ${WITNESS_STOP_HOURS} hours no permit is ordered or made`
      throw new Error(`ALARM nobody outside has signed the ledger of ${city.city} since ${lastAt ?? ''}: ${stop}`)
    },
  }
}
