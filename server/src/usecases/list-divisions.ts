import type { Deps } from '../deps.ts'
import { listDivisions as listDivisionRows } from '../store/place.ts'

/** Administrative divisions to choose from (行政区划): the children of one, or the provinces. */
export async function listDivisions(deps: Deps, parent: string | undefined) {
  const rows = await listDivisionRows(deps.shared, parent)
  return rows.map(({ code, name, level, has_children }) => ({ code, name, level, hasChildren: has_children }))
}
