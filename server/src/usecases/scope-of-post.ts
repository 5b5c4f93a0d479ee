import type { Official } from '@anju/domain/access/actor.ts'
import { compileScope, type CompiledScope, type Widening } from '@anju/domain/access/compile-scope.ts'
import type { Db } from '@anju/platform/database/pool.ts'
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
  /** A transaction of this very actor that is under way; one more connection inside it could wait for itself. */
  within?: Db,
): Promise<CompiledScope> {
  const { officialId, postId } = actor
  const asksOpenings = widening.assigned || widening.crossArea
  const list = (db: Db) => listOpenings(db, officialId, postId, at)
  const openingsIn = (db: Db | undefined) => (db === undefined ? city.pool.look(nobody, list) : list(db))
  const nobody = scopeOf({ city: city.city, prefixes: [], actor: officialId })
  const [offices, openings] = await Promise.all([
    asksOffices(actor) ? listOfficeNodes(deps.shared, city.city) : [],
    asksOpenings ? openingsIn(within) : [],
  ])
  return compileScope({ cityPrefix: city.divisionPrefix, post: actor, offices, openings, at, widening })
}

/** Only these kinds of scope are told by other offices. */
function asksOffices({ dataScope }: Official): boolean {
  return dataScope.kind === 'own-office' || dataScope.officeIds.length > 0
}
