import type { Official } from '@anju/domain/access/actor.ts'
import { compileScope, type CompiledScope, type Widening } from '@anju/domain/access/compile-scope.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import type { City, Deps } from '../deps.ts'
import { listOfficeNodes } from '../store/office.ts'
import { listOpenings } from '../store/opening.ts'

/** What a post sees of its city, and the files that are opened to its holder as far as the route honours them. */
export async function scopeOfPost(
  deps: Pick<Deps, 'shared'>,
  city: City,
  actor: Official,
  at: string,
  widening: Widening,
): Promise<CompiledScope> {
  const { officialId, postId } = actor
  const asksOpenings = widening.assigned || widening.crossArea
  const nobody = scopeOf({ city: city.city, prefixes: [], actor: officialId })
  const [offices, openings] = await Promise.all([
    asksOffices(actor) ? listOfficeNodes(deps.shared, city.city) : [],
    asksOpenings ? city.pool.look(nobody, (db) => listOpenings(db, officialId, postId, at)) : [],
  ])
  return compileScope({ cityPrefix: city.divisionPrefix, post: actor, offices, openings, at, widening })
}

/** Only these kinds of scope are told by other offices. */
function asksOffices({ dataScope }: Official): boolean {
  return dataScope.kind === 'own-office' || dataScope.officeIds.length > 0
}
