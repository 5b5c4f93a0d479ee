import { maskIdNumber } from '@anju/standards/mask-id-number.ts'
import { maskPhone } from '@anju/standards/phone.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { refusal, type Refusal } from '@anju/domain/kernel/decision.ts'
import type { ClauseRef } from '@anju/domain/kernel/clause.ts'
import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { clauseOfStep, isDoneHere } from '@anju/domain/policy/clause-of-step.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { REGISTRATION_TRANSITIONS, type RegistrationEvent } from '@anju/domain/registration/registration-machine.ts'
import { eligibleFrom } from '@anju/domain/residence/eligible-from.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listAmendmentsOf } from '../store/amendment.ts'
import { type CivilEventRow, listCivilEvents } from '../store/civil-event.ts'
import { listHistory } from '../store/history.ts'
import { listMaterialsOf, type MaterialRow } from '../store/material.ts'
import { findPerson, openIdNumber, openMobile, type PersonRow } from '../store/person.ts'
import { findDivisionNames } from '../store/place.ts'
import { findApplicationOf, findRegistration, openForm, type RegistrationRow } from '../store/registration.ts'
import { describeAmendment } from './describe-amendment.ts'
import { describeHistory } from './case-history.ts'
import { circumstancesOf } from './registration-step.ts'

export type NextStep<Event extends string = RegistrationEvent> = {
  readonly event: Event
  readonly by: Duty | 'resident' | 'system' | 'police'
  readonly law: ClauseRef
  readonly dueOn: string | null
  readonly allowed: boolean
  readonly refusals: Refusal[]
}

/** A registration as a case page shows it: where it stands, what comes next and by when, and why. */
export async function getRegistration(deps: Deps, act: Act, registrationId: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const loaded = await act.city.pool.look(act.scope, async (db) => {
    const row = await findRegistration(db, registrationId)
    if (row === undefined) throw new RegistryError('not-found', 'No such registration within reach')
    const [person, materials, history, applicationId, civilEvents, amendments] = await Promise.all([
      findPerson(db, row.person_id),
      listMaterialsOf(db, { registrationId }),
      listHistory(db, registrationId),
      findApplicationOf(db, registrationId),
      listCivilEvents(db, row.person_id),
      listAmendmentsOf(db, row.person_id),
    ])
    if (person === undefined) throw new RegistryError('not-found', 'The person is out of reach')
    return { row, person, materials, history, applicationId, civilEvents, amendments }
  })
  const { row, person, materials, history, applicationId, civilEvents, amendments } = loaded
  return {
    registrationId,
    personId: row.person_id,
    version: row.version,
    state: row.state,
    since: row.state_since,
    channel: row.channel,
    person: await describePerson(deps, person),
    form: {
      ...openForm(deps.crypto, row),
      ethnicity: person.ethnicity,
      hukouDivision: person.hukou_division,
      hukouDetail: person.hukou_detail,
    },
    dwelling: { dwellingId: row.dwelling_id, standardText: row.standard_text, status: row.address_status },
    declaredOn: row.declared_on,
    registeredOn: row.registered_on,
    dueOn: row.next_due_on,
    eligibleFrom: row.registered_on === null ? null : eligibleFrom(row.registered_on, pack.halfYear),
    endedOn: row.ended_on,
    endReason: row.end_reason,
    receiptNo: row.receipt_no,
    visitsMissed: row.visits_missed,
    finding: row.finding,
    landlordConfirmedOn: row.landlord_confirmed_on,
    materials: materials.map(describeMaterial),
    amendments: amendments
      .filter(({ registration_id: id }) => id === registrationId)
      .map((one) => describeAmendment(deps, one)),
    next: nextSteps(act, row, pack),
    history: await describeHistory(deps, history),
    applicationId: applicationId ?? null,
    civilEvents: await Promise.all(civilEvents.map((event) => describeCivilEvent(deps, event))),
  }
}

async function describeCivilEvent(deps: Deps, row: CivilEventRow) {
  const { record_id: recordId, event, happened_on: happenedOn, learned_on: learnedOn, hukou_division: division } = row
  const codes = division === null ? [] : [2, 4, 6].map((length) => division.slice(0, length))
  const names = await findDivisionNames(deps.shared, codes)
  return {
    recordId,
    event,
    happenedOn,
    learnedOn,
    hukou: codes.flatMap((code) => names.get(code) ?? []).join(''),
    policeEvidenceSm3: row.police_evidence_sm3,
    settled:
      row.settled_on === null ? null : { on: row.settled_on, by: row.settled_by_name ?? '', reason: row.reason ?? '' },
  }
}

/** What may happen next, each with who does it and why the caller may not. */
function nextSteps(act: Act, row: RegistrationRow, pack: Pack): NextStep[] {
  const holds = circumstancesOf(row, pack)
  const rows = REGISTRATION_TRANSITIONS.filter(
    (transition) => transition.from === row.state && (transition.when ?? []).every((condition) => holds[condition]),
  )
  return (
    rows
      // What residents do themselves stands on their own pages.
      .filter(({ by }) => by !== 'resident' && isDoneHere(by, pack.workflow))
      .map(({ event, by, law: drawnFrom }) => {
        const law = clauseOfStep(by, drawnFrom, pack.workflow)
        const authority = mayPerform(act.actor, by, pack.workflow)
        const refusals = [...(authority.ok ? [] : authority.refusals), ...secondPerson(act, row, event, law)]
        return { event, by, law, dueOn: row.next_due_on, allowed: refusals.length === 0, refusals }
      })
  )
}

/** Whoever found a declaration untrue cannot be the second person. */
function secondPerson(act: Act, row: RegistrationRow, event: RegistrationEvent, law: ClauseRef): readonly Refusal[] {
  const isFinder = act.actor.kind === 'official' && act.actor.officialId === row.finding_by
  return isFinder && (event === 'confirm-untrue' || event === 'contest-untrue')
    ? [refusal('registration.second-person-required', law)]
    : []
}

/** A person as lists and case pages show them: numbers masked. */
export async function describePerson(deps: Deps, person: PersonRow) {
  const codes = [2, 4, 6].map((length) => person.hukou_division.slice(0, length))
  const names = await findDivisionNames(deps.shared, codes)
  const above = codes.map((code) => names.get(code) ?? '').filter((name) => name !== '市辖区')
  return {
    name: person.name,
    sex: person.sex,
    birthOn: person.birth_on,
    idNumberMasked: maskIdNumber(openIdNumber(deps.crypto, person)),
    mobileMasked: maskPhone(openMobile(deps.crypto, person) ?? ''),
    hukou: wholeHukou(above, person.hukou_detail),
  }
}

/** An address read from an ID card begins with its province (湖南省…, 广西…); one keyed in by hand may leave it to the lists. */
function wholeHukou(above: readonly string[], detail: string): string {
  const province = above[0]?.slice(0, 2)
  return province !== undefined && detail.startsWith(province) ? detail : `${above.join('')}${detail}`
}

export function describeMaterial(row: MaterialRow) {
  return {
    materialId: row.material_id,
    kind: row.kind,
    provenance: row.provenance,
    originalSeen: row.original_seen,
    copyKept: row.copy_kept,
    hasImage: row.blob_id !== null,
    seenOn: row.seen_on,
    returnedOn: row.returned_on,
    reason: row.reason,
  }
}
