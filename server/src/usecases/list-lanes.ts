import type { Act } from '../deps.ts'
import { listLanes as listLaneNames } from '../store/place.ts'

/** Registered lanes (街路巷) of a village or community whose name contains the text. */
export async function listLanes(act: Act, divisionCode: string, part: string): Promise<string[]> {
  return [...(await act.city.pool.look(act.scope, (db) => listLaneNames(db, divisionCode, part)))]
}
