import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import type { Refusal } from '@anju/domain/kernel/decision.ts'
import { refusal, refusalsOf } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { decideTransferEntry } from '@anju/domain/transfer/decide-transfer.ts'
import { TRANSFER_TRANSITIONS } from '@anju/domain/transfer/transfer-machine.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findOfficialNames } from '../store/office.ts'
import { listLettersOfTransfer } from '../store/office-letter.ts'
import { findPermitOfPerson } from '../store/permit.ts'
import { listTransfersOf, type TransferRow } from '../store/permit-transfer.ts'
import { findPerson } from '../store/person.ts'
import { actorIdOf } from '../store/record-event.ts'
import { circumstancesOf } from './answer-transfer.ts'
import { easiest } from './endorsement-facts.ts'
import { lawOf } from './get-residence.ts'
import { refusalsOfDuty } from './refusals-of-duty.ts'
import { decideEndorsementWith, standingOnArrival } from './transfer-endorsement.ts'
import { homeOf, transferFacts } from './transfer-facts.ts'

/** The permits from elsewhere of a person (外地签发居住证), with what can be done about each today, and what another one would start from. */
export async function getTransfers(deps: Deps, act: Act, personId: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { addressChange, endorsement } = pack
  const seen = await act.city.pool.look(act.scope, async (db) => {
    const [person, home, rows, held] = await Promise.all([
      findPerson(db, personId),
      homeOf(db, personId),
      listTransfersOf(db, personId),
      findPermitOfPerson(db, personId),
    ])
    if (person === undefined) throw new RegistryError('not-found', 'No such person in this city')
    const told = await Promise.all(
      rows.map(async (row) => ({
        row,
        letters: await listLettersOfTransfer(db, row.transfer_id),
        window: await windowOf(deps, act, db, row),
        next: await nextOf(deps, act, db, row),
      })),
    )
    return { person, home, held, told }
  })
  const officials = seen.told.flatMap(({ row }) => [
    row.opened_by,
    row.answered_by ?? '',
    row.decided_by ?? '',
    row.endorse_by ?? '',
  ])
  const names = await findOfficialNames(deps.shared, [...new Set(officials.filter((id) => id !== ''))])
  const open = seen.told.some(({ row }) => row.state === 'asked' || row.state === 'answered')
  const { law } = addressChange.documents
  const { home, held } = seen
  return {
    personId,
    name: seen.person.name,
    home: home === undefined ? null : { standardText: home.standard_text, registeredOn: home.registered_on ?? '' },
    documents: [...addressChange.documents.value],
    proofs: proofsFrom(addressChange.proofFrom.value, pack),
    endorse: {
      documents: [...endorsement.documents.value],
      proofFrom: [...endorsement.proofFrom.value],
      proofs: proofsFrom(endorsement.proofFrom.value, pack),
      refusals: refusalsOfDuty(act, 'endorse', pack),
    },
    asksFinding: [addressChange.sameCity, addressChange.otherCity, addressChange.otherProvince].some(
      ({ value }) => value === 'police-decide',
    ),
    refusals: [
      ...refusalsOfDuty(act, 'change-address', pack),
      ...(open ? [refusal('transfer.already-open', law)] : []),
      ...(held === undefined ? [] : [refusal('transfer.holds-permit', law, { permitNo: held.permit_no })]),
      ...(home === undefined ? [refusal('address-change.register-first', law)] : []),
    ],
    transfers: seen.told.map(({ row, letters, window, next }) => ({
      transferId: row.transfer_id,
      version: row.version,
      permitNo: row.permit_no,
      cardNo: row.card_no,
      issuedOn: row.issued_on,
      issuedIn: row.issued_in,
      issuingOffice: row.issuing_office,
      endorsedOn: [...row.endorsed_on],
      printedExpiryOn: row.printed_expiry_on,
      oldAddress: row.old_address,
      state: row.state,
      openedBy: names.get(row.opened_by) ?? '',
      openedOn: row.opened_on,
      answerDueOn: row.answer_due_on,
      answer: row.answer,
      answeredBy: names.get(row.answered_by ?? '') ?? '',
      answeredOn: row.answered_on,
      document: row.answer_document,
      residedFrom: row.resided_from,
      signedOffOn: row.signed_off_on,
      decidedBy: names.get(row.decided_by ?? '') ?? '',
      decidedOn: row.decided_on,
      permitId: row.permit_id,
      endorsed:
        row.endorse_on === null || row.endorse_condition === null
          ? null
          : {
              acceptedOn: row.endorse_on,
              acceptedBy: names.get(row.endorse_by ?? '') ?? '',
              condition: row.endorse_condition,
            },
      window,
      letters: letters.map((letter) => ({
        letterId: letter.letter_id,
        letter: letter.kind,
        toOffice: letter.to_office,
        sentOn: letter.sent_on,
        postedOn: letter.posted_on,
        trackingNo: letter.tracking_no,
      })),
      next,
    })),
  }
}

