import type { ProvenStep } from '@anju/crypto/approval-evidence.ts'
import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { ExchangeRecord, RecordBody, RecordOf } from '@anju/exchange/record.ts'
import { normaliseIdNumber } from '@anju/standards/id-number.ts'

import { nextState } from '../order/order-machine.ts'
import type { OrderPurpose } from '../order/quality-hint.ts'
import { findRecordOutcome } from '../store/inbound.ts'
import type { RecordOutcome } from '../store/inbound.ts'
import { recordOrderEvent } from '../store/order-event.ts'
import { lockOrderOfApplication, recordOrder } from '../store/order.ts'
import type { OrderRow } from '../store/order.ts'
import { voidStock } from '../store/stock.ts'
import { dropWaitingOf } from '../store/waiting-order.ts'
import { applyVoid, orderOfFound, orderToRemake, remakeLost, restoreFound } from './apply-again.ts'
import { moveOrder } from './move-order.ts'
import type { Applying } from './move-order.ts'
import { judgeOrder, keepForRoster } from './prove-order.ts'
import type { CaseOfRecord, ProvenRecord } from './prove-order.ts'

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
  const { code, applicationId, isKept } = await applyRecord(applying, record)
  const result = code === null || isKept === true ? 'applied' : 'refused'
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
): Promise<{ code: string | null; applicationId: string | null; isKept?: true }> {
  switch (record.kind) {
    // From before what the officials' keys said came along: nothing is made on the registry's word alone.
    case 'permit-order/1':
    case 'reprint-order/1':
      return { code: 'order.unsigned', applicationId: record.body.applicationId }
    case 'card-order/1':
      return { code: 'order.unsigned', applicationId: record.body.caseId }
    case 'card-standing/1':
      return {
        code: record.body.standing === 'void' ? await applyVoid(applying, record.body) : 'order.unsigned',
        applicationId: null,
      }
    case 'card-standing/2':
      return record.body.standing === 'void'
        ? { code: await applyVoid(applying, record.body), applicationId: null }
        : applyProven(applying, record)
    case 'permit-order/2':
    case 'card-order/2':
    case 'reprint-order/2':
      return applyProven(applying, record)
    case 'order-withdrawn/1':
      return { code: await applyWithdrawal(applying, record), applicationId: record.body.applicationId }
    default:
      // The door lets only orders/1 in, and the format allows no other kind in those.
      throw new Error(`No order: ${record.kind}`)
  }
}

/** What officials' own keys said has its effect. Where the roster does not name the keys yet it is kept, and waits. */
async function applyProven(applying: Applying, record: ProvenRecord) {
  const about = await caseOf(applying, record)
  if (typeof about === 'string')
    return { code: about, applicationId: record.kind === 'reprint-order/2' ? record.body.applicationId : null }
  const { applicationId } = about
  const verdict = judgeOrder(applying.deps, applying.city, record)
  if (verdict.is === 'refused') return { code: verdict.code, applicationId }
  if (verdict.is === 'proven') return { code: await beginOrder(applying, record, verdict.steps), applicationId }
  const kept = await keepForRoster(applying, record, about, verdict.officials)
  if (kept === undefined) return { code: 'order.too-many-waiting', applicationId }
  // What was lost counts no more meanwhile.
  if (record.kind === 'reprint-order/2')
    await voidStock(applying.tx, record.body.voidStockNumber, 'lost', applying.legalOn)
  return { code: kept, applicationId, isKept: true as const }
}

/** The case that a record is about; the code of a refusal where it is about no card of ours that this can happen to. */
async function caseOf(applying: Applying, { kind, body }: ProvenRecord): Promise<CaseOfRecord | string> {
  switch (kind) {
    case 'permit-order/2':
      return { applicationId: body.applicationId, acceptanceNo: body.acceptanceNumber }
    case 'card-order/2':
      return { applicationId: body.caseId, acceptanceNo: body.acceptanceNumber }
    default: {
      const order =
        kind === 'reprint-order/2' ? await orderToRemake(applying, body) : await orderOfFound(applying, body)
      return typeof order === 'string'
        ? order
        : { applicationId: order.application_id, acceptanceNo: order.acceptance_no }
    }
  }
}

/** Lets a record have its effect whose signatures are proven. @returns the code of a refusal, or null */
export function beginOrder(
  applying: Applying,
  record: ProvenRecord,
  steps: readonly ProvenStep[],
): Promise<string | null> {
  switch (record.kind) {
    case 'permit-order/2':
      return applyPermitOrder(applying, record, steps)
    case 'card-order/2':
      return applyCardOrder(applying, record, steps)
    case 'reprint-order/2':
      return remakeLost(applying, record.body, steps)
    default:
      return restoreFound(applying, record.body, steps)
  }
}

