import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
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
  /** For a comparable proof: what it is and why it serves. */
  readonly reason?: string | undefined
}

export type MaterialRow = {
  readonly material_id: string
  readonly kind: string
  readonly provenance: Material['provenance']
  readonly original_seen: boolean
  readonly copy_kept: boolean
  readonly blob_id: string | null
  readonly seen_on: PlainDate
  readonly reason: string
  /** Found wanting or replaced: no longer counts. */
  readonly superseded_on: PlainDate | null
  readonly returned_on: string | null
}

export type MaterialOwner = {
  readonly personId: string
  readonly divisionCode: string
  readonly registrationId?: string
  readonly applicationId?: string
  readonly endorsementId?: string
  readonly cardCaseId?: string
}

/** Writes the papers of a case; with none, nothing is sent. @returns their ids, in order. */
export async function recordMaterials(
  tx: Tx,
  deps: Deps,
  act: Act,
  owner: MaterialOwner,
  materials: readonly Material[],
): Promise<readonly string[]> {
  const ids = materials.map(() => deps.newId())
  if (materials.length === 0) return ids
  await tx.write(
    `insert into material (material_id, person_id, registration_id, application_id, endorsement_id, card_case_id, division_code, kind, provenance, original_seen, copy_kept, blob_id, seen_by, seen_on, reason)
     select m.id, $1, $2, $3, $14, $15, $4, m.kind, m.provenance, m.seen, m.kept, m.blob, $5, $6, m.reason
     from unnest($7::uuid[], $8::text[], $9::text[], $10::boolean[], $11::boolean[], $12::uuid[], $13::text[])
       as m(id, kind, provenance, seen, kept, blob, reason)`,
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
      materials.map(({ reason }) => reason ?? ''),
      owner.endorsementId ?? null,
      owner.cardCaseId ?? null,
    ],
  )
  return ids
}

const COLUMNS =
  'material_id, kind, provenance, original_seen, copy_kept, blob_id, seen_on, superseded_on, returned_on, reason'

export async function listMaterialsOf(
  db: Db,
  owner: { readonly registrationId: string } | { readonly applicationId: string },
): Promise<readonly MaterialRow[]> {
  return 'registrationId' in owner
    ? db.read<MaterialRow>(
        `select ${COLUMNS} from material where registration_id = $1 order by recorded_at, material_id`,
        [owner.registrationId],
      )
    : db.read<MaterialRow>(
        `select ${COLUMNS} from material where application_id = $1 order by recorded_at, material_id`,
        [owner.applicationId],
      )
}

/** Papers of these kinds count no longer: a notice set them aside, or a better one came. */
export async function supersedeMaterials(
  tx: Tx,
  caseId: string,
  kinds: readonly string[],
  on: PlainDate,
): Promise<void> {
  if (kinds.length === 0) return
  await tx.write(
    'update material set superseded_on = $3 where (application_id = $1 or card_case_id = $1) and kind = any($2) and superseded_on is null',
    [caseId, kinds, on],
  )
}

/** Gives papers back, signed for. @returns how many of them were still here. */
export async function returnMaterials(
  tx: Tx,
  applicationId: string,
  materials: readonly { readonly materialId: string; readonly receivedByEnc: Buffer }[],
  on: PlainDate,
): Promise<number> {
  const rows = await tx.write(
    `update material m set returned_on = $2, returned_to_enc = r.received_by
     from unnest($3::uuid[], $4::bytea[]) as r(material_id, received_by)
     where m.material_id = r.material_id and m.application_id = $1 and m.returned_on is null returning m.material_id`,
    [
      applicationId,
      on,
      materials.map(({ materialId }) => materialId),
      materials.map(({ receivedByEnc }) => receivedByEnc),
    ],
  )
  return rows.length
}
