import { recordLegalDay } from '../store/city.ts'
import { endSession, lockSession } from '../store/session.ts'
import type { HandlersOf } from './mount.ts'

export const sessionHandlers: HandlersOf<'getSession' | 'endSession' | 'lockSession' | 'setLegalDay'> = {
  async getSession({ session, legalOn, dev }) {
    if (session === undefined)
      return { signedIn: false, staff: null, assurance: null, city: null, isLocked: false, legalOn, dev }
    const { staff, city } = session
    return {
      signedIn: true,
      staff: { name: staff.name, badge: staff.badge },
      assurance: session.assurance,
      isLocked: session.isLocked,
      city: { city: city.city, zh: city.nameZh, en: city.nameEn },
      legalOn,
      dev,
    }
  },
  async endSession({ deps, token, at }) {
    await endSession(deps.pool, token, at)
    return {}
  },
  async lockSession({ deps, token, at }) {
    await lockSession(deps.pool, token, at)
    return {}
  },
  async setLegalDay({ deps, body }) {
    await recordLegalDay(deps.pool, body.on)
    return { on: body.on }
  },
}
