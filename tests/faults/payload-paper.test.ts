import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'
import { text } from '@anju/contract/shape.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { cellText } from '@anju/server/export/cell-text.ts'
import { writeCsv } from '@anju/server/export/write-sheet.ts'
import { NOTICE_TEMPLATES, type NoticeFacts, renderNotice } from '@anju/server/workers/notice-template.ts'
import { activeIn, printPayloads } from '@anju/tests/payload-paper.ts'
import { xssPayloads } from '@anju/tests/xss-payload.ts'

const payloads = xssPayloads()
/** What the door lets in as a line of text: control signs and line ends are refused there. */
const lines = payloads.filter((payload) => text(500).safeParse(payload).success)
const on = parsePlainDate('2016-01-05')
const facts = (name: string): NoticeFacts => ({
  name,
  on,
  office: '流管服务站',
  registeredOn: on,
  eligibleFrom: on,
  lastDayOn: on,
  objectUntil: on,
  dueOn: on,
  acceptanceNo: '440604001160105001',
  objectProvisional: false,
  dueProvisional: false,
  visits: true,
  entered: true,
  proof: 'any',
  endorsementOpens: { n: 30, unit: 'day' },
  agentName: name,
  agentDid: 'application',
  code: '123456',
})

describe('T13：离开系统的文字也只是文字 · what leaves the registry is text, too', () => {
  it('papers: every twentieth attempt printed into the form; the PDF does nothing, asks nobody, holds nothing', async (t) => {
    const { papers, active } = await printPayloads(payloads.filter((_, at) => at % 20 === 0))
    t.diagnostic(`${papers} papers`)
    assert.ok(papers >= 8, `${papers}`)
    assert.deepEqual(active, [])
  })

  it('a PDF that acts is found, openly written and packed (negative control)', () => {
    const action = '1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj'
    assert.deepEqual(activeIn(Buffer.from(`%PDF-1.7\n${action}`)), ['/OpenAction'])
    const packed = deflateSync(Buffer.from('1 0 2 40 << /S /URI /URI (https://example.org) >>'))
    const pdf = Buffer.concat([
      Buffer.from('%PDF-1.7\n3 0 obj <<>> stream\n'),
      packed,
      Buffer.from('\nendstream endobj'),
    ])
    assert.deepEqual(activeIn(pdf), ['/URI'])
  })

  it('messages: all attempts as a name, in every text: no link, no line of its own', () => {
    for (const key of Object.keys(NOTICE_TEMPLATES))
      for (const payload of lines) {
        const sent = JSON.stringify(renderNotice(key, '佛山流管', facts(payload)))
        // A telephone shows a message as it is, and makes a link of what looks like one.
        assert.doesNotMatch(sent, /https?:\/\/|javascript:|www\.|\\[rn]/i, payload)
      }
  })

  it('lists: all attempts as comma-separated text come back whole, each in its own cell', () => {
    const columns = [{ header: '备注', width: 20 }]
    const csv = writeCsv({ title: '试', watermark: '王某导出', columns, rows: payloads.map((payload) => [payload]) })
    const body = csv.toString('utf8').slice(1, -2).split('\r\n').slice(2, -1).join('\r\n')
    const expected = payloads.map((payload) => `"${cellText(payload).replaceAll('"', '""')}"`).join('\r\n')
    assert.equal(body, expected)
    assert.ok(!/(?:^|\r\n)"[=+\-@]/.test(body))
  })
})
