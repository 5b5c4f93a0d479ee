import type { Act, Deps } from '../deps.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { RegistryError } from '../registry-error.ts'
import { listAmendmentsOf } from '../store/amendment.ts'
import { listEndorsementsOf } from '../store/endorsement.ts'
import { openNoticeForOfficials } from '../store/notice.ts'
import { findPerson } from '../store/person.ts'
import { listImportsOf } from '../store/permit-import.ts'
import { listTransfersOf } from '../store/permit-transfer.ts'
import { listRegistrationsOf } from '../store/registration.ts'
import { listCardsOf, listNoticesOf, listPermitsOf, listSignaturesOf } from '../store/person-file.ts'
import { amendableRegistration } from './amendable-registration.ts'
import { describeAmendment } from './describe-amendment.ts'
import { describeEndorsement } from './get-endorsement.ts'
import { stateOf } from './list-notices.ts'
import { nameSigners } from './name-signers.ts'

/** What was done in a life here (个人档案), beside the residence itself: endorsements, cards, notices, and who signed for what. */
export async function getPersonFile(deps: Deps, act: Act, personId: string) {
  const found = await act.city.pool.look(act.scope, async (db) => {
    const [person, endorsements, cards, notices, signatures, permits, imports, transfers, amendments, registrations] =
      await Promise.all([
        findPerson(db, personId),
        listEndorsementsOf(db, personId),
        listCardsOf(db, personId),
        listNoticesOf(db, personId),
        listSignaturesOf(db, personId),
        listPermitsOf(db, personId),
        listImportsOf(db, personId),
        listTransfersOf(db, personId),
        listAmendmentsOf(db, personId),
        listRegistrationsOf(db, personId),
      ])
    if (person === undefined) throw new RegistryError('not-found', 'No such person in this city')
    return { endorsements, cards, notices, signatures, permits, imports, transfers, amendments, registrations }
  })
  const named = await nameSigners(deps, found.signatures)
  const numberOf = new Map(found.permits.map(({ permit_id: id, permit_no: no }) => [id, no]))
  return {
    asOf: act.legalOn,
    endorsements: found.endorsements.map((row) => describeEndorsement(row, numberOf.get(row.permit_id) ?? '', named)),
    registration: amendableRegistration(
      act,
      packInForce(deps.packs, act.city.jurisdiction, act.legalOn),
      found.registrations,
    ),
    amendments: found.amendments.map((row) => describeAmendment(deps, row)),
    /** Permits that no application here led to, each with its origin. */
    taken: [
      ...found.imports.map((row) => ({
        takenId: row.import_id,
        origin: 'import' as const,
        kind: row.kind,
        permitNo: row.permit_no,
        office: '',
        issuedOn: row.issued_on,
        printedOn: row.expires_on,
        registeredOn: row.registered_on,
        address: row.address_written,
        enteredAs: row.entered_as,
      })),
      ...found.transfers
        .filter(({ state }) => state === 'entered')
        .map((row) => ({
          takenId: row.transfer_id,
          origin: 'elsewhere' as const,
          kind: 'residence-permit' as const,
          permitNo: row.permit_no,
          office: row.issuing_office,
          issuedOn: row.issued_on,
          printedOn: null,
          registeredOn: row.resided_from,
          address: row.old_address,
          enteredAs: 'permit' as const,
        })),
    ],
    cards: found.cards.map((card) => ({
      cardId: card.card_id,
      permitNo: card.permit_no,
      stockNo: card.stock_no,
      state: card.state,
      madeOn: card.made_on,
      madeFor: card.made_for,
      voidReason: card.void_reason,
      voidedOn: card.voided_on,
    })),
    notices: found.notices.map((row) => ({
      noticeId: row.notice_id,
      template: row.template,
      text: openNoticeForOfficials(deps.crypto, row, act.city),
      madeOn: row.made_on,
      state: stateOf(row),
    })),
    signatures: named.map((one) => ({ ...one })),
  }
}
