import {
  DEMO_SIGNING_HEADER,
  SIGNATURE_HEADER,
  type SignatureAnswer,
  type SignedWith,
  type SigningAsked,
} from './key-answer.ts'
import type { Language } from './message/words.ts'
import { problemSchema, type Problem } from './problem.ts'
import type { AnswerOf, BodySent, ParamsSent, QuerySent, Route } from './route.ts'
import { ROUTES, type RouteName, type Routes } from './route-table.ts'

/** One part of a request: it may be left out only when the contract asks nothing in it. */
type Part<Key extends string, Sent> = undefined extends Sent
  ? { readonly [K in Key]?: Sent }
  : // `{}` asks whether every member is optional.
    {} extends Sent
    ? { readonly [K in Key]?: Sent }
    : { readonly [K in Key]: Sent }

/** What a caller gives to an operation, as the contract types it before defaults are filled in. */
export type RequestOf<R extends Route> = Part<'params', ParamsSent<R>> &
  Part<'query', QuerySent<R>> &
  Part<'body', BodySent<R>> & { readonly signal?: AbortSignal }

/**
 * What came back. `unreachable`: nothing is known, not even whether the act was carried out; send it again with the same
 * intent id. A problem is an answer: the registry has said no, and sending the same again will not change it.
 */
export type ApiResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly unreachable: false; readonly problem: Problem }
  | { readonly ok: false; readonly unreachable: true }

type RequestArgument<R extends Route> = {} extends RequestOf<R> ? [request?: RequestOf<R>] : [request: RequestOf<R>]

export type ApiClient = {
  /**
   * Calls one operation by its name in the route table.
   *
   * @throws the reason of `signal` when the caller gave up; nothing else.
   */
  readonly call: <Name extends RouteName>(
    name: Name,
    ...request: RequestArgument<Routes[Name]>
  ) => Promise<ApiResult<AnswerOf<Routes[Name]>>>
}

export type ApiClientOptions = {
  /** The `fetch` of the browser or of Node; an argument, so that the contract itself touches no network. */
  readonly fetch: typeof globalThis.fetch
  /** Origin without a slash at the end; empty for the page's own origin. */
  readonly baseUrl?: string
  /** Asked for each call, because a person may switch the language at any time. */
  readonly language?: () => Language
  /** After this long without an answer the registry counts as unreachable. */
  readonly timeoutMsMax?: number
  /**
   * Has the person sign a step that must be signed: shows exactly the text and asks their key. Undefined when they would not;
   * then the problem comes back, and nothing was carried out.
   */
  readonly sign?: (asked: SigningAsked) => Promise<SignatureAnswer | undefined>
  /** Whether a demo, too, shows what is signed; asked for each call. Otherwise it signs at once. */
  readonly showsDemoSigning?: () => boolean
  /** Has the person verify themselves again, because the screen is locked, the place is another or the risk high. */
  readonly confirm?: (why: 'locked' | 'step-up') => Promise<boolean>
}

type AnyRequest = {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** The typed client of every operation in the route table, for browsers and Node alike. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const { fetch, baseUrl = '', language = () => 'zh', timeoutMsMax = 30_000 } = options

  async function callRoute(route: Route, request: AnyRequest): Promise<ApiResult<unknown>> {
    let result = await callOnce(route, request)
    const held = heldBy(result)
    if (held !== undefined && (await options.confirm?.(held)) === true) result = await callOnce(route, request)
    const asked = signingIn(result)
    if (asked === undefined || options.sign === undefined) return result
    const answer = await options.sign(asked)
    // The same command once more, under the same intent, with what the key said.
    return answer === undefined ? result : callOnce(route, request, { signingId: asked.signingId, answer })
  }

  async function callOnce(route: Route, request: AnyRequest, signed?: SignedWith): Promise<ApiResult<unknown>> {
    const address = baseUrl + routePath(route, request)
    const body = bodyText(route, request.body)
    const timeout = AbortSignal.timeout(timeoutMsMax)
    const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal])
    try {
      const response = await fetch(address, {
        method: route.method,
        headers: {
          accept: 'application/json',
          'accept-language': language(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(signed === undefined ? {} : { [SIGNATURE_HEADER]: headerText(signed) }),
          ...(options.showsDemoSigning?.() === true ? { [DEMO_SIGNING_HEADER]: 'shown' } : {}),
        },
        credentials: 'same-origin',
        signal,
        ...(body === undefined ? {} : { body }),
      })
      return readAnswer(route, response.status, await response.text())
    } catch {
      request.signal?.throwIfAborted()
      return { ok: false, unreachable: true }
    }
  }

  const call = (name: RouteName, request: AnyRequest = {}) => callRoute(ROUTES[name], request)
  // The table says what each name answers; inside, all routes are handled alike.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { call: call as ApiClient['call'] }
}

function heldBy(result: ApiResult<unknown>): 'locked' | 'step-up' | undefined {
  const code = result.ok || result.unreachable ? undefined : result.problem.code
  return code === 'locked' || code === 'step-up' ? code : undefined
}

function signingIn(result: ApiResult<unknown>): SigningAsked | undefined {
  return result.ok || result.unreachable ? undefined : result.problem.signing
}

/** Everything in it is ASCII. */
function headerText(signed: SignedWith): string {
  return btoa(JSON.stringify(signed)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The address of a call: parameters filled in, a query without what was left out. */
export function routePath(route: Pick<Route, 'path'>, request: Pick<AnyRequest, 'params' | 'query'>): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = request.params?.[name]
    if (typeof value !== 'string') throw new TypeError(`${route.path} needs the parameter ${name}`)
    return encodeURIComponent(value)
  })
  const query = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`]
      : [],
  )
  return query.length === 0 ? path : `${path}?${query.join('&')}`
}

function bodyText(route: Route, body: unknown): string | undefined {
  if (route.method === 'GET') return undefined
  return JSON.stringify(body ?? {})
}

function readAnswer(route: Route, status: number, text: string): ApiResult<unknown> {
  const sent = parseJson(text)
  if (status === 200) {
    const answer = route.answer.safeParse(sent)
    // A cut connection leaves half a document; a whole one that does not fit is a registry of another version.
    if (answer.success) return { ok: true, value: answer.data }
    return sent === undefined ? { ok: false, unreachable: true } : notAsPromised(status)
  }
  const problem = problemSchema.safeParse(sent)
  // A registry that lost its database does not know either whether the act was carried out.
  if (problem.success && problem.data.code === 'unavailable') return { ok: false, unreachable: true }
  if (problem.success) return { ok: false, unreachable: false, problem: problem.data }
  // A gateway in between speaks for a registry that it could not reach.
  return status >= 500 ? { ok: false, unreachable: true } : notAsPromised(status)
}

function notAsPromised(status: number): ApiResult<never> {
  const problem: Problem = { type: 'defect', status, title: 'The answer is not as the contract promises' }
  return { ok: false, unreachable: false, problem }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
