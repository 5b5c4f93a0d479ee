import { wholeCity } from '@anju/platform/database/scope.ts'
import type { City, Deps } from '../deps.ts'
import { checkSeals, type SealFault } from '../store/row-seal-check.ts'
import type { Job } from './loop.ts'

/** Each sealed row is looked at this often: half of the ten minutes within which a change by hand must be found. */
const SEALS_MS = 300_000
const POLL_MS = 10_000
const TOLD = 5

/** The job that checks the seals of a city's permits, cards, decisions and accounts. What it finds is an alarm, every time anew. */
export function sealCheckJob(deps: Pick<Deps, 'crypto'>, city: City): Job {
  let nextMs = 0
  return {
    name: `row seals ${city.city}`,
    everyMs: POLL_MS,
    async run() {
      if (performance.now() < nextMs) return false
      nextMs = performance.now() + SEALS_MS
      const faults = await findBrokenSeals(deps, city)
      if (faults.length > 0) throw new Error(`ALARM ${alarmText(city.city, faults)}`)
      return false
    },
  }
}

function alarmText(city: string, faults: readonly SealFault[]): string {
  const told = faults
    .slice(0, TOLD)
    .map(({ table, rowId, version, what }) => `${table} ${rowId} version ${version}: ${what}`)
  return `${faults.length} rows of ${city} are not what was written, run verify: ${told.join('; ')}`
}

/** Checks them once, at one instant. */
export function findBrokenSeals(deps: Pick<Deps, 'crypto'>, city: City): Promise<readonly SealFault[]> {
  return city.pool.look(wholeCity(city), async (db) => {
    await db.read('set transaction isolation level repeatable read')
    await db.read('set local statement_timeout = 0')
    return checkSeals(db, deps.crypto)
  })
}
