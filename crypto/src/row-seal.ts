import { canonicalJsonBytes } from './canonical-json.ts'
import type { CryptoProvider } from './provider.ts'

/** What a seal covers: the table, the row, its version, and every column by which anybody decides, as text or whole numbers. */
export type SealedContent = {
  readonly table: string
  readonly rowId: string
  readonly version: number
  readonly columns: Readonly<Record<string, unknown>>
}

/** A seal as it stands in its row: 32 bytes, and the name of the key it was made under. */
export type RowSeal = { readonly seal: Buffer; readonly kid: string }

/**
 * Seals a row: HMAC-SM3 over its canonical text under a key of its own, which the database never sees. A column that is changed,
 * or the seal of another row, no longer fits; an old row with its old seal is found by its version, which the ledger has.
 */
export function sealRow(crypto: Pick<CryptoProvider, 'mac' | 'macKid'>, content: SealedContent): RowSeal {
  return { seal: crypto.mac('row-seal', sealedBytes(content)), kid: crypto.macKid('row-seal') }
}

/** Whether a seal fits what stands in the row. The key is the one named beside it, and no other. */
export function fitsSeal(crypto: Pick<CryptoProvider, 'verifyMac'>, content: SealedContent, given: RowSeal): boolean {
  return crypto.verifyMac('row-seal', sealedBytes(content), given.seal, given.kid)
}

function sealedBytes({ table, rowId, version, columns }: SealedContent): Buffer {
  return canonicalJsonBytes({ v: 1, table, rowId, version, columns: plain(columns) })
}

/** Bytes go as hex; whatever else a column holds is text, a whole number or a list of them already. */
function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('hex')
  if (Array.isArray(value)) return value.map(plain)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
  return value
}
