import type { Db } from '@anju/platform/database/pool.ts'
import { listEventsWithoutRow, listIntentsWithoutEvent, listRowsWithoutEvent } from '../store/stream-audit.ts'
import type { Finding } from './verify-finding.ts'

/**
 * Whether rows and events began together: a row whose events were taken away before a checkpoint covered them, an event whose
 * row is gone, and a command that was answered with an event nobody has any more.
 */
export async function checkStreams(db: Db): Promise<readonly Finding[]> {
  const [rows, events, intents] = await Promise.all([
    listRowsWithoutEvent(db),
    listEventsWithoutRow(db),
    listIntentsWithoutEvent(db),
  ])
  return [
    ...rows.map(({ table, stream_id: streamId, version, told }): Finding => ({
      check: 'state',
      table,
      what: told === 0 ? 'the ledger never had this row' : `the ledger has it at version ${told}`,
      streamId,
      version,
      column: 'version',
    })),
    ...events.map(({ kind, stream_id: streamId, version }): Finding => ({
      check: 'state',
      table: 'ledger',
      what: `the row that came with ${kind} is gone`,
      streamId,
      version,
    })),
    ...intents.map(({ intent_id, stream_id: streamId, version }): Finding => ({
      check: 'state',
      table: 'intent',
      what: `the command ${intent_id} was answered with this event, and it is nowhere`,
      streamId,
      version,
    })),
  ]
}
