import type { Db } from '@anju/platform/database/pool.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { type Decision, granted, refusal, refused } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import { maskIdNumber } from '@anju/standards/mask-id-number.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findFee } from '../store/fee.ts'
import { findHeldPermit } from '../store/endorsement.ts'
import { findCardCase, openOfCase } from '../store/card-case.ts'
import { findOfficeName, findOfficialNames } from '../store/office.ts'
import { findPermitByNumber } from '../store/permit.ts'
import { findPermitEnding } from '../store/permit-ending.ts'
import { findPerson, openIdNumber } from '../store/person.ts'
import { listSignersOf } from '../store/signature.ts'
import type { LoadedPaper } from './paper-facts.ts'

/** The notice of the end of a permit (居住证注销、收缴告知书), with reason, clause and remedies; none before somebody decided. */
export async function loadPermitCancellation(
  deps: Deps,
  act: Act,
  db: Db,
  endingId: string,
): Promise<Decision<LoadedPaper>> {
  const row = await findPermitEnding(db, endingId)
  if (row === undefined) throw new RegistryError('not-found', 'Nothing was put forward within reach')
  const kind = 'permit-cancellation'
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  if (row.state !== 'done' || row.decided_on === null || row.ends_on === null)
    return refused(refusal('paper.not-yet', pack.source, { paper: kind, state: row.state }))
  const subject = await subjectOfPermit(deps, act, db, row.permit_id)
  const lawOfDay = packInForce(deps.packs, act.city.jurisdiction, row.decided_on)
  const names = await findOfficialNames(deps.shared, [row.decided_by ?? row.proposed_by])
  const facts = {
    kind,
    ...subject.facts,
    event: row.event,
    happenedOn: row.happened_on,
    endsOn: row.ends_on,
    law: parseClauseRef(row.law),
    card: row.card,
    isCardBack: row.card_taken_on !== null,
    remedies: remediesFor(row.decided_on, lawOfDay.remedies),
    signer: names.get(row.decided_by ?? row.proposed_by) ?? '',
  } as const
  return granted({ facts, person: subject.person, divisionCode: row.division_code, version: row.version }, [])
}

/** The refusal of another card (不予换领、补领、更正决定书), in the official's words, with the remedies; none before it was decided. */
export async function loadCardRefusal(
  deps: Deps,
  act: Act,
  db: Db,
  cardCaseId: string,
): Promise<Decision<LoadedPaper>> {
  const row = await findCardCase(db, cardCaseId)
  if (row === undefined) throw new RegistryError('not-found', 'No such case within reach')
  const kind = 'card-refusal'
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  if (row.state !== 'refused' || row.reviewed_on === null)
    return refused(refusal('paper.not-yet', pack.source, { paper: kind, state: row.state }))
  const { person, facts: subject } = await subjectOfPermit(deps, act, db, row.permit_id)
  const lawOfDay = packInForce(deps.packs, act.city.jurisdiction, row.reviewed_on)
  const reviewer = (await listSignersOf(db, cardCaseId)).find(({ step }) => step === 'review')?.officialId
  const names = await findOfficialNames(deps.shared, reviewer === undefined ? [] : [reviewer])
  const facts = {
    kind,
    ...subject,
    acceptanceNo: row.acceptance_no ?? '',
    business: row.business,
    because: row.reason,
    acceptedOn: row.accepted_on,
    refusedOn: row.reviewed_on,
    reason: openOfCase(deps.crypto, row, 'refusal_enc', person.dek_wrapped)?.note ?? '',
    law: CARD_TRANSITION_LAW,
    remedies: remediesFor(row.reviewed_on, lawOfDay.remedies),
    signer: names.get(reviewer ?? '') ?? '',
  } as const
  return granted({ facts, person, divisionCode: row.division_code, version: row.version }, [])
}

const CARD_TRANSITION_LAW = 'CN-663:11.1' as const

/** The receipt of an entry of the fee book (收费收据); of a reversal, that it was undone. */
export async function loadFeeReceipt(deps: Deps, act: Act, db: Db, entryId: string): Promise<Decision<LoadedPaper>> {
  const row = await findFee(db, entryId)
  const theCase = row === undefined ? undefined : await findCardCase(db, row.card_case_id)
  if (row === undefined || theCase === undefined) throw new RegistryError('not-found', 'No such entry within reach')
  const subject = await subjectOfPermit(deps, act, db, theCase.permit_id)
  const names = await findOfficialNames(deps.shared, [row.taken_by])
  const facts = {
    kind: 'fee-receipt',
    ...subject.facts,
    receiptNo: row.receipt_no,
    entry: row.kind,
    business: row.business,
    fen: row.fen,
    waivedFen: row.waived_fen,
    reason: row.reason,
    law: parseClauseRef(row.law),
    takenOn: row.taken_on,
    signer: names.get(row.taken_by) ?? '',
  } as const
  return granted({ facts, person: subject.person, divisionCode: row.division_code, version: 1 }, [])
}

/** Whose permit it is, as it stands on a paper about it. @throws RegistryError not-found where the permit is out of reach */
export async function subjectOfPermit(deps: Deps, act: Act, db: Db, permitId: string) {
  const held = await findHeldPermit(db, permitId)
  const [person, permit] = await Promise.all([
    held === undefined ? undefined : findPerson(db, held.person_id),
    held === undefined ? undefined : findPermitByNumber(db, held.permit_no),
  ])
  if (held === undefined || person === undefined || permit === undefined)
    throw new RegistryError('not-found', 'The permit is out of reach')
  const office = act.actor.kind === 'official' ? await findOfficeName(deps.shared, act.actor.officeId) : act.city.nameZh
  return {
    person,
    facts: {
      jurisdiction: act.city.jurisdiction,
      office: office ?? act.city.nameZh,
      printedOn: act.legalOn,
      name: person.name,
      idNumberMasked: maskIdNumber(openIdNumber(deps.crypto, person)),
      address: permit.standard_text,
      permitNo: held.permit_no,
    },
  }
}
