import type { FastifyInstance as App } from 'fastify'

const HOST = '__Host-'

/**
 * Every cookie leaves safe, whoever sets it: HttpOnly, SameSite, for this host and its whole path. Over https it is Secure and
 * its name begins with `__Host-`, so no neighbour in the domain and nobody on the wire can plant one; then only that name is
 * read. Routes know their cookies by the plain name. Register it after the cookie plugin.
 * @throws Error when a route sets a cookie that a script could read, another site could use, or another path would get.
 */
export function keepCookiesSafe(app: App): void {
  app.addHook('onRequest', async (request) => {
    if (request.protocol !== 'https') return
    const safe = Object.entries(request.cookies).filter(([name]) => name.startsWith(HOST))
    request.cookies = Object.fromEntries(safe.map(([name, value]) => [name.slice(HOST.length), value]))
  })
  app.addHook('onSend', async (request, reply) => {
    const set = reply.getHeader('set-cookie')
    if (set === undefined) return
    const lines = (Array.isArray(set) ? set : [String(set)]).map((line) =>
      safeCookie(line, request.protocol === 'https'),
    )
    reply.removeHeader('set-cookie')
    reply.header('set-cookie', lines)
  })
}

/** One Set-Cookie line as it may leave. */
export function safeCookie(line: string, overHttps: boolean): string {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const has = (attribute: RegExp): boolean => attributes.some((each) => attribute.test(each))
  const isSafe = has(/^httponly$/i) && has(/^samesite=(strict|lax)$/i) && has(/^path=\/$/i) && !has(/^domain=/i)
  if (!isSafe)
    throw new Error(`The cookie ${pair.split('=')[0]} is not HttpOnly, SameSite, for this host and its whole path`)
  if (!overHttps) return line
  const name = pair.startsWith(HOST) ? pair : `${HOST}${pair}`
  return [name, ...attributes.filter((each) => !/^secure$/i.test(each)), 'Secure'].join('; ')
}
