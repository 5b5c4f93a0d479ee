import type { Pool, Tx } from '@anju/platform/database/pool.ts'

/** A security key or UKey bound to a member of staff. */
export type AuthenticatorRow = {
  readonly authenticator_id: string
  readonly kind: 'webauthn' | 'ukey'
  readonly staff_id: string
  readonly credential_id: Buffer
  readonly public_key: Buffer
  readonly transports: readonly string[]
  readonly attestation: Buffer
}
const COLUMNS = 'a.authenticator_id, a.kind, a.staff_id, a.credential_id, a.public_key, a.transports, a.attestation'

/** The key of a credential id, unless it was revoked or its person has left. */
export async function findAuthenticator(pool: Pool, credentialId: Buffer): Promise<AuthenticatorRow | undefined> {
  const rows = await pool.ask<AuthenticatorRow>(
    `select ${COLUMNS} from authenticator a join staff t on t.staff_id = a.staff_id and t.active
     where a.credential_id = $1 and a.revoked_at is null`,
    [credentialId],
  )
  return rows[0]
}

export async function listAuthenticators(pool: Pool, staffId: string): Promise<readonly AuthenticatorRow[]> {
  return pool.ask<AuthenticatorRow>(
    `select ${COLUMNS} from authenticator a where a.staff_id = $1 and a.revoked_at is null order by a.registered_at`,
    [staffId],
  )
}

/**
 * Moves the counter of a key on. Keys that count say a greater number each time; those that never count say 0.
 * @returns false when it did not grow: somebody has a copy of the key
 */
export async function recordUse(pool: Pool, authenticatorId: string, count: number, at: string): Promise<boolean> {
  const rows = await pool.ask(
    `update authenticator set sign_count = $2, last_used_at = $3
     where authenticator_id = $1 and revoked_at is null and (sign_count < $2 or (sign_count = 0 and $2 = 0)) returning 1`,
    [authenticatorId, count, at],
  )
  return rows.length === 1
}

/** A key of which there is a copy serves nobody any more, and what it opened is closed. */
export async function revokeCloned(pool: Pool, authenticatorId: string, at: string): Promise<void> {
  await pool.ask(
    `with closed as (
       update session set ended_at = $2, end_reason = 'key-revoked' where authenticator_id = $1 and ended_at is null
     )
     update authenticator set revoked_at = $2, revoke_reason = 'cloned' where authenticator_id = $1 and revoked_at is null`,
    [authenticatorId, at],
  )
}

/** Leave to bind one key, by its code: not used, not too old. */
export type Leave = { readonly enrolmentId: string; readonly staffId: string; readonly name: string }

export async function findLeave(pool: Pool, codeSm3: Buffer, at: string): Promise<Leave | undefined> {
  const rows = await pool.ask<Leave>(
    `select e.enrolment_id as "enrolmentId", e.staff_id as "staffId", t.name
     from enrolment e join staff t on t.staff_id = e.staff_id and t.active
     where e.code_sm3 = $1 and e.used_at is null and e.expires_at > $2`,
    [codeSm3, at],
  )
  return rows[0]
}

export type NewAuthenticator = {
  readonly authenticatorId: string
  readonly enrolmentId: string
  readonly staffId: string
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
export async function recordAuthenticator(tx: Tx, key: NewAuthenticator, at: string): Promise<boolean> {
  const rows = await tx.write(
    `with leave as (
       update enrolment set used_at = $11 where enrolment_id = $2 and staff_id = $3 and used_at is null and expires_at > $11 returning 1
     )
     insert into authenticator (authenticator_id, enrolment_id, staff_id, credential_id, public_key, sign_count, aaguid, transports, attestation, label, registered_at, kind)
     select $1, $2, $3, $4, $5, $6, $7, $8::text[], $9, $10, $11, $12 from leave returning 1`,
    [
      key.authenticatorId,
      key.enrolmentId,
      key.staffId,
      key.credentialId,
      key.publicKey,
      key.count,
      key.aaguid,
      key.transports,
      key.attestation,
      key.label,
      at,
      key.kind,
    ],
  )
  return rows.length === 1
}

/** Every UKey that may still be used, with the police number of its person. */
export async function listUKeysInUse(
  pool: Pool,
): Promise<readonly (AuthenticatorRow & { readonly badge: string; readonly label: string })[]> {
  return pool.ask(
    `select ${COLUMNS}, t.badge, a.label from authenticator a join staff t on t.staff_id = a.staff_id and t.active
     where a.kind = 'ukey' and a.revoked_at is null order by t.badge, a.registered_at`,
  )
}
