import { Workbook } from '@cj-tech-master/excelts'
import { cellText } from './cell-text.ts'

/** A list that leaves the registry: typed columns, and in front of them who took it, when and what for. */
export type Sheet = {
  readonly title: string
  /** Who, when, what for and how many: the first row, and the last, so that a cut list is seen. */
  readonly watermark: string
  readonly columns: readonly { readonly header: string; readonly width: number }[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** A workbook with one sheet. Numbers are numbers; everything else, ID numbers too, is text and never a formula. */
export async function writeWorkbook({ title, watermark, columns, rows }: Sheet): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet(cellText(title).slice(0, 31))
  sheet.addRow([cellText(watermark)])
  sheet.addRow(columns.map(({ header }) => cellText(header))).font = { bold: true }
  for (const row of rows) sheet.addRow(row.map((value) => (typeof value === 'number' ? value : cellText(value))))
  sheet.addRow([cellText(watermark)])
  columns.forEach(({ width }, index) => {
    const column = sheet.getColumn(index + 1)
    column.width = width
    column.numFmt = '@'
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** The same as comma-separated text (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export function writeCsv({ watermark, columns, rows }: Sheet): Buffer {
  const lines = [[watermark], columns.map(({ header }) => header), ...rows, [watermark]]
  return Buffer.from(`\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`)
}

function quoted(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${cellText(value).replaceAll('"', '""')}"`
}
