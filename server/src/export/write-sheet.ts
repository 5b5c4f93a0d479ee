import { Workbook } from '@cj-tech-master/excelts'
import { cellText } from './cell-text.ts'

/**
 * What the cells of a column are. `day`: a civil day, given as 2016-07-05. `moment`: a date and time of a wall clock, given as 2016-07-05 09:30:00; neither has
 * a zone, and none is read into it. `number`: a count. `text`, or nothing said: everything else, ID and telephone numbers too. An empty text is an empty cell.
 */
export type ColumnKind = 'text' | 'day' | 'moment' | 'number'

/** A list that leaves the registry: typed columns, and in front of them who took it, when and what for. */
export type Sheet = {
  readonly title: string
  /** Who, when, what for and how many: the first row, and the last, so that a cut list is seen. */
  readonly watermark: string
  readonly columns: readonly { readonly header: string; readonly width: number; readonly kind?: ColumnKind }[]
  readonly rows: readonly (readonly (string | number)[])[]
}

const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  day: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm:ss',
  number: '0',
}

/** A workbook with one sheet. Days are days and numbers are numbers; everything else is text and never a formula. @throws RangeError for a day that is none */
export async function writeWorkbook({ title, watermark, columns, rows }: Sheet): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet(cellText(title).slice(0, 31))
  sheet.addRow([cellText(watermark)])
  sheet.addRow(columns.map(({ header }) => cellText(header))).font = { bold: true }
  for (const row of rows) sheet.addRow(row.map((value, at) => cellOf(value, columns[at]?.kind)))
  sheet.addRow([cellText(watermark)])
  columns.forEach(({ width, kind = 'text' }, index) => {
    const column = sheet.getColumn(index + 1)
    column.width = width
    column.numFmt = FORMATS[kind]
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}

function cellOf(value: string | number, kind: ColumnKind = 'text'): string | number | null {
  if (typeof value === 'number') return value
  if (kind !== 'day' && kind !== 'moment') return cellText(value)
  return value === '' ? null : serialOf(value)
}

const DAY_MS = 86_400_000
/** 1970-01-01 as spreadsheets count days. */
const EPOCH_SERIAL = 25_569

/** A day or moment as spreadsheets keep it: days since the end of 1899, of which the hours are a part. */
function serialOf(written: string): number {
  const iso = written.length === 10 ? `${written}T00:00:00` : written.replace(' ', 'T')
  const ms = Date.parse(`${iso}Z`)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== iso)
    throw new RangeError(`Neither a day nor a moment: ${written}`)
  return ms / DAY_MS + EPOCH_SERIAL
}

/** The same as comma-separated text (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export function writeCsv({ watermark, columns, rows }: Sheet): Buffer {
  const lines = [[watermark], columns.map(({ header }) => header), ...rows, [watermark]]
  return Buffer.from(`\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`)
}

function quoted(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${cellText(value).replaceAll('"', '""')}"`
}
