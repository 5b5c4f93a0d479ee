import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { z } from 'zod'

/** Who may call a route, before the law is asked. Every route has exactly one; a route without one does not compile. */
export type Access =
  /** Anybody, signed in or not; nothing personal comes back. */
  | { readonly kind: 'public' }
  /** Any signed-in session: official or resident. */
  | { readonly kind: 'signed-in' }
  /** An official with a post in the city whose role the city's pack charges with one of these duties. */
  | { readonly kind: 'duty'; readonly duties: readonly Duty[]; readonly reach: Reach }
  /** An official with any post in the city. */
  | { readonly kind: 'post'; readonly reach: Reach }
  /** A resident, for their own matters only. */
  | { readonly kind: 'resident' }

/**
 * How far the request sees (数据范围). `post`: the divisions of the official's post. `city`: the whole city, because the
 * caller names one person or dwelling exactly, as at the window of any station.
 */
export type Reach = 'post' | 'city'

/** What kind of look at people a route is (数据访问), as the log and the person are told it. */
export const LOOK_KINDS = [
  'file',
  'list',
  'search',
  'permit',
  'image',
  'reveal',
  'print',
  'export',
  'log',
  'explain',
] as const
export type LookKind = (typeof LOOK_KINDS)[number]

/** A request that was answered, as {@link Look} reads it. */
export type Answered<Params, Query, Body, Answer> = {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
}

/** Whose data an answer shows, and why it may: written into the look log before the answer leaves. */
export type Look<Params = unknown, Query = unknown, Body = unknown, Answer = unknown> = {
  readonly kind: LookKind
  /**
   * What the look is for. `work-list`: the person stands on a list of the official's own work. `case`: the route is about
   * one case. `asked`: the request says it, by `purpose` or `caseId`. `case-or-asked`: about one case, unless the request
   * says a purpose. `oversight`: reading what officials did.
   */
  readonly why: 'work-list' | 'case' | 'asked' | 'case-or-asked' | 'oversight'
  persons(answered: Answered<Params, Query, Body, Answer>): readonly string[]
  caseOf?(answered: Answered<Params, Query, Body, Answer>): string | undefined
  /** Whether the answer shows in full what the table of fields masks; left out: never. */
  inFull?(answered: Answered<Params, Query, Body, Answer>): boolean
}

/** One operation of the registry, the promise both sides import. `answer` is the body of a 200. */
export type Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Fastify style: `/api/:city/registrations/:registrationId`. */
  readonly path: string
  readonly zh: string
  readonly en: string
  readonly access: Access
  /** How often one address may ask; beyond it comes a 429 with Retry-After. For what anybody may have computed. */
  readonly limit?: { readonly burst: number; readonly perMinute: number }
  /** High risk: the official must have verified themselves to their key within two minutes (二次核验). */
  readonly stepUp?: true
  /** Answered even while the screen is locked or the session is used from another place: what unlocks it. */
  readonly whileHeld?: true
  /** Answered even when the official has lacked the second key for too long: what registers it, and signing out (第二把密钥). */
  readonly whileKeyLacks?: true
  /** Whether the law may say no: then a 422 problem with every refusal can come back. */
  readonly decides: boolean
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
  /** What it shows of people; `own matters` of whoever asks, so nobody else looks. A route that does not say it does not compile. */
  readonly looks:
    | 'nothing personal'
    | 'own matters'
    | Look<z.output<Params>, z.output<Query>, z.output<Body>, z.input<Answer>>
}

/** Keeps the literal types of a route; the table of all routes is made of these. */
export function route<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(definition: Route<Params, Query, Body, Answer>): Route<Params, Query, Body, Answer> {
  return definition
}

export type ParamsOf<R extends Route> = z.output<R['params']>
export type QueryOf<R extends Route> = z.output<R['query']>
export type BodyOf<R extends Route> = z.output<R['body']>
export type AnswerOf<R extends Route> = z.output<R['answer']>
/** What a caller sends: before defaults are filled in. */
export type ParamsSent<R extends Route> = z.input<R['params']>
export type QuerySent<R extends Route> = z.input<R['query']>
export type BodySent<R extends Route> = z.input<R['body']>
