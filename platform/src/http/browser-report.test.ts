import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserReports } from './browser-report.ts'
import { openApp } from './open-app.ts'

const OLD = {
  'csp-report': {
    'effective-directive': 'script-src-elem',
    'blocked-uri': 'https://evil.example/x.js?id=110105194912310021',
    'document-uri': 'http://127.0.0.1/registrations/0198f2a0-0000-7000-8000-000000000001?do=visit#x',
    'line-number': 3,
  },
}

test('两种格式 · both forms are read; queries and identifiers are left out', () => {
  const [report] = browserReports(JSON.stringify(OLD))
  assert.deepEqual(report, {
    kind: 'csp-violation',
    directive: 'script-src-elem',
    blocked: 'https://evil.example/x.js',
    page: 'http://127.0.0.1/registrations/…',
    source: '',
    line: 3,
  })
  const newer = [
    { type: 'csp-violation', url: 'http://x/', body: { effectiveDirective: 'img-src', blockedURL: 'data' } },
  ]
  assert.equal(browserReports(JSON.stringify(newer))[0]?.directive, 'img-src')
})

test('别的都不是报告 · anything else is no report, and line ends do not reach the log', () => {
  for (const body of ['', '[', '7', 'null', '[null,1,"x"]', '{"csp-report":7}', undefined, 5])
    assert.deepEqual(browserReports(body), [])
  const forged = { 'csp-report': { 'effective-directive': 'x\n{"level":60}\u001b[2J' } }
  assert.equal(browserReports(JSON.stringify(forged))[0]?.directive, 'x?{"level":60}?[2J')
  assert.equal(browserReports(JSON.stringify(Array.from({ length: 99 }, () => OLD))).length, 10)
})

test('有界且限速 · a report is kept in the log; too long or too often it is not taken', async () => {
  const lines: string[] = []
  const app = await openApp({ logLevel: 'warn', sessionCookie: 's', logTo: { write: (line) => void lines.push(line) } })
  const send = async (payload: string) =>
    (
      await app.inject({
        method: 'POST',
        url: '/reports/browser',
        headers: { 'content-type': 'application/csp-report', 'sec-fetch-site': 'cross-site' },
        payload,
      })
    ).statusCode
  assert.equal(await send(JSON.stringify(OLD)), 204)
  assert.equal(lines.filter((line) => line.includes('script-src-elem')).length, 1)
  assert.equal(await send(JSON.stringify({ pad: 'x'.repeat(20_000) })), 413)
  const later: number[] = []
  for (let sent = 0; sent < 100; sent += 1) later.push(await send('{}'))
  assert.equal(later.at(-1), 429)
  assert.equal(lines.length, 1)
  await app.close()
})
