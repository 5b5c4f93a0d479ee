import { describeDefect } from '@anju/platform/http/describe-defect.ts'
import type { App, AppOptions } from '@anju/platform/http/open-app.ts'
import { openApp } from '@anju/platform/http/open-app.ts'
import { serveFace } from '@anju/platform/http/serve-face.ts'
import { z } from 'zod'

import { CardServiceError } from '../card-service-error.ts'
import { openPhoto } from '../order/read-order.ts'
import { findPhoto } from '../store/order.ts'
import { redeemLink } from '../store/session.ts'
import { batchHandlers } from './batch-handlers.ts'
import { exchangeHandlers } from './exchange-handlers.ts'
import { deviceOf } from './device-of.ts'
import { holdLocked, refusedForKeys } from './hold-session.ts'
import { actOf, answerProblems, CARD_COOKIE, COOKIE, mountRoutes, resume } from './mount.ts'
import type { Surroundings } from './mount.ts'
import { getOrder, orderHandlers } from './order-handlers.ts'
import { refusedProblem } from './problem.ts'
import { sessionHandlers } from './session-handlers.ts'
import { signInHandlers } from './sign-in-handlers.ts'

export type CardServiceOptions = {
  readonly faceFolder: string
  readonly logLevel: 'info' | 'warn' | 'silent'
  readonly fault: () => string | undefined
  readonly silentAfterMs: number
  /** What stands between us and the caller, and how much we take; in dev mode nobody is counted. */
  readonly edge?: Pick<AppOptions, 'proxies' | 'requestsPerMinute' | 'gates' | 'logTo'>
}

const REQUESTS_PER_MINUTE_IN_DEV = 1_000_000

/** The card service's HTTP server: its contract, the photos, and the built face. */
export async function openCardService(surroundings: Surroundings, options: CardServiceOptions): Promise<App> {
  const { ukeyService } = surroundings.deps.relyingParty
  const app = await openApp({
    logLevel: options.logLevel,
    sessionCookie: CARD_COOKIE,
    ...(surroundings.dev ? { requestsPerMinute: REQUESTS_PER_MINUTE_IN_DEV } : {}),
    // The one address beside ours that a page asks: the program of UKeys on the person's own computer.
    ...(ukeyService === undefined ? {} : { connectTo: [ukeyService] }),
    ...options.edge,
  })
  answerProblems(app, (incident, error) => app.log.error({ incident, defect: describeDefect(error) }, 'defect'))
  mountRoutes(app, surroundings, {
    ...sessionHandlers,
    ...signInHandlers,
    ...orderHandlers,
    ...batchHandlers,
    ...exchangeHandlers(options),
  })
  mountPhoto(app, surroundings)
  if (surroundings.dev) mountSignInLink(app, surroundings)
  app.get('/health', async () => ({ ok: true, at: surroundings.deps.now() }))
  await serveFace(app, options.faceFolder)
  return app
}

/** The portrait as an image: the one answer that is not JSON. Nothing keeps it. */
function mountPhoto(app: App, { deps, legalDay }: Surroundings): void {
  const params = z.object({ orderId: z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) })
  app.get<{ Params: { orderId: string } }>(
    '/api/orders/:orderId/photo',
    { schema: { params } },
    async (request, reply) => {
      const at = deps.now()
      const session = await resume(deps, request.cookies[CARD_COOKIE] ?? '', deviceOf(request), at)
      if (session === undefined) throw new CardServiceError('signed-out', 'Sign in first')
      holdLocked(session)
      const lacking = refusedForKeys(deps, session, {}, at)
      if (lacking !== undefined) {
        const problem = refusedProblem(lacking.refusals)
        return reply.status(problem.status).send(problem)
      }
      const act = actOf(session, await legalDay(), at)
      const photo = await deps.pool.look(act.scope, async (db) => {
        const row = await getOrder(db, act, request.params.orderId)
        const found = await findPhoto(db, row.order_id)
        return found === undefined
          ? undefined
          : { mediaType: found.mediaType, bytes: openPhoto(deps.crypto, row, found) }
      })
      if (photo === undefined) throw new CardServiceError('not-found', 'No photo')
      return reply.type(photo.mediaType).send(photo.bytes)
    },
  )
}

/** One-time sign-in links: they exist in dev mode only, and dev mode only on loopback. */
function mountSignInLink(app: App, { deps }: Surroundings): void {
  app.get<{ Params: { token: string } }>('/sign-in/:token', async (request, reply) => {
    const token = await redeemLink(deps.pool, request.params.token, deviceOf(request), deps.now())
    if (token === undefined) return reply.redirect('/?sign-in=used')
    return reply.setCookie(CARD_COOKIE, token, COOKIE).redirect('/')
  })
}
