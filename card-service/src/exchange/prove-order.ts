import {
  CARD_FOUND,
  CARD_LOST_IN_TRANSIT,
  CASE_PASSED,
  judgeApproval,
  type ApprovalAsked,
  type ApprovalVerdict,
} from '@anju/crypto/approval-evidence.ts'
import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { RecordBody, RecordOf } from '@anju/exchange/record.ts'
import type { Tx } from '@anju/platform/database/pool.ts'

import type { Deps } from '../deps.ts'
import { rosterMark } from '../pinned-roster.ts'
import type { OrderingCity } from '../store/city.ts'
import { countWaitingOrders, recordWaiting, type WaitingOrder } from '../store/waiting-order.ts'

/** What brings what the officials' keys said, and has no effect without it. */
export type ProvenRecord =
  | RecordOf<'permit-order/2'>
  | RecordOf<'card-order/2'>
  | RecordOf<'reprint-order/2'>
  | RecordOf<'card-standing/2'>

/** The record holds in itself; whose keys signed, the pinned roster does not say. */
export const OFFICIAL_UNKNOWN = 'order.official-unknown'
/** Records that may wait for a roster, a city. */
const WAITING_MAX = 1000

const ASKS = {
  'permit-order/2': 'card',
  'card-order/2': 'card',
  'reprint-order/2': 'second-card',
  'card-standing/2': 'good-again',
} as const satisfies Record<ProvenRecord['kind'], WaitingOrder['asks']>

/** What officials must have signed: that the case was passed; that its card was lost on its way; that this very card was found. */
function askedOf(city: OrderingCity, { kind, body }: ProvenRecord): Pick<ApprovalAsked, 'about' | 'saidBy' | 'steps'> {
  switch (kind) {
    case 'permit-order/2':
      return { about: { caseId: body.applicationId }, saidBy: CASE_PASSED, steps: city.firstCardSteps }
    case 'card-order/2':
      return { about: { caseId: body.caseId }, saidBy: CASE_PASSED, steps: city.otherCardSteps }
    case 'reprint-order/2': {
      const saidBy = CARD_LOST_IN_TRANSIT
      return { about: { caseId: body.applicationId }, saidBy, steps: Object.keys(saidBy) }
    }
    default:
      return { about: { stockNo: body.stockNumber }, saidBy: CARD_FOUND, steps: Object.keys(CARD_FOUND) }
  }
}

/** Whether officials said so with their own keys, as far as the pinned roster says whose keys they are. */
export function judgeOrder(deps: Deps, city: OrderingCity, record: ProvenRecord): ApprovalVerdict {
  const roster = deps.officials()
  const asked = { city: city.city, ...askedOf(city, record), evidence: record.body.evidence }
  return judgeApproval(asked, {
    officials: roster?.officials ?? {},
    // A roster that takes demo signatures has no effect outside dev mode.
    isDemoTaken: deps.dev && roster?.demo === true,
  })
}

/** The case that a record is about, as the police know it. */
export type CaseOfRecord = { readonly applicationId: string; readonly acceptanceNo: string }

/** Keeps a record until a roster names the officials. @returns the code that goes into the receipt, or undefined when no more may wait */
export async function keepForRoster(
  { deps, tx, city, at }: { readonly deps: Deps; readonly tx: Tx; readonly city: OrderingCity; readonly at: string },
  record: ProvenRecord,
  { applicationId, acceptanceNo }: CaseOfRecord,
  officials: readonly string[],
): Promise<string | undefined> {
  if ((await countWaitingOrders(tx, city.city)) >= WAITING_MAX) return undefined
  const dek = deps.crypto.newPersonKey(record.id)
  await recordWaiting(tx, {
    record_id: record.id,
    city: city.city,
    area_code: city.areaCode,
    application_id: applicationId,
    acceptance_no: acceptanceNo,
    asks: ASKS[record.kind],
    code: OFFICIAL_UNKNOWN,
    officials,
    roster_sm3: rosterMark(deps.officials()),
    dek_wrapped: dek,
    body_enc: deps.crypto.seal(placeOf(record.id), canonicalJsonBytes({ kind: record.kind, body: record.body }), dek),
    received_at: at,
  })
  return OFFICIAL_UNKNOWN
}

/** A waiting record as it came. */
export function openWaiting(deps: Deps, { record_id: id, body_enc, dek_wrapped }: WaitingOrder): ProvenRecord {
  const text = deps.crypto.open(placeOf(id), body_enc, dek_wrapped).toString('utf8')
  // Sealed by us from a record that was checked field by field, and authenticated on opening.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { kind, body } = JSON.parse(text) as { kind: ProvenRecord['kind']; body: RecordBody<ProvenRecord['kind']> }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { id, kind, body } as ProvenRecord
}

const placeOf = (id: string) => ({ table: 'waiting_order', column: 'body_enc', rowId: id, personId: id })
