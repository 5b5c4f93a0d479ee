import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import {
  faultOfSeal,
  listKeptSeals,
  listSealed,
  SEALED_TABLES,
  sealStreamOf,
  SHARED_TABLES,
  type KeptSeal,
  type SealedRow,
  type SealedTable,
} from './row-seal.ts'

/** A row that is not as it was sealed, or is gone. */
export type SealFault = {
  readonly table: string
  readonly rowId: string
  readonly version: number
  readonly what: string
  readonly column?: string
}

const PAGE = 1_000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Checks every row that carries a seal: the columns fit the seal, and the ledger has that seal at that version as the newest of
 * the row. So a changed column, the seal or the copy of another row, an old row with its old seal, a row that was put in and a
 * row that is gone are each found, with the row.
 */
export async function checkSeals(db: Db, crypto: Pick<CryptoProvider, 'verifyMac'>): Promise<readonly SealFault[]> {
  const kept = new Map<string, KeptSeal>()
  for (let after = FIRST_ID; ;) {
    const page = await listKeptSeals(db, after, PAGE)
    for (const each of page) kept.set(each.stream_id, each)
    after = page.at(-1)?.stream_id ?? after
    if (page.length < PAGE) break
  }
  const findings: SealFault[] = []
  for (const table of SEALED_TABLES) {
    for (let after = FIRST_ID; ;) {
      const page = await listSealed(db, table, after, PAGE)
      for (const row of page) {
        const stream = sealStreamOf(table, row.row_id)
        findings.push(...faultsOf(crypto, table, row, kept.get(stream)))
        kept.delete(stream)
      }
      after = page.at(-1)?.row_id ?? after
      if (page.length < PAGE) break
    }
  }
  for (const { version, grounds } of kept.values()) {
    const { table, rowId } = placeIn(grounds)
    findings.push({
      table,
      what: 'the ledger has the seal of this row, and the row is gone',
      rowId,
      version,
    })
  }
  return findings
}

function faultsOf(
  crypto: Pick<CryptoProvider, 'verifyMac'>,
  table: SealedTable,
  row: SealedRow,
  kept: KeptSeal | undefined,
): readonly SealFault[] {
  const say = (what: string, column?: string): readonly SealFault[] => [
    {
      table,
      what,
      rowId: row.row_id,
      version: row.version,
      ...(column === undefined ? {} : { column }),
    },
  ]
  const fault = faultOfSeal(crypto, table, row)
  if (fault !== undefined) return say(`its seal does not fit: ${fault}`, 'seal')
  // Accounts are shared by the cities: another one may have sealed them since.
  const isShared = SHARED_TABLES.includes(table)
  if (kept === undefined) return isShared ? [] : say('the ledger never had its seal', 'version')
  if (kept.version > row.version || (kept.version < row.version && !isShared))
    return say(`the ledger has its seal at version ${kept.version}: the row was set back`, 'version')
  return kept.version === row.version && !(row.seal?.equals(kept.seal) ?? false)
    ? say('the ledger has another seal at this version', 'seal')
    : []
}

function placeIn(grounds: unknown): { readonly table: string; readonly rowId: string } {
  const [first]: unknown[] = Array.isArray(grounds) ? grounds : []
  const facts: unknown = typeof first === 'object' && first !== null && 'facts' in first ? first.facts : undefined
  if (typeof facts !== 'object' || facts === null || !('table' in facts) || !('rowId' in facts))
    return { table: 'ledger', rowId: '' }
  return { table: String(facts.table), rowId: String(facts.rowId) }
}
