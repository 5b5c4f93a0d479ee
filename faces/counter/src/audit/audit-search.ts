import { searchText } from '../app/search-value.ts'

/** Which signed steps are asked for, as the address line holds it; the name and number typed stand elsewhere (`typed-words`). */
export type AuditSearch = {
  readonly step: string
  readonly on: string
}

export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const { step, on } = search
  return { step: searchText(step), on: searchText(on) }
}
