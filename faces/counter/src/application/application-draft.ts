import { CONDITIONS, MOBILITY } from '@anju/contract/routes/application.ts'
import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { isRecord } from '../rule/record.ts'
import type { ImageDraft } from '../material/keep-image.ts'
import { type MaterialDraft, materialsSent } from '../material/material-draft.ts'

export type Condition = (typeof CONDITIONS)[number]
export type AgentDraft = {
  readonly name: string
  readonly relation: string
  readonly idNumber: string
  readonly phone: string
  readonly guardian: boolean
  readonly ground: (typeof MOBILITY)[number]
  readonly mobilityEvidence: boolean
  readonly supervisorReason: string
}
export type PhotoSource = NonNullable<ApplicationSent['photo']>['source']

/** An application while it is taken in at the window. */
export type ApplicationDraft = {
  readonly materials: readonly MaterialDraft[]
  readonly inPerson: boolean
  readonly agent: AgentDraft | null
  readonly mandateId: string | null
  readonly photoSource: PhotoSource
  readonly photo: ImageDraft | undefined
  readonly cardValidFrom: string
  readonly applicantPortrait: ImageDraft | undefined
  readonly agentPortrait: ImageDraft | undefined
}

const PHOTO_SOURCES: readonly PhotoSource[] = ['live', 'receipt', 'print', 'chip']

export const EMPTY_AGENT: AgentDraft = {
  name: '',
  relation: '',
  idNumber: '',
  phone: '',
  guardian: false,
  ground: 'none',
  mobilityEvidence: false,
  supervisorReason: '',
}

export const EMPTY_APPLICATION: ApplicationDraft = {
  materials: [],
  inPerson: true,
  agent: null,
  mandateId: null,
  photoSource: 'live',
  photo: undefined,
  cardValidFrom: '',
  applicantPortrait: undefined,
  agentPortrait: undefined,
}

/** The sources of a photo that a city's rules name. */
export function photoSources(photo: unknown): readonly PhotoSource[] {
  const sourced = isRecord(photo) ? photo['sources'] : undefined
  const value = isRecord(sourced) ? sourced['value'] : undefined
  const named: readonly unknown[] = Array.isArray(value) ? value : []
  const sources = PHOTO_SOURCES.filter((source) => named.includes(source))
  return sources.length === 0 ? ['live'] : sources
}

type ApplicationSent = Omit<BodySent<Routes['applyForPermit']>, 'intentId'>

export function applicationSent(
  registrationId: string,
  condition: Condition,
  draft: ApplicationDraft,
): ApplicationSent {
  return {
    registrationId,
    condition,
    materials: materialsSent(draft.materials),
    inPerson: draft.inPerson,
    agent: draft.agent === null ? null : { ...draft.agent, idNumber: draft.agent.idNumber.toUpperCase() },
    mandateId: draft.agent === null ? null : draft.mandateId,
    photo: photoSent(draft),
    applicantPortrait: draft.applicantPortrait?.blobId ?? null,
    agentPortrait: draft.agentPortrait?.blobId ?? null,
  }
}

/** What the preview asks the law about: the papers ticked, and the photo once there is one. */
export function papersOffered(draft: ApplicationDraft): BodySent<Routes['previewApplication']>['materials'] {
  const papers = materialsSent(draft.materials).map(({ kind, reason }) => ({
    kind,
    ...(reason === undefined ? {} : { reason }),
  }))
  return photoSent(draft) === null || papers.some(({ kind }) => kind === 'photo')
    ? papers
    : [...papers, { kind: 'photo' }]
}

/** No picture and no chip is no photo: the registry says what that means. */
function photoSent({ photo, photoSource, cardValidFrom }: ApplicationDraft): ApplicationSent['photo'] {
  if (photo === undefined && photoSource !== 'chip') return null
  return {
    source: photoSource,
    blobId: photo?.blobId ?? null,
    cardValidFrom: photoSource === 'chip' && cardValidFrom !== '' ? cardValidFrom : null,
  }
}

export function applicationImages(draft: ApplicationDraft): readonly (ImageDraft | undefined)[] {
  return [draft.photo, draft.applicantPortrait, draft.agentPortrait, ...draft.materials.map(({ image }) => image)]
}
