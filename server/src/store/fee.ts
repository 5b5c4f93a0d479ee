import type { FeeEntry, FeeKind } from '@anju/domain/fee/standing-fee.ts'
import type { ClosedWithoutCard } from '@anju/domain/fee/unearned-fee.ts'
import type { PermitEnding } from '@anju/domain/permit/permit-facts.ts'
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

/** Money taken for a case that was closed without a card, of which nobody has decided what becomes (I-210). */
export type UnearnedFeeRow = FeeRow & {
  readonly permit_id: string
  readonly permit_no: string
  readonly name: string
  readonly standard_text: string
  readonly state: ClosedWithoutCard
  readonly closed_on: PlainDate
  /** By what the permit ended; null where the case was turned down, or the end was taken back since. */
  readonly ended_by: PermitEnding | null
}

/** Such charges within reach, the one that has waited longest first. */
export async function listUnearnedFees(db: Db, part: string, limit: number): Promise<readonly UnearnedFeeRow[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<UnearnedFeeRow>(
    `select ${COLUMNS}, t.permit_id, t.permit_no, p.name, a.standard_text, x.state, x.closed_on,
       case when x.state = 'stopped' then t.end_reason end as ended_by
     from card_case x join fee_entry f using (card_case_id) join person p on p.person_id = f.person_id join permit t using (permit_id)
       join dwelling d on d.dwelling_id = t.dwelling_id join address a using (address_id)
     where x.state in ('refused', 'stopped') and x.made_on is null and f.kind = 'charge' and ${seenWithin('f', [1, 4, 5, 6])}
       and not exists (select from fee_entry r where r.reverses = f.entry_id) and not exists (select from kept_fee k where k.entry_id = f.entry_id)
       and ($2 = '' or strpos(p.name, $2) > 0 or strpos(a.standard_text, $2) > 0 or t.permit_no = $2 or f.receipt_no = $2)
     order by x.closed_on, f.receipt_no limit $3`,
    [prefixes, part, limit, ...others],
  )
}

/** Those of the entries that stay by a decision (收费不退). */
export async function listKeptFees(db: Db, entryIds: readonly string[]): Promise<readonly string[]> {
  const rows = await db.read<{ entry_id: string }>('select entry_id from kept_fee where entry_id = any($1::uuid[])', [
    [...entryIds],
  ])
  return rows.map(({ entry_id: entryId }) => entryId)
}

/** A second decision on an entry breaks `kept_fee_once`. */
export async function recordKeptFee(
  tx: Tx,
  row: Pick<FeeRow, 'entry_id' | 'person_id' | 'division_code'> & {
    readonly kept_id: string
    readonly kept_by: string
    readonly kept_on: PlainDate
  },
): Promise<void> {
  await tx.write(
    'insert into kept_fee (kept_id, entry_id, person_id, division_code, kept_by, kept_on) values ($1, $2, $3, $4, $5, $6)',
    [row.kept_id, row.entry_id, row.person_id, row.division_code, row.kept_by, row.kept_on],
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
