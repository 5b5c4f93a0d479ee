import type { Actor } from '@anju/domain/access/actor.ts'
import type { Widening } from '@anju/domain/access/compile-scope.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Scope } from '@anju/platform/database/pool.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import type { City, Deps } from '../deps.ts'
import { findOwnPersonId } from '../store/own-person.ts'
import { standingOfPost } from '../store/standing.ts'
import { scopeOfPost } from './scope-of-post.ts'

export type Reaching = {
  readonly reach: 'post' | 'city'
  readonly at: string
  readonly legalOn: PlainDate
  readonly widening: Widening
}

/**
 * The scope of one request. An official's is the whole city where one person or dwelling is named exactly, else what the post
 * sees; a resident's is their own person and nobody else, in whatever division.
 */
export async function scopeOfActor(deps: Deps, city: City, actor: Actor, reaching: Reaching): Promise<Scope> {
  const { city: name, divisionPrefix } = city
  if (actor.kind === 'system') return scopeOf({ city: name, prefixes: [divisionPrefix] })
  if (actor.kind === 'resident') {
    const personId = await findOwnPersonId(deps.shared, actor.accountId)
    return scopeOf({
      city: name,
      prefixes: [],
      actor: actor.accountId,
      persons: personId === undefined ? [] : [personId],
    })
  }
  const { reach, legalOn, at, widening } = reaching
  const always = { city: name, actor: actor.officialId, standing: standingOfPost(actor, legalOn, at) }
  if (reach === 'city') return scopeOf({ ...always, prefixes: [divisionPrefix] })
  return scopeOf({ ...always, ...(await scopeOfPost(deps, city, actor, at, widening)) })
}
