import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import fastify, { type FastifyInstance } from 'fastify'
import { randomBytes } from '@anju/crypto/random.ts'
import { admitRequests, type RouteClass } from './admission.ts'
import { hearBrowserReports } from './browser-report.ts'
import { ANSWER_POLICY, DEVICE_POLICY, isApiAddress, pagePolicy, REPORTS_PATH } from './content-policy.ts'
import { refuseForeignRequests } from './foreign-request.ts'
import type { GateSize } from './gate.ts'
import { readJsonBodies } from './json-shape.ts'
import { keepCookiesSafe } from './safe-cookie.ts'

export type App = FastifyInstance
export type AppOptions = {
  readonly logLevel: 'info' | 'warn' | 'silent'
  /** The plain name of the cookie that names a session. */
  readonly sessionCookie: string
  /** How many bytes a body of this route may have; a megabyte when it says nothing. */
  readonly bodyBytesOf?: (method: string, path: string) => number | undefined
  /** What a route costs, where its address does not tell. */
  readonly classOf?: (method: string, path: string) => RouteClass | undefined
  /** Addresses whose word on the caller's address and on https is taken: our own proxies, and nobody else. */
  readonly proxies?: readonly string[]
  readonly requestsPerMinute?: number
  readonly gates?: Partial<Record<RouteClass, GateSize>>
  /** Addresses beside its own that a page may ask. */
  readonly connectTo?: readonly string[]
  /** Where log lines go, when not to standard output; for tests that read them. */
  readonly logTo?: { readonly write: (line: string) => void }
}

/** Limits that every program has. Times are what an honest caller on a poor line needs. */
export const LIMITS = {
  bodyBytesMax: 1_048_576,
  headerBytesMax: 16_384,
  headersMsMax: 10_000,
  requestMsMax: 30_000,
  idleMsMax: 20_000,
  connectionsMax: 4_096,
  requestsPerMinute: 1_200,
} as const

declare module 'fastify' {
  interface FastifyReply {
    /** The nonce of this answer, for every script and style of its page. */
    pageNonce: string
  }
}

/** A schema that checks: zod's, seen from outside. */
type Checkable = {
  safeParse(input: unknown): {
    readonly success: boolean
    readonly data?: unknown
    readonly error?: { readonly issues: readonly unknown[] }
  }
}

/** A request that is not of the form the contract wants; `issues` are the schema library's own. */
export class MalformedInput extends Error {
  readonly statusCode = 400
  readonly part: string
  readonly issues: readonly unknown[]
  constructor(part: string, issues: readonly unknown[]) {
    super('malformed')
    this.name = 'MalformedInput'
    this.part = part
    this.issues = issues
  }
}

/**
 * An HTTP server as both programs have it: headers, cookies, origin of requests, limits and schema checks stand here once,
 * before any route. Scripts and styles of a page run only with the nonce of its answer (`reply.pageNonce`).
 */
export async function openApp(options: AppOptions): Promise<App> {
  const app = fastify({
    logger: loggerOf(options),
    bodyLimit: LIMITS.bodyBytesMax,
    requestTimeout: LIMITS.requestMsMax,
    keepAliveTimeout: LIMITS.idleMsMax,
    http: {
      maxHeaderSize: LIMITS.headerBytesMax,
      headersTimeout: LIMITS.headersMsMax,
      connectionsCheckingInterval: 1_000,
    },
    trustProxy: options.proxies === undefined || options.proxies.length === 0 ? false : [...options.proxies],
    disableRequestLogging: true,
    genReqId: () => randomBytes(8).toString('hex'),
  })
  app.server.maxConnections = LIMITS.connectionsMax
  checkShapes(app)
  app.addHook('onRoute', (route) => {
    const methods = Array.isArray(route.method) ? route.method : [route.method]
    const allowed = methods.map((method) => options.bodyBytesOf?.(method, route.url)).find((each) => each !== undefined)
    if (allowed !== undefined) route.bodyLimit = allowed
  })
  await app.register(cookie)
  await sendHeaders(app, options.connectTo ?? [])
  keepCookiesSafe(app)
  refuseForeignRequests(app)
  admitRequests(app, {
    sessionCookie: options.sessionCookie,
    requestsPerMinute: options.requestsPerMinute ?? LIMITS.requestsPerMinute,
    ...(options.classOf === undefined ? {} : { classOf: options.classOf }),
    ...(options.gates === undefined ? {} : { gates: options.gates }),
  })
  readJsonBodies(app)
  hearBrowserReports(app, (report) => app.log.warn({ report }, 'a page was stopped by its policy'))
  return app
}

/** Logs are lines of JSON, so a value can end no line; what lets somebody in stands in none. */
function loggerOf({ logLevel, logTo }: AppOptions) {
  if (logLevel === 'silent') return false
  const stream = logTo === undefined ? {} : { stream: logTo }
  return {
    level: logLevel,
    redact: ['req.headers', 'err.detail', 'err.where', 'err.parameters', 'error.detail', 'error.where'],
    ...stream,
  }
}

function checkShapes(app: App): void {
  app.setValidatorCompiler<Checkable>(({ schema, httpPart }) => (input) => {
    const checked = schema.safeParse(input)
    return checked.success
      ? { value: checked.data }
      : { error: new MalformedInput(httpPart ?? '', checked.error?.issues ?? []) }
  })
  // An answer leaves only as its schema has it: what the schema does not name is left out, what it wants must be there.
  app.setSerializerCompiler<Checkable>(({ schema }) => (answer) => {
    const checked = schema.safeParse(answer)
    if (!checked.success)
      throw new Error(`An answer is not as its contract has it: ${JSON.stringify(checked.error?.issues)}`)
    return JSON.stringify(checked.data)
  })
}

/** The headers of every answer, also of one that says no. Over https a browser never comes by http again, for two years. */
async function sendHeaders(app: App, connectTo: readonly string[]): Promise<void> {
  app.decorateReply('pageNonce', '')
  await app.register(helmet, {
    contentSecurityPolicy: false,
    hsts: false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.pageNonce = randomBytes(16).toString('base64url')
    const isAnswer = isApiAddress(request.url)
    reply.headers({
      'content-security-policy': isAnswer ? ANSWER_POLICY : pagePolicy(reply.pageNonce, connectTo),
      'permissions-policy': DEVICE_POLICY,
      'reporting-endpoints': `browser="${REPORTS_PATH}"`,
      ...(isAnswer ? { 'cache-control': 'no-store' } : {}),
      ...(request.protocol === 'https' ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
    })
  })
}
