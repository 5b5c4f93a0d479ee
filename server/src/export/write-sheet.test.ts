import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { constantFrom, oneof, sample, string, tuple } from 'fast-check'
import { cellText } from './cell-text.ts'
import { writeCsv, writeWorkbook } from './write-sheet.ts'

const COLUMNS = [{ header: '内容', width: 20 }]
const HOSTILE = [
  '=1+1',
  '＝1+1',
  '+86',
  '＋86',
  '-2',
  '－2',
  '@SUM(A1)',
  '＠SUM(A1)',
  ' =1',
  '\t=1',
  '\r=1',
  '\u0000=1',
  '"=1',
  '440699198805203023',
  '00123',
  '1e5',
  '',
  '<f>1</f>',
  '𠮷',
  "'x",
]
const RISKY = /^\s*[=+\-@＝＋－＠]/u

/** The files of a zip, by its central directory: a reader that shares nothing with the writer. */
function filesOf(zip: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, named, extra, comment, local] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ]
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(begin, begin + size)
    files.set(
      zip.subarray(at + 46, at + 46 + named).toString('utf8'),
      (method === 8 ? inflateRawSync(packed) : packed).toString('utf8'),
    )
    at += 46 + named + extra + comment
  }
  return files
}

const plain = (xml: string) =>
  xml
    .replaceAll(/_x([0-9A-F]{4})_/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex?: string, figure?: string) =>
      String.fromCodePoint(hex === undefined ? Number(figure) : Number.parseInt(hex, 16)),
    )
    .replaceAll('&amp;', '&')

/** The texts of the first column, and how many formulas there are. */
function readBack(zip: Buffer): { readonly texts: readonly string[]; readonly formulas: number } {
  const files = filesOf(zip)
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, item = '']) =>
    plain([...item.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text = '']) => text).join('')),
  )
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
  const cells = [...sheet.matchAll(/<c r="A\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)]
  return {
    texts: cells.map(([, kind = '', content = '']) => {
      const value = /<v>(.*?)<\/v>/s.exec(content)?.[1] ?? ''
      if (kind.includes('t="s"')) return shared[Number(value)] ?? '(missing)'
      return plain(/<t[^>]*>(.*?)<\/t>/s.exec(content)?.[1] ?? value)
    }),
    formulas: [...sheet.matchAll(/<f[ >/]/g)].length,
  }
}

type ReadCell = { readonly type: string; readonly value: string; readonly format: string }

/** Every cell by its reference: its type in the file, its value, and the format it is shown in. */
function cellsOf(zip: Buffer): ReadonlyMap<string, ReadCell> {
  const files = filesOf(zip)
  const styles = files.get('xl/styles.xml') ?? ''
  const own = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id = '', code = '']) => [id, code]),
  )
  const xfs = [...(/<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? '').matchAll(/<xf ([^>]*)>/g)]
  const formatOf = (style: string) => {
    const id = /numFmtId="(\d+)"/.exec(xfs[Number(style)]?.[1] ?? '')?.[1] ?? '0'
    return own.get(id) ?? { 0: 'General', 1: '0', 49: '@' }[id] ?? id
  }
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
  return new Map(
    [...sheet.matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(
      ([, at = '', kind = '', content = '']) => [
        at,
        {
          type: /t="(\w+)"/.exec(kind)?.[1] ?? 'n',
          value: /<v>(.*?)<\/v>/s.exec(content)?.[1] ?? '',
          format: formatOf(/s="(\d+)"/.exec(kind)?.[1] ?? '0'),
        },
      ],
    ),
  )
}

/** Days from 1899-12-30, as spreadsheets count them. */
const DAY_2016_07_05 = 42_556

const sheetOf = (texts: readonly string[]) => ({
  title: '清单',
  watermark: '王某导出',
  columns: COLUMNS,
  rows: texts.map((text) => [text]),
})

