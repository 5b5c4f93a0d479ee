import { addDays, parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { type Decision, granted, refusal, refused } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { decideObjection } from '@anju/domain/registration/decide-objection.ts'
import { eligibleFrom } from '@anju/domain/residence/eligible-from.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import { maskIdNumber } from '@anju/standards/mask-id-number.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type ApplicationRow, openAgent } from '../store/application.ts'
import { listHistory } from '../store/history.ts'
import { listMaterialsOf, type MaterialRow } from '../store/material.ts'
import { findOfficeName, findOfficeOf } from '../store/office.ts'
import { findPerson, type PersonRow } from '../store/person.ts'
import { findDivisionNames, findDwelling } from '../store/place.ts'
import { findApplicationOf, findRegistration, type RegistrationRow } from '../store/registration.ts'
import { type ApplicationCase, findApplicationCase, packOfCase, standingPhoto } from './application-case.ts'
import { describeHistory, type PastEvent } from './case-history.ts'
import { keyedPersonOf } from './enter-declaration.ts'
import { loadLetterFacts } from './load-letter-facts.ts'
import { loadObjectionFacts } from './load-objection-paper.ts'
import { loadTransferFacts } from './load-transfer-paper.ts'
import { loadCardRefusal, loadFeeReceipt, loadPermitCancellation } from './load-card-paper.ts'
import { loadEndorsementRefusal } from './load-endorsement-refusal.ts'
import type { FormFacts, PaperFacts, PaperKind, LoadedPaper } from './paper-facts.ts'
import { formValues, keptForm } from './register-residence.ts'

/**
 * Reads what a paper says; to print it, within a transaction in which the case was locked against change.
 * @returns a refusal where the case has not come as far as the paper: no receipt before the entry.
 */
export async function loadPaperFacts(
  deps: Deps,
  act: Act,
  db: Db,
  kind: PaperKind,
  subjectId: string,
): Promise<Decision<LoadedPaper>> {
  if (kind === 'form' || kind === 'registration-receipt' || kind === 'cancellation') {
    const row = await findRegistration(db, subjectId)
    if (row === undefined) throw new RegistryError('not-found', 'No such registration within reach')
    return loadOfRegistration(deps, act, db, kind, row)
  }
  if (kind === 'permit-cancellation') return loadPermitCancellation(deps, act, db, subjectId)
  if (kind === 'card-refusal') return loadCardRefusal(deps, act, db, subjectId)
  if (kind === 'endorsement-refusal') return loadEndorsementRefusal(deps, act, db, subjectId)
  if (kind === 'fee-receipt') return loadFeeReceipt(deps, act, db, subjectId)
  if (kind === 'notice-letter') {
    const { person, divisionCode, address, ...letter } = await loadLetterFacts(deps, act, db, subjectId)
    const subject = subjectOf(deps, act, person, address, await officeOf(deps, act))
    return granted({ facts: { kind, ...subject, ...letter }, person, divisionCode, version: 1 }, [])
  }
  if (kind === 'permit-inquiry' || kind === 'address-told' || kind === 'transfer-refusal') {
    const { row, address, facts } = await loadTransferFacts(deps, act, db, subjectId)
    const isDue = kind === 'permit-inquiry' || row.state === (kind === 'address-told' ? 'entered' : 'refused')
    if (!isDue) return notYet(facts.law, kind, row.state)
    const person = await personOf(db, row.person_id)
    const subject = subjectOf(deps, act, person, address, await officeOf(deps, act))
    return granted(
      { facts: { kind, ...subject, ...facts }, person, divisionCode: row.division_code, version: row.version },
      [],
    )
  }
  if (kind === 'objection-answer') {
    const { facts, personId, divisionCode, version, address, law } = await loadObjectionFacts(deps, act, db, subjectId)
    if (facts === undefined) return notYet(law, kind, 'open')
    const person = await personOf(db, personId)
    const subject = subjectOf(deps, act, person, address, await officeOf(deps, act))
    return granted({ facts: { kind, ...subject, ...facts }, person, divisionCode, version }, [])
  }
  const theCase = await findApplicationCase(db, subjectId)
  if (theCase === undefined) throw new RegistryError('not-found', 'No such application within reach')
  return loadOfApplication(deps, act, db, kind, theCase)
}

