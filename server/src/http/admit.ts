import type { Access } from '@anju/contract/route.ts'
import type { Actor } from '@anju/domain/access/actor.ts'
import type { Widening } from '@anju/domain/access/compile-scope.ts'
import { dutiesOf, postClause } from '@anju/domain/access/may-perform.ts'
import { maySeeResidents } from '@anju/domain/access/may-see-residents.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { scopeOfActor } from '../usecases/scope-of-actor.ts'
import type { SignedIn } from '../usecases/session.ts'

/** Who knocks: the route's access, and whatever of the request decides how far it sees. */
export type Knock = {
  readonly access: Access
  /** Files opened one by one that the route honours. */
  readonly widening: Widening
  /** Whether residents are shown to any post: then only to one that serves them. */
  readonly showsResidents: boolean
  readonly session: SignedIn | undefined
  /** As the address line names it. */
  readonly city: string | undefined
  readonly at: string
  readonly today: PlainDate
}

/**
 * Decides whether a request is let in, and compiles once how far it sees (数据范围). Every path goes through here: a route
 * carries its access, and one without does not compile.
 * @throws RegistryError signed-out or city-not-served.
 */
export async function admit(deps: Deps, knock: Knock): Promise<Decision<Act | undefined>> {
  const { access, widening, session, city, at, today } = knock
  const served = city === undefined ? undefined : deps.cities.get(city)
  if (city !== undefined && served === undefined)
    throw new RegistryError('city-not-served', `This installation does not serve ${city}`)
  if (access.kind === 'public') {
    if (served === undefined) return granted(undefined, [])
    const actor: Actor = { kind: 'system', name: 'public' }
    const legalOn = session?.legalOn ?? today
    return granted({ city: served, actor, sessionRef: '', legalOn, at, scope: NO_SCOPE }, [])
  }
  if (session === undefined) throw new RegistryError('signed-out', 'Sign in first')
  const own = deps.cities.get(session.city)
  if (own === undefined) throw new RegistryError('city-not-served', `This installation does not serve ${session.city}`)
  const legalOn = session.legalOn ?? today
  const { actor } = session
  const enter = async (reach: 'post' | 'city'): Promise<Decision<Act>> => {
    const scope = await scopeOfActor(deps, own, actor, { reach, at, legalOn, widening })
    return granted({ city: own, actor, sessionRef: session.ref, legalOn, at, scope }, [])
  }
  // Signing out and the demo clock ask no law.
  if (access.kind === 'signed-in' && served === undefined) return enter('post')
  const pack = findPackInForce(deps.packs, own.jurisdiction, legalOn)
  // Before its first day a city's law answers nothing, and nothing is done there.
  if (pack === undefined) throw new RegistryError('city-not-served', `No law of ${own.city} is held for ${legalOn}`)
  const { workflow } = pack
  const law = postClause(actor, workflow)
  if (served !== undefined && served.city !== session.city)
    return refused(refusal('access.not-signed-in-for-city', law, { city: city ?? '' }))

  if (access.kind === 'signed-in') return enter('post')
  if (access.kind === 'resident') {
    if (actor.kind !== 'resident') return refused(refusal('access.post-lacks-authority', law, { duty: 'resident' }))
    return enter('city')
  }
  if (actor.kind !== 'official') return refused(refusal('access.post-lacks-authority', law, { duty: 'official' }))
  if (access.kind === 'duty') {
    const duties = dutiesOf(actor.role, workflow)
    const lacking = access.duties.every((duty) => !duties.includes(duty))
    if (lacking) return refused(refusal('access.post-lacks-authority', law, { duty: access.duties.join(' ') }))
  }
  if (knock.showsResidents) {
    const serving = maySeeResidents(actor, workflow)
    if (!serving.ok) return serving
  }
  return enter(access.reach)
}
