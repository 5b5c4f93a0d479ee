import { recordLegalDay } from '../store/city.ts'
import { endSession, lockSession } from '../store/session.ts'
import { lackingOf } from './hold-session.ts'
import type { HandlersOf } from './mount.ts'

export const sessionHandlers: HandlersOf<'getSession' | 'endSession' | 'lockSession' | 'setLegalDay'> = {
  async getSession({ deps, session, legalOn, at, dev }) {
    const takesUKeys = deps.relyingParty.ukeyService !== undefined
    const nobody = { signedIn: false, staff: null, assurance: null, city: null, isLocked: false, keysLacking: null }
    if (session === undefined) return { ...nobody, legalOn, dev, takesUKeys }
    const { staff, city } = session
    return {
      signedIn: true,
      staff: { name: staff.name, badge: staff.badge },
      assurance: session.assurance,
      isLocked: session.isLocked,
      keysLacking: lackingOf(deps, session, at) ?? null,
      city: { city: city.city, zh: city.nameZh, en: city.nameEn },
      legalOn,
      dev,
      takesUKeys,
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
