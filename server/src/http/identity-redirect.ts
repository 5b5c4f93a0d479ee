import type { App } from '@anju/platform/http/open-app.ts'
import type { City } from '../deps.ts'
import { IdentityRefused } from '../identity/identity-provider.ts'
import { RegistryError } from '../registry-error.ts'
import { signOut } from '../usecases/session.ts'
import {
  finishIdentitySignIn,
  identitySignOutAddress,
  startIdentitySignIn,
} from '../usecases/sign-in-resident-by-identity.ts'
import { SESSION_COOKIE, type Surroundings } from './mount.ts'
import { openRateLimiter } from './rate-limit.ts'

const BROWSER_COOKIE = 'anju_identity'
const LIMIT = { burst: 10, perMinute: 20 }

/**
 * The browser's ways to an identity provider and back: `/identity/<city>/start`, `/callback` and `/sign-out`. They stand outside
 * the contract's routes, since they answer a browser that travels and not a program. Whatever goes wrong there, the resident
 * reads one sentence on the sign-in page; the reason is in the log and names nobody.
 */
export function mountIdentityRedirect(app: App, { deps, now }: Surroundings): void {
  const limiter = openRateLimiter()
  const cityOf = (name: string): City => {
    const city = deps.cities.get(name)
    if (city === undefined) throw new RegistryError('city-not-served', `This installation does not serve ${name}`)
    return city
  }
  const isTooOften = (ip: string) => !limiter.ask('identity', ip, LIMIT, performance.now()).allowed

  app.get<{ Params: { city: string } }>('/identity/:city/start', async (request, reply) => {
    const city = cityOf(request.params.city)
    if (isTooOften(request.ip)) return reply.redirect(`/${city.city}/sign-in?identity=busy`, 303)
    try {
      const { address, browser } = await startIdentitySignIn(deps, city, now())
      // Lax: the answer comes from the provider's site, and must find it.
      return await reply
        .setCookie(BROWSER_COOKIE, browser, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 600 })
        .redirect(address, 303)
    } catch (error) {
      if (!(error instanceof IdentityRefused)) throw error
      app.log.warn({ city: city.city, reason: error.reason }, 'identity provider')
      return reply.redirect(`/${city.city}/sign-in?identity=away`, 303)
    }
  })

  app.get<{ Params: { city: string } }>('/identity/:city/callback', async (request, reply) => {
    const city = cityOf(request.params.city)
    if (isTooOften(request.ip)) return reply.redirect(`/${city.city}/sign-in?identity=busy`, 303)
    const browser = request.cookies[BROWSER_COOKIE] ?? ''
    const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
    reply.clearCookie(BROWSER_COOKIE, { path: '/', httpOnly: true, sameSite: 'lax' })
    try {
      const token = await finishIdentitySignIn(deps, city, { search, browser, ip: request.ip }, now())
      return await reply
        .setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict' })
        .redirect('/my', 303)
    } catch (error) {
      if (!(error instanceof IdentityRefused)) throw error
      app.log.warn({ city: city.city, reason: error.reason }, 'identity provider')
      return reply.redirect(`/${city.city}/sign-in?identity=failed`, 303)
    }
  })

  app.get<{ Params: { city: string } }>('/identity/:city/sign-out', async (request, reply) => {
    const city = cityOf(request.params.city)
    // A strict cookie does not come along from another site, so nobody can sign somebody else out by a link.
    const token = request.cookies[SESSION_COOKIE] ?? ''
    if (token !== '') await signOut(deps, token, now())
    reply.clearCookie(SESSION_COOKIE, { path: '/', httpOnly: true, sameSite: 'strict' })
    const address = await identitySignOutAddress(city).catch(() => undefined)
    return reply.redirect(address ?? `/${city.city}/sign-in`, 303)
  })
}
