import type { Act } from '../deps.ts'
import { listDwellings as listDwellingRows } from '../store/place.ts'
import { dwellingLine, type DwellingLine } from './dwelling-line.ts'

/** Dwellings of the city whose standard address contains the text, the first twenty. */
export async function listDwellings(act: Act, part: string): Promise<DwellingLine[]> {
  const rows = await act.city.pool.look(act.scope, (db) => listDwellingRows(db, part.trim(), [act.city.divisionPrefix]))
  return rows.map(dwellingLine)
}
