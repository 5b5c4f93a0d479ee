const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** A row of a table, with the line of the file on which it begins (the first line is 1). */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/**
 * Reads a table as it flows (RFC 4180): UTF-8 where it begins with a byte order mark, as spreadsheets write it, else GB 18030. Memory does not grow with
 * the file.
 * @throws Error naming the line, when the bytes are text in neither, or quotes do not end
 */
export async function* readCsv(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvRow> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  const reading = { cells: [] as string[], cell: '', line: 1, begunAt: 1, inQuotes: false, afterQuote: false }
  const take = (text: string, rows: CsvRow[]) => {
    for (const sign of text) {
      if (reading.inQuotes) {
        if (sign !== '"') reading.cell += sign
        else {
          reading.inQuotes = false
          reading.afterQuote = true
        }
        if (sign === '\n') reading.line += 1
        continue
      }
      if (sign === '"' && reading.afterQuote) {
        reading.cell += '"'
        reading.inQuotes = true
      } else if (sign === '"' && reading.cell === '') reading.inQuotes = true
      else if (sign === ',') {
        reading.cells.push(reading.cell)
        reading.cell = ''
      } else if (sign === '\n') endRow(rows)
      else if (sign !== '\r') reading.cell += sign
      reading.afterQuote = false
    }
  }
  const endRow = (rows: CsvRow[]) => {
    const cells = [...reading.cells, reading.cell]
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: reading.begunAt, cells })
    reading.cells = []
    reading.cell = ''
    reading.line += 1
    reading.begunAt = reading.line
  }
  const decode = (bytes: Buffer | undefined): string => {
    if (decoder === undefined) return ''
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch {
      throw new Error(`The file is no text in UTF-8 or GB18030 after line ${reading.line}`)
    }
  }
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(chunk.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 'utf-8' : 'gb18030', { fatal: true })
    const rows: CsvRow[] = []
    take(decode(chunk), rows)
    yield* rows
  }
  const rows: CsvRow[] = []
  take(decode(undefined), rows)
  if (reading.inQuotes) throw new Error(`A quote that begins in line ${reading.begunAt} does not end`)
  if (reading.cell !== '' || reading.cells.length > 0) endRow(rows)
  yield* rows
}

/** A row as text, in the form that {@link readCsv} reads. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