async function loadOfRegistration(
  deps: Deps,
  act: Act,
  db: Db,
  kind: 'form' | 'registration-receipt' | 'cancellation',
  row: RegistrationRow,
): Promise<Decision<LoadedPaper>> {
  const person = await personOf(db, row.person_id)
  const past = await describeHistory(deps, await listHistory(db, row.registration_id))
  const office = await officeOf(deps, act)
  const loaded = (facts: PaperFacts) =>
    granted({ facts, person, divisionCode: row.division_code, version: row.version }, [])
  if (kind === 'form') return loaded({ kind, ...(await formFacts(deps, act, db, { row, person, past, office })) })
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const subject = subjectOf(deps, act, person, row.standard_text, office)
  const { receipt_no: receiptNo, registered_on: registeredOn, ended_on: endedOn } = row
  if (kind === 'registration-receipt') {
    if (registeredOn === null || receiptNo === null) return notYet(pack.source, kind, row.state)
    return loaded({
      kind,
      ...subject,
      receiptNo,
      declaredOn: row.declared_on,
      registeredOn,
      eligibleFrom: eligibleFrom(registeredOn, pack.halfYear),
      registrar: signerOf(past) ?? '',
      toBeVisited: AWAITS_VISIT.includes(row.state) && pack.workflow.registration.verification.value === 'visit',
    })
  }
  const isCancelled = row.state === 'cancelled-untrue' || row.state === 'cancelled-unreached' || row.state === 'ended'
  if (!isCancelled) return notYet(pack.source, kind, row.state)
  const cancelledOn = endedOn ?? row.state_since
  const objection = decideObjection({ state: row.state, since: row.state_since }, row.state_since, pack, deps.calendar)
  const ended = past.findLast(({ event }) => event !== 'notify')
  return loaded({
    kind,
    ...subject,
    receiptNo: receiptNo ?? '',
    registeredOn,
    endedOn: cancelledOn,
    reason: row.end_reason ?? (row.state === 'cancelled-unreached' ? 'unreached' : 'untrue'),
    law: ended?.grounds[0]?.law ?? pack.source,
    visits: pack.workflow.registration.verification.value === 'visit',
    objectUntil: objection.ok ? objection.value.lastDayOn : undefined,
    objectLaw: pack.workflow.registration.objectionDays.law,
    remedies: remediesFor(cancelledOn, pack.remedies),
    signer: ended?.by?.name ?? '',
  })
}

/** States in which somebody will come to the door. */
const AWAITS_VISIT: readonly RegistrationRow['state'][] = ['recorded', 'visit-planned']

async function loadOfApplication(
  deps: Deps,
  act: Act,
  db: Db,
  kind: 'acceptance-receipt' | 'deficiency-notice' | 'refusal' | 'pick-up-notice',
  theCase: ApplicationCase,
): Promise<Decision<LoadedPaper>> {
  const { row, materials, notices, permit } = theCase
  const person = await personOf(db, row.person_id)
  const past = await describeHistory(deps, await listHistory(db, row.application_id))
  const pack = packOfCase(deps, act, row)
  const subject = subjectOf(deps, act, person, row.standard_text, await officeOf(deps, act))
  const acceptanceNo = row.acceptance_no ?? ''
  const loaded = (facts: PaperFacts) =>
    granted({ facts, person, divisionCode: row.division_code, version: row.version }, [])
  const by = (event: string) => past.findLast((each) => each.event === event)?.by?.name ?? ''
  if (kind === 'acceptance-receipt') {
    if (row.accepted_on === null) return notYet(pack.source, kind, row.state)
    return loaded({
      kind,
      ...subject,
      acceptanceNo,
      acceptedOn: row.accepted_on,
      dueOn: row.due_on,
      condition: row.condition,
      materials: standing(materials).map((material) => material.kind),
      accepter: by('accept'),
    })
  }
  if (kind === 'deficiency-notice') {
    const notice = notices.at(-1)
    if (notice === undefined) return notYet(pack.source, kind, row.state)
    const { given_on: givenOn, items, note } = notice
    const giver = past.findLast(({ grounds }) => grounds.some(({ key }) => key.includes('notice')))?.by?.name ?? ''
    return loaded({ kind, ...subject, acceptanceNo, givenOn, items, law: pack.notice.atMost.law, note, giver })
  }
  if (kind === 'refusal') {
    const refusedEvent = past.findLast(({ event }) => event === 'refuse')
    if (refusedEvent === undefined) return notYet(pack.source, kind, row.state)
    const refusedOn = parsePlainDate(refusedEvent.on)
    const { grounds } = refusedEvent
    return loaded({
      kind,
      ...subject,
      acceptanceNo,
      refusedOn,
      reasons: grounds.filter(({ key }) => key.startsWith('application.refused-')),
      remedies: remediesFor(refusedOn, pack.remedies),
      signer: refusedEvent.by?.name ?? '',
    })
  }
  if (permit === undefined || row.notified_on === null) return notYet(pack.source, kind, row.state)
  const { uncollectedDays } = pack.workflow.application
  return loaded({
    kind,
    ...subject,
    acceptanceNo,
    permitNo: permit.permit_no,
    notifiedOn: row.notified_on,
    lastDayOn: addDays(row.notified_on, uncollectedDays.value),
    waitLaw: uncollectedDays.law,
    signer: by('notify'),
  })
}

