import { randomBytes } from '@anju/crypto/random.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { Pool, Tx } from '@anju/platform/database/pool.ts'

export type NewResidentSession = {
  readonly accountId: string
  readonly city: string
  readonly how: 'phone' | 'identity-provider'
  readonly ip: string
  readonly at: string
  readonly expiresAt: string
}

/** Opens a session of a resident. @returns its token, of which only the digest is kept. */
export async function openResidentSession(tx: Tx, session: NewResidentSession): Promise<string> {
  const { accountId, city, how, ip, at, expiresAt } = session
  const token = randomBytes(32).toString('base64url')
  await tx.write(
    `insert into session (token_sm3, account_id, city, created_at, last_seen_at, expires_at, assurance, ip) values ($1, $2, $3, $4, $4, $5, $6, $7)`,
    [sm3(Buffer.from(token)), accountId, city, at, expiresAt, how, ip],
  )
  return token
}

/** A session as its owner sees it. `ref` names it and opens nothing. */
export type OwnSession = {
  readonly ref: string
  readonly how: string
  readonly ip: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
}

const REF = "substr(encode(token_sm3, 'hex'), 1, 16)"

/** The open sessions of an account, the one used last first. */
export async function listOwnSessions(
  shared: Pool,
  accountId: string,
  at: string,
  idleSince: string,
): Promise<readonly OwnSession[]> {
  return shared.ask<OwnSession>(
    `select ${REF} as ref, assurance as how, ip, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt" from session
     where account_id = $1 and ended_at is null and expires_at > $2 and last_seen_at > $3 order by last_seen_at desc`,
    [accountId, at, idleSince],
  )
}

/** Ends one of an account's own sessions. @returns whether it was open. */
export async function endOwnSession(shared: Pool, accountId: string, ref: string, at: string): Promise<boolean> {
  const rows = await shared.ask(
    `update session set ended_at = $3, end_reason = 'ended-by-owner' where account_id = $1 and ${REF} = $2 and ended_at is null returning 1`,
    [accountId, ref, at],
  )
  return rows.length === 1
}
