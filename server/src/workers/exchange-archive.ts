import { type ArchivedFile, clearArchive, type Cleared } from '@anju/exchange/archive-retention.ts'
import { listAppliedFiles, listUnanswered } from '../store/exchange.ts'
import type { ExchangeNode } from './exchange-node.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * Removes what has lain in the archive for more than so many days (ANJU_ARCHIVE_DAYS): results that we applied, with our receipt kept, and answers to packages that do not wait
 * for a receipt any more. What nobody confirmed stays, however old.
 */
export async function clearExchangeArchive(node: ExchangeNode, days: number): Promise<Cleared> {
  const beforeMs = Date.parse(node.now()) - days * DAY_MS
  return clearArchive(node.archive, beforeMs, (files) => listSpare(node, files))
}

async function listSpare({ cities }: ExchangeNode, files: readonly ArchivedFile[]): Promise<readonly ArchivedFile[]> {
  const results = files.flatMap(({ schema, fileSm3 }) => (schema === 'results/1' ? [fileSm3] : []))
  const answered = files.flatMap(({ answers }) => answers ?? [])
  const applied = new Set<string>()
  const waiting = new Set<string>()
  for (const { pool } of cities) {
    for (const fileSm3 of await listAppliedFiles(pool, results)) applied.add(fileSm3)
    for (const fileSm3 of await listUnanswered(pool, answered)) waiting.add(fileSm3)
  }
  return files.filter(({ schema, fileSm3, answers }) =>
    schema === 'results/1' ? applied.has(fileSm3) : answers === null || !waiting.has(answers),
  )
}
