import type { Environment } from '@anju/platform/launcher/environment.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { systemNow, wire } from '../app.ts'
import type { City, Deps } from '../deps.ts'
import { listUnsealed, sealOldRows, SEALED_TABLES, type SealedTable } from '../store/row-seal.ts'
import { systemAct } from '../workers/system-act.ts'
import type { Say } from './migrate.ts'
import { verifyCity } from './verify.ts'
import { findingLine } from './verify-finding.ts'

const PAGE = 500
const SHOWN = 20

export type SealedRows = {
  /** How many rows of each table were sealed. */
  readonly sealed: Readonly<Record<SealedTable, number>>
  /** Rows that the ledger speaks against, with why: they stay as they are, and `verify` goes on naming them. */
  readonly refused: readonly string[]
}

/**
 * `seal-rows <city>`: seals the permits, cards, endorsements, accounts, leave for keys and lent posts that have no seal because they are older than seals or
 * were loaded by other means. Once after an upgrade or a bulk load: from then on a row without a seal is an alarm.
 *
 * @returns whether every row could be sealed
 */
export async function sealRowsAtConsole(environment: Environment, name: string, say: Say): Promise<boolean> {
  const { deps, close } = await wire(environment, 'seal-rows')
  try {
    const city = deps.cities.get(name)
    if (city === undefined) throw new Error(`No city ${name} that this version serves`)
    const { sealed, refused } = await sealRows(deps, city, systemNow())
    for (const line of refused.slice(0, SHOWN)) say(line)
    if (refused.length > SHOWN) say(`… and ${refused.length - SHOWN} more`)
    const counts = SEALED_TABLES.map((table) => `${sealed[table]} of ${table}`).join(', ')
    say(`${name}: sealed ${counts}; refused ${refused.length}`)
    return refused.length === 0
  } finally {
    await close()
  }
}

/**
 * Seals what has no seal, unless the ledger speaks against it: it has another seal of that row, or nothing of the case behind it.
 * @throws Error when the ledger itself is not what was written: then nothing can be measured by it
 */
export async function sealRows(deps: Deps, city: City, at: string): Promise<SealedRows> {
  const outside = { witnessKeys: [], anchors: [], without: ['seal', 'authority', 'backlog', 'checkpoint'] } as const
  const { findings } = await verifyCity(deps, city, outside)
  if (findings.length > 0) {
    const told = findings.slice(0, SHOWN).map((finding) => `  ${findingLine(finding)}`)
    throw new Error(`The ledger of ${city.city} is not what was written, so nothing was sealed:\n${told.join('\n')}`)
  }
  const act = await systemAct(deps, city, 'seal-rows', at)
  const sealed = {
    permit: 0,
    card: 0,
    endorsement: 0,
    official: 0,
    post: 0,
    authenticator: 0,
    enrolment: 0,
    delegation: 0,
  }
  const refused: string[] = []
  for (const table of SEALED_TABLES) {
    let after = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const from = after
      const rows = await city.pool.transact(wholeCity(city), async (tx) => {
        const unsealed = await listUnsealed(tx, table, from, PAGE)
        const fit = unsealed.filter(({ against }) => against === null)
        await sealOldRows(tx, { crypto: deps.crypto, act }, table, fit)
        return unsealed
      })
      for (const { row_id, against } of rows)
        if (against === null) sealed[table] += 1
        else refused.push(`${table} ${row_id} stays without a seal: ${against}`)
      after = rows.at(-1)?.row_id ?? after
      if (rows.length < PAGE) break
    }
  }
  return { sealed, refused }
}
