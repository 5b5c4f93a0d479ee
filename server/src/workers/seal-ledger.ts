import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import type { City } from '../deps.ts'
import { takeLease } from '../store/lease.ts'
import { sealLeaves } from '../store/ledger.ts'

const LEAVES_MAX = 2_000
/** System time after which another sealer may go on where one has gone away. */
const LEASE_MS = 10_000

/**
 * Seals the ledger of a city: moves leaves that wait into its log. One sealer at a time, by a lease row that stays locked
 * as long as the leaves move; it has no effect that could come twice, because a leaf leaves the waiting table with it.
 * @returns how many leaves were moved; 0 also while somebody else holds the lease.
 */
export async function sealLedger(city: City, holder: string, at: string): Promise<number> {
  const until = new Date(Date.parse(at) + LEASE_MS).toISOString()
  return city.pool.transact(NO_SCOPE, async (tx) => {
    const mine = await takeLease(tx, { name: 'ledger-sealer', holder, at, until })
    return mine ? sealLeaves(tx, LEAVES_MAX) : 0
  })
}
