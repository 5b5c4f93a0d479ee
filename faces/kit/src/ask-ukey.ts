import type { KeyAnswer } from '@anju/contract/key-answer.ts'
import type { KeyOutcome } from './key-ceremony.ts'

const WAIT_MS_MAX = 110_000
const PUBLIC_KEY = /^04[0-9a-f]{128}$/
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/

/**
 * Asks a UKey (国密 UKey) through the program that its maker installs on this computer: `POST /sign` with the challenge (base64url), answered
 * with the SM2 public key (130 hex), the signature over the challenge (r‖s, base64url) and the certificate (base64url). The program asks for the PIN.
 *
 * @param service - `http://127.0.0.1:port`, as the registry is configured
 */
export async function askUKey(
  service: string,
  challenge: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<KeyOutcome<KeyAnswer>> {
  const signed = await signAt(service, challenge, fetch)
  if (!signed.ok) return signed
  const { publicKey, signature } = signed.value
  return { ok: true, value: { kind: 'ukey', publicKey, signature } }
}

/** Has a UKey make itself known: the same signature, with its certificate (base64url) beside it. */
export async function makeUKey(
  service: string,
  challenge: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<KeyOutcome<NewUKey>> {
  const signed = await signAt(service, challenge, fetch)
  return signed.ok ? { ok: true, value: { kind: 'ukey', ...signed.value } } : signed
}

export type NewUKey = {
  readonly kind: 'ukey'
  readonly publicKey: string
  readonly certificate: string
  readonly signature: string
}

async function signAt(
  service: string,
  challenge: string,
  fetch: typeof globalThis.fetch,
): Promise<KeyOutcome<Omit<NewUKey, 'kind'>>> {
  try {
    const response = await fetch(`${service}/sign`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ challenge }),
      credentials: 'omit',
      signal: AbortSignal.timeout(WAIT_MS_MAX),
    })
    if (response.status === 403) return { ok: false, why: 'cancelled' }
    const said: unknown = response.ok ? await response.json() : undefined
    const publicKey = textOf(said, 'publicKey')
    const signature = textOf(said, 'signature')
    if (!PUBLIC_KEY.test(publicKey) || !SIGNATURE.test(signature)) return { ok: false, why: 'failed' }
    return { ok: true, value: { publicKey, signature, certificate: textOf(said, 'certificate') } }
  } catch {
    return { ok: false, why: 'no-service' }
  }
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return ''
  const member: unknown = Object.getOwnPropertyDescriptor(value, name)?.value
  return typeof member === 'string' ? member : ''
}
