import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import type { Pool, Tx } from '@anju/platform/database/pool.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

/** Seconds in which a key has to answer a challenge. */
export const CHALLENGE_SECONDS_MAX = 120

/** What a challenge is for: whoever holds a key, one enrolment, or the person of one session. */
export type ChallengePurpose =
  | { readonly purpose: 'sign-in' }
  | { readonly purpose: 'enrol'; readonly enrolmentId: string }
  | { readonly purpose: 'confirm'; readonly sessionSm3: Buffer }
export type Challenge = { readonly challengeId: string; readonly bytes: Buffer }

/** Makes a challenge and keeps it until it is answered or too old. */
export async function recordChallenge(
  shared: Pool,
  challengeId: string,
  asked: ChallengePurpose,
  at: string,
): Promise<Challenge> {
  const bytes = randomBytes(32)
  await shared.ask(
    `with gone as (delete from sign_in_challenge where expires_at < $7::timestamptz - interval '1 day')
     insert into sign_in_challenge (challenge_id, purpose, challenge, enrolment_id, session_sm3, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [
      challengeId,
      asked.purpose,
      bytes,
      asked.purpose === 'enrol' ? asked.enrolmentId : null,
      asked.purpose === 'confirm' ? asked.sessionSm3 : null,
      new Date(Date.parse(at) + CHALLENGE_SECONDS_MAX * 1000).toISOString(),
      at,
    ],
  )
  return { challengeId, bytes }
}

/** Takes a challenge, once. Undefined when it is unknown, used, too old, or was made for something else. */
export async function takeChallenge(
  shared: Pool,
  challengeId: string,
  asked: ChallengePurpose,
  at: string,
): Promise<Buffer | undefined> {
  const rows = await shared.ask<{ challenge: Buffer }>(
    `update sign_in_challenge set used_at = $3 where challenge_id = $1 and purpose = $2 and used_at is null and expires_at > $3
       and enrolment_id is not distinct from $4 and session_sm3 is not distinct from $5 returning challenge`,
    [
      challengeId,
      asked.purpose,
      at,
      asked.purpose === 'enrol' ? asked.enrolmentId : null,
      asked.purpose === 'confirm' ? asked.sessionSm3 : null,
    ],
  )
  return rows[0]?.challenge
}

/** Leave to bind one key, by its code: approved, not used, not too old. */
export type Leave = { readonly enrolmentId: string; readonly officialId: string; readonly name: string }

export async function findLeave(shared: Pool, codeSm3: Buffer, at: string): Promise<Leave | undefined> {
  const rows = await shared.ask<{ enrolment_id: string; official_id: string; name: string }>(
    `select e.enrolment_id, e.official_id, o.name from enrolment e join official o on o.official_id = e.official_id and o.active
     where e.code_sm3 = $1 and e.used_at is null and e.approved_at is not null and e.expires_at > $2`,
    [codeSm3, at],
  )
  const row = rows[0]
  return row === undefined ? undefined : { enrolmentId: row.enrolment_id, officialId: row.official_id, name: row.name }
}

export type NewAuthenticator = {
  readonly authenticatorId: string
  readonly enrolmentId: string
  readonly officialId: string
  readonly kind: 'webauthn' | 'ukey'
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  readonly count: number
  readonly aaguid: string
  readonly transports: readonly string[]
  readonly attestation: Buffer
  readonly label: string
}

/** Binds a key under its leave, which is used up by it: both or neither. @returns whether the leave was still there */
export async function recordAuthenticator(tx: Tx, sealing: Sealing, key: NewAuthenticator): Promise<boolean> {
  const leave = { column: 'enrolment_id', id: key.enrolmentId }
  const by = { column: 'authenticator_id', id: key.authenticatorId }
  const rows = await writeSealed(tx, sealing, 'enrolment', leave, () =>
    writeSealed(tx, sealing, 'authenticator', by, () => insertAuthenticator(tx, key, sealing.act.at)),
  )
  return rows.length === 1
}

function insertAuthenticator(tx: Tx, key: NewAuthenticator, at: string): Promise<readonly unknown[]> {
  return tx.write(
    `with leave as (
       update enrolment set used_at = $12 where enrolment_id = $2 and official_id = $3 and used_at is null and approved_at is not null and expires_at > $12 returning 1
     )
     insert into authenticator (authenticator_id, enrolment_id, official_id, kind, credential_id, public_key, sign_count, aaguid, transports, attestation, label, registered_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9::text[], $10, $11, $12 from leave returning 1`,
    [
      key.authenticatorId,
      key.enrolmentId,
      key.officialId,
      key.kind,
      key.credentialId,
      key.publicKey,
      key.count,
      key.aaguid,
      key.transports,
      key.attestation,
      key.label,
      at,
    ],
  )
}

/** A post that an official may act from on a day. */
export type OwnPost = {
  readonly postId: string
  readonly city: string
  readonly role: string
  readonly officeZh: string
  readonly officeEn: string
  readonly cityZh: string
  readonly cityEn: string
  /** The lending by which it is held; null for an own post. */
  readonly delegationId: string | null
  /** The own post beside which it is lent. */
  readonly besidePostId: string | null
  /** The day it was last answered for. */
  readonly answeredOn: PlainDate
}

/** The posts an official holds on a day, the one used last first; those that are lent to them come after their own. */
export async function listOwnPosts(
  shared: Pool,
  officialId: string,
  on: string,
  at: string,
): Promise<readonly OwnPost[]> {
  return shared.ask<OwnPost>(
    `select h.post_id as "postId", h.delegation_id as "delegationId", d.delegate_post_id as "besidePostId", coalesce(p.confirmed_on, (p.recorded_at at time zone 'Asia/Shanghai')::date) as "answeredOn", f.city, h.role, f.name_zh as "officeZh", f.name_en as "officeEn", c.name_zh as "cityZh", c.name_en as "cityEn"
     from holding h join post p on p.post_id = h.post_id join office f on f.office_id = h.office_id join city c on c.city = f.city
     left join delegation d on d.delegation_id = h.delegation_id
     left join lateral (select max(created_at) as used_at from session s where s.post_id = h.post_id and s.official_id = h.official_id) u on true
     where h.official_id = $1 and h.valid_from <= $2::date and coalesce(h.valid_to, 'infinity') >= $2::date
       and coalesce(h.begins_at, '-infinity') <= $3 and coalesce(h.ends_at, 'infinity') > $3
     order by h.delegation_id nulls first, u.used_at desc nulls last, h.valid_from`,
    [officialId, on, at],
  )
}

/** Notes a sign-in, by which the account does not fall asleep. */
export async function recordSignIn(shared: Pool, officialId: string, at: string): Promise<void> {
  await shared.ask('update official set last_sign_in_at = $2 where official_id = $1', [officialId, at])
}
