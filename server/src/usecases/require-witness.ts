import type { ClauseRef } from '@anju/domain/kernel/clause.ts'
import { refusal, type Refusal } from '@anju/domain/kernel/decision.ts'
import { WITNESS_STOP_HOURS, witnessStanding } from '@anju/domain/oversight/witness-standing.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act } from '../deps.ts'
import { findWitnessedAt } from '../store/witness.ts'

/**
 * Why no permit may be made now: nobody outside has signed the ledger for hours (I-153). None while somebody does, and none
 * where no witness was ever set up: there the alarm says so, and a city begins with its first witness to depend on one.
 */
export async function refusalsWithoutWitness(
  act: Pick<Act, 'at'>,
  db: Db,
  law: ClauseRef,
): Promise<readonly Refusal[]> {
  const lastAt = await findWitnessedAt(db)
  if (witnessStanding(lastAt, act.at) !== 'too-long') return []
  return [refusal('ledger.without-witness', law, { hours: WITNESS_STOP_HOURS })]
}
