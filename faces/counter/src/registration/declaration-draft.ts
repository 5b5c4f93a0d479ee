import { FORM_FIELDS, type FormFieldName, withoutWaivedFields } from '@anju/contract/form.ts'
import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import type { MaterialDraft } from '../material/material-draft.ts'

/** A row of 主要家庭成员 while it is typed; `rowId` only tells rows apart on the screen. */
export type FamilyRow = {
  readonly rowId: number
  readonly name: string
  readonly relation: string
  readonly idNumber: string
  readonly together: 'yes' | 'no' | ''
}

/** Where the person lives: a dwelling of the register, or an address that is being typed. */
export type HomeDraft = {
  readonly dwelling: { readonly dwellingId: string; readonly standardText: string } | null
  readonly divisionCode: string
  readonly lane: string
  readonly door: string
  readonly building: string
  readonly unit: string
  readonly room: string
  readonly surveyReference: string
  readonly livingAreaM2: string
}

/** Everything typed on 附件1 so far, as text: what is not yet right must not get lost. Yes and no are `yes` and `no`. */
export type DeclarationDraft = {
  readonly values: Readonly<Record<string, string>>
  readonly family: readonly FamilyRow[]
  readonly home: HomeDraft
  readonly materials: readonly MaterialDraft[]
}

export const EMPTY_HOME: HomeDraft = {
  dwelling: null,
  divisionCode: '',
  lane: '',
  door: '',
  building: '',
  unit: '',
  room: '',
  surveyReference: '',
  livingAreaM2: '',
}

/** A blank form; a desk starts with the district and town of its own post. */
export function emptyDraft(divisionCode = ''): DeclarationDraft {
  return {
    values: { documentKind: '111', agency: 'no' },
    family: [],
    home: { ...EMPTY_HOME, divisionCode },
    materials: [],
  }
}

type DeclarationSent = Omit<BodySent<Routes['registerResidence']>, 'intentId' | 'materials'>
type FindingSent = NonNullable<DeclarationSent['targetFinding']>
type ResidenceFormSent = DeclarationSent['form']
type HomeSent = DeclarationSent['home']

/** What is sent: hidden fields of note 6 left out, figures as numbers, blank as blank. */
export function declarationBody(draft: DeclarationDraft): DeclarationSent {
  return {
    person: personSent(draft.values),
    form: residenceFormSent(draft),
    home: homeSent(draft.home),
    targetFinding: findingSent(draft.values),
  }
}

/** What an official found where the text leaves open whether the person is meant; nothing while they have not chosen. */
export function findingSent({ isTarget = '', targetReason = '' }: DeclarationDraft['values']): FindingSent | null {
  return isTarget === '' ? null : { isTarget: isTarget === 'yes', reason: targetReason }
}

export function personSent(values: DeclarationDraft['values']): DeclarationSent['person'] {
  const text = textOf(values)
  return {
    name: text('name'),
    sex: text('sex'),
    ethnicity: text('ethnicity'),
    birthOn: text('birthOn'),
    documentKind: text('documentKind'),
    idNumber: text('idNumber').toUpperCase(),
    mobile: text('mobile'),
    hukouDivision: text('hukouDivision'),
    hukouDetail: text('hukouDetail'),
  }
}

const FORM_TEXTS = [
  'education',
  'politics',
  'marital',
  'employment',
  'employerName',
  'employerAddress',
  'employerPhone',
  'occupation',
  'arrivedOn',
  'movedInOn',
  'placeType',
  'reason',
  'livingMode',
  'remark',
] as const satisfies readonly FormFieldName[]
const AGENT_TEXTS = ['agentName', 'agentRelation', 'agentPhone', 'agentIdNumber'] as const

export function residenceFormSent({ values, family }: Pick<DeclarationDraft, 'values' | 'family'>): ResidenceFormSent {
  const text = textOf(withoutWaivedFields(values))
  const agency = text('agency') === 'yes'
  return {
    ...Object.fromEntries(FORM_TEXTS.map((field) => [field, text(field)])),
    sons: countSent(text('sons')),
    daughters: countSent(text('daughters')),
    socialInsurance: yesNoSent(text('socialInsurance')),
    agency,
    ...(agency ? Object.fromEntries(AGENT_TEXTS.map((field) => [field, text(field)])) : {}),
    family: family
      .filter((row) => row.name !== '' || row.idNumber !== '' || row.relation !== '')
      .map((row) => ({
        name: row.name.trim(),
        relation: row.relation,
        idNumber: row.idNumber.trim().toUpperCase(),
        together: yesNoSent(row.together),
      })),
  }
}

export function homeSent(home: HomeDraft): HomeSent {
  if (home.dwelling !== null) return { dwellingId: home.dwelling.dwellingId }
  const area = Number(home.livingAreaM2)
  return { address: addressSent(home), livingAreaM2: home.livingAreaM2 !== '' && area > 0 ? area : null }
}

/** The address as it is checked while it is typed. */
export function addressSent(home: HomeDraft) {
  const { divisionCode, lane, door, building, unit, room, surveyReference } = home
  return { divisionCode, lane, door, building, unit, room, surveyReference }
}

/** Whether enough is typed to ask the registry what it thinks of the address. */
export function isAddressWorthChecking(home: HomeDraft): boolean {
  return home.dwelling === null && /^\d{12}$/.test(home.divisionCode) && home.lane.trim() !== ''
}

const STARRED: readonly string[] = FORM_FIELDS.filter((row) => row.starred && row.section === 'basic').map(
  (row) => row.field,
)

/** ★ fields still blank: a hint on the screen, the registry decides. */
export function blankStarred(draft: DeclarationDraft): readonly string[] {
  const blank = STARRED.filter((field) => (draft.values[field] ?? '') === '')
  const { dwelling, divisionCode, lane, door } = draft.home
  if (dwelling !== null) return blank
  return [
    ...blank,
    ...(divisionCode === '' ? ['divisionCode'] : []),
    ...(lane === '' ? ['lane'] : []),
    ...(door === '' ? ['door'] : []),
  ]
}

function textOf(values: Readonly<Record<string, unknown>>): (field: string) => string {
  return (field) => {
    const value = values[field]
    return typeof value === 'string' ? value.trim() : ''
  }
}

function yesNoSent(text: string): boolean | null {
  return text === '' ? null : text === 'yes'
}

function countSent(text: string): number | null {
  return /^\d{1,2}$/.test(text) ? Number(text) : null
}
