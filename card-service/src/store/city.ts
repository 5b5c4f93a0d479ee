import type { Pool } from '@anju/platform/database/pool.ts'

/** A city whose cards are made here. */
export type ServedCity = {
  readonly city: string
  readonly areaCode: string
  readonly nameZh: string
  readonly nameEn: string
}

/** A city with what its orders must bring. */
export type OrderingCity = ServedCity & {
  /** Steps that different officials must have signed before a first card is made, the last one last. */
  readonly firstCardSteps: readonly string[]
  /** The same for another card of a permit that goes on. */
  readonly otherCardSteps: readonly string[]
}

type Row = {
  readonly city: string
  readonly area_code: string
  readonly name_zh: string
  readonly name_en: string
  readonly first_card_steps: readonly string[]
  readonly other_card_steps: readonly string[]
}

export async function listCities(pool: Pool): Promise<readonly OrderingCity[]> {
  const rows = await pool.ask<Row>(
    'select city, area_code, name_zh, name_en, first_card_steps, other_card_steps from served_city order by city',
  )
  return rows.map((row) => ({
    city: row.city,
    areaCode: row.area_code,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    firstCardSteps: row.first_card_steps,
    otherCardSteps: row.other_card_steps,
  }))
}

/** The legal day set in dev mode; undefined means the real day. */
export async function findLegalDay(pool: Pool): Promise<string | undefined> {
  const rows = await pool.ask<{ legal_on: string }>('select legal_on from legal_clock')
  return rows[0]?.legal_on
}

/** Sets the legal day; dev mode only, which the caller has checked. */
export async function recordLegalDay(pool: Pool, on: string): Promise<void> {
  await pool.ask(
    'insert into legal_clock (legal_on) values ($1) on conflict (only_row) do update set legal_on = excluded.legal_on',
    [on],
  )
}
