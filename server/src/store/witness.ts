import type { Db } from '@anju/platform/database/pool.ts'

/** When somebody outside last signed the ledger of a city; null where nobody ever did. */
export async function findWitnessedAt(db: Db): Promise<string | null> {
  const rows = await db.read<{ at: string | null }>('select max(received_at) as at from checkpoint_cosignature')
  return rows[0]?.at ?? null
}
