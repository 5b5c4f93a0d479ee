import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ROUTES } from '@anju/contract/route-table.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { openCardService } from '@anju/card-service/http/open-card-service.ts'
import { CARD_ROUTES } from '@anju/card-service/contract.ts'
import { systemNow } from '@anju/server/app.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { openHouse, type House } from '../../card-service/test/card-side.ts'
import { builtFace } from '@anju/tests/built-face.ts'

let registry: TestRegistry
let card: House
const apps = new Map<string, App>()
before(async () => {
  registry = await openTestRegistry()
  card = await openHouse()
  const face = builtFace(registry.database.home)
  const options = { logLevel: 'silent', edge: { proxies: ['127.0.0.1'] } } as const
  const surroundings = { deps: registry.deps, now: systemNow }
  const faces = { faceFolder: face, citizenFolder: face }
  apps.set(
    'registry',
    await openRegistry(surroundings, { dev: true, sweepAll: async () => ({}), ...faces, ...options }),
  )
  apps.set(
    'card service',
    await openCardService(
      { deps: card.deps, legalDay: card.legalDay, dev: true },
      { faceFolder: face, fault: () => undefined, silentAfterMs: 1_000, ...options },
    ),
  )
})
after(async () => {
  for (const app of apps.values()) await app.close()
  await card.close()
  await registry.close()
})

type Ask = { readonly method: 'GET' | 'POST' | 'PUT'; readonly url: string }
const OTHERS = [
  '/health',
  '/sign-in/unknown',
  '/api/openapi.json',
  '/api/no-such-thing',
  '/../etc/passwd',
  '/assets/app.js',
]
const PAGES = ['/', '/queue', '/system/security', '/api', '/foshan/what-if', '/no/such/page?x=<script>']

/** Every route of a program, its pages, and what is none of them. */
function asksOf(name: string): readonly Ask[] {
  const routes = Object.values(name === 'registry' ? ROUTES : CARD_ROUTES)
  return [
    ...routes.map(({ method, path }) => ({ method, url: path.replaceAll(/:\w+/g, 'foshan') })),
    ...[...OTHERS, ...PAGES].map((url) => ({ method: 'GET' as const, url })),
    { method: 'POST', url: '/reports/browser' },
    { method: 'POST', url: '/gateway/x/reports' },
  ]
}

/** What is wrong with the headers of one answer; nothing when they are as they must be. */
function headerFaults(url: string, headers: Readonly<Record<string, unknown>>, https: boolean): readonly string[] {
  const isAnswer = url.startsWith('/api/')
  const policy = String(headers['content-security-policy'])
  const wanted: Readonly<Record<string, RegExp>> = {
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^same-origin$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'x-frame-options': /^DENY$/,
    'permissions-policy': /camera=\(self\).*microphone=\(\)/,
    'reporting-endpoints': /^browser="\/reports\/browser"$/,
    'strict-transport-security': https ? /^max-age=63072000; includeSubDomains$/ : /^undefined$/,
    'access-control-allow-origin': /^undefined$/,
    server: /^undefined$/,
    'x-powered-by': /^undefined$/,
    ...(isAnswer ? { 'cache-control': /^no-store$/ } : {}),
  }
  const parts = [
    "default-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    'report-uri /reports/browser',
    ...(isAnswer ? [] : ["require-trusted-types-for 'script'", "trusted-types 'none'", "form-action 'self'"]),
  ]
  return [
    ...Object.entries(wanted)
      .filter(([name, form]) => !form.test(String(headers[name])))
      .map(([name]) => `${url}: ${name} is ${String(headers[name])}`),
    ...parts.filter((part) => !policy.includes(part)).map((part) => `${url}: no ${part}`),
    ...(/unsafe|\*|https?:/.test(policy) ? [`${url}: ${policy}`] : []),
  ]
}

for (const name of ['registry', 'card service'])
  describe(`${name}：每个地址的响应头 · the headers of every address`, () => {
    it('every route, page and file has them, over http and behind https, whatever the answer is', async () => {
      const app = apps.get(name)
      assert.ok(app !== undefined)
      const faults: string[] = []
      const statuses = new Set<number>()
      for (const { method, url } of asksOf(name))
        for (const https of [false, true]) {
          const headers = https ? { 'x-forwarded-proto': 'https' } : {}
          const answer = await app.inject({ method, url, headers, ...(method === 'GET' ? {} : { payload: {} }) })
          statuses.add(answer.statusCode)
          faults.push(...headerFaults(url, answer.headers, https))
        }
      assert.deepEqual(faults, [])
      assert.ok(statuses.has(200) && statuses.has(400) && statuses.has(401) && statuses.has(404), [...statuses].join())
    })

    it('a page carries the nonce of its own answer, and never the same twice', async () => {
      const app = apps.get(name)
      const nonces = new Set<string>()
      for (let asked = 0; asked < 50; asked += 1) {
        const page = await app?.inject({ url: '/queue' })
        const [, nonce = 'none'] = /'nonce-([\w-]{22})'/.exec(String(page?.headers['content-security-policy'])) ?? []
        assert.ok(page?.body.includes(`nonce="${nonce}"`))
        nonces.add(nonce)
      }
      assert.equal(nonces.size, 50)
    })

    it("TRACE, CONNECT, OPTIONS and PATCH are nobody's", async () => {
      for (const method of ['OPTIONS', 'PATCH', 'DELETE', 'TRACE'] as const) {
        const answer = await apps.get(name)?.inject({ method: method as 'DELETE', url: '/api/session' })
        assert.equal(answer?.statusCode, 404, method)
        assert.equal(answer?.headers['access-control-allow-methods'], undefined)
      }
    })
  })

it('a missing header is found (negative control)', () => {
  assert.ok(headerFaults('/api/x', {}, false).length > 10)
  const policy = "default-src 'none'; script-src 'unsafe-inline'"
  assert.ok(headerFaults('/x', { 'content-security-policy': policy }, false).some((fault) => fault.includes('unsafe')))
})
