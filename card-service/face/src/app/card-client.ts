import type { CardAnswer, CardRouteName, CardRoutes, CardSent } from '@anju/card-service/contract.ts'
import type { CardProblem } from '@anju/card-service/http/problem.ts'
import { signingDesk } from './signing-desk.ts'

/** Method and path of every operation; a missing or surplus one is a type error. */
const PLACES = {
  beginEnrolment: ['POST', '/api/enrolments/begin'],
  finishEnrolment: ['POST', '/api/enrolments'],
  beginSignIn: ['POST', '/api/sign-in/begin'],
  signInWithKey: ['POST', '/api/sign-in'],
  getSession: ['GET', '/api/session'],
  endSession: ['POST', '/api/session/end'],
  lockSession: ['POST', '/api/session/lock'],
  beginConfirm: ['POST', '/api/session/confirm/begin'],
  confirmPerson: ['POST', '/api/session/confirm'],
  setLegalDay: ['PUT', '/api/legal-clock'],
  listOrders: ['GET', '/api/orders'],
  getOrder: ['GET', '/api/orders/:orderId'],
  checkQuality: ['POST', '/api/orders/:orderId/quality'],
  produceCard: ['POST', '/api/orders/:orderId/production'],
  remakeCard: ['POST', '/api/orders/:orderId/remake'],
  listBatches: ['GET', '/api/batches'],
  getBatch: ['GET', '/api/batches/:batchId'],
  dispatchBatch: ['POST', '/api/batches'],
  getStock: ['GET', '/api/stock'],
  receiveStock: ['POST', '/api/stock'],
  voidStock: ['POST', '/api/stock/void'],
  reportCivilEvent: ['POST', '/api/civil-events'],
  getExchange: ['GET', '/api/exchange'],
  sendAgain: ['POST', '/api/exchange/packages/:packageId/send-again'],
  clearQuarantine: ['POST', '/api/exchange/quarantine/:fileSm3/clear'],
} as const satisfies Record<CardRouteName, readonly ['GET' | 'POST' | 'PUT', string]>

export type Answer<Name extends CardRouteName> = CardAnswer<CardRoutes[Name]>
export type Sent<Name extends CardRouteName> = Partial<CardSent<CardRoutes[Name]>>

export type CardResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly unreachable: false; readonly problem: CardProblem }
  | { readonly ok: false; readonly unreachable: true }

/** What a call sends, whatever its operation. */
type Loose = {
  readonly params?: Readonly<Record<string, string>> | undefined
  readonly query?: Record<string, string> | undefined
  readonly body?: unknown
}

const TIMEOUT_MS_MAX = 20_000

/**
 * Calls one operation of the card service. Never throws: silence is an answer of its own. A step that must be signed waits
 * until its person's key has signed what they were shown, and is then sent once more under the same intent.
 */
export async function callCard<Name extends CardRouteName>(
  name: Name,
  sent: Sent<Name>,
  signal?: AbortSignal,
): Promise<CardResult<Answer<Name>>> {
  const result = await callOnce(name, sent, {}, signal)
  const asked = result.ok || result.unreachable ? undefined : result.problem.signing
  const answer = asked === undefined ? undefined : await signingDesk.sign(asked)
  // A person who would not sign leaves the answer as it is: nothing was carried out.
  if (asked === undefined || answer === undefined) return result
  return callOnce(name, sent, { 'anju-signature': headerText({ signingId: asked.signingId, answer }) }, signal)
}

/** Everything in it is ASCII. */
function headerText(signed: unknown): string {
  return btoa(JSON.stringify(signed)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

async function callOnce<Name extends CardRouteName>(
  name: Name,
  sent: Sent<Name>,
  signature: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<CardResult<Answer<Name>>> {
  const [method, path] = PLACES[name]
  // Every operation's parameters and query are words by name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { params = {}, query, body } = sent as Loose
  const filled = path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`
  const timeout = AbortSignal.timeout(TIMEOUT_MS_MAX)
  try {
    const response = await fetch(filled + search, {
      method,
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      ...(method === 'GET'
        ? {}
        : { headers: { 'content-type': 'application/json', ...signature }, body: JSON.stringify(body ?? {}) }),
    })
    const answer: unknown = await response.json()
    // Both came out of the service's own schemas.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    if (response.ok) return { ok: true, value: answer as Answer<Name> }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return { ok: false, unreachable: false, problem: answer as CardProblem }
  } catch {
    return { ok: false, unreachable: true }
  }
}
