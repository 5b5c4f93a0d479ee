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
})
