import type { Device } from '../deps.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { OfficeId, OfficialId } from '@anju/domain/kernel/id.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import type { Actor } from '@anju/domain/access/actor.ts'
import type { ScopeKind } from '@anju/domain/access/compile-scope.ts'
import type { KeySpan } from '@anju/domain/access/key-standing.ts'
import type { Pool } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'

/** A session as a request finds it. `legalOn` is the day set in dev mode; null means the real day. */
export type Session = {
  readonly ref: string
  readonly city: string
  readonly actor: Actor
  readonly officeZh: string
  readonly officeEn: string
  readonly legalOn: PlainDate | null
  readonly lastSeenAt: string
  /** Digest of the token; what was asked of a session is bound to it. */
  readonly tokenSm3: Buffer
  readonly assurance: Assurance
  /** The key the official signed in with; null for a demo link and for residents. */
  readonly authenticatorId: string | null
  /** Every key their account ever had, read where they signed in with one; null for a demo link and for residents. */
  readonly keys: readonly KeySpan[] | null
  /** Last time the person verified themselves to their key. */
  readonly verifiedAt: string | null
  readonly isLocked: boolean
  /** Whether it is used from another address or by another browser than the one it was opened by. */
  readonly isMoved: boolean
}

/** What a person showed when they signed in. A demo link shows nothing. */
export type Assurance = 'security-key' | 'ukey' | 'demo' | 'phone' | 'identity-provider'

type Row = {
  readonly city: string
  readonly legal_on: PlainDate | null
  readonly last_seen_at: string
  readonly official_id: string | null
  readonly official_name: string | null
  readonly post_id: string | null
  readonly role: string | null
  readonly division_prefix: string | null
  readonly delegation_id: string | null
  readonly scope_kind: ScopeKind | null
  readonly scope_prefixes: readonly string[] | null
  readonly scope_offices: readonly string[] | null
  readonly office_id: string | null
  readonly office_code: string | null
  readonly office_kind: string | null
  readonly office_zh: string | null
  readonly office_en: string | null
  readonly account_id: string | null
  readonly resident_name: string | null
  readonly assurance: Assurance
  readonly authenticator_id: string | null
  readonly verified_at: string | null
  readonly locked_at: string | null
  readonly ip: string
  readonly agent_sm3: Buffer | null
  readonly keys: readonly { readonly bound: string; readonly revoked: string | null }[] | null
}

/** Minutes without a request after which the session of an official ends. */
export const IDLE_MINUTES_MAX = 15
/** Hours after which a session ends in any case. */
export const SESSION_HOURS_MAX = 12

const FIND = `
select s.city, s.last_seen_at, c.legal_on, o.official_id, o.name as official_name, p.post_id, p.role, coalesce(d.division_prefix, p.division_prefix) as division_prefix, s.delegation_id, p.scope_kind, p.scope_prefixes, p.scope_offices,
  f.office_id, f.code as office_code, f.kind as office_kind, f.name_zh as office_zh, f.name_en as office_en, r.account_id, r.name as resident_name,
  s.assurance, s.authenticator_id, s.verified_at, s.locked_at, s.ip, s.agent_sm3,
  case when s.authenticator_id is not null then (select jsonb_agg(jsonb_build_object('bound', a.registered_at, 'revoked', a.revoked_at)) from authenticator a where a.official_id = s.official_id) end as keys
from session s
left join legal_clock c on true
left join official o on o.official_id = s.official_id and o.active and coalesce(o.left_on, 'infinity') > coalesce(c.legal_on, $3::date)
left join post p on p.post_id = s.post_id
left join office f on f.office_id = p.office_id
left join holding d on d.delegation_id = s.delegation_id and d.official_id = s.official_id and d.valid_from <= coalesce(c.legal_on, $3::date) and coalesce(d.valid_to, 'infinity') >= coalesce(c.legal_on, $3::date)
  and coalesce(d.begins_at, '-infinity') <= $2 and coalesce(d.ends_at, 'infinity') > $2
left join resident_account r on r.account_id = s.account_id
where s.token_sm3 = $1 and s.ended_at is null and s.expires_at > $2 and s.last_seen_at > $2::timestamptz - case when s.account_id is null then interval '${IDLE_MINUTES_MAX} minutes' else (select make_interval(mins => value) from sign_in_setting where name = 'session-minutes-idle') end
  and (s.account_id is not null or (o.official_id is not null and (p.official_id = s.official_id or d.delegation_id is not null) and p.valid_from <= coalesce(c.legal_on, $3::date) and coalesce(p.valid_to, 'infinity') >= coalesce(c.legal_on, $3::date)))`

