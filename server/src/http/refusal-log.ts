import type { App } from '@anju/platform/http/open-app.ts'
import type { FastifyRequest } from 'fastify'
import { RegistryError } from '../registry-error.ts'

/** Who asked, as the log may name them: ids, never a name. */
export type Asker = { readonly by: string; readonly session: string }

const askers = new WeakMap<FastifyRequest, Asker>()

/** Remembers whose request it is, in case it is refused. */
export function noteAsker(request: FastifyRequest, asker: Asker): void {
  askers.set(request, asker)
}

const findings = new WeakMap<FastifyRequest, string>()

/** Remembers what a scanner found in a request, or why it found nothing out: words of the scanner, never of the request. */
export function noteFinding(request: FastifyRequest, error: unknown): void {
  if (error instanceof RegistryError && error.finding !== undefined) findings.set(request, error.finding)
}

type Told = { readonly type: string; readonly code?: string; readonly refusals?: readonly { readonly code: string }[] }

/**
 * One line for every request that was refused, whatever refused it: authority, the law, a schema, a limit (拒绝留痕). It says which
 * route, which codes, who and from where; no value of the request stands in it. A command that only waits for its signature
 * was not refused.
 */
export function logRefusals(app: App): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { statusCode: status } = reply
    const finding = findings.get(request)
    if (status < 400 || (status >= 500 && finding === undefined)) return payload
    const told = typeof payload === 'string' ? problemIn(payload) : undefined
    if (told?.type === 'signature' && told.code === undefined) return payload
    const codes = told?.refusals?.map(({ code }) => code) ?? (told?.code === undefined ? [] : [told.code])
    const route = request.routeOptions.url ?? 'none'
    const asker = askers.get(request) ?? { by: 'nobody', session: '' }
    app.log.warn(
      {
        refused: {
          method: request.method,
          route,
          status,
          kind: told?.type ?? '',
          codes,
          ...asker,
          ip: request.ip,
          ...(finding === undefined ? {} : { finding }),
        },
      },
      'a request was refused',
    )
    return payload
  })
}

function problemIn(payload: string): Told | undefined {
  try {
    const value: unknown = JSON.parse(payload)
    return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
      ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own problem document, as the contract has it
        (value as Told)
      : undefined
  } catch {
    return undefined
  }
}
