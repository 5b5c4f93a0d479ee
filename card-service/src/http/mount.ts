import { scopeOf } from '@anju/platform/database/scope.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { z } from 'zod'

import { CardServiceError } from '../card-service-error.ts'
import { CARD_ROUTES } from '../contract.ts'
import type { CardRoute } from '../card-route.ts'
import type { CardAnswer, CardBody, CardParams, CardQuery, CardRouteName, CardRoutes } from '../contract.ts'
import type { Act, Deps } from '../deps.ts'
import type { CardDecision, CardRefusal } from '../refusal.ts'
import { findSession, touchSession } from '../store/session.ts'
import type { Device, Session } from '../store/session.ts'
import { deviceOf } from './device-of.ts'
import { holdLocked, refusedForKeys } from './hold-session.ts'
import { problemOf, refusedProblem } from './problem.ts'
import type { CardProblem } from './problem.ts'
import { signatureProblem, signedAct } from './sign-command.ts'

/** Not the registry's name: on one host, cookies know no ports. */
export const CARD_COOKIE = 'anju_card_session'

/** Ends with the browser, and no script sees it. */
export const COOKIE = { path: '/', httpOnly: true, sameSite: 'strict' } as const

/** A command that waits for its person's signature; nothing of it was kept. */
class ToBeSigned {
  readonly problem: CardProblem
  constructor(problem: CardProblem) {
    this.problem = problem
  }
}

/** The reply of any route; the schema of a 200 says nothing of the others. */
type Answering = { status: (code: number) => { send: (body: unknown) => unknown } }

/** What every handler works with. */
export type Surroundings = { readonly deps: Deps; readonly legalDay: () => Promise<string>; readonly dev: boolean }

/** What a handler gets: checked input, and who acts. `act` is there on every route for staff. */
export type Call<R extends CardRoute> = Surroundings & {
  readonly act: Act
  readonly session: Session | undefined
  readonly token: string
  readonly legalOn: string
  readonly at: string
  readonly params: CardParams<R>
  readonly query: CardQuery<R>
  readonly body: CardBody<R>
  readonly device: Device
  readonly setCookie: (token: string) => void
}
/** A route that decides answers with a decision; the others with their value. */
export type Handler<R extends CardRoute> = (call: Call<R>) => Promise<CardDecision<CardAnswer<R>> | CardAnswer<R>>
export type HandlersOf<Name extends CardRouteName> = { readonly [N in Name]: Handler<CardRoutes[N]> }

/** Mounts every route of the contract. A route without a handler does not compile. */
export function mountRoutes(app: App, surroundings: Surroundings, handlers: HandlersOf<CardRouteName>): void {
  // The keys of the table, and inputs that its own schemas checked: what the types say, said by them.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  for (const name of Object.keys(CARD_ROUTES) as CardRouteName[]) {
    mountRoute(app, surroundings, { name, route: CARD_ROUTES[name] }, handlers[name])
  }
}

function mountRoute(
  app: App,
  surroundings: Surroundings,
  { name, route }: { readonly name: CardRouteName; readonly route: CardRoute },
  handler: Handler<CardRoute>,
): void {
  if (route.access === 'dev' && !surroundings.dev) return
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      params: route.params,
      querystring: route.query,
      ...(route.method === 'GET' ? {} : { body: route.body }),
      response: { 200: route.answer },
    },
    handler: async (request, reply) => {
      const { deps, legalDay } = surroundings
      const at = deps.now()
      const token = request.cookies[CARD_COOKIE] ?? ''
      const device = deviceOf(request)
      const session = await resume(deps, token, device, at)
      if (route.access === 'staff' && session === undefined) throw new CardServiceError('signed-out', 'Sign in first')
      if (route.access === 'staff') holdLocked(session, route)
      const lacking = route.access === 'staff' ? refusedForKeys(deps, session, route, at) : undefined
      if (lacking !== undefined) return refuse(reply, lacking.refusals)
      const legalOn = await legalDay()
      const act =
        session === undefined
          ? undefined
          : await signedAct(deps, name, { act: actOf(session, legalOn, at), session, request })
      const { params, query, body } = request
      const setCookie = (value: string) => void reply.setCookie(CARD_COOKIE, value, COOKIE)
      const call = { ...surroundings, act, session, token, legalOn, at, params, query, body, device, setCookie }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const answer = await handler(call as Call<CardRoute>).catch(async (error: unknown) => {
        const problem = await signatureProblem(deps, name, { act, session, request }, error)
        if (problem === undefined) throw error
        return new ToBeSigned(problem)
      })
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      if (answer instanceof ToBeSigned) return (reply as Answering).status(answer.problem.status).send(answer.problem)
      if (!isDecision(answer)) return answer
      if (answer.ok) return answer.value
      return refuse(reply, answer.refusals)
    },
  })
}

function refuse(reply: unknown, refusals: readonly CardRefusal[]): unknown {
  const problem = refusedProblem(refusals)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (reply as Answering).status(problem.status).send(problem)
}

/** The session behind a cookie, kept from growing idle. */
export async function resume(deps: Deps, token: string, device: Device, at: string): Promise<Session | undefined> {
  const session = token === '' ? undefined : await findSession(deps.pool, token, device, at)
  // A demo link opens nothing once the installation is no demo any more.
  if (session?.assurance === 'demo' && !deps.dev) return undefined
  if (session !== undefined && Date.parse(at) - Date.parse(session.lastSeenAt) > 60_000)
    await touchSession(deps.pool, token, at)
  return session
}

/** Staff see and touch the orders of their own city only. */
export function actOf(session: Session, legalOn: string, at: string): Act {
  return {
    staff: session.staff,
    city: session.city,
    sessionRef: session.ref,
    legalOn,
    at,
    scope: scopeOf({ city: '', prefixes: [session.city.areaCode] }),
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

const decision = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusals: z.array(z.unknown()) }),
])

function isDecision(answer: unknown): answer is CardDecision<unknown> {
  return decision.safeParse(answer).success
}
