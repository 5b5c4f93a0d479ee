import { judgeApproval, type ApprovalVerdict } from '@anju/crypto/approval-evidence.ts'
import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { RecordBody, RecordOf } from '@anju/exchange/record.ts'
import type { Tx } from '@anju/platform/database/pool.ts'

import type { Deps } from '../deps.ts'
import { rosterMark } from '../pinned-roster.ts'
import type { OrderingCity } from '../store/city.ts'
import { countWaitingOrders, recordWaiting, type WaitingOrder } from '../store/waiting-order.ts'

/** An order that brings what the officials' keys said. */
export type ProvenRecord = RecordOf<'permit-order/2'> | RecordOf<'card-order/2'>

/** The order holds in itself; whose keys signed, the pinned roster does not say. */
export const OFFICIAL_UNKNOWN = 'order.official-unknown'
/** Orders that may wait for a roster, a city. */
const WAITING_MAX = 1000

export function caseOf({ body }: ProvenRecord): string {
  return 'caseId' in body ? body.caseId : body.applicationId
}

/** Whether officials passed the case with their own keys, as far as the pinned roster says whose keys they are. */
export function judgeOrder(deps: Deps, city: OrderingCity, record: ProvenRecord): ApprovalVerdict {
  const roster = deps.officials()
  const asked = {
    city: city.city,
    caseId: caseOf(record),
    steps: record.kind === 'permit-order/2' ? city.firstCardSteps : city.otherCardSteps,
    evidence: record.body.evidence,
  }
  return judgeApproval(asked, {
    officials: roster?.officials ?? {},
    // A roster that takes demo signatures has no effect outside dev mode.
    isDemoTaken: deps.dev && roster?.demo === true,
  })
}

/** Keeps an order until a roster names the officials. @returns the code that goes into the receipt, or undefined when no more may wait */
export async function keepForRoster(
  { deps, tx, city, at }: { readonly deps: Deps; readonly tx: Tx; readonly city: OrderingCity; readonly at: string },
  record: ProvenRecord,
  officials: readonly string[],
): Promise<string | undefined> {
  if ((await countWaitingOrders(tx, city.city)) >= WAITING_MAX) return undefined
  const dek = deps.crypto.newPersonKey(record.id)
  await recordWaiting(tx, {
    record_id: record.id,
    city: city.city,
    area_code: city.areaCode,
    application_id: caseOf(record),
    acceptance_no: record.body.acceptanceNumber,
    code: OFFICIAL_UNKNOWN,
    officials,
    roster_sm3: rosterMark(deps.officials()),
    dek_wrapped: dek,
    body_enc: deps.crypto.seal(placeOf(record.id), canonicalJsonBytes({ kind: record.kind, body: record.body }), dek),
    received_at: at,
  })
  return OFFICIAL_UNKNOWN
}

/** A waiting order as it came. */
export function openWaiting(deps: Deps, { record_id: id, body_enc, dek_wrapped }: WaitingOrder): ProvenRecord {
  const text = deps.crypto.open(placeOf(id), body_enc, dek_wrapped).toString('utf8')
  // Sealed by us from a record that was checked field by field, and authenticated on opening.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { kind, body } = JSON.parse(text) as { kind: ProvenRecord['kind']; body: RecordBody<ProvenRecord['kind']> }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { id, kind, body } as ProvenRecord
}

const placeOf = (id: string) => ({ table: 'waiting_order', column: 'body_enc', rowId: id, personId: id })
