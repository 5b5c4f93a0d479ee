import { searchText } from '../app/search-value.ts'

/** What the log is asked for, as the address line holds it. */
export type LookSearch = {
  readonly official: string
  readonly person: string
  readonly purpose: string
  readonly from: string
  readonly to: string
}

export function parseLookSearch(search: Record<string, unknown>): LookSearch {
  const { official, person, purpose, from, to } = search
  return {
    official: searchText(official),
    person: searchText(person),
    purpose: searchText(purpose),
    from: searchText(from),
    to: searchText(to),
  }
}
