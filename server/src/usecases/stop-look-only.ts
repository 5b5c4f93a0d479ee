import { refusal, refused, type Refused } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listOpenings } from '../store/opening.ts'
import { scopeOfActor } from './scope-of-actor.ts'

/**
 * Does what only whoever works on a file may do. Where it is out of reach but opened for looking (跨区协查), the answer is why looking
 * is not enough, and not "not found".
 * @param personOf - whose it is, read under the scope that looking has; undefined when it is not seen there either
 */
export async function stopLookOnly<T>(
  deps: Deps,
  act: Act,
  personOf: (db: Db) => Promise<string | undefined>,
  work: () => Promise<T>,
): Promise<T | Refused> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found' && (await isLookOnly(deps, act, personOf)))
      return refused(
        refusal(
          'paper.look-only',
          packInForce(deps.packs, act.city.jurisdiction, act.legalOn).access.crossAreaHoursMax.law,
        ),
      )
    throw error
  }
}

async function isLookOnly(deps: Deps, act: Act, personOf: (db: Db) => Promise<string | undefined>): Promise<boolean> {
  const { actor, at, legalOn, city } = act
  if (actor.kind !== 'official') return false
  const widening = { assigned: true, crossArea: true }
  const looking = await scopeOfActor(deps, city, actor, { reach: 'post', at, legalOn, widening })
  return city.pool.look(looking, async (db) => {
    const personId = await personOf(db)
    const openings = await listOpenings(db, actor.officialId, actor.postId, at)
    return openings.some((opening) => opening.kind === 'cross-area' && opening.personId === personId)
  })
}
