import { randomBytes } from '@anju/crypto/random.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { Pool } from '@anju/platform/database/pool.ts'

import type { ServedCity } from './city.ts'

/** A member of the card-production staff. */
export type Staff = { readonly staffId: string; readonly name: string; readonly badge: string }

/** A session as a request finds it. */
export type Session = {
  readonly ref: string
  readonly staff: Staff
  readonly city: ServedCity
  readonly lastSeenAt: string
}

type Row = {
  readonly staff_id: string
  readonly name: string
  readonly badge: string
  readonly city: string
  readonly area_code: string
  readonly name_zh: string
  readonly name_en: string
  readonly last_seen_at: string
}

/** Minutes without a request after which a session ends, and hours after which it ends in any case. */
const IDLE_MINUTES_MAX = 60
const SESSION_HOURS_MAX = 12

export async function findSession(pool: Pool, token: string, at: string): Promise<Session | undefined> {
  const idleSince = new Date(Date.parse(at) - IDLE_MINUTES_MAX * 60_000).toISOString()
  const digest = sm3(Buffer.from(token))
  const rows = await pool.ask<Row>(
    `select t.staff_id, t.name, t.badge, c.city, c.area_code, c.name_zh, c.name_en, s.last_seen_at
     from session s join staff t on t.staff_id = s.staff_id and t.active join served_city c on c.city = t.city
     where s.token_sm3 = $1 and s.ended_at is null and s.expires_at > $2 and s.last_seen_at > $3`,
    [digest, at, idleSince],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  return {
    ref: digest.toString('hex').slice(0, 16),
    staff: { staffId: row.staff_id, name: row.name, badge: row.badge },
    city: { city: row.city, areaCode: row.area_code, nameZh: row.name_zh, nameEn: row.name_en },
    lastSeenAt: row.last_seen_at,
  }
}

/** Keeps an idle limit true without a write for each request: at most one a minute. */
export async function touchSession(pool: Pool, token: string, at: string): Promise<void> {
  await pool.ask(
    `update session set last_seen_at = $2 where token_sm3 = $1 and last_seen_at < $2::timestamptz - interval '1 minute'`,
    [sm3(Buffer.from(token)), at],
  )
}

export async function endSession(pool: Pool, token: string, at: string): Promise<void> {
  await pool.ask('update session set ended_at = $2 where token_sm3 = $1 and ended_at is null', [
    sm3(Buffer.from(token)),
    at,
  ])
}

/** Takes a one-time link and opens a session for whoever it names. Undefined when it is used, expired or unknown. */
export async function redeemLink(pool: Pool, linkToken: string, at: string): Promise<string | undefined> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.parse(at) + SESSION_HOURS_MAX * 3_600_000).toISOString()
  const rows = await pool.ask(
    `with link as (
       update sign_in_link set used_at = $2 where token_sm3 = $1 and used_at is null and expires_at > $2 returning staff_id
     )
     insert into session (token_sm3, staff_id, created_at, last_seen_at, expires_at) select $3, staff_id, $2, $2, $4 from link returning 1`,
    [sm3(Buffer.from(linkToken)), at, sm3(Buffer.from(token)), expiresAt],
  )
  return rows.length === 1 ? token : undefined
}