export async function findSession(
  shared: Pool,
  token: string,
  at: string,
  today: PlainDate,
  device: Device,
): Promise<Session | undefined> {
  const digest = sm3(Buffer.from(token))
  const rows = await shared.ask<Row>(FIND, [digest, at, today])
  const row = rows[0]
  const actor = row === undefined ? undefined : actorOf(row)
  if (row === undefined || actor === undefined) return undefined
  return {
    ref: digest.toString('hex').slice(0, 16),
    city: row.city,
    actor,
    officeZh: row.office_zh ?? '',
    officeEn: row.office_en ?? '',
    legalOn: row.legal_on,
    lastSeenAt: row.last_seen_at,
    tokenSm3: digest,
    assurance: row.assurance,
    authenticatorId: row.authenticator_id,
    keys: row.keys === null ? null : row.keys.map(keySpanOf),
    verifiedAt: row.verified_at,
    isLocked: row.locked_at !== null,
    // A telephone changes its address all day; a desk does not.
    isMoved:
      actor.kind === 'official' &&
      row.agent_sm3 !== null &&
      (row.ip !== device.ip || !row.agent_sm3.equals(device.agentSm3)),
  }
}

/** A key as a row of JSON tells it. */
export function keySpanOf({ bound, revoked }: { readonly bound: string; readonly revoked: string | null }): KeySpan {
  return { boundAt: isoOf(bound), revokedAt: revoked === null ? null : isoOf(revoked) }
}

function isoOf(text: string): string {
  return new Date(text).toISOString()
}

function actorOf(row: Row): Actor | undefined {
  if (row.account_id !== null) return { kind: 'resident', accountId: row.account_id, name: row.resident_name ?? '' }
  const { official_id, post_id, office_id, office_code, office_kind, role, division_prefix } = row
  if (
    official_id === null ||
    post_id === null ||
    office_id === null ||
    office_code === null ||
    office_kind === null ||
    role === null ||
    division_prefix === null
  )
    return undefined
  return {
    kind: 'official',
    officialId: official_id as OfficialId,
    postId: post_id,
    name: row.official_name ?? '',
    role: role as Role,
    officeId: office_id as OfficeId,
    officeCode: office_code,
    officeKind: office_kind,
    divisionPrefix: division_prefix,
    ...(row.delegation_id === null ? {} : { delegationId: row.delegation_id }),
    dataScope: {
      kind: row.scope_kind ?? 'own',
      prefixes: row.scope_prefixes ?? [],
      officeIds: row.scope_offices ?? [],
    },
  }
}

/** Keeps an idle limit true without a write for each request: at most one a minute. */
export async function touchSession(shared: Pool, token: string, at: string): Promise<void> {
  await shared.ask(
    "update session set last_seen_at = $2 where token_sm3 = $1 and last_seen_at < $2::timestamptz - interval '1 minute'",
    [sm3(Buffer.from(token)), at],
  )
}

export async function endSession(shared: Pool, token: string, at: string): Promise<void> {
  await shared.ask(
    "update session set ended_at = $2, end_reason = 'signed-out' where token_sm3 = $1 and ended_at is null",
    [sm3(Buffer.from(token)), at],
  )
}

/** The person has verified themselves again, here: unlocked, and bound to this browser. */
export async function recordVerified(shared: Pool, tokenSm3: Buffer, device: Device, at: string): Promise<void> {
  await shared.ask(
    'update session set verified_at = $2, locked_at = null, ip = $3, agent_sm3 = $4, last_seen_at = $2 where token_sm3 = $1 and ended_at is null',
    [tokenSm3, at, device.ip, device.agentSm3],
  )
}

export async function recordLocked(shared: Pool, tokenSm3: Buffer, at: string): Promise<void> {
  await shared.ask('update session set locked_at = coalesce(locked_at, $2) where token_sm3 = $1 and ended_at is null', [
    tokenSm3,
    at,
  ])
}

export type KeySession = {
  readonly officialId: string
  readonly postId: string
  readonly city: string
  readonly authenticatorId: string
  readonly assurance: 'security-key' | 'ukey'
  readonly device: Device
  /** By which the post is held, where it was lent. */
  readonly delegationId: string | null
}

