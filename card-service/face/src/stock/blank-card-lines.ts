export type BlankCardLine = { readonly stockNo: string; readonly chipUid: string }

/** Reads a pasted delivery: number and chip a line. Answers the first line that cannot be read, counted from 1. */
export function parseBlankCards(text: string): {
  readonly cards: readonly BlankCardLine[]
  readonly badLine: number | undefined
} {
  const lines = text.split('\n').map((line) => line.trim())
  const cards: BlankCardLine[] = []
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const parts = /^([0-9A-Za-z-]{1,40})[\s,;]+((?:[0-9A-Fa-f]{2}){4,16})$/.exec(line)
    if (parts?.[1] === undefined || parts[2] === undefined) return { cards, badLine: index + 1 }
    cards.push({ stockNo: parts[1], chipUid: parts[2].toUpperCase() })
  }
  return { cards, badLine: undefined }
}
