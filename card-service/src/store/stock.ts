import type { Db, Tx } from '@anju/platform/database/pool.ts'

/** A blank card, by the number printed on it and the UID of its chip. */
export type StockCard = {
  readonly stock_no: string
  readonly city: string
  readonly chip_uid: string
  readonly state: 'unused' | 'used' | 'void'
  readonly order_id: string | null
  readonly void_reason: VoidReason | null
}

/** Why a card is void; the words of the void list that crosses the boundary. */
export type VoidReason = 'spoiled' | 'lost' | 'stolen' | 'withdrawn'

export async function lockStock(tx: Tx, city: string, stockNo: string): Promise<StockCard | undefined> {
  const rows = await tx.read<StockCard>(
    'select stock_no, city, chip_uid, state, order_id, void_reason from card_stock where stock_no = $1 and city = $2 for update',
    [stockNo, city],
  )
  return rows[0]
}

export async function useStock(tx: Tx, stockNo: string, orderId: string, on: string): Promise<void> {
  await tx.write(
    `update card_stock set state = 'used', order_id = $2, used_on = $3 where stock_no = $1 and state = 'unused'`,
    [stockNo, orderId, on],
  )
}

/** @param signingId - of the signature of whoever made it void; none where a step of its order did, or the registry told it */
export async function voidStock(
  tx: Tx,
  stockNo: string,
  reason: VoidReason,
  on: string,
  signingId: string | null = null,
): Promise<void> {
  await tx.write(
    `update card_stock set state = 'void', void_reason = $2, voided_on = $3, void_signing_id = $4 where stock_no = $1 and state <> 'void'`,
    [stockNo, reason, on, signingId],
  )
}

/** A card that had been reported lost serves again, unless another one was ordered in its place. */
export async function restoreStock(tx: Tx, stockNo: string): Promise<void> {
  await tx.write(
    `update card_stock set state = 'used', void_reason = null, voided_on = null where stock_no = $1 and state = 'void' and void_reason = 'lost'
       and not exists (select from card_order o where o.void_stock_no = $1)`,
    [stockNo],
  )
}

export type BlankCard = { readonly stockNo: string; readonly chipUid: string }

/** Those of a delivery whose number or chip is known already, in any city. */
export async function listKnownStock(tx: Tx, cards: readonly BlankCard[]): Promise<readonly string[]> {
  const rows = await tx.read<{ stock_no: string }>(
    `select c.stock_no from unnest($1::text[], $2::text[]) as c(stock_no, chip_uid)
     where exists (select from card_stock s where s.stock_no = c.stock_no or s.chip_uid = c.chip_uid)`,
    [cards.map((card) => card.stockNo), cards.map((card) => card.chipUid)],
  )
  return rows.map(({ stock_no }) => stock_no)
}

/** Enters blank cards into stock. A number or chip twice in it, or entered by another just now, fails the whole. */
export async function receiveStock(
  tx: Tx,
  city: string,
  { cards, on, signingId }: { readonly cards: readonly BlankCard[]; readonly on: string; readonly signingId: string },
): Promise<void> {
  await tx.write(
    `insert into card_stock (stock_no, city, chip_uid, state, received_on, receive_signing_id)
     select stock_no, $1, chip_uid, 'unused', $2, $5 from unnest($3::text[], $4::text[]) as c(stock_no, chip_uid)`,
    [city, on, cards.map((card) => card.stockNo), cards.map((card) => card.chipUid), signingId],
  )
}

export type StockOverview = {
  readonly unused: number
  readonly used: number
  readonly void: number
  readonly next: readonly string[]
}

/** How many there are, and the next unused numbers. */
export async function describeStock(db: Db, city: string): Promise<StockOverview> {
  const counts = await db.read<{ state: string; n: number }>(
    'select state, count(*) as n from card_stock where city = $1 group by state',
    [city],
  )
  const next = await db.read<{ stock_no: string }>(
    `select stock_no from card_stock where city = $1 and state = 'unused' order by stock_no limit 20`,
    [city],
  )
  const of = (state: string) => counts.find((row) => row.state === state)?.n ?? 0
  return { unused: of('unused'), used: of('used'), void: of('void'), next: next.map((row) => row.stock_no) }
}

/** The next value of a counter; the row is locked until the transaction ends, so a number is never given twice. */
export async function nextNumber(
  tx: Tx,
  city: string,
  name: 'permit' | 'batch' | 'void-list',
  period: string,
): Promise<number> {
  const rows = await tx.write<{ value: number }>(
    `insert into number_counter (city, name, period, value) values ($1, $2, $3, 1)
     on conflict (city, name, period) do update set value = number_counter.value + 1 returning value`,
    [city, name, period],
  )
  const value = rows[0]?.value
  if (value === undefined) throw new Error('A counter gave no number')
  return value
}

export async function findChipUid(db: Db, stockNo: string): Promise<string | null> {
  return (
    (await db.read<{ chip_uid: string }>('select chip_uid from card_stock where stock_no = $1', [stockNo]))[0]
      ?.chip_uid ?? null
  )
}
