import { CARD_FOUND, CARD_LOST_IN_TRANSIT } from '@anju/crypto/approval-evidence.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import type { ExchangeRecord, RecordBody } from '@anju/exchange/record.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Deps } from '../deps.ts'
import { findApplication, type ApplicationRow } from '../store/application.ts'
import { type CardCaseRow, findCardCase } from '../store/card-case.ts'
import { findHeldPermit } from '../store/endorsement.ts'
import { findCardOrderSource, findOrderSource, findSaid, type OrderSource } from '../store/exchange.ts'
import type { OutboxRow } from '../store/outbox.ts'
import { findPermitByNumber, findPermitOfApplication, listCardsOf } from '../store/permit.ts'
import { findPerson, openIdNumber } from '../store/person.ts'
import { describePerson } from '../usecases/get-registration.ts'
import { readBlob } from '../usecases/keep-blob.ts'

/**
 * The record that an outbox row asks for; its id is the row's, so the same order is one record however often it is made.
 * Undefined when the case has moved on and nothing is to be ordered any more.
 */
export async function orderRecord(deps: Deps, db: Db, row: OutboxRow): Promise<ExchangeRecord | undefined> {
  const { subject_id: subjectId, outbox_id: id, topic } = row
  switch (topic) {
    case 'exchange.permit-order': {
      const application = await findApplication(db, subjectId)
      // Withdrawn or stopped before the order left: nobody needs to hear of it.
      return application?.state === 'approved'
        ? { kind: 'permit-order/2', id, body: await permitOrder(deps, db, application) }
        : undefined
    }
    case 'exchange.card-order': {
      const theCase = await findCardCase(db, subjectId)
      const isPassed = theCase?.state === 'approved' || (theCase?.state === 'accepted' && !theCase.needs_review)
      return theCase !== undefined && isPassed
        ? { kind: 'card-order/2', id, body: await cardOrder(deps, db, theCase) }
        : undefined
    }
    case 'exchange.card-standing':
      return { kind: 'card-standing/2', id, body: await cardStanding(db, row) }
    case 'exchange.reprint-order': {
      const [ordered, evidence] = await Promise.all([
        orderedCase(db, subjectId),
        findSaid(db, subjectId, { caseId: subjectId }, CARD_LOST_IN_TRANSIT),
      ])
      const voidStockNumber = textOf(row, 'voidStockNo')
      return {
        kind: 'reprint-order/2',
        id,
        body: {
          applicationId: subjectId,
          acceptanceNumber: ordered.acceptanceNumber,
          permitNumber: await permitNumberOf(db, ordered),
          voidStockNumber,
          reason: 'lost-in-transit',
          reportedOn: textOf(row, 'legalOn'),
          evidence,
        },
      }
    }
    case 'exchange.order-withdrawn': {
      const { acceptanceNumber } = await orderedCase(db, subjectId)
      const withdrawnOn = textOf(row, 'legalOn')
      return { kind: 'order-withdrawn/1', id, body: { applicationId: subjectId, acceptanceNumber, withdrawnOn } }
    }
    default:
      throw new Error(`Nothing crosses the boundary as ${topic}`)
  }
}

function textOf({ payload, topic }: OutboxRow, key: string): string {
  const text = payload[key]
  if (typeof text !== 'string') throw new Error(`A ${topic} without its ${key}`)
  return text
}

type Ordered = { readonly acceptanceNumber: string; readonly permitId: string | undefined; readonly caseId: string }

/** The case that ordered a card: an application, or the case of another card. */
async function orderedCase(db: Db, caseId: string): Promise<Ordered> {
  const [application, cardCase] = await Promise.all([findApplication(db, caseId), findCardCase(db, caseId)])
  const acceptanceNumber = (application ?? cardCase)?.acceptance_no
  if (acceptanceNumber === undefined || acceptanceNumber === null)
    throw new Error(`An order about ${caseId}, which is not there or has no acceptance number`)
  return { acceptanceNumber, permitId: cardCase?.permit_id, caseId }
}

async function permitNumberOf(db: Db, { permitId, caseId }: Ordered): Promise<string> {
  const permit = permitId === undefined ? await findPermitOfApplication(db, caseId) : await findHeldPermit(db, permitId)
  if (permit === undefined) throw new Error(`Case ${caseId} lost a card it did not have`)
  return permit.permit_no
}

const REASONS = ['lost', 'permit-ended', 'found'] as const

