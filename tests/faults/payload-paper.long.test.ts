import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printPayloads } from '@anju/tests/payload-paper.ts'
import { xssPayloads } from '@anju/tests/xss-payload.ts'

test('T13：全部五千多条打印成表 · all of the attempts, printed into the form', async (t) => {
  const { papers, active } = await printPayloads(xssPayloads())
  t.diagnostic(`${papers} papers`)
  assert.ok(papers >= 200, `${papers}`)
  assert.deepEqual(active, [])
})
