import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { Pool } from '@anju/platform/database/pool.ts'

/** What an answer of an identity provider is checked with. */
type Check = { readonly state: string; readonly nonce: string; readonly verifier: string }

export type NewIdentitySignIn = {
  readonly identityId: string
  readonly city: string
  readonly check: Check
  /** A secret in the browser's cookie: an answer that another browser brings is nobody's. */
  readonly browser: string
  readonly expiresAt: string
}

/** A secret for the cookie of the browser that is sent away. */
export function newBrowserSecret(): string {
  return randomBytes(32).toString('base64url')
}

export async function recordIdentitySignIn(
  shared: Pool,
  crypto: CryptoProvider,
  { identityId, city, check, browser, expiresAt }: NewIdentitySignIn,
): Promise<void> {
  const key = crypto.newPersonKey(identityId)
  await shared.ask(
    'insert into identity_sign_in (state_sm3, identity_id, city, browser_sm3, content_enc, dek_wrapped, expires_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      digest(check.state),
      identityId,
      city,
      digest(browser),
      crypto.seal(placeOf(identityId), JSON.stringify(check), key),
      key,
      expiresAt,
    ],
  )
}

/** Takes what an answer is checked with, once; undefined when it is unknown, used, too late, or another browser's. */
export async function takeIdentitySignIn(
  shared: Pool,
  crypto: CryptoProvider,
  asked: { readonly state: string; readonly browser: string; readonly city: string },
  at: string,
): Promise<Check | undefined> {
  const rows = await shared.ask<{ identity_id: string; content_enc: Buffer; dek_wrapped: Buffer }>(
    `update identity_sign_in set used_at = $4 where state_sm3 = $1 and browser_sm3 = $2 and city = $3 and used_at is null and expires_at > $4
     returning identity_id, content_enc, dek_wrapped`,
    [digest(asked.state), digest(asked.browser), asked.city, at],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  const text = crypto.open(placeOf(row.identity_id), row.content_enc, row.dek_wrapped).toString('utf8')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed by recordIdentitySignIn, and authentic
  return JSON.parse(text) as Check
}

function digest(text: string): Buffer {
  return sm3(Buffer.from(text))
}

function placeOf(identityId: string) {
  return { table: 'identity_sign_in', column: 'content_enc', rowId: identityId, personId: identityId }
}
