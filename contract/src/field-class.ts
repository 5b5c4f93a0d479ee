import { MASKED_FIELDS, maskFields } from '@anju/standards/masked-field.ts'
import { isSchema, jsonSchemaOf, type JsonSchema } from './openapi-schema.ts'
import type { Route } from './route.ts'

/**
 * What a field of an answer is. `none`: nothing of a person. `personal`: shown to whoever may see the row, and logged.
 * `sensitive`: masked before it leaves; in full only through a reveal.
 */
export type FieldClass = 'none' | 'personal' | 'sensitive'

/** Text that is about a person, by the name of its field, wherever it stands. */
const PERSONAL: readonly string[] = words(`
  agentName scopes way birthOn sex ethnicity idNumberMasked mobileMasked hukouDivision form agent relation base64 pdf residenceStart eligibleFrom nextYearOn
  segments owed milestones entitlements permitNo stockNo lostCards receiptNo acceptanceNo civilEvents landlordConfirmedOn endReason
  earlier personName condition signatures cards endorsements caseNumber shownText`)

/** Text of an answer about people that says nothing of them by itself: instants and states of the work, clauses, words. */
const NONE: readonly string[] = words(`
  lastOn confirmedOn revokedOn offered mandateId span acceptedOn appliedOn asOf askedAt askedBy askedOn batchNo calledOn code contentSm3 declaredOn dispatchedOn divisionCode documents agencyDocuments onDay draft
  draftPack dueOn dueExtendedOn endedOn en zh failure fields fileName givenOn history id inForceFrom issuedOn items key kind known law legalOn
  madeOn materials mime name next note official officeEn officeZh on packs path personId printedAt proofs purpose reason reasons refusals
  registeredOn role roleEn roleZh postEn postZh lentBy route since standardText state status step template text validToOn when why words at clientIp checklist
  applicationId registrationId dwellingId noticeId lookId caseId paperId recordId simulationId permitId materialId personIds hash sum
  channel duties version total overdue seconds rows inFull found count most asOf lastInTimeOn opensOn anniversaryOn grounds version before after
  hours hoursMax grantedBy untilAt standing suspendedSince proofFrom completedOn refusedOn refusalReasons beganAt doneAt figure written channels event by value
  answeredBy answeredOn answer classEn classZh facts changed samples checkedOn expiresAt decidedAt placedOn placedBy
  replacement reissue particulars business takenOn takenBy happenedOn proposedBy proposedOn decidedBy
  sealedAt root registryKids witnessKids registryKid faults sm3 evidenceSm3 displaySm3 countersignedAt label model boundAt revokedAt origin officials registry police listNo voidedOn voidedBy policeEvidenceSm3`)

/** Names that mean a person in one route and a place, a role or a file in another: `route.path`. */
const PERSONAL_PLACES: readonly string[] = [
  'listQueue.items.name',
  'listQueue.items.standardText',
  'listCalls.calls.name',
  'listCalls.calls.text',
  'listNotices.notices.text',
  'listMailings.mailings.name',
  'listMailings.mailings.text',
  'listBatches.batches.cards.name',
  'listFees.unearned.name',
  'getRegistration.amendments',
  'getPersonFile.amendments',
  'getResidence.name',
  'getResidence.permits',
  'getErasure.proposal.name',
  'listErasures.erasures.name',
  'getObjections.name',
  'getObjections.acts',
  'getObjections.objections',
  'getAddressChange.name',
  'getAddressChange.address',
  'getAddressChange.registration',
  'getAddressChange.past',
  'getPersonFile.taken',
  'getTransfers.name',
  'getTransfers.home',
  'getTransfers.transfers',
  'getEndorsement.name',
  'revealField.value',
  'exportCaseBundle.bundle',
  'lookUpPerson.person.name',
  'lookUpPermit.name',
  'lookUpPermit.standardText',
  'getRegistration.person.name',
  'getRegistration.dwelling.standardText',
  'getApplication.person.name',
  'getApplication.agent.name',
  'getApplication.dwelling.standardText',
]

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}

/** What one field of one route's answer is, by the path of names to it. */
export function classOfField(route: string, path: readonly string[]): FieldClass {
  const leaf = path.at(-1) ?? ''
  if (Object.hasOwn(MASKED_FIELDS, leaf)) return 'sensitive'
  const place = [route, ...path].join('.')
  if (PERSONAL_PLACES.some((each) => place === each || place.startsWith(`${each}.`))) return 'personal'
  return path.some((name) => PERSONAL.includes(name)) ? 'personal' : 'none'
}

/** Whether the table knows a field at all: one that it does not know must be given a class. */
export function isClassified(route: string, path: readonly string[]): boolean {
  return classOfField(route, path) !== 'none' || NONE.includes(path.at(-1) ?? '')
}

/** Every leaf of an answer, as a path of names; members of lists stand under the name of the list. */
export function leavesOf(
  schema: JsonSchema | undefined,
  isWanted: (leaf: JsonSchema) => boolean = () => true,
): readonly (readonly string[])[] {
  if (schema === undefined) return []
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? schema[key].filter(isSchema) : [],
  )
  if (branches.length > 0) return branches.flatMap((branch) => leavesOf(branch, isWanted))
  if (isSchema(schema['items'])) return leavesOf(schema['items'], isWanted)
  const properties = schema['properties']
  if (!isSchema(properties)) return isWanted(schema) ? [[]] : []
  return Object.entries(properties).flatMap(([name, part]) =>
    isSchema(part) ? leavesOf(part, isWanted).map((rest) => [name, ...rest]) : [],
  )
}

/** Free text; a number, a choice of a list or an id says who nobody is. */
export function isText(leaf: JsonSchema): boolean {
  return (
    leaf['type'] === 'string' && leaf['enum'] === undefined && leaf['const'] === undefined && leaf['format'] !== 'uuid'
  )
}

const known = new Map<Route, readonly string[]>()

/** The personal fields that a route shows, as the look log names them. */
export function personalFieldsOf(name: string, route: Route): readonly string[] {
  let fields = known.get(route)
  if (fields === undefined) {
    const paths = leavesOf(jsonSchemaOf(route.answer, 'output'))
    fields = [
      ...new Set(paths.filter((path) => classOfField(name, path) !== 'none').map((path) => path.at(-1) ?? '')),
    ].toSorted()
    known.set(route, fields)
  }
  return fields
}

/** An answer as it may leave: every sensitive field masked, however deep it lies. */
export function maskAnswer(answer: unknown): unknown {
  return maskFields(answer)
}
