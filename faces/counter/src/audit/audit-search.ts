import { searchText } from '../app/search-value.ts'

/** Which signed steps are asked for, as the address line holds it. */
export type AuditSearch = {
  readonly official: string
  readonly step: string
  readonly on: string
  readonly number: string
}

export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const { official, step, on, number } = search
  return { official: searchText(official), step: searchText(step), on: searchText(on), number: searchText(number) }
}
