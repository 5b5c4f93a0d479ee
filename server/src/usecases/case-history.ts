import type { Ground } from '@anju/domain/kernel/decision.ts'
import type { Deps } from '../deps.ts'
import type { HistoryRow } from '../store/history.ts'
import { findOfficialNames, findPostRoles } from '../store/office.ts'

export type PastEvent = {
  readonly event: string
  readonly version: number
  readonly on: string
  readonly at: string
  readonly by: { readonly name: string; readonly role: string } | null
  readonly signed: boolean
  readonly pack: string
  readonly grounds: Ground[]
}

/** The history of a case with the names of those who acted; `by` is null for the system and for residents. */
export async function describeHistory(deps: Deps, rows: readonly HistoryRow[]): Promise<PastEvent[]> {
  const [names, roles] = await Promise.all([
    findOfficialNames(deps.shared, [...new Set(rows.map((row) => row.actor_id))]),
    findPostRoles(deps.shared, [...new Set(rows.flatMap((row) => row.post_id ?? []))]),
  ])
  return rows.map((row) => {
    const name = names.get(row.actor_id)
    return {
      event: row.kind,
      version: row.stream_version,
      on: row.legal_on,
      at: row.at,
      by: name === undefined ? null : { name, role: roles.get(row.post_id ?? '') ?? '' },
      signed: row.step !== null,
      pack: row.pack,
      grounds: [...row.grounds],
    }
  })
}