async function cardStanding(db: Db, row: OutboxRow): Promise<RecordBody<'card-standing/2'>> {
  const permit = await findHeldPermit(db, row.subject_id)
  if (permit === undefined) throw new Error(`A card of permit ${row.subject_id}, which is not there`)
  const because = textOf(row, 'because')
  const reason = REASONS.find((each) => each === because)
  if (reason === undefined) throw new Error(`No card stands as ${because}`)
  const stockNo = textOf(row, 'stockNo')
  const { signedIn } = row.payload
  const isFound = reason === 'found'
  return {
    permitNumber: permit.permit_no,
    stockNumber: stockNo,
    standing: isFound ? 'good' : 'void',
    reason,
    since: textOf(row, 'legalOn'),
    // From before a finding was signed for its card there is none: the police refuse it, and that is told.
    evidence: isFound && typeof signedIn === 'string' ? await findSaid(db, signedIn, { stockNo }, CARD_FOUND) : [],
  }
}

const FOR = {
  replacement: 'replacement',
  reissue: 'reissue',
  'office-error-correction': 'correction',
} as const satisfies Record<CardCaseRow['business'], RecordBody<'card-order/2'>['for']>

/** Another card for a permit that goes on: its number and day of issue, and the card that must not be taken for it any more. */
async function cardOrder(deps: Deps, db: Db, theCase: CardCaseRow): Promise<RecordBody<'card-order/2'>> {
  const { permit_id: permitId, card_case_id: caseId } = theCase
  const [held, source, cards, { acceptanceNumber }] = await Promise.all([
    findHeldPermit(db, permitId),
    findCardOrderSource(db, theCase),
    listCardsOf(db, permitId),
    orderedCase(db, caseId),
  ])
  const permit = held === undefined ? undefined : await findPermitByNumber(db, held.permit_no)
  if (permit === undefined) throw new Error(`Case ${caseId} without its permit`)
  return {
    caseId,
    for: FOR[theCase.business],
    permitNumber: permit.permit_no,
    issuedOn: permit.issued_on,
    voidStockNumber: cards.at(-1)?.stock_no ?? null,
    ...(await askedOf(deps, db, {
      caseId,
      acceptanceNumber,
      personId: theCase.person_id,
      residenceAddress: permit.standard_text,
      acceptedOn: theCase.accepted_on,
      dueOn: theCase.due_on,
      source,
      pack: theCase.pack,
    })),
  }
}

/** Everything the police need to make a first card, so that nothing is asked back across the boundary. */
async function permitOrder(deps: Deps, db: Db, application: ApplicationRow): Promise<RecordBody<'permit-order/2'>> {
  const { application_id: applicationId, accepted_on: acceptedOn, due_on: dueOn } = application
  const { acceptanceNumber } = await orderedCase(db, applicationId)
  const source = await findOrderSource(db, applicationId, application.office_id)
  if (acceptedOn === null || dueOn === null) throw new Error(`Application ${applicationId} is approved and not whole`)
  return {
    applicationId,
    purpose: 'first',
    ...(await askedOf(deps, db, {
      caseId: applicationId,
      acceptanceNumber,
      personId: application.person_id,
      residenceAddress: application.standard_text,
      acceptedOn,
      dueOn,
      source,
      pack: application.pack,
    })),
  }
}

type Asked = {
  readonly caseId: string
  readonly acceptanceNumber: string
  readonly personId: string
  readonly residenceAddress: string
  readonly acceptedOn: string
  readonly dueOn: string
  readonly source: OrderSource
  readonly pack: string
}

/** What every order says: the person as they are in the register, the photo, the office and who signed. */
async function askedOf(deps: Deps, db: Db, { caseId, personId, source, ...asked }: Asked) {
  const person = await findPerson(db, personId)
  if (person === undefined) throw new Error(`Case ${caseId} without its person`)
  const photo = source.photoBlobId === null ? undefined : await readBlob(deps, db, source.photoBlobId)
  if (photo === undefined) throw new Error(`Case ${caseId} has no photo to make a card with`)
  return {
    acceptanceNumber: asked.acceptanceNumber,
    person: {
      idNumber: openIdNumber(deps.crypto, person),
      name: person.name,
      sex: person.sex,
      ethnicity: person.ethnicity,
      birthOn: person.birth_on,
      hukouAddress: (await describePerson(deps, person)).hukou,
      residenceAddress: asked.residenceAddress,
    },
    photo: {
      mediaType: photo.mime === 'image/png' ? ('image/png' as const) : ('image/jpeg' as const),
      sm3: sm3Hex(photo.image),
      content: photo.image.toString('base64'),
    },
    acceptedOn: asked.acceptedOn,
    dueOn: asked.dueOn,
    office: { code: source.office.code, name: source.office.nameZh },
    signaturesSm3: source.signaturesSm3,
    policyPack: asked.pack,
    evidence: source.evidence,
  }
}
