import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { createApiClient, routePath } from './api-client.ts'

const CITY = { params: { city: 'foshan' } }
const DIVISION = { code: '440604', name: '禅城区', level: 3, hasChildren: true }
const INTENT = '0190a000-0000-7000-8000-000000000001'

/** Runs `use` against a real HTTP server that answers with `listener`. */
async function withServer(listener: RequestListener, use: (baseUrl: string) => Promise<void>): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  try {
    await use(`http://127.0.0.1:${port}`)
  } finally {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
}

const answering =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))

const cut: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-length': '500' }).write('{"cities":[')
  setTimeout(() => response.destroy(), 20)
}
const silent: RequestListener = () => undefined

test('an accepted call answers the value, typed by the contract', async () => {
  let seen = ''
  const listener: RequestListener = (request, response) => {
    seen = `${request.method} ${request.url} ${request.headers['accept-language']}`
    response.end(JSON.stringify({ divisions: [DIVISION] }))
  }
  await withServer(listener, async (baseUrl) => {
    const api = createApiClient({ fetch, baseUrl, language: () => 'en' })
    const result = await api.call('listDivisions', { query: { parent: '4406' } })
    assert.deepEqual(result, { ok: true, value: { divisions: [DIVISION] } })
    if (result.ok) assert.equal(result.value.divisions[0]?.name, '禅城区')
  })
  assert.equal(seen, 'GET /api/divisions?parent=4406 en')
})

test('a command sends its body as JSON, and an operation without a body still sends an object', async () => {
  const bodies: string[] = []
  const listener: RequestListener = (request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      bodies.push(`${request.headers['content-type']} ${text}`)
      response.end(JSON.stringify({ lane: '', standardText: '', refusals: [], dwellingId: null }))
    })
  }
  await withServer(listener, async (baseUrl) => {
    const api = createApiClient({ fetch, baseUrl })
    await api.call('checkAddress', {
      ...CITY,
      body: { divisionCode: '440604010001', lane: '张槎三路', door: '12号' },
    })
    await api.call('endSession')
  })
  assert.deepEqual(bodies, [
    'application/json {"divisionCode":"440604010001","lane":"张槎三路","door":"12号"}',
    'application/json {}',
  ])
})

test('a refusal comes back with every reason', async () => {
  const refusal = { code: 'application.too-early', law: 'CN-663:2', facts: { eligibleFrom: '2016-07-05' } } as const
  const problem = {
    type: 'refused',
    status: 422,
    title: 'refused',
    refusals: [{ ...refusal, zh: '未满', en: 'too early' }],
  }
  await withServer(answering(422, problem), async (baseUrl) => {
    const api = createApiClient({ fetch, baseUrl })
    const result = await api.call('acceptApplication', {
      params: { city: 'foshan', applicationId: INTENT },
      body: { intentId: INTENT, expectedVersion: 1 },
    })
    assert.deepEqual(result, { ok: false, unreachable: false, problem })
  })
})

test('nothing is known when nobody listens, the answer is cut short, a gateway answers, or time runs out', async () => {
  const unreachable = { ok: false, unreachable: true }
  let closed = ''
  await withServer(answering(200, '{}'), async (baseUrl) => {
    closed = baseUrl
  })
  assert.deepEqual(await createApiClient({ fetch, baseUrl: closed }).call('listCities'), unreachable)
  for (const listener of [cut, silent, answering(502, '<html>Bad gateway</html>'), answering(200, '{"cities":[')]) {
    await withServer(listener, async (baseUrl) => {
      const api = createApiClient({ fetch, baseUrl, timeoutMsMax: 200 })
      assert.deepEqual(await api.call('listCities'), unreachable)
    })
  }
})

test('an answer that is whole but not as promised is a defect, not a value', async () => {
  for (const [status, body] of [
    [200, { cities: 'none' }],
    [404, 'Not here'],
  ] as const) {
    await withServer(answering(status, body), async (baseUrl) => {
      const result = await createApiClient({ fetch, baseUrl }).call('listCities')
      assert.ok(!result.ok && !result.unreachable)
      assert.equal(result.problem.type, 'defect')
      assert.equal(result.problem.status, status)
    })
  }
})

test('a registry without its database knows nothing either: unreachable, to be asked again with the same intent', async () => {
  const lost = { type: 'stopped', status: 503, title: 'unavailable', code: 'unavailable' }
  await withServer(answering(503, lost), async (baseUrl) => {
    assert.deepEqual(await createApiClient({ fetch, baseUrl }).call('listCities'), { ok: false, unreachable: true })
  })
  await withServer(answering(409, { ...lost, status: 409, code: 'version-conflict' }), async (baseUrl) => {
    const result = await createApiClient({ fetch, baseUrl }).call('listCities')
    assert.ok(!result.ok && !result.unreachable)
  })
})

test('a caller that gives up gets its own reason back', async () => {
  await withServer(silent, async (baseUrl) => {
    const giveUp = new AbortController()
    const call = createApiClient({ fetch, baseUrl }).call('listCities', { signal: giveUp.signal })
    giveUp.abort(new Error('left the page'))
    await assert.rejects(call, /left the page/)
  })
})

test('parameters are escaped, what was left out of a query is not sent', () => {
  const path = routePath(
    { path: '/api/:city/papers/:paperId' },
    { params: { city: 'foshan', paperId: 'a/b' }, query: { all: '1', q: undefined } },
  )
  assert.equal(path, '/api/foshan/papers/a%2Fb?all=1')
  assert.throws(() => routePath({ path: '/api/:city/x' }, {}), TypeError)
})

// Compiled, never run: what the types must refuse.
export const typeChecks = (api: ReturnType<typeof createApiClient>) => [
  // @ts-expect-error the city is missing
  api.call('getPack', { query: {} }),
  // @ts-expect-error no such operation
  api.call('makeTea'),
  // @ts-expect-error the body lacks the intent
  api.call('acceptApplication', { params: { city: 'foshan', applicationId: INTENT }, body: { expectedVersion: 1 } }),
]
