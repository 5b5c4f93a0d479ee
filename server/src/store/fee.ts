import type { FeeEntry, FeeKind } from '@anju/domain/fee/standing-fee.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** An entry of the fee book (收费台账). */
export type FeeRow = {
  readonly entry_id: string
  readonly office_id: string
  readonly receipt_no: string
  readonly kind: FeeKind
  readonly business: string
  readonly card_case_id: string
  readonly person_id: string
  readonly division_code: string
  readonly fen: number
  readonly waived_fen: number
  readonly law: string
  readonly pack: string
  readonly reason: string
  readonly reverses: string | null
  readonly taken_by: string
  readonly taken_on: PlainDate
}

const COLUMNS = `f.entry_id, f.office_id, f.receipt_no, f.kind, f.business, f.card_case_id, f.person_id, f.division_code, f.fen, f.waived_fen, f.law, f.pack, f.reason,
  f.reverses, f.taken_by, f.taken_on`

/** The entries of one case, oldest first. */
export async function listFeesOfCase(db: Db, cardCaseId: string): Promise<readonly FeeRow[]> {
  return db.read<FeeRow>(
    `select ${COLUMNS} from fee_entry f where f.card_case_id = $1 order by f.taken_at, f.recorded_at, f.entry_id`,
    [cardCaseId],
  )
}

export async function findFee(db: Db, entryId: string): Promise<FeeRow | undefined> {
  const rows = await db.read<FeeRow>(`select ${COLUMNS} from fee_entry f where f.entry_id = $1`, [entryId])
  return rows[0]
}

/** What one office took on one day, in the order of its numbers. */
export async function listFeesOfDay(db: Db, officeId: string, on: PlainDate): Promise<readonly FeeRow[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<FeeRow>(
    `select ${COLUMNS} from fee_entry f where f.office_id = $2 and f.taken_on = $3 and ${seenWithin('f', [1, 4, 5, 6])} order by f.receipt_no`,
    [prefixes, officeId, on, ...others],
  )
}

/** A second reversal of an entry breaks `fee_entry_reverses_key`. */
export async function recordFee(tx: Tx, row: FeeRow, takenAt: string): Promise<void> {
  await tx.write(
    `insert into fee_entry (entry_id, office_id, receipt_no, kind, business, card_case_id, person_id, division_code, fen, waived_fen, law, pack, reason, reverses, taken_by, taken_on, taken_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      row.entry_id,
      row.office_id,
      row.receipt_no,
      row.kind,
      row.business,
      row.card_case_id,
      row.person_id,
      row.division_code,
      row.fen,
      row.waived_fen,
      row.law,
      row.pack,
      row.reason,
      row.reverses,
      row.taken_by,
      row.taken_on,
      takenAt,
    ],
  )
}

/** An entry as the rules read it. */
export function feeEntryOf(row: FeeRow): FeeEntry {
  return {
    entryId: row.entry_id,
    kind: row.kind,
    fen: row.fen,
    takenOn: row.taken_on,
    ...(row.reverses === null ? {} : { reverses: row.reverses }),
  }
}
