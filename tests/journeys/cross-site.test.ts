import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS, RESIDENTS } from '@anju/dev/cast.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { openRegistryHouse, type RegistryHouse } from '@anju/tests/registry-house.ts'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** Somebody signed in at the registry visits a page of somebody else, in a real browser; the page tries what it can. */
let house: RegistryHouse
let browser: Browser
let context: BrowserContext
let page: Page
let evil: Server
let evilPage = ''
const EVIL = 'http://evil.example'

before(async () => {
  house = await openRegistryHouse()
  evil = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(evilPage)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => evil.once('listening', resolve))
  const executablePath = process.env['CHROME_PATH']
  if (executablePath === undefined) throw new Error('No browser: CHROME_PATH is set by `npm test`.')
  const given = (process.env['ANJU_CHROME_ARGS'] ?? '').split(' ').filter((arg) => arg !== '')
  // Another name for this machine: to the browser it is another site.
  browser = await chromium.launch({
    executablePath,
    args: [...given, '--host-resolver-rules=MAP evil.example 127.0.0.1'],
  })
  context = await browser.newContext()
  page = await context.newPage()
  await signIn()
})
after(async () => {
  await browser.close()
  evil.close()
  await house.close()
})

async function signIn(): Promise<void> {
  const token = await link(OFFICIALS.clerk)
  const answer = await page.goto(`${house.address}/sign-in/${token}`)
  assert.equal(answer?.status(), 503, 'without a built face the page says so, and the session is there')
  assert.ok(await isSignedIn())
}
const link = (member: (typeof OFFICIALS)['clerk'] | (typeof RESIDENTS)['foshanResident']) =>
  createSignInLink({ ownerUrl: house.registry.database.url, member, expiresInMinutes: 5 })
async function isSignedIn(): Promise<boolean> {
  const answer = await context.request.get(`${house.address}/api/session`)
  return ((await answer.json()) as { signedIn?: boolean }).signedIn === true
}
/** What the database knows that a forged request could have changed. */
async function effects(): Promise<string> {
  const rows = await house.registry.asOwner(
    `select (select count(*) from foshan.ledger) || ' ' || (select count(*) from foshan.intent) || ' ' ||
       coalesce((select max(legal_on)::text from shared.legal_clock), 'real') as state`,
  )
  return String(rows[0]?.['state'])
}
const evilAddress = (): string => `${EVIL}:${(evil.address() as AddressInfo).port}/`
/** Opens a page of the other site and waits until everything it started is over. */
async function visitEvil(html: string): Promise<Page> {
  evilPage = `<!doctype html><title>evil</title>${html}`
  const tab = await context.newPage()
  await tab.goto(evilAddress(), { waitUntil: 'networkidle' })
  return tab
}

describe('T19 别的网站 · a page of another site, with a session in the browser', () => {
  it('a form, in every form it can have, does nothing', async () => {
    const stateBefore = await effects()
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data'])
      for (const path of ['/api/session/end', '/api/legal-clock', '/api/foshan/registrations']) {
        const name = type === 'text/plain' ? '{"on":"2016-02-02","x":"' : 'on'
        const tab = await visitEvil(
          `<form method="post" enctype="${type}" action="${house.address}${path}"><input name='${name}' value='"}'></form>
           <script>document.forms[0].submit()</script>`,
        )
        await tab.waitForURL(`${house.address}/**`)
        assert.match(await tab.content(), /not-allowed/)
        await tab.close()
      }
    assert.equal(await effects(), stateBefore)
    assert.ok(await isSignedIn())
  })

  it('a fetch does nothing and reads nothing, with or without credentials, simple or not', async () => {
    const stateBefore = await effects()
    const tab = await visitEvil('<p>fetch</p>')
    const heard = await tab.evaluate(async (address) => {
      const answers: string[] = []
      for (const mode of ['no-cors', 'cors'] as const)
        for (const method of ['GET', 'POST', 'PUT'])
          for (const path of ['/api/session', '/api/session/end', '/api/legal-clock', '/api/foshan/queue/search'])
            try {
              const body = method === 'GET' ? {} : { body: '{"on":"2016-02-02"}' }
              const answer = await fetch(address + path, { mode, method, credentials: 'include', ...body })
              answers.push(await answer.text())
            } catch {
              answers.push('')
            }
      return answers
    }, house.address)
    assert.equal(heard.length, 24)
    assert.deepEqual(
      heard.filter((text) => text !== ''),
      [],
    )
    assert.equal(await effects(), stateBefore)
    assert.ok(await isSignedIn())
    await tab.close()
  })

  it('a frame stays empty; a picture, a script, a style and a prefetch get nothing', async () => {
    const token = await link(RESIDENTS.foshanResident)
    const [seen, asked]: [string[], string[]] = [[], []]
    context.on('request', (request) => {
      if (request.url().startsWith(house.address)) asked.push(new URL(request.url()).pathname)
    })
    context.on('response', (answer) => {
      if (answer.url().startsWith(house.address)) seen.push(`${answer.status()} ${new URL(answer.url()).pathname}`)
    })
    const tab = await visitEvil(
      `<iframe src="${house.address}/queue"></iframe><iframe src="${house.address}/api/session"></iframe>
       <img src="${house.address}/sign-in/${token}"><script src="${house.address}/api/session"></script>
       <link rel="stylesheet" href="${house.address}/api/session"><object data="${house.address}/api/session"></object>
       <embed src="${house.address}/api/session"><video src="${house.address}/api/session"></video>`,
    )
    assert.ok(asked.length >= 7 && asked.some((path) => path.startsWith('/sign-in/')), asked.join())
    assert.deepEqual(
      seen.filter((line) => !line.startsWith('403')),
      [],
    )
    await tab.close()
    // The one-time link was not used up by the picture: it still signs in.
    const fresh = await browser.newContext()
    const answer = await fresh.request.get(`${house.address}/sign-in/${token}`, { maxRedirects: 0 })
    assert.match(answer.headers()['set-cookie'] ?? '', /anju_session/)
    await fresh.close()
  })

  it('a web socket is not opened, from there or from our own page', async () => {
    const tab = await visitEvil('<p>socket</p>')
    const address = `${house.address.replace('http', 'ws')}/api/session`
    const opened = (where: Page) =>
      where.evaluate(
        (to) =>
          new Promise<string>((resolve) => {
            try {
              const socket = new WebSocket(to)
              socket.addEventListener('open', () => resolve('open'))
              socket.addEventListener('error', () => resolve('closed'))
            } catch {
              resolve('closed')
            }
          }),
        address,
      )
    assert.deepEqual([await opened(tab), await opened(page)], ['closed', 'closed'])
    await tab.close()
  })

  it('a link is only a visit; and a window of ours is out of reach of whoever opened it', async () => {
    const tab = await visitEvil(`<a id="go" href="${house.address}/queue">go</a>`)
    const reached = await tab.evaluate(async (address) => {
      const opened = window.open(`${address}/queue`)
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      return opened === null ? 'no window' : opened.closed ? 'closed to us' : 'reached'
    }, house.address)
    assert.notEqual(reached, 'reached')
    await tab.click('#go')
    await tab.waitForURL(`${house.address}/queue`)
    await tab.close()
    assert.ok(await isSignedIn())
  })

  it('control: the same act from our own page takes effect', async () => {
    await page.goto(`${house.address}/queue`)
    const status = await page.evaluate(async () => {
      const answer = await fetch('/api/session/end', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      return answer.status
    })
    assert.equal(status, 200)
    assert.equal(await isSignedIn(), false)
  })
})
