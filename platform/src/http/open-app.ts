import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import fastify, { type FastifyInstance } from 'fastify'
import { randomBytes } from '@anju/crypto/random.ts'

export type App = FastifyInstance
export type AppOptions = {
  readonly logLevel: 'info' | 'warn' | 'silent'
  readonly bodyBytesMax?: number
  /** Whether the page itself may be asked for over plain HTTP: on loopback only. */
  readonly plainHttp: boolean
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
 * An HTTP server with the headers, limits and schema checks that both programs share. Scripts and styles run only with the
 * nonce of their response (`reply.cspNonce`).
 */
export async function openApp(options: AppOptions): Promise<App> {
  const app = fastify({
    logger:
      options.logLevel === 'silent'
        ? false
        : { level: options.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    bodyLimit: options.bodyBytesMax ?? 6 * 1024 * 1024,
    requestTimeout: 30_000,
    trustProxy: false,
    disableRequestLogging: true,
    genReqId: () => randomBytes(8).toString('hex'),
  })
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
  await app.register(cookie)
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    ...(options.plainHttp ? { hsts: false } : {}),
    crossOriginEmbedderPolicy: false,
  })
  return app
}
