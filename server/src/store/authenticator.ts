import type { Pool, Tx } from '@anju/platform/database/pool.ts'
import { sealedColumns, writeSealed, type SealedRow, type Sealing } from './row-seal.ts'

/** A key bound to an official's account. */
export type AuthenticatorRow = SealedRow & {
  readonly authenticator_id: string
  readonly official_id: string
  readonly kind: 'webauthn' | 'ukey'
  readonly credential_id: Buffer
  readonly public_key: Buffer
  readonly sign_count: number
  readonly transports: readonly string[]
  readonly attestation: Buffer
}
const COLUMNS = `a.authenticator_id, a.sign_count, a.transports, a.attestation, ${sealedColumns('authenticator', 'a')}`

/** The key of a credential id, unless it was revoked or its account was closed. */
export async function findAuthenticator(shared: Pool, credentialId: Buffer): Promise<AuthenticatorRow | undefined> {
  const rows = await shared.ask<AuthenticatorRow>(
    `select ${COLUMNS} from authenticator a join official o on o.official_id = a.official_id and o.active
     where a.credential_id = $1 and a.revoked_at is null`,
    [credentialId],
  )
  return rows[0]
}

export async function listAuthenticators(shared: Pool, officialId: string): Promise<readonly AuthenticatorRow[]> {
  return shared.ask<AuthenticatorRow>(
    `select ${COLUMNS} from authenticator a where a.official_id = $1 and a.revoked_at is null order by a.registered_at`,
    [officialId],
  )
}

/**
 * Moves the counter of a key on. Keys that count say a greater number each time; those that never count say 0.
 * @returns false when it did not grow: somebody has a copy of the key
 */
export async function recordUse(shared: Pool, authenticatorId: string, count: number, at: string): Promise<boolean> {
  const rows = await shared.ask(
    `update authenticator set sign_count = $2, last_used_at = $3
     where authenticator_id = $1 and revoked_at is null and (sign_count < $2 or (sign_count = 0 and $2 = 0)) returning 1`,
    [authenticatorId, count, at],
  )
  return rows.length === 1
}

/** A key of which there is a copy serves nobody any more. */
export async function revokeCloned(tx: Tx, sealing: Sealing, authenticatorId: string): Promise<boolean> {
  const by = { column: 'authenticator_id', id: authenticatorId }
  const rows = await writeSealed(tx, sealing, 'authenticator', by, () =>
    tx.write(
      `update authenticator set revoked_at = $2, revoke_reason = 'cloned' where authenticator_id = $1 and revoked_at is null returning 1`,
      [authenticatorId, sealing.act.at],
    ),
  )
  return rows.length === 1
}

/** Public keys of all officials, revoked ones too: what they signed before still stands. */
export async function listPublicKeys(shared: Pool): Promise<readonly AuthenticatorRow[]> {
  return shared.ask(`select ${COLUMNS} from authenticator a order by a.official_id, a.registered_at`)
}

/** Every UKey that may still be used. */
export async function listUKeysInUse(shared: Pool): Promise<readonly AuthenticatorRow[]> {
  return shared.ask(
    `select ${COLUMNS} from authenticator a join official o on o.official_id = a.official_id and o.active
     where a.kind = 'ukey' and a.revoked_at is null order by a.official_id, a.registered_at`,
  )
}
