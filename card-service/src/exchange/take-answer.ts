import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { openAnswer } from '@anju/exchange/receipt.ts'
import type { Receipt, StreamStatus } from '@anju/exchange/receipt.ts'
import type { Rejected } from '@anju/exchange/rejection.ts'

import { recordAcknowledged, recordBeat, recordNack } from '../store/answer.ts'
import type { CityDoor, Exchange } from './node.ts'
import { witnessCheckpoint } from './witness.ts'

/** Refusals of one package after which a person must look: the same bytes would only be refused again. */
export const NACKS_MAX = 3
/** What was refused goes again after this, not at its next turn an hour later: most refusals tell of bytes that a carrier damaged. */
const NACK_AGAIN_MS = 10_000

/**
 * Takes the registry's receipt or status beat about our results. Taking it twice is the same as once.
 * @returns what is wrong with it, undefined when it was taken
 */
export async function takeAnswer(exchange: Exchange, door: CityDoor, bytes: Buffer): Promise<Rejected | undefined> {
  const { deps } = exchange
  const opened = openAnswer(bytes, { ...door, receiver: deps.crypto })
  if (!opened.ok) return opened
  const { kind, answer } = opened.value
  deps.failpoint('before-receipt-apply')
  if (kind === 'receipt/1') await applyReceipt(exchange, door.stream, answer.body, bytes)
  else await applyStatus(exchange, door, answer.body, answer.manifest.checkpoint)
  deps.failpoint('after-receipt-apply')
  return undefined
}

async function applyReceipt({ deps }: Exchange, stream: string, receipt: Receipt, bytes: Buffer): Promise<void> {
  await deps.pool.transact(NO_SCOPE, async (tx) => {
    if (receipt.result === 'nack') {
      const againAt = new Date(Date.parse(deps.now()) + NACK_AGAIN_MS).toISOString()
      const { fileSm3, code } = receipt
      await recordNack(tx, { stream, fileSm3, code: code ?? 'refused', againAt, nacksMax: NACKS_MAX })
      return
    }
    await recordAcknowledged(tx, {
      stream,
      fileSm3: receipt.fileSm3,
      receipt: bytes,
      results: receipt.records,
      at: deps.now(),
    })
  })
}

/** A beat also brings the newest checkpoint, so that we hold one even when no order comes for days. */
async function applyStatus(
  { deps }: Exchange,
  door: CityDoor,
  status: StreamStatus,
  checkpoint: string | null,
): Promise<void> {
  await deps.pool.transact(NO_SCOPE, async (tx) => {
    await recordBeat(tx, { ...status, at: deps.now() })
    await witnessCheckpoint(deps, tx, door.city.city, checkpoint)
  })
}
