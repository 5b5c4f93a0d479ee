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
  /** Whether the law may say no: then a 422 problem with every refusal can come back. */
  readonly decides: boolean
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
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
