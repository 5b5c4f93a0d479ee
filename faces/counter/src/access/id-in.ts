const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The first id in what somebody typed or pasted, such as the address of a page; undefined when there is none. */
export function idIn(text: string): string | undefined {
  return ID.exec(text)?.[0]?.toLowerCase()
}
