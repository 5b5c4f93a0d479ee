import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import { equalDigests, sm3 } from '@anju/crypto/sm3.ts'
import type { Pool, Tx } from '@anju/platform/database/pool.ts'
import type { Subjects } from './resident-limit.ts'

/** What somebody typed to sign in, normalised. */
export type Claimant = { readonly name: string; readonly idNumber: string; readonly mobile: string }
type Content = Claimant & { readonly code: string }

export type NewAttempt = {
  readonly attemptId: string
  readonly city: string
  readonly subjects: Subjects
  readonly claimant: Claimant
  readonly code: string
  readonly at: string
  readonly expiresAt: string
  readonly gateway: string | undefined
}

/** Indexes under which an asker is counted: none of them tells the number or the address to whoever reads the database. */
export function subjectsOf(
  crypto: CryptoProvider,
  { idNumber, mobile, network, device }: Claimant & { readonly network: string; readonly device: string },
): Subjects {
  const keyed = (label: string, value: string) => crypto.mac('row-seal', Buffer.from(`sign-in ${label}\0${value}`))
  return {
    phone: crypto.blindIndex('phone', mobile),
    id: crypto.blindIndex('idno', idNumber),
    device: keyed('device', device),
    network: keyed('network', network),
    everyone: Buffer.of(0),
    pair: keyed('pair', `${idNumber}\0${mobile}`),
  }
}

/** The pair of somebody whose code was opened. */
export function pairOf(crypto: CryptoProvider, claimant: Claimant): Buffer {
  return subjectsOf(crypto, { ...claimant, network: '', device: '' }).pair
}

/** Six digits, each as likely as any other. */
export function newCode(): string {
  for (;;) {
    const drawn = randomBytes(4).readUInt32BE(0)
    // The last incomplete million would make small codes likelier.
    if (drawn < 4_294_000_000) return String(drawn % 1_000_000).padStart(6, '0')
  }
}

/** Keeps a code that is to be sent, under a key of its own. */
export async function recordAttempt(tx: Tx, crypto: CryptoProvider, attempt: NewAttempt): Promise<void> {
  const { attemptId, city, subjects, claimant, code, at, expiresAt, gateway } = attempt
  const key = crypto.newPersonKey(attemptId)
  await tx.write(
    `insert into sign_in_attempt (attempt_id, city, id_bidx, mobile_bidx, network, device, content_enc, dek_wrapped, created_at, expires_at, delivery, state, gateway)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      attemptId,
      city,
      subjects.id,
      subjects.phone,
      subjects.network,
      subjects.device,
      crypto.seal(placeOf(attemptId), JSON.stringify({ ...claimant, code }), key),
      key,
      at,
      expiresAt,
      gateway === undefined ? 'viewer' : 'gateway',
      gateway === undefined ? 'shown' : 'queued',
      gateway ?? null,
    ],
  )
}

type SealedRow = { readonly attempt_id: string; readonly content_enc: Buffer; readonly dek_wrapped: Buffer }

/** A try at a code, counted before it is compared; undefined when there is nothing left to try. */
export type Tried = { readonly claimant: Claimant; readonly matches: boolean; readonly tries: number }

export async function tryCode(
  tx: Tx,
  crypto: CryptoProvider,
  asked: { readonly attemptId: string; readonly city: string; readonly code: string; readonly triesMax: number },
  at: string,
): Promise<Tried | undefined> {
  const { attemptId, city, code, triesMax } = asked
  const rows = await tx.write<SealedRow & { tries: number }>(
    `update sign_in_attempt set tries = tries + 1 where attempt_id = $1 and city = $2 and used_at is null and tries < $3 and expires_at > $4 and content_enc is not null
     returning attempt_id, tries, content_enc, dek_wrapped`,
    [attemptId, city, triesMax, at],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  const { code: right, ...claimant } = openContent(crypto, row)
  return { claimant, tries: row.tries, matches: equalDigests(sm3(Buffer.from(code)), sm3(Buffer.from(right))) }
}

/** Ends a code: it is used, and what was kept with it is gone. */
export async function closeAttempt(tx: Tx, attemptId: string, at: string): Promise<void> {
  await tx.write(
    'update sign_in_attempt set used_at = $2, content_enc = null, dek_wrapped = null where attempt_id = $1',
    [attemptId, at],
  )
}

/** A code on its way to a mobile. */
export type DueCode = { readonly attemptId: string; readonly mobile: string; readonly code: string }

/**
 * Takes codes that are to be sent and writes that they may have been taken, before the gateway is asked. What a worker leaves
 * behind here is never sent again.
 */
export async function takeCodes(
  pool: Pool,
  crypto: CryptoProvider,
  { city, gateway, at, limit }: { city: string; gateway: string; at: string; limit: number },
): Promise<readonly DueCode[]> {
  const rows = await pool.ask<SealedRow>(
    `update sign_in_attempt set state = 'unknown', handed_at = $2, gateway = $3 where attempt_id in (
       select attempt_id from sign_in_attempt where city = $1 and state = 'queued' and expires_at > $2 and content_enc is not null order by created_at limit $4 for update skip locked
     ) returning attempt_id, content_enc, dek_wrapped`,
    [city, at, gateway, limit],
  )
  return rows.map((row) => {
    const { mobile, code } = openContent(crypto, row)
    return { attemptId: row.attempt_id, mobile, code }
  })
}

/** Writes what the gateway said. Only what it surely did not take waits again. */
export async function recordCodeSent(
  pool: Pool,
  attemptId: string,
  state: 'queued' | 'handed-over' | 'failed' | 'unknown',
  reference: string | undefined,
  why: string,
): Promise<void> {
  await pool.ask(
    `update sign_in_attempt set state = $2, reference = $3, why = $4 where attempt_id = $1 and state = 'unknown'`,
    [attemptId, state, reference ?? null, why.slice(0, 300)],
  )
}

/** Delivery reports of codes are of no use to anybody, and must not be taken for those of notices. */
export async function closeCodeReports(pool: Pool, gateway: string, at: string): Promise<void> {
  await pool.ask(
    `update sms_report r set closed_at = $2 from sign_in_attempt s where r.gateway = $1 and r.closed_at is null and s.gateway = r.gateway and s.reference = r.reference`,
    [gateway, at],
  )
}

/** Codes that the viewer shows, where a city on trial has no gateway. */
export async function listShownCodes(
  pool: Pool,
  crypto: CryptoProvider,
  city: string,
  at: string,
): Promise<readonly (DueCode & { readonly expiresAt: string })[]> {
  const rows = await pool.ask<SealedRow & { expires_at: string }>(
    `select attempt_id, content_enc, dek_wrapped, expires_at from sign_in_attempt
     where city = $1 and state = 'shown' and used_at is null and expires_at > $2 and content_enc is not null order by created_at desc limit 20`,
    [city, at],
  )
  return rows.map((row) => {
    const { mobile, code } = openContent(crypto, row)
    return { attemptId: row.attempt_id, mobile, code, expiresAt: row.expires_at }
  })
}

function openContent(crypto: CryptoProvider, row: SealedRow): Content {
  const text = crypto.open(placeOf(row.attempt_id), row.content_enc, row.dek_wrapped).toString('utf8')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed by recordAttempt, and authentic
  return JSON.parse(text) as Content
}

function placeOf(attemptId: string) {
  return { table: 'sign_in_attempt', column: 'content_enc', rowId: attemptId, personId: attemptId }
}
