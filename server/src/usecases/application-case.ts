import {
  type ChecklistGroup,
  checklistFor,
  type MissingGroup,
  missingMaterials,
  type Provided,
} from '@anju/domain/application/checklist.ts'
import type { EarlierSignature } from '@anju/domain/access/may-perform.ts'
import { isMaterialKey } from '@anju/domain/application/material.ts'
import type { PhotoSource } from '@anju/domain/application/decide-photo.ts'
import { decideSubmission, type Submission } from '@anju/domain/application/decide-submission.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { type ApplicationRow, findApplication, openAgent } from '../store/application.ts'
import { type DeficiencyNoticeRow, listDeficiencyNotices } from '../store/deficiency-notice.ts'
import { listMaterialsOf, type Material, type MaterialRow } from '../store/material.ts'
import { findPermitOfApplication, type PermitRow } from '../store/permit.ts'
import { listSignersOf } from '../store/signature.ts'
import { type Applicant, applicationFacts } from './applicant.ts'

/** An application with everything that hangs on it. */
export type ApplicationCase = {
  readonly row: ApplicationRow
  readonly materials: readonly MaterialRow[]
  readonly signers: readonly EarlierSignature[]
  readonly notices: readonly DeficiencyNoticeRow[]
  readonly permit: PermitRow | undefined
}

/** Loads a case in one round trip; undefined when it is not there or not within reach. */
export async function findApplicationCase(db: Db, applicationId: string): Promise<ApplicationCase | undefined> {
  const [row, materials, signers, notices, permit] = await Promise.all([
    findApplication(db, applicationId),
    listMaterialsOf(db, { applicationId }),
    listSignersOf(db, applicationId),
    listDeficiencyNotices(db, applicationId),
    findPermitOfApplication(db, applicationId),
  ])
  return row === undefined ? undefined : { row, materials, signers, notices, permit }
}

/** An application is decided by the law of the day on which it was made (FG-2015:一). */
export function packOfCase(deps: Deps, act: Act, row: Pick<ApplicationRow, 'applied_on'>): Pack {
  return packInForce(deps.packs, act.city.jurisdiction, row.applied_on)
}

/** Kinds of portraits (人像): kept with the papers of the case, on no checklist. */
export const PORTRAIT_KINDS = {
  applicant: 'applicant-portrait',
  agent: 'agent-portrait',
  recipient: 'recipient-portrait',
  principal: 'principal-portrait',
} as const

/** The kinds that count: not set aside, and not given back without a copy. */
export function standingKinds(materials: readonly MaterialRow[]): readonly string[] {
  return materials
    .filter((row) => row.superseded_on === null && (row.returned_on === null || row.copy_kept))
    .map(({ kind }) => kind)
}

export function agencyDocumentsOf(
  row: Pick<ApplicationRow, 'presence'>,
  pack: Pack,
): Pack['agency']['documents'] | undefined {
  return row.presence === 'agent' ? pack.agency.documents : undefined
}

/** What the case can show, with `brought` on top. */
export function providedIn({ row, materials }: ApplicationCase, brought: readonly string[] = []): Provided {
  return {
    materials: [...standingKinds(materials), ...brought].filter(isMaterialKey),
    houseFiled: row.filing_no !== '',
  }
}

export function missingIn(
  theCase: ApplicationCase,
  pack: Pack,
  brought: readonly string[] = [],
): readonly MissingGroup[] {
  const { row } = theCase
  return missingMaterials(row.condition, providedIn(theCase, brought), pack.checklist, agencyDocumentsOf(row, pack))
}

export function checklistOf(row: ApplicationRow, pack: Pack): readonly ChecklistGroup[] {
  return checklistFor(row.condition, pack.checklist, agencyDocumentsOf(row, pack))
}

/** The photo that the card will carry: the newest that counts. */
export function standingPhoto({ materials }: Pick<ApplicationCase, 'materials'>): MaterialRow | undefined {
  return materials.findLast(({ kind, superseded_on }) => kind === 'photo' && superseded_on === null)
}

/** Where a photo comes from, told by how it came in; a scanned one is the digital photo with its receipt (相片回执). */
export function photoSourceOf(provenance: Material['provenance']): PhotoSource {
  if (provenance === 'live-capture') return 'live'
  return provenance === 'chip' ? 'chip' : 'receipt'
}

/**
 * Asks anew whether the conditions are met and the papers complete (条件具备、资料齐全), as at acceptance and at review: by the
 * law and for the day of the application, with the facts of today.
 */
export function reconsider(
  deps: Deps,
  act: Act,
  theCase: ApplicationCase,
  applicant: Applicant,
  brought: readonly Material[] = [],
): Decision<Submission> {
  const { row, materials } = theCase
  const pack = packOfCase(deps, act, row)
  const newPhoto = brought.findLast(({ kind }) => kind === 'photo')
  const source = newPhoto === undefined ? row.photo_source : photoSourceOf(newPhoto.provenance)
  const kinds = [...standingKinds(materials), ...brought.map(({ kind }) => kind)]
  const facts = applicationFacts(
    deps,
    // The case itself is no obstacle to itself.
    { ...applicant, openApplication: undefined, permit: undefined },
    {
      condition: row.condition,
      kinds,
      photo:
        source === null || !kinds.includes('photo')
          ? undefined
          : { source, cardValidFrom: newPhoto === undefined ? row.photo_card_from : null },
      presence: row.presence,
      agent: openAgent(deps.crypto, row),
      portraits: (['applicant', 'agent'] as const).filter((who) => kinds.includes(PORTRAIT_KINDS[who])),
    },
    row.applied_on,
  )
  return decideSubmission(facts, row.applied_on, pack)
}