/** 附件1 as far as it is filled in; what an application adds (photo, copies, reviewer, day of issue) when there is one. */
async function formFacts(
  deps: Deps,
  act: Act,
  db: Db,
  {
    row,
    person,
    past,
    office,
  }: {
    readonly row: RegistrationRow
    readonly person: PersonRow
    readonly past: readonly PastEvent[]
    readonly office: string
  },
): Promise<FormFacts> {
  const applicationId = await findApplicationOf(db, row.registration_id)
  const theCase = applicationId === undefined ? undefined : await findApplicationCase(db, applicationId)
  const ofCase = applicationId === undefined ? [] : await describeHistory(deps, await listHistory(db, applicationId))
  const [station, dwelling, ownPapers] = await Promise.all([
    findOfficeOf(deps.shared, act.city.city, row.division_code),
    findDwelling(db, row.dwelling_id),
    listMaterialsOf(db, { registrationId: row.registration_id }),
  ])
  const { division_code: division } = row
  const hukouCodes = [2, 4, 6].map((length) => person.hukou_division.slice(0, length))
  const placeCodes = [6, 9, 12].map((length) => division.slice(0, length))
  const names = await findDivisionNames(deps.shared, [...hukouCodes, ...placeCodes])
  const name = (code: string | undefined) => names.get(code ?? '') ?? ''
  const keyed = keyedPersonOf(deps, person)
  const placed = { divisionCode: division, lane: '', door: '', unit: '', ...partsOf(dwelling) }
  const papers = [...ownPapers, ...(theCase?.materials ?? [])]
  const visit = past.findLast(({ event }) => event === 'visit-true' || event === 'visit-untrue')
  const register = past.find(({ by, signed }) => by !== null && signed)
  return {
    jurisdiction: act.city.jurisdiction,
    office,
    printedOn: act.legalOn,
    values: {
      ...formValues({ person: keyed, form: keptForm(deps, row) }, placed, keyed.idNumber, row.declared_on),
      room: dwelling?.room ?? '',
      ...leaving(row),
      ...agentValues(deps, theCase?.row),
    },
    place: {
      district: name(placeCodes[0]),
      town: name(placeCodes[1]),
      policeStation: station?.kind === 'police-station' ? station.nameZh : '',
      committee: name(placeCodes[2]),
    },
    hukou: {
      province: bare(name(hukouCodes[0]), /省$/u),
      city: bare(name(hukouCodes[1]), /^市辖区$|市$/u),
      county: bare(name(hukouCodes[2]), /[县区]$/u),
      detail: person.hukou_detail,
    },
    photo: theCase === undefined ? undefined : (standingPhoto(theCase)?.blob_id ?? undefined),
    applicantCopies: copiesOf(papers, 'identity-document'),
    agentCopies: copiesOf(papers, 'agent-identity-document'),
    permitIssuedOn: theCase?.permit?.issued_on,
    finding: row.finding ?? undefined,
    verifier: visit?.by ? { name: visit.by.name, on: visit.on } : undefined,
    accepter: (ofCase.find(({ event }) => event === 'accept') ?? register)?.by?.name,
    reviewer: ofCase.findLast(({ event }) => event === 'approve')?.by?.name,
  }
}

function subjectOf(deps: Deps, act: Act, person: PersonRow, address: string, office: string) {
  return {
    jurisdiction: act.city.jurisdiction,
    office,
    printedOn: act.legalOn,
    name: person.name,
    idNumberMasked: maskIdNumber(keyedPersonOf(deps, person).idNumber),
    address,
  }
}

/** The office that gives the paper: of whoever prints it. */
async function officeOf(deps: Deps, act: Act): Promise<string> {
  if (act.actor.kind !== 'official') return act.city.nameZh
  return (await findOfficeName(deps.shared, act.actor.officeId)) ?? act.city.nameZh
}

async function personOf(db: Db, personId: string): Promise<PersonRow> {
  const person = await findPerson(db, personId)
  if (person === undefined) throw new RegistryError('not-found', 'The person is out of reach')
  return person
}

function notYet(law: Parameters<typeof refusal>[1], paper: PaperKind, state: string): Decision<never> {
  return refused(refusal('paper.not-yet', law, { paper, state }))
}

function signerOf(past: readonly PastEvent[]): string | undefined {
  return past.find(({ by, signed }) => by !== null && signed)?.by?.name
}

function standing(materials: readonly MaterialRow[]): readonly MaterialRow[] {
  return materials.filter(({ superseded_on: on }) => on === null)
}

function copiesOf(materials: readonly MaterialRow[], kind: string): readonly string[] {
  const ids = standing(materials).flatMap((row) => (row.kind === kind && row.blob_id !== null ? [row.blob_id] : []))
  return [...new Set(ids)].slice(0, 2)
}

function partsOf(dwelling: { readonly lane: string; readonly door: string; readonly unit: string } | undefined) {
  return dwelling === undefined ? {} : { lane: dwelling.lane, door: dwelling.door, unit: dwelling.unit }
}

function leaving(row: RegistrationRow) {
  return row.ended_on === null ? {} : { leftOn: row.ended_on }
}

function agentValues(deps: Deps, row: ApplicationRow | undefined) {
  const agent = row === undefined ? undefined : openAgent(deps.crypto, row)
  if (agent === undefined) return {}
  const { name, relation, phone, idNumber } = agent
  return { agency: true, agentName: name, agentRelation: relation, agentPhone: phone, agentIdNumber: idNumber }
}

/** The form prints 省, 市 and 县（区） itself. */
function bare(name: string, suffix: RegExp): string {
  return name.replace(suffix, '')
}
