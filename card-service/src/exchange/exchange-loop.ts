import { removeUnfinished } from '@anju/exchange/file-drop.ts'
import { setTimeout as pause } from 'node:timers/promises'

import { listCities } from '../store/city.ts'
import { beat } from './beat.ts'
import { beginWaiting } from './begin-waiting.ts'
import { clearExchangeArchive } from './clear-archive.ts'
import type { Beats } from './beat.ts'
import { doorsOf } from './node.ts'
import type { Exchange } from './node.ts'
import { packResults, sendDue } from './send-results.ts'
import { takeIn } from './take-in.ts'

/** One round: take in, pack, send, say how far we are. @returns how many files came in */
export async function exchangeRound(exchange: Exchange, beats: Beats): Promise<number> {
  const { deps } = exchange
  const cities = await listCities(deps.pool)
  const taken = await takeIn(
    exchange,
    cities.flatMap((city) => doorsOf(deps, city)),
  )
  for (const city of cities) await beginWaiting(exchange, city)
  for (const city of cities) await packResults(exchange, city)
  await sendDue(exchange)
  for (const city of cities) await beat(exchange, beats, city)
  return taken
}

/** How often old files are looked for in the archive. */
const CLEAR_EVERY_MS = 60 * 60_000

export type ExchangeLoop = {
  /** Why the last round failed; undefined when it did not. For the monitor. */
  readonly fault: () => string | undefined
  readonly stop: () => Promise<void>
}

/**
 * Runs rounds until stopped. A round that fails is told and tried again, ever more slowly up to a minute: nothing is lost by
 * it, because every step starts from what the database and the folder hold.
 */
export function startExchangeLoop(
  exchange: Exchange,
  options: { readonly everyMs: number; readonly archiveDays: number; readonly onFault: (error: unknown) => void },
): ExchangeLoop {
  const stopping = new AbortController()
  let fault: string | undefined
  const running = (async () => {
    const beats: Beats = new Map()
    let clearedAtMs = 0
    await removeUnfinished(exchange.folders.leaving).catch(options.onFault)
    for (let failures = 0; !stopping.signal.aborted;) {
      try {
        await exchangeRound(exchange, beats)
        if (Date.parse(exchange.deps.now()) - clearedAtMs >= CLEAR_EVERY_MS) {
          // Noted first: an archive that cannot be cleared is told once an hour and holds up nothing.
          clearedAtMs = Date.parse(exchange.deps.now())
          await clearExchangeArchive(exchange, options.archiveDays)
        }
        failures = 0
        fault = undefined
      } catch (error) {
        failures += 1
        fault = error instanceof Error ? error.message : String(error)
        options.onFault(error)
      }
      const waitMs = Math.min(options.everyMs * 2 ** Math.min(failures, 10), 60_000)
      await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()
  return {
    fault: () => fault,
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}