describe('导出的单元格永远不是公式', () => {
  it('10,000 strings, read back by another reader, are what was meant, and no formula', async () => {
    const seed = 20261122
    const risky = constantFrom(...HOSTILE)
    const any = oneof(
      string({ unit: 'binary', maxLength: 20 }),
      string({ unit: 'grapheme', maxLength: 20 }),
      tuple(risky, string()).map(([a, b]) => a + b),
    )
    const texts = [...HOSTILE, ...sample(any, { numRuns: 10_000 - HOSTILE.length, seed })]
    const { texts: read, formulas } = readBack(await writeWorkbook(sheetOf(texts)))
    assert.equal(formulas, 0)
    // Two rows in front (who took it, headers) and one behind.
    assert.equal(read.length, texts.length + 3, `seed ${seed}`)
    const line = (text: string) => text.replaceAll(/\r\n?/g, '\n')
    texts.forEach((text, index) => {
      const shown = read[index + 2] ?? '(missing)'
      assert.equal(line(shown), line(cellText(text)), `seed ${seed}: ${JSON.stringify(text)}`)
      assert.ok(!RISKY.test(shown), JSON.stringify(text))
    })
  })

  it('a formula would be seen by that reader (negative control)', async () => {
    const { Workbook } = await import('@cj-tech-master/excelts')
    const book = new Workbook()
    book.addWorksheet('x').addRow([{ formula: '1+1', result: 2 }])
    assert.equal(readBack(Buffer.from(await book.xlsx.writeBuffer())).formulas, 1)
  })

  it('an ID number stays eighteen digits, a number a number; comma-separated text is quoted', async () => {
    const { texts } = readBack(await writeWorkbook(sheetOf(['440699198805203023'])))
    assert.equal(texts[2], '440699198805203023')
    const csv = writeCsv({
      ...sheetOf([]),
      rows: [
        ['a"b,c\nd', 5],
        ['=1', -2],
      ],
    }).toString('utf8')
    assert.equal(csv, '\uFEFF"王某导出"\r\n"内容"\r\n"a""b,c\nd",5\r\n"\'=1",-2\r\n"王某导出"\r\n')
  })

  it('a civil day is a date cell in ISO format, whatever zone the machine stands in; an instant a date and time', async () => {
    const sheet = {
      ...sheetOf([]),
      columns: [
        { header: '姓名', width: 12 },
        { header: '自', width: 12, kind: 'day' },
        { header: '时间', width: 20, kind: 'moment' },
        { header: '行数', width: 8, kind: 'number' },
        { header: '证件号', width: 20 },
      ],
      rows: [
        ['王某', '2016-07-05', '2016-07-05 06:00:00', 12, '440699198805203023'],
        ['李某', '', '', 0, '00123'],
      ],
    } as const
    for (const zone of ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
      const before = process.env['TZ']
      process.env['TZ'] = zone
      const cells = cellsOf(await writeWorkbook(sheet))
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
      assert.deepEqual(cells.get('B3'), { type: 'n', value: String(DAY_2016_07_05), format: 'yyyy-mm-dd' }, zone)
      const moment = cells.get('C3')
      assert.deepEqual([moment?.type, moment?.value, moment?.format], ['n', '42556.25', 'yyyy-mm-dd hh:mm:ss'], zone)
      assert.deepEqual(cells.get('D3'), { type: 'n', value: '12', format: '0' })
      assert.equal(cells.get('E3')?.type, 's')
      assert.equal(cells.get('E3')?.format, '@')
      assert.equal(cells.get('E4')?.type, 's', 'zeros in front stay')
      assert.equal(cells.get('B4')?.value ?? '', '', 'no day is an empty cell')
    }
  })

  it('a day that is none is a defect and never a wrong date', async () => {
    const columns = [{ header: '自', width: 12, kind: 'day' }] as const
    for (const wrong of ['2016-02-30', '2016-7-5', 'soon'])
      await assert.rejects(writeWorkbook({ ...sheetOf([]), columns, rows: [[wrong]] }), RangeError)
  })

  it('comma-separated days are ISO days', () => {
    const columns = [{ header: '自', width: 12, kind: 'day' }] as const
    const csv = writeCsv({ ...sheetOf([]), columns, rows: [['2016-07-05']] }).toString('utf8')
    assert.ok(csv.includes('"2016-07-05"'), csv)
  })
})
