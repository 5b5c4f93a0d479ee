import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

/** A list of card stock that the police declared void (空白证卡作废). */
export type VoidList = {
  readonly listNo: string
  readonly voidedOn: string
  /** Name and badge of the officer. */
  readonly voidedBy: string
  /** SM3 of what the officer's own security key signed, hex; null where no key signed. */
  readonly policeEvidenceSm3: string | null
  readonly cards: readonly { readonly stockNo: string; readonly reason: string }[]
}

/** A list that comes twice is one. */
export async function recordVoidStock(tx: Tx, list: VoidList): Promise<void> {
  await tx.write(
    `insert into void_stock (stock_no, list_no, reason, voided_on, voided_by, police_evidence_sm3)
     select stock_no, $1, reason, $2, $5, decode($6, 'hex') from unnest($3::text[], $4::text[]) as c(stock_no, reason) on conflict do nothing`,
    [
      list.listNo,
      list.voidedOn,
      list.cards.map((card) => card.stockNo),
      list.cards.map((card) => card.reason),
      list.voidedBy,
      list.policeEvidenceSm3,
    ],
  )
}

/** Cards of the newest lists that a page shows; older ones stay in the table. */
const CARDS_MAX = 50

export type VoidStockRow = {
  readonly stock_no: string
  readonly list_no: string
  readonly reason: string
  readonly voided_on: PlainDate
  readonly voided_by: string | null
  readonly police_evidence_sm3: string | null
}

export async function listVoidStock(db: Db): Promise<readonly VoidStockRow[]> {
  return db.read<VoidStockRow>(
    `select stock_no, list_no, reason, voided_on, voided_by, encode(police_evidence_sm3, 'hex') as police_evidence_sm3
     from void_stock order by voided_on desc, list_no desc, stock_no limit ${CARDS_MAX}`,
  )
}
