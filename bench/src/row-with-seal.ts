import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { faultOfSeal, sealedColumns, sealOfRow, type SealedRow, type SealedTable } from '@anju/server/store/row-seal.ts'
import type { Client } from 'pg'
import { CITY_TABLES, type CityTable } from './city-table.ts'
import type { CopyValue } from './copy-text.ts'

const SEALED_OF: Partial<Record<CityTable, SealedTable>> = {
  'foshan.permit': 'permit',
  'foshan.card': 'card',
  'foshan.endorsement': 'endorsement',
}
/** What the tables put where a line says nothing. */
const DEFAULTS: Partial<Record<SealedTable, Readonly<Record<string, CopyValue>>>> = {
  card: { version: 1 },
  endorsement: { needs_check: false },
}

/**
 * The line with the seal that its row would have had, as far as the row carries one. The ledger's copies of the seals are left
 * out, like those of the signatures: commands ask the row's seal, and only `verify` asks for both.
 */
export function withSeal(crypto: CryptoProvider, name: CityTable, values: readonly CopyValue[]): readonly CopyValue[] {
  const table = SEALED_OF[name]
  if (table === undefined) return values
  const given = Object.fromEntries(CITY_TABLES[name].map((column, at) => [column, values[at] ?? null]))
  const row = { ...DEFAULTS[table], ...given, row_id: values[0] } as unknown as SealedRow
  const { seal, kid } = sealOfRow(crypto, table, row)
  return [...values, seal, kid]
}

/** Reads some rows of each table back as the registry does. @throws Error when one has a seal that does not fit. */
export async function requireSealsToFit(client: Client, crypto: CryptoProvider): Promise<void> {
  for (const table of Object.values(SEALED_OF)) {
    const { rows } = await client.query<SealedRow>(`select ${sealedColumns(table)} from foshan.${table} limit 200`)
    for (const row of rows) {
      const fault = faultOfSeal(crypto, table, row)
      if (fault !== undefined) throw new Error(`${table} ${row.row_id}: ${fault}. Mend row-with-seal.ts`)
    }
  }
}
