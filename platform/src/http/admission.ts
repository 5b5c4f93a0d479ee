import { sm3 } from '@anju/crypto/sm3.ts'
import type { FastifyInstance as App, FastifyReply, FastifyRequest } from 'fastify'
import { isApiAddress } from './content-policy.ts'
import { openGate, type Gate, type GateSize } from './gate.ts'
import { openRequestRate } from './request-rate.ts'

/** What a request costs: a file of a page, a look, an act, or something anybody may have computed. */
export type RouteClass = 'page' | 'read' | 'command' | 'public'

export type AdmissionOptions = {
  /** The cookie that names a session; its holder is counted apart from others at the same address. */
  readonly sessionCookie: string
  /** Requests a minute of one session; an address may make five times as many, for an office behind one address. */
  readonly requestsPerMinute: number
  readonly classOf?: (method: string, path: string) => RouteClass | undefined
  readonly gates?: Partial<Record<RouteClass, GateSize>>
}

/** Requests of one session at the same time; a browser opens six connections. */
export const CONCURRENT_OF_SESSION_MAX = 24
const CONCURRENT_OF_ADDRESS_MAX = 256
export const GATES: Readonly<Record<RouteClass, GateSize>> = {
  page: { insideMax: 64, waitingMax: 512, waitMsMax: 5_000 },
  read: { insideMax: 64, waitingMax: 256, waitMsMax: 5_000 },
  command: { insideMax: 48, waitingMax: 256, waitMsMax: 10_000 },
  public: { insideMax: 8, waitingMax: 64, waitMsMax: 2_000 },
}

/**
 * Who may come in now: so many requests a minute and at the same time for a session and for an address, and so many of one
 * class at once, so that what is public or dear never starves the counter. Beyond it comes 429 or 503, with Retry-After.
 */
export function admitRequests(app: App, options: AdmissionOptions): void {
  const gates = new Map<RouteClass, Gate>()
  const gateOf = (name: RouteClass): Gate => {
    const gate = gates.get(name) ?? openGate(options.gates?.[name] ?? GATES[name])
    gates.set(name, gate)
    return gate
  }
  const ofSession = openRequestRate(options.requestsPerMinute)
  const ofAddress = openRequestRate(options.requestsPerMinute * 5)
  const open = new Map<string, number>()

  app.addHook('onRequest', async (request, reply): Promise<FastifyReply | undefined> => {
    // Whoever watches over us must get an answer most of all when there is no room.
    if (request.routeOptions.url === '/health') return undefined
    const now = performance.now()
    const session = sessionKey(request, options.sessionCookie)
    const wait = Math.max(ofAddress.ask(request.ip, now), session === undefined ? 0 : ofSession.ask(session, now))
    if (wait > 0) return stop(reply, 429, 'too-many-requests', wait)

    const holder = session ?? request.ip
    const atOnce = open.get(holder) ?? 0
    if (atOnce >= (session === undefined ? CONCURRENT_OF_ADDRESS_MAX : CONCURRENT_OF_SESSION_MAX))
      return stop(reply, 429, 'too-many-requests', 1)
    open.set(holder, atOnce + 1)
    const leave = await gateOf(classOf(request, options)).enter()
    const end = (): void => {
      leave?.()
      const left = (open.get(holder) ?? 1) - 1
      if (left > 0) open.set(holder, left)
      else open.delete(holder)
    }
    if (leave === undefined) {
      end()
      return stop(reply, 503, 'unavailable', 2)
    }
    onceOver(reply, end)
    return undefined
  })
}

function classOf(request: FastifyRequest, { classOf: named }: AdmissionOptions): RouteClass {
  const path = request.routeOptions.url ?? request.url
  const known = named?.(request.method, path)
  if (known !== undefined) return known
  if (!isApiAddress(request.url)) return 'page'
  return request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'command'
}

/** A name for the session that is not the session: nothing kept here opens anything. */
function sessionKey(request: FastifyRequest, cookie: string): string | undefined {
  const token = request.cookies[cookie]
  if (token === undefined || token === '') return undefined
  return sm3(Buffer.from(token)).toString('base64url').slice(0, 22)
}

/** When the answer is sent, or the other side went away; whichever comes first, and once. */
function onceOver(reply: FastifyReply, end: () => void): void {
  let over = false
  const once = (): void => {
    if (over) return
    over = true
    end()
  }
  reply.raw.once('finish', once)
  reply.raw.once('close', once)
}

/** The problem document of a request that is stopped at the door. */
export async function stop(
  reply: FastifyReply,
  status: number,
  code: string,
  retryAfterSeconds?: number,
): Promise<FastifyReply> {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
  return reply.status(status).header('cache-control', 'no-store').send({ type: 'stopped', status, title: code, code })
}
