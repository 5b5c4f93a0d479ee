import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { ExchangeRecord, RecordOf } from '@anju/exchange/record.ts'
import { normaliseIdNumber } from '@anju/standards/id-number.ts'
import type { Tx } from '@anju/platform/database/pool.ts'

import type { Deps } from '../deps.ts'
import { nextState } from '../order/order-machine.ts'
import type { OrderEvent } from '../order/order-machine.ts'
import type { ServedCity } from '../store/city.ts'
import { findRecordOutcome } from '../store/inbound.ts'
import type { RecordOutcome } from '../store/inbound.ts'
import { recordOrderEvent } from '../store/order-event.ts'
import { changeOrder, lockOrderOfApplication, recordOrder } from '../store/order.ts'
import type { OrderRow } from '../store/order.ts'
import { voidStock } from '../store/stock.ts'

/** Where and when records are applied. */
export type Applying = {
  readonly deps: Deps
  readonly tx: Tx
  readonly city: ServedCity
  readonly at: string
  readonly legalOn: string
}

/** What became of a record: as it goes into the receipt, and as we keep it unless it was known. */
export type Applied = {
  readonly recordId: string
  readonly result: 'applied' | 'known' | 'refused'
  readonly code: string | null
  readonly keep?: RecordOutcome
}

/** Applies the records of one package in order. A record that was applied in another package before has no second effect. */
export async function applyOrders(applying: Applying, records: readonly ExchangeRecord[]): Promise<readonly Applied[]> {
  const results: Applied[] = []
  for (const record of records) results.push(await applyOnce(applying, record))
  return results
}

async function applyOnce(applying: Applying, record: ExchangeRecord): Promise<Applied> {
  const known = await findRecordOutcome(applying.tx, record.id)
  if (known !== undefined) {
    return { recordId: record.id, result: known.result === 'applied' ? 'known' : 'refused', code: known.code }
  }
  const { code, applicationId } = await applyRecord(applying, record)
  const result = code === null ? 'applied' : 'refused'
  return {
    recordId: record.id,
    result,
    code,
    keep: { recordId: record.id, kind: record.kind, applicationId, result, code },
  }
}

/** Answers the code of a refusal, or null when it was applied. */
async function applyRecord(
  applying: Applying,
  record: ExchangeRecord,
): Promise<{ code: string | null; applicationId: string }> {
  switch (record.kind) {
    case 'permit-order/1':
      return { code: await applyPermitOrder(applying, record), applicationId: record.body.applicationId }
    case 'reprint-order/1':
      return { code: await applyReprint(applying, record), applicationId: record.body.applicationId }
    case 'order-withdrawn/1':
      return { code: await applyWithdrawal(applying, record), applicationId: record.body.applicationId }
    default:
      // The door lets only orders/1 in, and the format allows no other kind in those.
      throw new Error(`No order: ${record.kind}`)
  }
}

async function applyPermitOrder(applying: Applying, record: RecordOf<'permit-order/1'>): Promise<string | null> {
  const { deps, tx, city, at, legalOn } = applying
  const { body, id: orderId } = record
  const open = await lockOrderOfApplication(tx, body.applicationId)
  if (open !== undefined && open.state !== 'quality-rejected') return 'order.already-open'

  const dek = deps.crypto.newPersonKey(orderId)
  const cell = (table: string, column: string) => ({ table, column, rowId: orderId, personId: orderId })
  const order = {
    order_id: orderId,
    city: city.city,
    area_code: city.areaCode,
    application_id: body.applicationId,
    acceptance_no: body.acceptanceNumber,
    purpose: body.purpose,
    accepted_on: body.acceptedOn,
    due_on: body.dueOn,
    office_code: body.office.code,
    office_name: body.office.name,
    signatures_sm3: body.signaturesSm3,
    policy_pack: body.policyPack,
    id_bidx: deps.crypto.blindIndex('idno', normaliseIdNumber(body.person.idNumber)),
    dek_wrapped: dek,
    facts_enc: deps.crypto.seal(cell('card_order', 'facts_enc'), canonicalJsonBytes(body.person), dek),
    received_on: legalOn,
    photo: {
      mediaType: body.photo.mediaType,
      contentEnc: deps.crypto.seal(cell('order_photo', 'content_enc'), Buffer.from(body.photo.content, 'base64'), dek),
    },
  }
  await recordOrder(tx, order)
  const facts = { acceptanceNo: body.acceptanceNumber, purpose: body.purpose, corrects: open?.order_id ?? null }
  await recordOrderEvent(tx, deps.crypto, { order, version: 1, at, legalOn, kind: 'receive', facts })
  return null
}

async function applyReprint(applying: Applying, { body }: RecordOf<'reprint-order/1'>): Promise<string | null> {
  const row = await lockOrderOfApplication(applying.tx, body.applicationId)
  if (row === undefined || row.city !== applying.city.city) return 'order.unknown'
  if (row.permit_no !== body.permitNumber || row.stock_no !== body.voidStockNumber) return 'order.card-differs'
  const code = await moveOrder(applying, row, 'order-reprint', {
    reason: body.reason,
    reportedOn: body.reportedOn,
    voidStockNumber: body.voidStockNumber,
  })
  if (code === null) await voidStock(applying.tx, body.voidStockNumber, 'lost', applying.legalOn)
  return code
}

async function applyWithdrawal(applying: Applying, { body }: RecordOf<'order-withdrawn/1'>): Promise<string | null> {
  const row = await lockOrderOfApplication(applying.tx, body.applicationId)
  if (row === undefined || row.city !== applying.city.city) return 'order.unknown'
  return moveOrder(applying, row, 'withdraw', { withdrawnOn: body.withdrawnOn })
}

async function moveOrder(
  { deps, tx, at, legalOn }: Applying,
  row: OrderRow,
  kind: OrderEvent,
  facts: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  const to = nextState(row.state, kind)
  if (to === undefined) return `order.${row.state}`
  await changeOrder(tx, row, to)
  await recordOrderEvent(tx, deps.crypto, { order: row, version: row.version + 1, at, legalOn, kind, facts })
  return null
}
