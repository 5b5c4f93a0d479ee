import { wholeCity } from '@anju/platform/database/scope.ts'
import type { City, Deps } from '../deps.ts'
import { checkSealPage, checkSeals, FIRST_SEAL, type SealFault, type SealPage } from '../store/row-seal-check.ts'
import type { Job } from './loop.ts'

/** Each sealed row is looked at this often, where a round takes no longer: half of the ten minutes within which a change by hand must be found. */
const SEALS_MS = 300_000
/** Between two pages, so that a round never takes more of the database than one reader who thinks in between. */
const PAUSE_MS = 100
const TOLD = 5

/** How the rounds go. @property say - takes a line for the operator */
export type SealRounds = {
  readonly everyMs?: number
  readonly say?: (line: string) => void
  /** Rows in a page. */
  readonly page?: number
}

/**
 * The job that checks the seals of a city's permits, cards, decisions and accounts, a page at a time: what it holds in memory
 * does not grow with the city. The first page of a round with a fault is an alarm at once, and the round is one at its end with
 * their number, every round anew. A round that takes longer than it may is said.
 */
export function sealCheckJob(deps: Pick<Deps, 'crypto'>, city: City, rounds: SealRounds = {}): Job {
  const { everyMs = SEALS_MS, say = sayToOperator, page: limit } = rounds
  let place: SealPage['next'] = null
  let [startedMs, seen, found] = [-Infinity, 0, 0]
  let told: readonly SealFault[] = []
  return {
    name: `row seals ${city.city}`,
    everyMs: PAUSE_MS,
    async run() {
      if (place === null) {
        if (performance.now() < startedMs + everyMs) return false
        place = FIRST_SEAL
        ;[startedMs, seen, found, told] = [performance.now(), 0, 0, []]
      }
      const from = place
      const page = await atOneInstant(city, (db) => checkSealPage(db, deps.crypto, from, limit))
      const isFirst = found === 0 && page.faults.length > 0
      place = page.next
      seen += page.seen
      found += page.faults.length
      told = [...told, ...page.faults.slice(0, TOLD - told.length)]
      const tookMs = performance.now() - startedMs
      if (place === null && tookMs > everyMs)
        say(`row seals of ${city.city}: ${seen} rows and seals took ${Math.round(tookMs / 60_000)} minutes`)
      if (isFirst || (place === null && found > 0)) throw new Error(`ALARM ${alarmText(city.city, found, told)}`)
      return false
    },
  }
}

function alarmText(city: string, found: number, told: readonly SealFault[]): string {
  const lines = told.map(({ table, rowId, version, what }) => `${table} ${rowId} version ${version}: ${what}`)
  return `${found} rows of ${city} are not what was written, run verify: ${lines.join('; ')}`
}

function sayToOperator(line: string): void {
  process.stderr.write(`${JSON.stringify({ level: 'warn', at: 'row seals', said: line })}\n`)
}

/** Checks them once, at one instant. */
export function findBrokenSeals(deps: Pick<Deps, 'crypto'>, city: City): Promise<readonly SealFault[]> {
  return atOneInstant(city, (db) => checkSeals(db, deps.crypto))
}

function atOneInstant<T>(city: City, look: Parameters<typeof city.pool.look<T>>[1]): Promise<T> {
  return city.pool.look(wholeCity(city), async (db) => {
    await db.read('set transaction isolation level repeatable read')
    await db.read('set local statement_timeout = 0')
    return look(db)
  })
}
