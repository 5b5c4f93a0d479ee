import { randomBytes } from '@anju/crypto/random.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { Pool } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'

import type { KeySpan } from '../key-standing.ts'
import type { ServedCity } from './city.ts'

/** A member of the card-production staff. */
export type Staff = { readonly staffId: string; readonly name: string; readonly badge: string }

/** The browser that asks: its address, and the digest of its name. */
export type Device = { readonly ip: string; readonly agentSm3: Buffer }

/** A session as a request finds it. */
export type Session = {
  readonly ref: string
  /** Digest of the token; what was asked of a session is bound to it. */
  readonly tokenSm3: Buffer
  readonly staff: Staff
  readonly city: ServedCity
  readonly lastSeenAt: string
  /** What the person showed; a demo link shows nothing. */
  readonly assurance: 'security-key' | 'ukey' | 'demo'
  /** Last time the person verified themselves to their key. */
  readonly verifiedAt: string | null
  /** Every key they ever had; null for a demo link, which rests on none. */
  readonly keys: readonly KeySpan[] | null
  /** Its screen is locked: nothing is read or done until the same person verifies themselves. */
  readonly isLocked: boolean
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
  readonly assurance: Session['assurance']
  readonly locked_at: string | null
  readonly verified_at: string | null
  readonly keys: readonly { readonly bound: string; readonly revoked: string | null }[] | null
}

/** Minutes without a request after which a session ends, and hours after which it ends in any case. */
export const IDLE_MINUTES_MAX = 15
export const SESSION_HOURS_MAX = 12

/** The session of a token at the desk it was opened at. A copied cookie opens nothing elsewhere. */
export async function findSession(pool: Pool, token: string, device: Device, at: string): Promise<Session | undefined> {
  const idleSince = new Date(Date.parse(at) - IDLE_MINUTES_MAX * 60_000).toISOString()
  const digest = sm3(Buffer.from(token))
  const rows = await pool.ask<Row>(
    `select t.staff_id, t.name, t.badge, c.city, c.area_code, c.name_zh, c.name_en, s.last_seen_at, s.assurance, s.locked_at, s.verified_at,
       case when s.authenticator_id is not null then (select jsonb_agg(jsonb_build_object('bound', k.registered_at, 'revoked', k.revoked_at)) from authenticator k where k.staff_id = s.staff_id) end as keys
     from session s join staff t on t.staff_id = s.staff_id and t.active join served_city c on c.city = t.city
     left join authenticator a on a.authenticator_id = s.authenticator_id
     where s.token_sm3 = $1 and s.ended_at is null and s.expires_at > $2 and s.last_seen_at > $3 and a.revoked_at is null
       and s.ip = $4 and s.agent_sm3 = $5`,
    [digest, at, idleSince, device.ip, device.agentSm3],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  return {
    ref: digest.toString('hex').slice(0, 16),
    tokenSm3: digest,
    staff: { staffId: row.staff_id, name: row.name, badge: row.badge },
    city: { city: row.city, areaCode: row.area_code, nameZh: row.name_zh, nameEn: row.name_en },
    lastSeenAt: row.last_seen_at,
    assurance: row.assurance,
    verifiedAt: row.verified_at,
    keys:
      row.keys?.map(({ bound, revoked }) => ({
        boundAt: new Date(bound).toISOString(),
        revokedAt: revoked === null ? null : new Date(revoked).toISOString(),
      })) ?? null,
    isLocked: row.locked_at !== null,
  }
}

/** Keeps an idle limit true without a write for each request: at most one a minute. */
export async function touchSession(pool: Pool, token: string, at: string): Promise<void> {
  await pool.ask(
    `update session set last_seen_at = $2 where token_sm3 = $1 and last_seen_at < $2::timestamptz - interval '1 minute'`,
    [sm3(Buffer.from(token)), at],
  )
}

/** Locks the screen of a session. */
export async function lockSession(pool: Pool, token: string, at: string): Promise<void> {
  await pool.ask('update session set locked_at = $2 where token_sm3 = $1 and ended_at is null and locked_at is null', [
    sm3(Buffer.from(token)),
    at,
  ])
}

/** The person has verified themselves again: the screen opens. */
export async function recordVerified(pool: Pool, token: string, at: string): Promise<void> {
  await pool.ask('update session set locked_at = null, verified_at = $2 where token_sm3 = $1 and ended_at is null', [
    sm3(Buffer.from(token)),
    at,
  ])
}

export async function endSession(pool: Pool, token: string, at: string): Promise<void> {
  await pool.ask(
    `update session set ended_at = $2, end_reason = 'signed-out' where token_sm3 = $1 and ended_at is null`,
    [sm3(Buffer.from(token)), at],
  )
}

/** Opens a session with a key and ends every earlier one of the same person: one person, one session (一人一会话). */
export async function openKeySession(
  pool: Pool,
  {
    staffId,
    authenticatorId,
    assurance,
    device,
  }: { staffId: string; authenticatorId: string; assurance: 'security-key' | 'ukey'; device: Device },
  at: string,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await pool.transact(NO_SCOPE, async (tx) => {
    // Two sign-ins of one person wait for each other; the later one stays.
    await tx.read('select pg_advisory_xact_lock(hashtextextended($1, 0))', [staffId])
    await tx.write(
      `update session set ended_at = $2, end_reason = 'signed-in-elsewhere' where staff_id = $1 and ended_at is null`,
      [staffId, at],
    )
    await tx.write(
      `insert into session (token_sm3, staff_id, created_at, last_seen_at, expires_at, assurance, authenticator_id, ip, agent_sm3, verified_at)
       values ($1, $2, $3, $3, $4, $8, $5, $6, $7, $3)`,
      [sm3(Buffer.from(token)), staffId, at, expiryAfter(at), authenticatorId, device.ip, device.agentSm3, assurance],
    )
  })
  return token
}

/** When and where somebody was signed in last. */
export type LastSignIn = { readonly at: string; readonly ip: string }

export async function findLastSignIn(pool: Pool, staffId: string): Promise<LastSignIn | undefined> {
  const rows = await pool.ask<LastSignIn>(
    'select last_seen_at as at, ip from session where staff_id = $1 order by created_at desc limit 1',
    [staffId],
  )
  return rows[0]
}

/** Takes a one-time link and opens a session for whoever it names. Undefined when it is used, expired or unknown. */
export async function redeemLink(
  pool: Pool,
  linkToken: string,
  device: Device,
  at: string,
): Promise<string | undefined> {
  const token = randomBytes(32).toString('base64url')
  const rows = await pool.ask(
    `with link as (
       update sign_in_link set used_at = $2 where token_sm3 = $1 and used_at is null and expires_at > $2 returning staff_id
     )
     insert into session (token_sm3, staff_id, created_at, last_seen_at, expires_at, assurance, ip, agent_sm3)
     select $3, staff_id, $2, $2, $4, 'demo', $5, $6 from link returning 1`,
    [sm3(Buffer.from(linkToken)), at, sm3(Buffer.from(token)), expiryAfter(at), device.ip, device.agentSm3],
  )
  return rows.length === 1 ? token : undefined
}

const expiryAfter = (at: string): string => new Date(Date.parse(at) + SESSION_HOURS_MAX * 3_600_000).toISOString()
