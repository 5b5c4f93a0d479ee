import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { actorIdOf } from './record-event.ts'

/** A paper as it comes in: what it is, where from, whether the original was seen and a copy kept. */
export type Material = {
  readonly kind: string
  readonly provenance: 'window-scan' | 'citizen-upload' | 'shared-lookup' | 'on-file' | 'live-capture' | 'chip'
  readonly originalSeen: boolean
  readonly copyKept: boolean
  readonly blobId?: string | undefined
}

export type MaterialRow = {
  readonly material_id: string
  readonly kind: string
  readonly provenance: Material['provenance']
  readonly original_seen: boolean
  readonly copy_kept: boolean
  readonly blob_id: string | null
  readonly seen_on: string
  readonly returned_on: string | null
}

export type MaterialOwner = { readonly personId: string; readonly divisionCode: string; readonly registrationId?: string; readonly applicationId?: string }

/** Writes the papers of a case; with none, nothing is sent. @returns their ids, in order. */
export async function recordMaterials(tx: Tx, deps: Deps, act: Act, owner: MaterialOwner, materials: readonly Material[]): Promise<readonly string[]> {
  const ids = materials.map(() => deps.newId())
  if (materials.length === 0) return ids
  await tx.write(
    `insert into material (material_id, person_id, registration_id, application_id, division_code, kind, provenance, original_seen, copy_kept, blob_id, seen_by, seen_on)
     select m.id, $1, $2, $3, $4, m.kind, m.provenance, m.seen, m.kept, m.blob, $5, $6
     from unnest($7::uuid[], $8::text[], $9::text[], $10::boolean[], $11::boolean[], $12::uuid[]) as m(id, kind, provenance, seen, kept, blob)`,
    [
      owner.personId,
      owner.registrationId ?? null,
      owner.applicationId ?? null,
      owner.divisionCode,
      actorIdOf(act),
      act.legalOn,
      ids,
      materials.map(({ kind }) => kind),
      materials.map(({ provenance }) => provenance),
      materials.map(({ originalSeen }) => originalSeen),
      materials.map(({ copyKept }) => copyKept),
      materials.map(({ blobId }) => blobId ?? null),
    ],
  )
  return ids
}

const COLUMNS = 'material_id, kind, provenance, original_seen, copy_kept, blob_id, seen_on, returned_on'

export async function listMaterialsOf(db: Db, owner: { readonly registrationId: string } | { readonly applicationId: string }): Promise<readonly MaterialRow[]> {
  return 'registrationId' in owner
    ? db.read<MaterialRow>(`select ${COLUMNS} from material where registration_id = $1 order by recorded_at, material_id`, [owner.registrationId])
    : db.read<MaterialRow>(`select ${COLUMNS} from material where application_id = $1 order by recorded_at, material_id`, [owner.applicationId])
}
