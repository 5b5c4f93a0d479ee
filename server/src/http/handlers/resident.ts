import { residentRoutes } from '@anju/contract/routes/resident.ts'
import { granted } from '@anju/domain/kernel/decision.ts'
import { codeDelivery, sendSignInCode, signInWithCode } from '../../usecases/sign-in-resident.ts'
import { endResidentSession, listResidentSessions } from '../../usecases/resident-own-sessions.ts'
import { SESSION_COOKIE, type Caller, type HandlersOf } from '../mount.ts'
import { networkOf } from '../rate-limit.ts'

const DEVICE_COOKIE = 'anju_device'
const DEVICE_SECONDS = 365 * 86_400

/** @param isTrial - dev mode: where there is no gateway, codes are shown in the notice viewer */
export function residentHandlers(isTrial: boolean): HandlersOf<typeof residentRoutes> {
  return {
    async getSignInWays({ act }) {
      const delivery = codeDelivery(act.city, isTrial)
      const { identityProvider } = act.city
      return {
        phone: delivery !== undefined,
        viewer: delivery === 'viewer',
        identityProvider: identityProvider === undefined ? null : { ...identityProvider.words },
      }
    },
    async sendSignInCode({ deps, act, body, at, caller }) {
      const { name, idNumber, mobile, proof } = body
      const asked = {
        name,
        idNumber,
        mobile,
        proof,
        ip: caller.ip,
        network: networkOf(caller.ip),
        device: deviceOf(caller, deps.newId),
      }
      return sendSignInCode(deps, act.city, asked, at, isTrial)
    },
    async signInWithCode({ deps, act, body, at, caller }) {
      const decision = await signInWithCode(deps, act.city, { ...body, ip: caller.ip }, at)
      if (!decision.ok) return decision
      const { token, name, assurance } = decision.value
      caller.setCookie(SESSION_COOKIE, token)
      return granted({ name, assurance }, decision.grounds)
    },
    async listOwnSessions({ deps, act }) {
      return { sessions: [...(await listResidentSessions(deps, act))] }
    },
    async endOwnSession({ deps, act, params }) {
      await endResidentSession(deps, act, params.ref)
      return {}
    },
  }
}

/** A browser keeps a random name, so that a family at one telephone is counted as one; it opens nothing. */
function deviceOf(caller: Caller, newId: () => string): string {
  const known = caller.cookie(DEVICE_COOKIE)
  if (known !== undefined && /^[0-9a-f-]{36}$/.test(known)) return known
  const device = newId()
  caller.setCookie(DEVICE_COOKIE, device, DEVICE_SECONDS)
  return device
}
