import type { EarlierSignature } from '@anju/domain/access/may-perform.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** Where a record lies and how it stands, as far as access asks; nothing of what is in it. */
export type PlacedRecord = {
  readonly person_id: string
  readonly division_code: string
  readonly state: string | null
  /** Whether the official took part in anything of that person. */
  readonly took_part: boolean
}

const PLACED = `
select c.person_id, c.division_code, c.state,
  exists (select from ledger l where l.person_id = c.person_id and l.actor_id = $2) as took_part
from (
  select person_id, division_code, state from registration where registration_id = $1
  union all select person_id, division_code, state from application where application_id = $1
  union all select person_id, division_code, null from permit where permit_id = $1
  union all select person_id, division_code, null from person where person_id = $1
  union all select person_id, division_code, null from endorsement where endorsement_id = $1
  union all select person_id, division_code, null from card_case where card_case_id = $1
  union all select person_id, division_code, null from address_change where address_change_id = $1
  union all select person_id, division_code, null from objection where objection_id = $1
  union all select person_id, division_code, null from permit_ending where ending_id = $1
  union all select person_id, division_code, null from permit_transfer where transfer_id = $1
  union all select person_id, division_code, null from office_letter where letter_id = $1
  union all select person_id, division_code, null from notice where notice_id = $1
  union all select person_id, division_code, null from material where material_id = $1
) c limit 1`

export async function findPlacedRecord(
  db: Db,
  recordId: string,
  officialId: string,
): Promise<PlacedRecord | undefined> {
  const rows = await db.read<PlacedRecord>(PLACED, [recordId, officialId])
  return rows[0]
}

export async function listSignaturesOf(db: Db, caseId: string): Promise<readonly EarlierSignature[]> {
  const rows = await db.read<{ step: string; official_id: string }>(
    'select step, official_id from signature where case_id = $1 order by case_version',
    [caseId],
  )
  return rows.map((row) => ({ step: row.step, officialId: row.official_id }))
}

/** Whether an official acted in anything of a person, as the ledger knows. */
export async function didTakePart(db: Pick<Db, 'read'>, officialId: string, personId: string): Promise<boolean> {
  const rows = await db.read('select 1 from ledger where person_id = $1 and actor_id = $2 limit 1', [
    personId,
    officialId,
  ])
  return rows.length === 1
}
