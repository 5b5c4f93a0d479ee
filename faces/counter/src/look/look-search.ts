import { searchText } from '../app/search-value.ts'

/** What the log is asked for, as the address line holds it; the names typed stand elsewhere (`typed-words`). */
export type LookSearch = {
  readonly purpose: string
  readonly from: string
  readonly to: string
}

export function parseLookSearch(search: Record<string, unknown>): LookSearch {
  const { purpose, from, to } = search
  return {
    purpose: searchText(purpose),
    from: searchText(from),
    to: searchText(to),
  }
}