/** The papers of those groups, one of which is brought. */
function proofsFrom(groups: readonly string[], { checklist }: Pack) {
  return checklist.groups
    .filter(({ key }) => groups.includes(key))
    .flatMap(({ oneOf }) => oneOf.flatMap(({ allOf }) => allOf))
}

/** The steps that this case offers now, each with what stands in the caller's way. */
async function nextOf(deps: Deps, act: Act, db: Db, row: TransferRow) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const holds = circumstancesOf(row)
  const offered = TRANSFER_TRANSITIONS.filter(
    (step) => step.from === row.state && ('when' in step ? step.when : []).every((guard) => holds[guard]),
  )
  return Promise.all(
    offered.map(async ({ event, by }) => ({
      event,
      by,
      refusals: [
        ...refusalsOfDuty(act, by, pack),
        ...(by === 'confirm-transfer' ? refuseOneself(act, row, pack.workflow.duties['confirm-transfer']?.law) : []),
        ...(event === 'enter-transfer' ? await refuseEntry(deps, act, db, row) : []),
        ...(event === 'accept-endorsement' ? await refuseEndorsement(deps, act, db, row) : []),
      ],
    })),
  )
}

function refuseOneself(act: Act, row: TransferRow, law: string | undefined): readonly Refusal[] {
  const own = [row.opened_by, row.answered_by, row.endorse_by].includes(actorIdOf(act))
  return own && law !== undefined ? [refusal('access.decided-by-oneself', parseClauseRef(law))] : []
}

/** What stands against an endorsement today, whatever papers are shown. */
async function refuseEndorsement(deps: Deps, act: Act, db: Db, row: TransferRow): Promise<readonly Refusal[]> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const transfer = await arrivalOf(db, row)
  return refusalsOf(await decideEndorsementWith(deps, act, db, row.person_id, transfer, easiest('counter', pack)))
}

/** The case as the rules of the permit's life read it: the papers do not matter there. */
async function arrivalOf(db: Db, row: TransferRow) {
  const home = await homeOf(db, row.person_id)
  const facts = await transferFacts(db, row.person_id, row, { kinds: [], inPerson: true }, home)
  return row.answer === null ? facts : { ...facts, answer: row.answer }
}

/** When the permit of an open case is to be endorsed. */
async function windowOf(deps: Deps, act: Act, db: Db, row: TransferRow) {
  if (row.decided_on !== null) return null
  const { window, suspendedSince = null } = standingOnArrival(deps, act, await arrivalOf(db, row))
  if (window === undefined) return null
  const { opensOn, lastInTimeOn, provisional } = window
  return { opensOn, lastInTimeOn, provisional, isOpen: opensOn <= act.legalOn, suspendedSince }
}

async function refuseEntry(deps: Deps, act: Act, db: Db, row: TransferRow): Promise<readonly Refusal[]> {
  const { addressChange, checklist } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const proofs = checklist.groups.flatMap(({ oneOf }) => oneOf.flatMap(({ allOf }) => allOf))
  const shown = { kinds: [...addressChange.documents.value, ...proofs], inPerson: true }
  const facts = await transferFacts(db, row.person_id, row, shown, await homeOf(db, row.person_id))
  const answered = row.answer === null ? {} : { answer: row.answer }
  return refusalsOf(
    decideTransferEntry({ ...facts, ...answered, dueOn: row.answer_due_on }, act.legalOn, lawOf(deps, act.city)),
  )
}
