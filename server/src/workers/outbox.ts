import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, City, Deps } from '../deps.ts'
import { claimOutbox, finishOutbox, putBackOutbox, type OutboxRow } from '../store/outbox.ts'
import { systemAct } from './system-act.ts'

/** One row to deliver. The effect is made exactly once when it is unique by `row.outbox_id` and `finish` runs with it. */
export type Delivery = {
  readonly deps: Deps
  /** The system acting on the whole city, on the present legal day. */
  readonly act: Act
  readonly row: OutboxRow
  /** Marks the row done, in the transaction that makes the effect. False: another worker has taken it since. */
  readonly finish: (tx: Tx) => Promise<boolean>
}

/** Delivers the rows whose topic begins like one of `topics`. What it throws is tried again later. */
export type OutboxHandler = {
  readonly topics: readonly string[]
  readonly deliver: (delivery: Delivery) => Promise<void>
}

const ROWS_MAX = 20
/** System time a worker has for the rows it took; after that another may take them. */
const CLAIM_MS = 5_000
const ATTEMPTS_MAX = 12
const BACK_OFF_MS_MAX = 10 * 60_000

/**
 * Takes the rows of a city that are due for one handler, and delivers them one by one.
 * @param now - the system clock, read again for each step
 * @returns how many were taken.
 */
export async function deliverOutbox(
  deps: Deps,
  city: City,
  handler: OutboxHandler,
  worker: string,
  now: () => string,
): Promise<number> {
  const at = now()
  const rows = await claimOutbox(city.pool, {
    topics: handler.topics,
    worker,
    at,
    until: later(at, CLAIM_MS),
    limit: ROWS_MAX,
  })
  if (rows.length === 0) return 0
  deps.failpoint('after-claim')
  const act = await systemAct(deps, city, 'outbox', at)
  for (const row of rows) {
    try {
      await handler.deliver({ deps, act, row, finish: (tx) => finishOutbox(tx, row.outbox_id, worker) })
    } catch (error) {
      const again =
        row.attempts >= ATTEMPTS_MAX ? null : later(now(), Math.min(1_000 * 2 ** row.attempts, BACK_OFF_MS_MAX))
      await putBackOutbox(city.pool, row.outbox_id, worker, String(error), again)
    }
  }
  return rows.length
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString()
}