function applyPermitOrder(
  applying: Applying,
  { id, body }: RecordOf<'permit-order/2'>,
  steps: readonly ProvenStep[],
): Promise<string | null> {
  const { applicationId: caseId, purpose, ...asked } = body
  return receiveOrder(applying, { orderId: id, caseId, purpose, asked, permit: NO_PERMIT, steps })
}

/** Another card for a permit that goes on: the card it takes the place of is void from here, whatever becomes of the order. */
async function applyCardOrder(
  applying: Applying,
  { id, body }: RecordOf<'card-order/2'>,
  steps: readonly ProvenStep[],
): Promise<string | null> {
  const { caseId, for: purpose, permitNumber, issuedOn, voidStockNumber, ...asked } = body
  const permit = { permit_no: permitNumber, issued_on: issuedOn, void_stock_no: voidStockNumber }
  const code = await receiveOrder(applying, { orderId: id, caseId, purpose, asked, permit, steps })
  if (code === null && voidStockNumber !== null)
    await voidStock(applying.tx, voidStockNumber, purpose === 'reissue' ? 'lost' : 'withdrawn', applying.legalOn)
  return code
}

const NO_PERMIT = { permit_no: null, issued_on: null, void_stock_no: null }

type NewCase = {
  readonly orderId: string
  readonly caseId: string
  readonly purpose: OrderPurpose
  readonly asked: Omit<RecordBody<'permit-order/2'>, 'applicationId' | 'purpose'>
  readonly permit: Pick<OrderRow, 'permit_no' | 'issued_on' | 'void_stock_no'>
  readonly steps: readonly ProvenStep[]
}

/** Opens an order, unless one of the same case is open: a rejected one is corrected by a new one. */
async function receiveOrder(
  { deps, tx, city, at, legalOn }: Applying,
  { orderId, caseId, purpose, asked, permit, steps }: NewCase,
): Promise<string | null> {
  const open = await lockOrderOfApplication(tx, caseId)
  if (open !== undefined && open.state !== 'quality-rejected') return 'order.already-open'
  // What was rejected is mended by somebody who signs for it: the same signatures again mend nothing.
  if (open !== undefined && steps.every(({ sm3 }) => open.evidence_sm3.includes(sm3))) return 'order.signature-used'

  const dek = deps.crypto.newPersonKey(orderId)
  const cell = (table: string, column: string) => ({ table, column, rowId: orderId, personId: orderId })
  const order = {
    order_id: orderId,
    city: city.city,
    area_code: city.areaCode,
    application_id: caseId,
    acceptance_no: asked.acceptanceNumber,
    purpose,
    accepted_on: asked.acceptedOn,
    due_on: asked.dueOn,
    office_code: asked.office.code,
    office_name: asked.office.name,
    signatures_sm3: asked.signaturesSm3,
    evidence_sm3: steps.map(({ sm3 }) => sm3),
    approval: steps.every(({ isKeyKnown }) => isKeyKnown) ? ('keys' as const) : ('demo' as const),
    policy_pack: asked.policyPack,
    id_bidx: deps.crypto.blindIndex('idno', normaliseIdNumber(asked.person.idNumber)),
    dek_wrapped: dek,
    facts_enc: deps.crypto.seal(cell('card_order', 'facts_enc'), canonicalJsonBytes(asked.person), dek),
    received_on: legalOn,
    ...permit,
    photo: {
      mediaType: asked.photo.mediaType,
      contentEnc: deps.crypto.seal(cell('order_photo', 'content_enc'), Buffer.from(asked.photo.content, 'base64'), dek),
    },
  }
  await recordOrder(tx, order)
  const { void_stock_no: voidStockNo, permit_no: permitNo } = permit
  const facts = {
    acceptanceNo: asked.acceptanceNumber,
    purpose,
    corrects: open?.order_id ?? null,
    approval: order.approval,
    signed: steps.map(({ step, official, by }) => ({ step, official, by })),
    ...(permitNo === null ? {} : { permitNo, voidStockNo }),
  }
  await recordOrderEvent(tx, deps.crypto, { order, version: 1, at, legalOn, kind: 'receive', facts })
  return null
}

async function applyWithdrawal(applying: Applying, { body }: RecordOf<'order-withdrawn/1'>): Promise<string | null> {
  const wasWaiting = await dropWaitingOf(applying.tx, body.applicationId, ['card', 'second-card'])
  const row = await lockOrderOfApplication(applying.tx, body.applicationId)
  // What was to be made and waited is not made; the order itself may be past stopping.
  if (wasWaiting && (row === undefined || nextState(row.state, 'withdraw') === undefined)) return null
  if (row === undefined || row.city !== applying.city.city) return 'order.unknown'
  return moveOrder(applying, row, 'withdraw', { withdrawnOn: body.withdrawnOn })
}
