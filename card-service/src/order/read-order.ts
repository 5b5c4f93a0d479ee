import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { maskIdNumber } from '@anju/standards/mask-id-number.ts'

import type { OrderPhoto, OrderRow } from '../store/order.ts'
import type { OrderPerson } from './quality-hint.ts'

/** The person of an order, opened. */
export function openPerson(
  crypto: CryptoProvider,
  row: Pick<OrderRow, 'order_id' | 'facts_enc' | 'dek_wrapped'>,
): OrderPerson {
  const address = { table: 'card_order', column: 'facts_enc', rowId: row.order_id, personId: row.order_id }
  // Sealed by us from a record that was checked field by field, and authenticated on opening.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(crypto.open(address, row.facts_enc, row.dek_wrapped).toString('utf8')) as OrderPerson
}

export function openPhoto(
  crypto: CryptoProvider,
  row: Pick<OrderRow, 'order_id' | 'dek_wrapped'>,
  photo: OrderPhoto,
): Buffer {
  const address = { table: 'order_photo', column: 'content_enc', rowId: row.order_id, personId: row.order_id }
  return crypto.open(address, photo.contentEnc, row.dek_wrapped)
}

/** An order as lists show it: the ID number masked. */
export function summaryOf(crypto: CryptoProvider, row: OrderRow) {
  const person = openPerson(crypto, row)
  return {
    orderId: row.order_id,
    applicationId: row.application_id,
    acceptanceNo: row.acceptance_no,
    purpose: row.purpose,
    state: row.state,
    version: row.version,
    name: person.name,
    idNumberMasked: maskIdNumber(person.idNumber),
    office: { code: row.office_code, name: row.office_name },
    acceptedOn: row.accepted_on,
    dueOn: row.due_on,
    receivedOn: row.received_on,
    permitNo: row.permit_no,
    stockNo: row.stock_no,
    issuedOn: row.issued_on,
    voidStockNo: row.void_stock_no,
  }
}
