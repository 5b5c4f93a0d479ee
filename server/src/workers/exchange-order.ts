import { sm3Hex } from '@anju/crypto/sm3.ts'
import type { ExchangeRecord, RecordBody } from '@anju/exchange/record.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Deps } from '../deps.ts'
import { findApplication, type ApplicationRow } from '../store/application.ts'
import { findOrderSource } from '../store/exchange.ts'
import type { OutboxRow } from '../store/outbox.ts'
import { findPermitOfApplication } from '../store/permit.ts'
import { findPerson, openIdNumber } from '../store/person.ts'
import { describePerson } from '../usecases/get-registration.ts'
import { readBlob } from '../usecases/keep-blob.ts'

/**
 * The record that an outbox row asks for; its id is the row's, so the same order is one record however often it is made.
 * Undefined when the case has moved on and nothing is to be ordered any more.
 */
export async function orderRecord(deps: Deps, db: Db, row: OutboxRow): Promise<ExchangeRecord | undefined> {
  const application = await findApplication(db, row.subject_id)
  if (application === undefined) throw new Error(`An order about ${row.subject_id}, which is not there`)
  const { application_id: applicationId, acceptance_no: acceptanceNumber } = application
  if (acceptanceNumber === null) throw new Error(`Application ${applicationId} has an order and no acceptance number`)
  const happenedOn =
    typeof row.payload['legalOn'] === 'string' ? row.payload['legalOn'] : (application.state_since as string)
  switch (row.topic) {
    case 'exchange.permit-order':
      // Withdrawn or stopped before the order left: nobody needs to hear of it.
      if (application.state !== 'approved') return undefined
      return {
        kind: 'permit-order/1',
        id: row.outbox_id,
        body: await permitOrder(deps, db, application, acceptanceNumber),
      }
    case 'exchange.reprint-order': {
      const permit = await findPermitOfApplication(db, applicationId)
      const voidStockNumber = row.payload['voidStockNo']
      if (permit === undefined || typeof voidStockNumber !== 'string')
        throw new Error(`Application ${applicationId} lost a card it did not have`)
      return {
        kind: 'reprint-order/1',
        id: row.outbox_id,
        body: {
          applicationId,
          acceptanceNumber,
          permitNumber: permit.permit_no,
          voidStockNumber,
          reason: 'lost-in-transit',
          reportedOn: happenedOn,
        },
      }
    }
    case 'exchange.order-withdrawn':
      return {
        kind: 'order-withdrawn/1',
        id: row.outbox_id,
        body: { applicationId, acceptanceNumber, withdrawnOn: happenedOn },
      }
    default:
      throw new Error(`Nothing crosses the boundary as ${row.topic}`)
  }
}

/** Everything the police need to make the card, so that nothing is asked back across the boundary. */
async function permitOrder(
  deps: Deps,
  db: Db,
  application: ApplicationRow,
  acceptanceNumber: string,
): Promise<RecordBody<'permit-order/1'>> {
  const { application_id: applicationId, accepted_on: acceptedOn, due_on: dueOn } = application
  const [person, source] = await Promise.all([
    findPerson(db, application.person_id),
    findOrderSource(db, applicationId, application.office_id),
  ])
  if (person === undefined || acceptedOn === null || dueOn === null)
    throw new Error(`Application ${applicationId} is approved and not whole`)
  const photo = source.photoBlobId === null ? undefined : await readBlob(deps, db, source.photoBlobId)
  if (photo === undefined) throw new Error(`Application ${applicationId} has no photo to make a card with`)
  return {
    applicationId,
    acceptanceNumber,
    purpose: 'first',
    person: {
      idNumber: openIdNumber(deps.crypto, person),
      name: person.name,
      sex: person.sex,
      ethnicity: person.ethnicity,
      birthOn: person.birth_on,
      hukouAddress: (await describePerson(deps, person)).hukou,
      residenceAddress: application.standard_text,
    },
    photo: {
      mediaType: photo.mime === 'image/png' ? 'image/png' : 'image/jpeg',
      sm3: sm3Hex(photo.image),
      content: photo.image.toString('base64'),
    },
    acceptedOn,
    dueOn,
    office: { code: source.office.code, name: source.office.nameZh },
    signaturesSm3: source.signaturesSm3,
    policyPack: application.pack,
  }
}
