import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

export type EnrolmentReason = 'first' | 'further' | 'replacement'
export type EnrolmentRow = {
  readonly enrolment_id: string
  readonly official_id: string
  readonly official_name: string
  readonly reason: EnrolmentReason
  readonly proposed_by: string | null
  readonly proposed_at: string
  readonly approved_by: string | null
  readonly approved_at: string | null
  readonly expires_at: string
  readonly used_at: string | null
}
const SELECT = `
select e.enrolment_id, e.official_id, o.name as official_name, e.reason, e.proposed_by, e.proposed_at, e.approved_by, e.approved_at, e.expires_at, e.used_at
from enrolment e join official o on o.official_id = e.official_id`

/** Enrolments of officials with a post at an office of the city below a division, that are neither used nor over. */
export async function listOpenEnrolments(
  db: Db,
  city: string,
  reach: string,
  at: string,
): Promise<readonly EnrolmentRow[]> {
  return db.read<EnrolmentRow>(
    `${SELECT} where e.used_at is null and e.expires_at > $3 and exists (
       select 1 from post p join office f on f.office_id = p.office_id where p.official_id = e.official_id and f.city = $1 and starts_with(f.division_prefix, $2))
     order by e.proposed_at desc limit 200`,
    [city, reach, at],
  )
}

export async function listEnrolmentsOf(db: Db, officialId: string): Promise<readonly EnrolmentRow[]> {
  return db.read<EnrolmentRow>(`${SELECT} where e.official_id = $1 order by e.proposed_at desc limit 50`, [officialId])
}

export async function lockEnrolment(tx: Tx, enrolmentId: string): Promise<EnrolmentRow | undefined> {
  return (await tx.write<EnrolmentRow>(`${SELECT} where e.enrolment_id = $1 for update of e`, [enrolmentId]))[0]
}

export async function recordEnrolment(
  tx: Tx,
  sealing: Sealing,
  enrolment: {
    readonly enrolmentId: string
    readonly officialId: string
    readonly reason: EnrolmentReason
    readonly replaces: string | null
    readonly by: string
    readonly at: string
    readonly expiresAt: string
  },
): Promise<void> {
  const { enrolmentId, officialId, reason, replaces, by, at, expiresAt } = enrolment
  await writeSealed(tx, sealing, 'enrolment', { column: 'enrolment_id', id: enrolmentId }, () =>
    tx.write(
      'insert into enrolment (enrolment_id, official_id, reason, replaces, proposed_by, proposed_at, expires_at, city) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [enrolmentId, officialId, reason, replaces, by, at, expiresAt, sealing.act.city.city],
    ),
  )
}

/** Notes the approval with the digest of a code that is shown once; a retry of it gives a new code, and the old one is worth nothing. */
export async function recordEnrolmentApproval(
  tx: Tx,
  sealing: Sealing,
  approval: {
    readonly enrolmentId: string
    readonly by: string
    readonly at: string
    readonly codeSm3: Buffer
    readonly expiresAt: string
  },
): Promise<boolean> {
  const by = { column: 'enrolment_id', id: approval.enrolmentId }
  const rows = await writeSealed(tx, sealing, 'enrolment', by, () =>
    tx.write(
      `update enrolment set approved_by = $2, approved_at = coalesce(approved_at, $3), code_sm3 = $4, expires_at = $5
       where enrolment_id = $1 and used_at is null and (approved_by is null or (approved_by = $2 and expires_at > $3)) returning 1`,
      [approval.enrolmentId, approval.by, approval.at, approval.codeSm3, approval.expiresAt],
    ),
  )
  return rows.length === 1
}

export type AuthenticatorRow = {
  readonly authenticator_id: string
  readonly official_id: string
  readonly kind: 'webauthn' | 'ukey'
  readonly label: string
  readonly registered_at: string
  readonly last_used_at: string | null
  readonly revoked_at: string | null
  readonly revoke_reason: string | null
}

/** Authenticators of these officials, revoked ones too. */
export async function listAuthenticatorsOf(
  db: Db,
  officialIds: readonly string[],
): Promise<readonly AuthenticatorRow[]> {
  return db.read<AuthenticatorRow>(
    `select authenticator_id, official_id, kind, label, registered_at, last_used_at, revoked_at, revoke_reason
     from authenticator where official_id = any($1) order by registered_at`,
    [officialIds],
  )
}

/** @returns whether there was one in use */
export async function recordRevocation(
  tx: Tx,
  sealing: Sealing,
  { officialId, authenticatorId }: { readonly officialId: string; readonly authenticatorId: string },
  reason: string,
): Promise<boolean> {
  const by = { column: 'authenticator_id', id: authenticatorId }
  const rows = await writeSealed(tx, sealing, 'authenticator', by, () =>
    tx.write(
      `update authenticator set revoked_at = $3, revoke_reason = $4 where authenticator_id = $1 and official_id = $2 and revoked_at is null returning 1`,
      [authenticatorId, officialId, sealing.act.at, reason],
    ),
  )
  return rows.length === 1
}
