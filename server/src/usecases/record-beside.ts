import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { type Recording, recordEvents } from '../store/record-event.ts'
import type { Recorder } from './registration-step.ts'

/** Ledger rows that stand under the signature and the intent of the first stream of their visit. */
export type BesideStream = Omit<Recording, 'act' | 'intent' | 'signedWith'>

/** Keeps such rows until those of the first stream are written. */
export function collectInto(streams: BesideStream[]): Recorder {
  return async (stream) => {
    streams.push(stream)
  }
}

/** Writes them, in their order, after the first stream. */
export async function recordBeside(
  deps: Deps,
  act: Act,
  tx: Tx,
  intentId: string,
  streams: readonly BesideStream[],
): Promise<void> {
  for (const stream of streams) {
    // oxlint-disable-next-line no-await-in-loop -- one transaction: they travel one after the other anyway
    await recordEvents(tx, deps.crypto, deps.newId, { ...stream, act, intent: undefined, signedWith: { intentId } })
  }
}
