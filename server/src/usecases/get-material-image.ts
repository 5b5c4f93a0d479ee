import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findBlobOfMaterial } from '../store/blob.ts'
import { openStored } from './keep-blob.ts'

/** The image of one paper. An image is read only through a paper in the caller's reach, never by its own id. */
export async function getMaterialImage(
  deps: Deps,
  act: Act,
  materialId: string,
): Promise<{ readonly mime: string; readonly image: Buffer }> {
  const row = await act.city.pool.look(act.scope, (db) => findBlobOfMaterial(db, materialId, act.scope.prefixes))
  if (row === undefined) throw new RegistryError('not-found', 'No image of such a paper within reach')
  return openStored(deps, row)
}
