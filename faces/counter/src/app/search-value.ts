/** A value of the address line as text; the router reads figures and lists on its own. */
export function searchText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

export function searchList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(searchText).filter((text) => text !== '') : []
}
