import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openApp, type App, type AppOptions } from './open-app.ts'

const open = async (options: Partial<AppOptions> = {}): Promise<App> => {
  const app = await openApp({ logLevel: 'silent', sessionCookie: 'session', ...options })
  app.get('/api/who', (request, reply) => reply.send({ ip: request.ip, host: request.host, cookies: request.cookies }))
  app.post('/api/act', (request, reply) => reply.send({ body: request.body ?? null }))
  app.get('/sign-in', (_request, reply) =>
    reply.setCookie('session', 't', { path: '/', httpOnly: true, sameSite: 'strict' }).send('in'),
  )
  return app
}
type Headers = Record<string, string>

describe('谁在叫 · a proxy is believed only when it is ours', () => {
  const forwarded = {
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
  }
  it('spoofed headers of a caller change nothing: no https, no other address, no other host', async () => {
    for (const proxies of [[], ['10.0.0.0/8']]) {
      const app = await open({ proxies })
      const answer = await app.inject({ url: '/api/who', headers: forwarded, remoteAddress: '198.51.100.7' })
      assert.deepEqual([answer.json().ip, answer.json().host], ['198.51.100.7', 'localhost:80'])
      assert.equal(answer.headers['strict-transport-security'], undefined)
      const cookie = await app.inject({ url: '/sign-in', headers: forwarded, remoteAddress: '198.51.100.7' })
      assert.match(String(cookie.headers['set-cookie']), /^session=/)
      await app.close()
    }
  })

  it("behind our own proxy: the caller's address, HSTS of two years, and cookies with their prefix", async () => {
    const app = await open({ proxies: ['10.0.0.0/8'] })
    const from = { remoteAddress: '10.1.2.3', headers: { ...forwarded, 'x-forwarded-for': '1.1.1.1, 203.0.113.9' } }
    const answer = await app.inject({ url: '/api/who', ...from })
    assert.equal(answer.json().ip, '203.0.113.9', 'what the caller itself wrote further left is not believed')
    assert.match(String(answer.headers['strict-transport-security']), /max-age=63072000; includeSubDomains/)
    const set = String((await app.inject({ url: '/sign-in', ...from })).headers['set-cookie'])
    assert.match(set, /^__Host-session=t; /)
    assert.match(set, /Secure/)
    const both = { ...from, headers: { ...from.headers, cookie: 'session=planted; __Host-session=ours' } }
    assert.deepEqual((await app.inject({ url: '/api/who', ...both })).json().cookies, { session: 'ours' })
    await app.close()
  })
})

describe('别的网站让浏览器发来的 · what another site makes a browser send', () => {
  let app: App
  before(async () => {
    app = await open()
  })
  after(() => app.close())
  const own = 'http://localhost:80'
  const page = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }
  const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  const cases: readonly (readonly [title: string, method: 'GET' | 'POST', headers: Headers, status: number])[] = [
    ['our own page reads', 'GET', page, 200],
    ['our own page acts', 'POST', page, 200],
    ['typed into the address line', 'GET', { ...visit, 'sec-fetch-site': 'none' }, 200],
    ['a link on another site is a visit', 'GET', visit, 200],
    ['a form of another site', 'POST', visit, 403],
    ['a fetch of another site', 'POST', { ...page, 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbour in the domain', 'POST', { ...page, 'sec-fetch-site': 'same-site' }, 403],
    ['a picture on another site', 'GET', { ...page, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }, 403],
    ['a frame on another site', 'GET', { ...visit, 'sec-fetch-dest': 'iframe' }, 403],
    ['our own page, but as a script', 'GET', { ...page, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }, 403],
    ['an old browser on our page', 'POST', { origin: own }, 200],
    ['an old browser elsewhere', 'POST', { origin: 'http://evil.example' }, 403],
    ['an old browser in a sandbox', 'POST', { origin: 'null' }, 403],
    ['https is another origin', 'POST', { origin: 'https://localhost:80' }, 403],
    ['a program, no browser', 'POST', {}, 200],
    ['a web socket', 'GET', { ...page, connection: 'upgrade', upgrade: 'websocket' }, 403],
  ]
  for (const [title, method, headers, status] of cases)
    it(title, async () => {
      const url = method === 'GET' ? '/api/who' : '/api/act'
      const payload = method === 'POST' ? { payload: {} } : {}
      assert.equal((await app.inject({ method, url, headers, ...payload })).statusCode, status)
    })
})

describe('请求体 · bodies', () => {
  it('only JSON, uncompressed, of a sane shape, without a prototype in it', async () => {
    const app = await open()
    const send = async (payload: string, headers: Headers = {}) =>
      (
        await app.inject({
          method: 'POST',
          url: '/api/act',
          headers: { 'content-type': 'application/json', ...headers },
          payload,
        })
      ).statusCode
    assert.equal(await send('{"a":1}'), 200)
    assert.equal(await send('[['.repeat(50_000)), 400)
    assert.equal(await send('{"__proto__":{"admin":true}}'), 400)
    assert.equal(await send('{"constructor":{"prototype":{"admin":true}}}'), 400)
    assert.equal(await send(`"${'x'.repeat(1_100_000)}"`), 413)
    assert.equal(await send('{}', { 'content-encoding': 'gzip' }), 415)
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/xml',
    ])
      assert.equal(await send('a=1', { 'content-type': type }), 415, type)
    await app.close()
  })
})

