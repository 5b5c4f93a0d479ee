import { sessionRoutes } from '@anju/contract/routes/session.ts'
import { keyStanding, type KeySpan } from '@anju/domain/access/key-standing.ts'
import { dutiesOf } from '@anju/domain/access/may-perform.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import { RegistryError } from '../../registry-error.ts'
import { findSetDay, setLegalDay, signOut } from '../../usecases/session.ts'
import type { HandlersOf } from '../mount.ts'

export type DevMode = {
  readonly dev: boolean
  /** Runs what falls due on the new day; the sweeps stand beside the workers. */
  readonly sweepAll: (at: string) => Promise<Readonly<Record<string, number>>>
}

/** What is told of keys that are too few; the clause goes with the refusals. */
function keysLacking(keys: readonly KeySpan[] | null, at: string, { accounts }: Pack) {
  const standing = keys === null ? undefined : keyStanding(keys, civilDateOf(at), accounts)
  if (standing === undefined || !('since' in standing)) return null
  const { state, active, wanted, since, lastDayOn } = standing
  return { state, active, wanted, since, lastDayOn }
}

export function sessionHandlers(mode: DevMode): HandlersOf<typeof sessionRoutes> {
  return {
    async getSession({ deps, session, at }) {
      const set = session === undefined && mode.dev ? await findSetDay(deps) : session?.legalOn
      const legalOn = set ?? civilDateOf(at)
      const nobody = {
        signedIn: false,
        kind: null,
        holderId: null,
        name: '',
        city: null,
        post: null,
        assurance: null,
        held: null,
        keysLacking: null,
      }
      const takesUKeys = deps.relyingParty.ukeyService !== undefined
      const signedOut = { ...nobody, legalOn, dev: mode.dev, takesUKeys }
      if (session === undefined) return signedOut
      const { actor, assurance } = session
      if (actor.kind !== 'official')
        return {
          ...signedOut,
          signedIn: true,
          kind: 'resident',
          holderId: actor.kind === 'resident' ? actor.accountId : null,
          name: actor.name,
          city: session.city,
          assurance,
        }
      const city = deps.cities.get(session.city)
      if (city === undefined) return signedOut
      // Before its first pack a city has accounts and no duties yet.
      const pack = findPackInForce(deps.packs, city.jurisdiction, legalOn)
      const workflow = pack?.workflow
      const words = workflow?.roles.find(({ role }) => role === actor.role)
      return {
        signedIn: true,
        kind: 'official',
        holderId: actor.officialId,
        name: actor.name,
        city: session.city,
        post: {
          postId: actor.postId,
          role: actor.role,
          roleZh: words?.zh ?? actor.role,
          roleEn: words?.en ?? actor.role,
          officeZh: session.officeZh,
          officeEn: session.officeEn,
          divisionPrefix: actor.divisionPrefix,
          duties: workflow === undefined ? [] : [...dutiesOf(actor.role, workflow)],
        },
        assurance,
        keysLacking: pack === undefined ? null : keysLacking(session.keys, at, pack),
        held: session.isLocked ? 'locked' : session.isMoved ? 'step-up' : null,
        legalOn,
        dev: mode.dev,
        takesUKeys,
      }
    },
    async endSession({ deps, token, at }) {
      await signOut(deps, token, at)
      return {}
    },
    async setLegalDay({ deps, body, at }) {
      if (!mode.dev) throw new RegistryError('not-found', 'The legal day is settable in dev mode only')
      await setLegalDay(deps, body.on)
      return { on: body.on, swept: { ...(await mode.sweepAll(at)) } }
    },
    async listCities({ deps }) {
      const cities = [...deps.cities.values()].map(({ city, nameZh, nameEn, divisionPrefix, jurisdiction }) => ({
        city,
        zh: nameZh,
        en: nameEn,
        divisionPrefix,
        jurisdiction,
      }))
      return { cities }
    },
  }
}
