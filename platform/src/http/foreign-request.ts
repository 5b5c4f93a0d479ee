import type { FastifyInstance as App, FastifyReply, FastifyRequest } from 'fastify'
import { stop } from './admission.ts'
import { isApiAddress, REPORTS_PATH } from './content-policy.ts'

/**
 * Refuses what another site makes a browser send; a cookie alone is no will. A browser says where a request comes from
 * (Sec-Fetch-*); one that does not is asked for its Origin. From elsewhere only a visit passes: a page opened by a link.
 * Nothing here is ever upgraded to a socket.
 */
export function refuseForeignRequests(app: App): void {
  app.addHook('onRequest', async (request, reply): Promise<FastifyReply | undefined> => {
    if (request.url === REPORTS_PATH || isOurs(request)) return undefined
    return stop(reply, 403, 'not-allowed')
  })
}

/** What a page loads as part of itself; no answer of the API is ever meant for these. */
const EMBEDDING = ['script', 'style', 'iframe', 'frame', 'embed', 'object', 'worker', 'sharedworker', 'serviceworker']

function isOurs(request: FastifyRequest): boolean {
  const header = (name: string): string | undefined => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(',') : value
  }
  if (header('upgrade') !== undefined) return false
  const site = header('sec-fetch-site')
  const into = header('sec-fetch-dest')
  const looks = request.method === 'GET' || request.method === 'HEAD'
  if (site === undefined) {
    const origin = header('origin')
    return origin === undefined || origin === `${request.protocol}://${request.host}`
  }
  if (site !== 'same-origin' && site !== 'none')
    return looks && header('sec-fetch-mode') === 'navigate' && into === 'document'
  return !(isApiAddress(request.url) && into !== undefined && EMBEDDING.includes(into))
}