/** Opens a session with a key and ends every earlier one of the same person: one person, one session (一人一会话). */
export async function openKeySession(shared: Pool, session: KeySession, at: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.parse(at) + SESSION_HOURS_MAX * 3_600_000).toISOString()
  await shared.transact(NO_SCOPE, async (tx) => {
    // Of two sign-ins at one moment the second waits here, and then sees the session of the first.
    await tx.write('select 1 from official where official_id = $1 for update', [session.officialId])
    await tx.write(
      "update session set ended_at = $2, end_reason = 'signed-in-elsewhere' where official_id = $1 and ended_at is null",
      [session.officialId, at],
    )
    await tx.write(
      `insert into session (token_sm3, official_id, post_id, city, created_at, last_seen_at, expires_at, authenticator_id, assurance, verified_at, ip, agent_sm3, delegation_id)
       values ($1, $2, $3, $4, $6, $6, $5, $7, $8, $6, $9, $10, $11)`,
      [
        sm3(Buffer.from(token)),
        session.officialId,
        session.postId,
        session.city,
        expiresAt,
        at,
        session.authenticatorId,
        session.assurance,
        session.device.ip,
        session.device.agentSm3,
        session.delegationId,
      ],
    )
  })
  return token
}

/** The session goes on from another post of the same person, an own one or one that was lent. */
export async function recordPostOfSession(
  shared: Pool,
  tokenSm3: Buffer,
  {
    postId,
    city,
    delegationId,
  }: { readonly postId: string; readonly city: string; readonly delegationId: string | null },
): Promise<void> {
  await shared.ask(
    'update session set post_id = $2, city = $3, delegation_id = $4 where token_sm3 = $1 and ended_at is null',
    [tokenSm3, postId, city, delegationId],
  )
}

/** A session as its owner sees it. `ref` names it and opens nothing. */
export type DeskSession = {
  readonly ref: string
  readonly assurance: Assurance
  readonly ip: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly endedAt: string | null
}

/** The last sessions of an official, open ones and ended ones, the newest first. */
export async function listDeskSessions(
  shared: Pool,
  officialId: string,
  limit: number,
): Promise<readonly DeskSession[]> {
  return shared.ask<DeskSession>(
    `select substr(encode(token_sm3, 'hex'), 1, 16) as ref, assurance, ip, created_at as "createdAt", last_seen_at as "lastSeenAt", ended_at as "endedAt"
     from session where official_id = $1 order by created_at desc limit $2`,
    [officialId, limit],
  )
}

/** Ends all sessions of an official but one. @returns how many were open. */
export async function endOtherSessions(shared: Pool, officialId: string, kept: Buffer, at: string): Promise<number> {
  const rows = await shared.ask(
    `update session set ended_at = $3, end_reason = 'ended-by-owner' where official_id = $1 and token_sm3 <> $2 and ended_at is null returning 1`,
    [officialId, kept, at],
  )
  return rows.length
}

/** Takes a one-time link of dev mode and opens a session for whoever it names. Undefined when it is used, expired or unknown. */
export async function redeemLink(
  shared: Pool,
  linkToken: string,
  at: string,
  device: Device,
): Promise<string | undefined> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.parse(at) + SESSION_HOURS_MAX * 3_600_000).toISOString()
  const rows = await shared.ask(
    `with link as (
       update sign_in_link set used_at = $2 where token_sm3 = $1 and used_at is null and expires_at > $2 returning official_id, post_id, account_id, city
     )
     insert into session (token_sm3, official_id, post_id, account_id, city, created_at, last_seen_at, expires_at, assurance, verified_at, ip, agent_sm3)
     select $3, official_id, post_id, account_id, city, $2, $2, $4, 'demo', $2, $5, $6 from link returning 1`,
    [sm3(Buffer.from(linkToken)), at, sm3(Buffer.from(token)), expiresAt, device.ip, device.agentSm3],
  )
  return rows.length === 1 ? token : undefined
}

/** The legal day set in dev mode; null means the real day. */
export async function findLegalDay(shared: Pool): Promise<PlainDate | null> {
  const rows = await shared.ask<{ legal_on: PlainDate }>('select legal_on from legal_clock')
  return rows[0]?.legal_on ?? null
}

export async function recordLegalDay(shared: Pool, on: PlainDate): Promise<void> {
  await shared.ask(
    'insert into legal_clock (legal_on) values ($1) on conflict (only_row) do update set legal_on = excluded.legal_on',
    [on],
  )
}

/** The city of the post an official has had longest; undefined without any. */
export async function findCityOfOfficial(shared: Pool, officialId: string): Promise<string | undefined> {
  const rows = await shared.ask<{ city: string }>(
    'select f.city from post p join office f on f.office_id = p.office_id where p.official_id = $1 order by p.valid_from limit 1',
    [officialId],
  )
  return rows[0]?.city
}
