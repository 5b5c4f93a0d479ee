import { describeDefect } from '@anju/platform/http/describe-defect.ts'
import type { App, AppOptions } from '@anju/platform/http/open-app.ts'
import { LIMITS, openApp } from '@anju/platform/http/open-app.ts'
import { serveFace, serveFacePages } from '@anju/platform/http/serve-face.ts'
import { openApiDocument } from '@anju/contract/openapi.ts'
import { openApiPage } from '@anju/contract/openapi-page.ts'
import type { Route } from '@anju/contract/route.ts'
import { ROUTES } from '@anju/contract/route-table.ts'
import { signInByLink } from '../usecases/session.ts'
import { deviceOf } from './device-of.ts'
import { mountGatewayCallback } from './gateway-callback.ts'
import { mountIdentityRedirect } from './identity-redirect.ts'
import { accessHandlers } from './handlers/access.ts'
import { accountHandlers } from './handlers/account.ts'
import { addressChangeHandlers } from './handlers/address-change.ts'
import { auditHandlers } from './handlers/audit.ts'
import { applicationHandlers } from './handlers/application.ts'
import { deskHandlers } from './handlers/desk.ts'
import { cardHandlers } from './handlers/card.ts'
import { endorsementHandlers } from './handlers/endorsement.ts'
import { ledgerHandlers } from './handlers/ledger.ts'
import { mandateHandlers } from './handlers/mandate.ts'
import { erasureHandlers } from './handlers/erasure.ts'
import { transferHandlers } from './handlers/transfer.ts'
import { objectionHandlers } from './handlers/objection.ts'
import { ownDepartureHandlers } from './handlers/own-departure.ts'
import { misuseHandlers } from './handlers/misuse.ts'
import { paperHandlers } from './handlers/paper.ts'
import { lookHandlers } from './handlers/look.ts'
import { personHandlers } from './handlers/person.ts'
import { placeHandlers } from './handlers/place.ts'
import { residentHandlers } from './handlers/resident.ts'
import { registrationHandlers } from './handlers/registration.ts'
import { securityHandlers } from './handlers/security.ts'
import { simulationHandlers } from './handlers/simulation.ts'
import { sessionHandlers, type DevMode } from './handlers/session.ts'
import { signInHandlers } from './handlers/sign-in.ts'
import { whatIfHandlers } from './handlers/what-if.ts'
import { answerProblems, mountRoutes, SESSION_COOKIE, type Surroundings } from './mount.ts'
import { logRefusals } from './refusal-log.ts'

export type RegistryOptions = DevMode & {
  /** The built counter face. */
  readonly faceFolder: string
  /** The built citizen face. */
  readonly citizenFolder: string
  readonly logLevel: 'info' | 'warn' | 'silent'
  /** What stands between us and the caller, and how much we take; in dev mode nobody is counted. */
  readonly edge?: Pick<AppOptions, 'proxies' | 'requestsPerMinute' | 'gates' | 'logTo'>
}

const REQUESTS_PER_MINUTE_IN_DEV = 1_000_000
/** A picture of four megabytes, as text. */
const PICTURE_BYTES_MAX = 6 * 1024 * 1024
/** Routes that anybody may have computed, by method and path: they have a gate of their own. */
const PUBLIC_ROUTES = new Set(
  Object.values<Route>(ROUTES)
    .filter(({ access, limit }) => access.kind === 'public' && limit !== undefined)
    .map(({ method, path }) => `${method} ${path}`),
)

/** The registry's HTTP server: every route of the contract, its description, and the built face. */
export async function openRegistry(surroundings: Surroundings, options: RegistryOptions): Promise<App> {
  const { ukeyService } = surroundings.deps.relyingParty
  const app = await openApp({
    logLevel: options.logLevel,
    sessionCookie: SESSION_COOKIE,
    bodyBytesOf: (_method, path) => (path.endsWith('/blobs/:blobId') ? PICTURE_BYTES_MAX : undefined),
    classOf: (method, path) => (PUBLIC_ROUTES.has(`${method} ${path}`) ? 'public' : undefined),
    ...(options.dev ? { requestsPerMinute: REQUESTS_PER_MINUTE_IN_DEV } : {}),
    ...(ukeyService === undefined ? {} : { connectTo: [ukeyService] }),
    ...options.edge,
  })
  const { now } = surroundings
  logRefusals(app)
  answerProblems(app, (incident, error) => app.log.error({ incident, defect: describeDefect(error) }, 'defect'))
  mountRoutes(app, surroundings, {
    ...sessionHandlers(options),
    ...signInHandlers,
    ...residentHandlers(options.dev),
    ...accountHandlers,
    ...placeHandlers,
    ...personHandlers,
    ...registrationHandlers,
    ...ownDepartureHandlers,
    ...applicationHandlers,
    ...addressChangeHandlers,
    ...endorsementHandlers,
    ...cardHandlers,
    ...mandateHandlers,
    ...objectionHandlers,
    ...transferHandlers,
    ...erasureHandlers,
    ...misuseHandlers,
    ...paperHandlers(),
    ...deskHandlers,
    ...ledgerHandlers,
    ...lookHandlers,
    ...auditHandlers,
    ...accessHandlers,
    ...securityHandlers({
      dev: options.dev,
      behindProxy: (options.edge?.proxies ?? []).length > 0,
      requestsPerMinute:
        options.edge?.requestsPerMinute ?? (options.dev ? REQUESTS_PER_MINUTE_IN_DEV : LIMITS.requestsPerMinute),
    }),
    ...simulationHandlers,
    ...whatIfHandlers,
  })
  describeApi(app)
  mountGatewayCallback(app, surroundings)
  mountIdentityRedirect(app, surroundings)
  if (options.dev) mountSignInLink(app, surroundings)
  app.get('/health', async () => ({ ok: true, at: now() }))
  await serveFacePages(app, options.citizenFolder, {
    filesAt: '/citizen/',
    pages: ['/:city/what-if', '/:city/sign-in', '/:city/my-sessions', '/:city/departure'],
  })
  await serveFace(app, options.faceFolder)
  return app
}

function describeApi(app: App): void {
  const document = openApiDocument(ROUTES, { title: '安居 Anju', version: '0.1.0' })
  app.get('/api/openapi.json', async () => document)
  app.get('/api', async (_request, reply) => {
    return reply
      .type('text/html; charset=utf-8')
      .send(openApiPage(document, { nonce: reply.pageNonce, documentPath: '/api/openapi.json' }))
  })
}

/** One-time sign-in links: they exist in dev mode only, and dev mode only on loopback. */
function mountSignInLink(app: App, { deps, now }: Surroundings): void {
  app.get<{ Params: { token: string } }>('/sign-in/:token', async (request, reply) => {
    const token = await signInByLink(deps, request.params.token, now(), deviceOf(request))
    if (token === undefined) return reply.redirect('/?sign-in=used')
    return reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict' }).redirect('/')
  })
}
