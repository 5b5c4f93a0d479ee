import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findBlobOfMaterial } from '../store/blob.ts'
import { openStored } from './keep-blob.ts'

/** The image of one paper, and whose it is. An image is read only through a paper in the caller's reach, never by its own id. */
export async function getMaterialImage(
  deps: Deps,
  act: Act,
  materialId: string,
): Promise<{
  readonly personId: string
  readonly caseId: string | null
  readonly mime: string
  readonly image: Buffer
}> {
  const row = await act.city.pool.look(act.scope, (db) => findBlobOfMaterial(db, materialId))
  if (row === undefined) throw new RegistryError('not-found', 'No image of such a paper within reach')
  return { personId: row.shown_person_id, caseId: row.case_id, ...(await openStored(deps, row)) }
}
