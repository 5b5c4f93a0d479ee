import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { csvLine, readCsv } from './read-csv.ts'

async function rowsOf(...chunks: readonly Buffer[]) {
  const rows = []
  for await (const { line, cells } of readCsv(
    (async function* () {
      yield* chunks
    })(),
  ))
    rows.push([line, ...cells])
  return rows
}

const MARK = '\uFEFF'
/** 姓名 and 何志明 in GB 18030. */
const GB18030 = Buffer.from('d0d5c3fb0d0abaced6bec3f7', 'hex')

describe('readCsv 读取 CSV', () => {
  it('带标记的 UTF-8，断在字中间也读得出；引号里的逗号、引号、换行是内容', async () => {
    const bytes = Buffer.from(`${MARK}姓名,住址\r\n"何,志明","他说""好""\n第二行"\r\n\r\n张三,一\r\n`)
    const parts = [...bytes].map((byte) => Buffer.from([byte]))
    // The mark is told by the first bytes together.
    const chunks = [Buffer.concat(parts.slice(0, 4)), ...parts.slice(4)]
    const whole = await rowsOf(bytes)
    assert.deepEqual(whole, [
      [1, '姓名', '住址'],
      [2, '何,志明', '他说"好"\n第二行'],
      [5, '张三', '一'],
    ])
    assert.deepEqual(await rowsOf(...chunks), whole)
  })

  it('没有标记的按 GB18030 读', async () => {
    assert.deepEqual(await rowsOf(GB18030), [
      [1, '姓名'],
      [2, '何志明'],
    ])
  })

  it('引号没有结束、字节不成文字的，说出行号', async () => {
    await assert.rejects(rowsOf(Buffer.from(`${MARK}a\r\n"b`)), /line 2 does not end/)
    await assert.rejects(rowsOf(Buffer.from(`${MARK}a\r\n`), Buffer.from([0xff, 0xff])), /no text .* line 2/)
  })

  it('写出的读得回来', async () => {
    const cells = ['a,b', '"', 'x\ny', '']
    assert.deepEqual(await rowsOf(Buffer.from(MARK + csvLine(cells))), [[1, ...cells]])
  })
})
