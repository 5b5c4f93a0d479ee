import type { EarlierSignature } from '@anju/domain/access/may-perform.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** Who signed which step of a case so far. */
export async function listSignersOf(db: Db, caseId: string): Promise<readonly EarlierSignature[]> {
  const rows = await db.read<{ step: string; official_id: string }>(
    'select distinct step, official_id from signature where case_id = $1',
    [caseId],
  )
  return rows.map((row) => ({ step: row.step, officialId: row.official_id }))
}