describe('人多时 · crowds', () => {
  it('so many a minute for one session; others go on; the health of the program is always told', async () => {
    const app = await open({ requestsPerMinute: 60 })
    app.get('/health', async () => 'well')
    const ask = async (cookie: string, url = '/api/who') =>
      (await app.inject({ url, headers: { cookie: `session=${cookie}` } })).statusCode
    const answers: number[] = []
    for (let asked = 0; asked < 70; asked += 1) answers.push(await ask('one'))
    assert.ok(answers.includes(429))
    assert.equal(await ask('two'), 200)
    // Inventing a new session for each request does not help: the address has its own count.
    for (let asked = 0; asked < 300; asked += 1) await ask(`s${asked}`)
    assert.equal(await ask('fresh'), 429)
    assert.equal(await ask('one', '/health'), 200)
    await app.close()
  })

  it('so many of one class at once, so many wait, the rest hears 503 with Retry-After; another class is not touched', async () => {
    const app = await open({ gates: { read: { insideMax: 2, waitingMax: 2, waitMsMax: 5_000 } } })
    let letGo = (): void => {}
    const opened = new Promise<void>((resolve) => (letGo = resolve))
    app.get('/api/slow', async () => opened.then(() => 'done'))
    const crowd = Array.from({ length: 6 }, (_, at) =>
      app.inject({ url: '/api/slow', headers: { cookie: `session=${at}` } }),
    )
    const turnedAway = await Promise.race(crowd)
    assert.equal(turnedAway.statusCode, 503)
    assert.equal(turnedAway.headers['retry-after'], '2')
    assert.equal((await app.inject({ method: 'POST', url: '/api/act', payload: {} })).statusCode, 200)
    letGo()
    const statuses = (await Promise.all(crowd)).map(({ statusCode }) => statusCode).sort((a, b) => a - b)
    assert.deepEqual(statuses, [200, 200, 200, 200, 503, 503])
    await app.close()
  })

  it('whoever waits too long is turned away, and one session gets no more than its share at once', async () => {
    const app = await open({ gates: { read: { insideMax: 30, waitingMax: 9, waitMsMax: 50 } } })
    let letGo = (): void => {}
    const opened = new Promise<void>((resolve) => (letGo = resolve))
    app.get('/api/slow', async () => opened.then(() => 'done'))
    const own = Array.from({ length: 25 }, () => app.inject({ url: '/api/slow', headers: { cookie: 'session=one' } }))
    assert.equal((await Promise.race(own)).statusCode, 429)
    const others = Array.from({ length: 7 }, (_, at) =>
      app.inject({ url: '/api/slow', headers: { cookie: `session=x${at}` } }),
    )
    assert.equal((await Promise.race(others)).statusCode, 503)
    letGo()
    const all = (await Promise.all([...own, ...others])).map(({ statusCode }) => statusCode)
    assert.equal(all.filter((status) => status === 200).length, 30)
    await app.close()
  })
})
