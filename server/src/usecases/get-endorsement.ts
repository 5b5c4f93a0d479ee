import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { decideEndorsement } from '@anju/domain/endorsement/decide-endorsement.ts'
import { ENDORSEMENT_TRANSITIONS, endorsementState } from '@anju/domain/endorsement/endorsement-machine.ts'
import { refusalsOf } from '@anju/domain/kernel/decision.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Channel } from '@anju/domain/policy/workflow-policy.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type EndorsementRow, findHeldPermit, type HeldPermit, listEndorsementsOf } from '../store/endorsement.ts'
import { findPerson } from '../store/person.ts'
import { listRegistrationsOf } from '../store/registration.ts'
import { listSignaturesOf, type SignatureOfPerson } from '../store/person-file.ts'
import { amendableHere } from './amendable-registration.ts'
import { easiest, endorsementFacts } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { nameSigners, type NamedSignature } from './name-signers.ts'

/**
 * Where the next endorsement of a permit stands (签注情况): its window, whether it could be made today and every reason why not that no paper mends, what
 * is to be brought, and the endorsements so far with what can be done to an open one.
 */
export async function getEndorsement(deps: Deps, act: Act, permitId: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const found = await act.city.pool.look(act.scope, async (db) => {
    const held = await findHeldPermit(db, permitId)
    if (held === undefined) throw new RegistryError('not-found', 'No such permit in this city')
    const [person, window, rows, signatures, registrations] = await Promise.all([
      findPerson(db, held.person_id),
      endorsementWindow(deps, act, db, held, 'counter', pack),
      listEndorsementsOf(db, held.person_id),
      listSignaturesOf(db, held.person_id),
      listRegistrationsOf(db, held.person_id),
    ])
    return {
      held,
      name: person?.name ?? '',
      window,
      rows: rows.filter((row) => row.permit_id === permitId),
      signatures,
      registration: amendableHere(deps, act, pack, registrations, person),
    }
  })
  const named = await nameSigners(deps, found.signatures)
  const { agency, checklist, endorsement } = pack
  return {
    ...found.window,
    personId: found.held.person_id,
    name: found.name,
    channels: [...endorsement.channels.value],
    documents: [...endorsement.documents.value],
    proofFrom: [...endorsement.proofFrom.value],
    proofs: checklist.groups
      .filter(({ key }) => endorsement.proofFrom.value.some((from) => from === key))
      .flatMap(({ oneOf }) => oneOf.flatMap(({ allOf }) => allOf)),
    agentsAllowed: agency.businesses.value.some((business) => business === 'endorsement'),
    agencyDocuments: [...agency.documents.value],
    law: endorsement.documents.law,
    mayEndorse: mayPerform(act.actor, 'endorse', pack.workflow).ok,
    registration: found.registration,
    past: found.rows.map((row) => ({
      ...describeEndorsement(row, found.held.permit_no, named),
      next: nextSteps(act, row, pack, found.signatures),
    })),
  }
}

/** The window of a permit, and whether somebody who comes with everything could be endorsed today. */
export async function endorsementWindow(deps: Deps, act: Act, db: Db, held: HeldPermit, channel: Channel, pack: Pack) {
  if (held.state === 'pending-pick-up') return nothingYet(held)
  const facts = await endorsementFacts(deps, act, db, held, easiest(channel, pack))
  const law = lawOf(deps, act.city)
  const standing = permitStanding(facts.permit, act.legalOn, law)
  // The ledger knows where the holder is, and so whether the permit rests.
  const told = facts.residence.permits.find(({ permitId }) => permitId === held.permit_id)
  const decision = decideEndorsement(facts, act.legalOn, law)
  return {
    permitId: held.permit_id,
    permitNo: held.permit_no,
    state: told?.state ?? standing.state,
    window: standing.window ?? null,
    suspendedSince: standing.suspendedSince ?? null,
    restsSince: told?.restsSince ?? null,
    validUntil: standing.validUntil,
    possible: decision.ok,
    refusals: refusalsOf(decision),
  }
}

function nothingYet(held: HeldPermit) {
  return {
    permitId: held.permit_id,
    permitNo: held.permit_no,
    state: 'not-yet' as const,
    window: null,
    suspendedSince: null,
    restsSince: null,
    validUntil: '',
    possible: false,
    refusals: [],
  }
}

/** An endorsement with the names under it. */
export function describeEndorsement(row: EndorsementRow, permitNo: string, named: readonly NamedSignature[]) {
  return {
    endorsementId: row.endorsement_id,
    permitId: row.permit_id,
    permitNo,
    version: row.version,
    state: stateOf(row),
    channel: row.channel,
    acceptedOn: row.accepted_on,
    checkedOn: row.checked_on,
    completedOn: row.completed_on,
    refusedOn: row.refused_on,
    refusalReasons: (row.refusal_reasons ?? []).filter(isRefusal),
    written: row.written,
    signatures: named
      .filter(({ caseId }) => caseId === row.endorsement_id)
      .map(({ step, name, role, on }) => ({ step, name, role, on })),
  }
}

const REFUSALS = ['not-residing', 'condition-gone', 'papers-untrue'] as const
function isRefusal(code: string): code is (typeof REFUSALS)[number] {
  return REFUSALS.some((known) => known === code)
}

function stateOf(row: EndorsementRow) {
  return endorsementState({ checkedOn: row.checked_on, completedOn: row.completed_on, refusedOn: row.refused_on })
}

function nextSteps(act: Act, row: EndorsementRow, pack: Pack, signatures: readonly SignatureOfPerson[]) {
  const { actor } = act
  const accepted = signatures.some(
    ({ case_id: id, step, official_id: by }) =>
      id === row.endorsement_id && step === 'endorse' && actor.kind === 'official' && by === actor.officialId,
  )
  const guard = row.needs_check ? 'with-check' : 'without-check'
  return ENDORSEMENT_TRANSITIONS.flatMap((transition) => {
    const isOpen =
      transition.from === stateOf(row) && (!('when' in transition) || transition.when.every((each) => each === guard))
    if (!isOpen) return []
    const { event, by } = transition
    const may = mayPerform(actor, by, pack.workflow)
    const isOwn = by === 'check-endorsement' && accepted
    return [{ event, by, allowed: may.ok && !isOwn, refusals: refusalsOf(may) }]
  })
}

/** The duty that takes an open endorsement further. */
export function endorsementDuties(row: Pick<EndorsementRow, 'needs_check' | 'checked_on'>) {
  return row.needs_check && row.checked_on === null ? (['check-endorsement'] as const) : (['endorse'] as const)
}
