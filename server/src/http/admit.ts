import type { Access } from '@anju/contract/route.ts'
import { dutiesOf, postClause } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import type { SignedIn } from '../usecases/session.ts'

/**
 * Decides whether a request is let in, and compiles once how far it sees (数据范围). Every path goes through here: a route
 * carries its access, and one without does not compile.
 * @throws RegistryError signed-out or city-not-served.
 */
export function admit(
  deps: Deps,
  access: Access,
  session: SignedIn | undefined,
  city: string | undefined,
  at: string,
  today: PlainDate,
): Decision<Act | undefined> {
  const served = city === undefined ? undefined : deps.cities.get(city)
  if (city !== undefined && served === undefined)
    throw new RegistryError('city-not-served', `This installation does not serve ${city}`)
  if (access.kind === 'public') {
    if (served === undefined) return granted(undefined, [])
    const act: Act = {
      city: served,
      actor: { kind: 'system', name: 'public' },
      sessionRef: '',
      legalOn: session?.legalOn ?? today,
      at,
      scope: { prefixes: [] },
    }
    return granted(act, [])
  }
  if (session === undefined) throw new RegistryError('signed-out', 'Sign in first')
  const own = deps.cities.get(session.city)
  if (own === undefined) throw new RegistryError('city-not-served', `This installation does not serve ${session.city}`)
  const legalOn = session.legalOn ?? today
  const { actor } = session
  const act = (prefixes: readonly string[]): Act => ({
    city: own,
    actor,
    sessionRef: session.ref,
    legalOn,
    at,
    scope: { prefixes },
  })
  const reachOfPost = actor.kind === 'official' ? actor.divisionPrefix : own.divisionPrefix
  // Signing out and the demo clock ask no law.
  if (access.kind === 'signed-in' && served === undefined) return granted(act([reachOfPost]), [])
  const pack = findPackInForce(deps.packs, own.jurisdiction, legalOn)
  // Before its first day a city's law answers nothing, and nothing is done there.
  if (pack === undefined) throw new RegistryError('city-not-served', `No law of ${own.city} is held for ${legalOn}`)
  const { workflow } = pack
  const law = postClause(actor, workflow)
  if (served !== undefined && served.city !== session.city)
    return refused(refusal('access.not-signed-in-for-city', law, { city: city ?? '' }))

  if (access.kind === 'signed-in') return granted(act([reachOfPost]), [])
  if (access.kind === 'resident') {
    if (actor.kind !== 'resident') return refused(refusal('access.post-lacks-authority', law, { duty: 'resident' }))
    return granted(act([own.divisionPrefix]), [])
  }
  if (actor.kind !== 'official') return refused(refusal('access.post-lacks-authority', law, { duty: 'official' }))
  if (access.kind === 'duty') {
    const duties = dutiesOf(actor.role, workflow)
    const lacking = access.duties.every((duty) => !duties.includes(duty))
    if (lacking) return refused(refusal('access.post-lacks-authority', law, { duty: access.duties.join(' ') }))
  }
  return granted(act([access.reach === 'city' ? own.divisionPrefix : actor.divisionPrefix]), [])
}
