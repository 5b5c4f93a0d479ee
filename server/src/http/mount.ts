import { POLICIES, showsResidents, wideningOf } from '@anju/contract/policy-table.ts'
import type { Problem } from '@anju/contract/problem.ts'
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '@anju/contract/route.ts'
import { ROUTES, type RouteName, type Routes } from '@anju/contract/route-table.ts'
import { granted, type Decision, type Refused } from '@anju/domain/kernel/decision.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Act, Deps, Device } from '../deps.ts'
import { resumeSession, type SignedIn } from '../usecases/session.ts'
import { admit } from './admit.ts'
import { deviceOf } from './device-of.ts'
import { askBeforeLook, answerAfterLook } from './look-hook.ts'
import { problemOf, refusedProblem } from './problem-of.ts'
import { noteAsker, noteFinding } from './refusal-log.ts'
import { holdSession, signatureProblem, signedAct } from './sign-command.ts'
import { openRateLimiter, type RateLimit, type RateLimiter } from './rate-limit.ts'

export const SESSION_COOKIE = 'anju_session'

/** What a handler gets: checked input, and who acts. `act` is there on every route below a city and wherever one signs in. */
export type Call<R extends Route> = {
  readonly deps: Deps
  readonly act: Act
  readonly session: SignedIn | undefined
  readonly token: string
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  readonly at: string
  readonly caller: Caller
}
/** The browser that asks: for the routes that sign somebody in. */
export type Caller = {
  readonly ip: string
  readonly device: Device
  readonly cookie: (name: string) => string | undefined
  /** Safe as every cookie of ours; without a time it ends with the browser. */
  readonly setCookie: (name: string, value: string, maxAgeSeconds?: number) => void
}
/** A route that decides answers with a decision; the others with their value. */
export type Handler<R extends Route> = (call: Call<R>) => Promise<Decision<AnswerOf<R>> | AnswerOf<R>>
export type Handlers = { readonly [Name in RouteName]: Handler<Routes[Name]> }
/** The handlers of one noun; all of them together must be {@link Handlers}. */
export type HandlersOf<T extends Record<string, Route>> = { readonly [Name in keyof T]: Handler<T[Name]> }

export type Surroundings = { readonly deps: Deps; readonly now: () => string }

/** Mounts every route of the contract. A route without a handler does not compile. */
/* oxlint-disable typescript/no-unsafe-type-assertion -- the contract's schemas have checked what comes in; here all routes are handled alike */
export function mountRoutes(app: App, { deps, now }: Surroundings, handlers: Handlers): void {
  const limiter = openRateLimiter()
  for (const name of Object.keys(ROUTES) as RouteName[])
    mountRoute(app, { deps, now, limiter }, name, ROUTES[name], handlers[name])
}

function mountRoute(
  app: App,
  { deps, now, limiter }: Surroundings & { readonly limiter: RateLimiter },
  name: RouteName,
  route: Route,
  handler: Handler<Route>,
): void {
  const takesBody = route.method !== 'GET'
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      params: route.params,
      querystring: route.query,
      ...(takesBody ? { body: route.body } : {}),
      response: { 200: route.answer },
    },
    ...(route.limit === undefined ? {} : { onRequest: limitRequests(limiter, route.path, route.limit) }),
    handler: async (request, reply: FastifyReply) => {
      const refuse = ({ refusals }: Refused) => {
        const status = refusals.every(({ code }) => code.startsWith('access.')) ? 403 : 422
        return reply.status(status).send(refusedProblem(status, refusals))
      }
      const at = now()
      const today = civilDateOf(at)
      const token = request.cookies[SESSION_COOKIE] ?? ''
      const session = token === '' ? undefined : await resumeSession(deps, token, at, today, deviceOf(request))
      if (session !== undefined) noteAsker(request, { by: idOf(session), session: session.ref })
      holdSession(route, session, at)
      const params = request.params as Record<string, string>
      const { access } = route
      const opening = { widening: wideningOf(POLICIES[name]), showsResidents: showsResidents(route, POLICIES[name]) }
      const whileKeyLacks = route.whileKeyLacks === true
      const knock = { access, ...opening, whileKeyLacks, session, city: params['city'], at, today }
      const admitted = await admit(deps, knock)
      if (!admitted.ok) return reply.status(403).send(refusedProblem(403, admitted.refusals))
      const act = admitted.value as Act
      const call = {
        deps,
        act: session === undefined || act === undefined ? act : await signedAct(deps, name, { act, session, request }),
        session,
        token,
        params: request.params,
        query: request.query,
        body: request.body,
        at,
        caller: callerOf(request, reply),
      }
      const asked = askBeforeLook(route, call as Call<Route>)
      const given = asked.ok
        ? await handler(call as Call<Route>).catch(async (error: unknown) => {
            noteFinding(request, error)
            const problem = await signatureProblem(deps, { name, route }, { act, session, request }, error)
            if (problem === undefined) throw error
            return new ToBeSigned(problem)
          })
        : asked
      if (given instanceof ToBeSigned) return reply.status(given.problem.status).send(given.problem)
      const decided: Decision<unknown> = isDecision(given) ? given : granted(given, [])
      if (!decided.ok) return refuse(decided)
      // Nothing leaves before the look is written.
      const answer = await answerAfterLook(name, route, call as Call<Route>, decided.value)
      return answer.ok ? answer.value : refuse(answer)
    },
  })
}

/* oxlint-enable typescript/no-unsafe-type-assertion */

function idOf({ actor }: SignedIn): string {
  if (actor.kind === 'official') return actor.officialId
  return actor.kind === 'resident' ? actor.accountId : actor.kind
}

/** A command that waits for its official's signature; nothing of it was kept. */
class ToBeSigned {
  readonly problem: Problem
  constructor(problem: Problem) {
    this.problem = problem
  }
}

function callerOf(request: FastifyRequest, reply: FastifyReply): Caller {
  return {
    ip: request.ip,
    device: deviceOf(request),
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, maxAgeSeconds) => {
      const age = maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }
      reply.setCookie(name, value, { path: '/', httpOnly: true, sameSite: 'strict', ...age })
    },
  }
}

/** Before anything is read or looked up: a request too many costs next to nothing. */
function limitRequests(limiter: RateLimiter, path: string, limit: RateLimit) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const verdict = limiter.ask(path, request.ip, limit, performance.now())
    if (verdict.allowed) return undefined
    const problem: Problem = { type: 'stopped', status: 429, title: 'too-many-requests', code: 'too-many-requests' }
    return reply.status(429).header('retry-after', String(verdict.retryAfterSeconds)).send(problem)
  }
}

/** Turns everything that is thrown into a problem document, once for all routes. */
export function answerProblems(app: App, onDefect: (incident: string, error: unknown) => void): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request.id)
    if (problem.type === 'defect') onDefect(request.id, error)
    return reply.status(problem.status).send(problem)
  })
}

function isDecision(answer: unknown): answer is Decision<unknown> {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && ('value' in answer || 'refusals' in answer)
}
