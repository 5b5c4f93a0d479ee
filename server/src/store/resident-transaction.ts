import type { Pool, Tx } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'

export type SharedTx = Tx

/** One transaction on what all cities share. It holds no row of any city's register, so it has no scope. */
export function transactShared<T>(shared: Pool, work: (tx: SharedTx) => Promise<T>): Promise<T> {
  return shared.transact(NO_SCOPE, work)
}
