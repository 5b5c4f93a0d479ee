import { openAnswer, type Receipt } from '@anju/exchange/receipt.ts'
import type { Rejected } from '@anju/exchange/rejection.ts'
import { recordAcknowledged, recordBeat, recordNack } from '../store/exchange.ts'
import type { CityDoor, ExchangeNode } from './exchange-node.ts'
import { derivedId } from './derived-id.ts'
import { keepHeldCheckpoint, keepReceiptCosignature } from './exchange-witness.ts'
import { APPLICATION_STEPS, CARD_CASE_STEPS, type CaseSteps } from './exchange-step.ts'
import { joinedAct } from './joined-act.ts'
import { systemAct } from './system-act.ts'

/** Refusals of one package after which a person must look: the same bytes would only be refused again. */
export const NACKS_MAX = 3
/** What was refused goes again after this, not at its next turn an hour later: most refusals tell of bytes that a carrier damaged. */
export const NACK_AGAIN_MS = 10_000

const STEPS_OF_ORDER: Readonly<Partial<Record<string, CaseSteps>>> = {
  'permit-order/1': APPLICATION_STEPS,
  'permit-order/2': APPLICATION_STEPS,
  'card-order/1': CARD_CASE_STEPS,
  'card-order/2': CARD_CASE_STEPS,
}

/**
 * Takes the receipt or status beat of the police about our orders. Taking it twice is the same as once.
 * @returns what is wrong with it, undefined when it was taken
 */
export async function takeAnswer(node: ExchangeNode, door: CityDoor, bytes: Buffer): Promise<Rejected | undefined> {
  const { deps } = node
  const opened = openAnswer(bytes, { ...door, receiver: deps.crypto })
  if (!opened.ok) return opened
  const { kind, answer } = opened.value
  deps.failpoint('before-receipt-apply')
  const act = await systemAct(deps, door.city, 'exchange', node.now())
  if (kind === 'receipt/1') await applyReceipt(node, door, answer.body, bytes)
  else {
    await door.city.pool.transact(act.scope, (tx) => recordBeat(tx, { ...answer.body, at: node.now() }))
    await keepHeldCheckpoint(node, door, answer.manifest.checkpoint)
  }
  deps.failpoint('after-receipt-apply')
  return undefined
}

/** The police have the order: each case whose order they applied is with them from now on. */
async function applyReceipt(node: ExchangeNode, { city }: CityDoor, receipt: Receipt, bytes: Buffer): Promise<void> {
  const { deps } = node
  const act = await systemAct(deps, city, 'exchange', node.now())
  await city.pool.transact(act.scope, async (tx) => {
    if (receipt.result === 'nack') {
      const againAt = new Date(Date.parse(node.now()) + NACK_AGAIN_MS).toISOString()
      const { fileSm3, code } = receipt
      await recordNack(tx, { fileSm3, code: code ?? 'refused', againAt, nacksMax: NACKS_MAX })
      return
    }
    await keepReceiptCosignature(node, tx, receipt)
    const records = await recordAcknowledged(tx, receipt.fileSm3, bytes, receipt.records, node.now())
    for (const { recordId, kind, caseId, outcome } of records) {
      const steps = STEPS_OF_ORDER[kind]
      if (steps === undefined || caseId === null || outcome === 'refused') continue
      // A result that overtook this receipt has acknowledged the case already; then this says no, and nothing is lost.
      const command = {
        intentId: derivedId(recordId, 'acknowledge'),
        caseId,
        packageId: receipt.packageId ?? '',
      }
      await steps.acknowledge(deps, joinedAct(act, tx), command)
    }
  })
}
