import type { Found, HandOver, MessageSender, OutgoingPart } from '../message-sender.ts'
import { ProviderAcceptance, ProviderRefusal, ProviderStanding, reportOf } from './provider-message.ts'
import { SIGNATURE_HEADERS, signatureOf } from './provider-signature.ts'

export type ProviderAccount = {
  /** Below it lie `/messages` and `/messages/{id}`. */
  readonly url: string
  readonly account: string
  readonly secret: string
  readonly answerMs: number
}

type Answer = { readonly status: number; readonly body: unknown }

/**
 * A cloud provider by HTTP: one signed JSON request a message, under our own id, by which the provider takes it once and can
 * be asked about it. Longer texts are cut by the provider. Reports come by callback.
 */
export function providerSender(account: ProviderAccount, now: () => string, newNonce: () => string): MessageSender {
  const call = async (method: 'GET' | 'POST', path: string, content?: unknown): Promise<Answer> => {
    const url = new URL(`${account.url.replace(/\/$/, '')}${path}`)
    const body = content === undefined ? '' : JSON.stringify(content)
    const timestamp = String(Date.parse(now()))
    const nonce = newNonce()
    const signed = { method, path: url.pathname + url.search, timestamp, nonce, body: Buffer.from(body) }
    const response = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(account.answerMs),
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADERS.account]: account.account,
        [SIGNATURE_HEADERS.timestamp]: timestamp,
        [SIGNATURE_HEADERS.nonce]: nonce,
        [SIGNATURE_HEADERS.signature]: signatureOf(account.secret, signed),
      },
      ...(body === '' ? {} : { body }),
    })
    return { status: response.status, body: await response.json().catch(() => undefined) }
  }
  return {
    ready: () => true,
    send: ({ messageId, mobile, text }: OutgoingPart) =>
      call('POST', '/messages', { messageId, mobile, text }).then(handOverOf, neverAnswered),
    find: ({ messageId }) =>
      call('GET', `/messages/${encodeURIComponent(messageId)}`).then(foundIn, (error: unknown) => ({
        found: 'no-answer',
        why: whyOf(error),
      })),
    findsBy: 'own-name',
    stop: () => Promise.resolve(),
  }
}

/** A 5xx may come from a machine in front of one that has taken the message: as unknown as no answer. */
function handOverOf({ status, body }: Answer): HandOver {
  const accepted = ProviderAcceptance.safeParse(body)
  if ((status === 200 || status === 202) && accepted.success)
    return { outcome: 'accepted', reference: accepted.data.reference }
  const refusal = ProviderRefusal.safeParse(body)
  const why = `HTTP ${status}${refusal.success ? ` ${refusal.data.code}` : ''}`
  if (status === 429) return { outcome: 'throttled', why }
  if (status === 401 || status === 403) return { outcome: 'refused', permanent: false, why }
  if (status >= 400 && status < 500) return { outcome: 'refused', permanent: true, why }
  return { outcome: 'unknown', why }
}

function foundIn({ status, body }: Answer): Found {
  if (status === 404) return { found: 'absent' }
  const standing = ProviderStanding.safeParse(body)
  if (status !== 200 || !standing.success) return { found: 'no-answer', why: `HTTP ${status}` }
  const { reference, report } = standing.data
  return { found: 'accepted', reference, report: report === null ? undefined : reportOf(report) }
}

/** A connection that could not be made carried nothing; after that nobody knows. */
function neverAnswered(error: unknown): HandOver {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const outcome = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(code) ? 'unavailable' : 'unknown'
  return { outcome, why: whyOf(error) }
}

function whyOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
