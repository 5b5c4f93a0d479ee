import { type ArchivedFile, clearArchive, type Cleared } from '@anju/exchange/archive-retention.ts'

import { listUnanswered } from '../store/answer.ts'
import { listAppliedFiles } from '../store/inbound.ts'
import type { Exchange } from './node.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * Removes what has lain in the archive for more than so many days (ANJU_ARCHIVE_DAYS): orders that we applied, with our receipt kept, and answers to packages that do not wait
 * for a receipt any more. What nobody confirmed stays, however old.
 */
export async function clearExchangeArchive({ deps, folders }: Exchange, days: number): Promise<Cleared> {
  const beforeMs = Date.parse(deps.now()) - days * DAY_MS
  return clearArchive(folders.archive, beforeMs, async (files): Promise<readonly ArchivedFile[]> => {
    const orders = files.flatMap(({ schema, fileSm3 }) => (schema === 'orders/1' ? [fileSm3] : []))
    const applied = await listAppliedFiles(deps.pool, orders)
    const waiting = await listUnanswered(
      deps.pool,
      files.flatMap(({ answers }) => answers ?? []),
    )
    return files.filter(({ schema, fileSm3, answers }) =>
      schema === 'orders/1' ? applied.has(fileSm3) : answers === null || !waiting.has(answers),
    )
  })
}
