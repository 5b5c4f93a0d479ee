import type { Access } from '@anju/contract/route.ts'
import type { Actor } from '@anju/domain/access/actor.ts'
import type { Widening } from '@anju/domain/access/compile-scope.ts'
import { keyStanding } from '@anju/domain/access/key-standing.ts'
import { dutiesOf, postClause } from '@anju/domain/access/may-perform.ts'
import { maySeeResidents } from '@anju/domain/access/may-see-residents.ts'
import { granted, refusal, refused, type Decision, type Refusal } from '@anju/domain/kernel/decision.ts'
import { civilDateOf, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import type { WorkflowPolicy } from '@anju/domain/policy/workflow-policy.ts'
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
  /** Whether it is opened to whoever lacks the second key. */
  readonly whileKeyLacks: boolean
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
  const pack = findPackInForce(deps.packs, own.jurisdiction, legalOn)
  const lacking = pack === undefined || knock.whileKeyLacks ? [] : keyRefusals(session, pack, at)
  // Signing out and the demo clock ask no law.
  if (access.kind === 'signed-in' && served === undefined)
    return lacking.length > 0 ? refused(...lacking) : enter('post')
  // Before its first day a city's law answers nothing, and nothing is done there.
  if (pack === undefined) throw new RegistryError('city-not-served', `No law of ${own.city} is held for ${legalOn}`)
  const { workflow } = pack
  const reasons =
    served !== undefined && served.city !== session.city
      ? [refusal('access.not-signed-in-for-city', postClause(actor, workflow), { city: city ?? '' })]
      : authorityRefusals(knock, actor, workflow)
  const all = [...lacking, ...reasons]
  if (all.length > 0) return refused(...all)
  return enter(access.kind === 'resident' ? 'city' : access.kind === 'signed-in' ? 'post' : access.reach)
}

/** Why a post does not open a route: it is somebody else's, or the post lacks the duty or serves nobody. */
function authorityRefusals(
  { access, showsResidents }: Pick<Knock, 'access' | 'showsResidents'>,
  actor: Actor,
  workflow: WorkflowPolicy,
): readonly Refusal[] {
  const law = postClause(actor, workflow)
  if (access.kind === 'signed-in' || access.kind === 'public') return []
  if (access.kind === 'resident')
    return actor.kind === 'resident' ? [] : [refusal('access.post-lacks-authority', law, { duty: 'resident' })]
  if (actor.kind !== 'official') return [refusal('access.post-lacks-authority', law, { duty: 'official' })]
  const duties = dutiesOf(actor.role, workflow)
  const isLacking = access.kind === 'duty' && access.duties.every((duty) => !duties.includes(duty))
  const serving = showsResidents ? maySeeResidents(actor, workflow) : undefined
  return [
    ...(isLacking ? [refusal('access.post-lacks-authority', law, { duty: access.duties.join(' ') })] : []),
    ...(serving === undefined || serving.ok ? [] : serving.refusals),
  ]
}

/**
 * Why an official's keys open nothing more (第二把密钥): one has been too few for too long. A demo session rests on no key and is
 * exempt, which its screens say.
 */
function keyRefusals({ keys }: SignedIn, { accounts }: Pack, at: string): readonly Refusal[] {
  const standing = keys === null ? undefined : keyStanding(keys, civilDateOf(at), accounts)
  if (standing?.state !== 'lapsed') return []
  const { active, wanted, since, lastDayOn, law } = standing
  return [refusal('access.second-key-lacking', law, { active, wanted, since, lastDayOn })]
}
