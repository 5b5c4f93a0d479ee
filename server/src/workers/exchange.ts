import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { removeUnfinished } from '@anju/exchange/file-drop.ts'
import { buildStatus } from '@anju/exchange/receipt.ts'
import { missingNumbers } from '@anju/exchange/sequence.ts'
import { resultsStream } from '@anju/exchange/stream-name.ts'
import type { City, Deps } from '../deps.ts'
import { findNextSeq, listHeldNumbers } from '../store/exchange.ts'
import { giveUpLease, takeLease } from '../store/lease.ts'
import { takeIn } from './exchange-in.ts'
import {
  envelope,
  mayCross,
  openExchangeNode,
  placeForPolice,
  type ExchangeNode,
  type NodePlan,
} from './exchange-node.ts'
import { exchangeHandler, sendDue } from './exchange-out.ts'
import { witnessRequest } from './exchange-witness.ts'
import { clearExchangeArchive } from './exchange-archive.ts'
import type { Job } from './loop.ts'
import { deliverOutbox } from './outbox.ts'

const POLL_MS = 500
/** How often old files are looked for in the archive. */
const CLEAR_EVERY_MS = 60 * 60_000
/** Longer than a round takes, short enough that a killed worker is soon replaced. */
const LEASE_MS = 5_000

/** What was last said of each stream, and when; lost with the process, which then speaks again at once. */
export type Beats = Map<string, { readonly atMs: number; readonly said: string }>

/**
 * The job at the registry's end of the boundary: orders out, results in, receipts both ways, and a regular sign of life.
 * One worker at a time does it, by a lease: two that placed the same file at once would overwrite each other half way.
 * None when no city crosses the boundary.
 */
export function exchangeJob(
  deps: Deps,
  plan: NodePlan,
  worker: string,
): { readonly job: Job; readonly stop: () => Promise<void> } | undefined {
  const [leaseCity] = [...deps.cities.values()].filter((city) => mayCross(deps, city, plan.now()))
  if (leaseCity === undefined) return undefined
  const beats: Beats = new Map()
  let node: ExchangeNode | undefined
  let clearedAtMs = 0
  const holdsLease = () => {
    const at = plan.now()
    const until = new Date(Date.parse(at) + LEASE_MS).toISOString()
    return leaseCity.pool.transact(NO_SCOPE, (tx) => takeLease(tx, { name: 'exchange', holder: worker, at, until }))
  }
  const run = async () => {
    if (!(await holdsLease())) return false
    if (node === undefined) {
      node = await openExchangeNode(deps, plan)
      await removeUnfinished(node.leaving)
    }
    const found = await exchangeRound(node, beats, worker)
    const nowMs = Date.parse(plan.now())
    if (plan.archiveDays !== undefined && nowMs - clearedAtMs >= CLEAR_EVERY_MS) {
      // Noted first: an archive that cannot be cleared is told once an hour and holds up nothing.
      clearedAtMs = nowMs
      await clearExchangeArchive(node, plan.archiveDays)
    }
    return found
  }
  return {
    job: { name: 'exchange', everyMs: POLL_MS, run },
    stop: () => giveUpLease(leaseCity.pool, 'exchange', worker),
  }
}

/** One round for all cities. @returns whether there was something to do */
export async function exchangeRound(node: ExchangeNode, beats: Beats, worker: string): Promise<boolean> {
  let done = await takeIn(node)
  for (const city of node.cities) {
    done += await deliverOutbox(node.deps, city, exchangeHandler(node), worker, node.now)
    done += await sendDue(node, city)
    await beat(node, beats, city)
  }
  return done > 0
}

/** Tells the police how far we are with a city's results: regularly, so that silence is a fault, and when it changes. */
async function beat(node: ExchangeNode, beats: Beats, { city, pool }: City): Promise<void> {
  const stream = resultsStream(city)
  const expected = await findNextSeq(pool, 'in')
  const held = await pool.look(NO_SCOPE, listHeldNumbers)
  const missing = missingNumbers(expected, held)
  const said = JSON.stringify([expected, held.length, missing.length])
  const last = beats.get(stream)
  const nowMs = Date.parse(node.now())
  if (last !== undefined && last.said === said && nowMs - last.atMs < node.beatMs) return
  const checkpoint = await pool.look(NO_SCOPE, witnessRequest)
  const status = buildStatus(envelope(node, stream, expected, checkpoint), {
    stream,
    appliedUpTo: expected - 1,
    missing,
  })
  await placeForPolice(node, stream, expected - 1, status.bytes)
  beats.set(stream, { atMs: nowMs, said })
}
