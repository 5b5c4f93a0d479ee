import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { citizenPages, counterPages } from '@anju/tests/face-page.ts'
import { openPages } from '@anju/tests/open-pages.ts'
import { visitsOf, WITHOUT_TEXT } from '@anju/tests/page-visit.ts'
import { openPayloadHouse, type PayloadHouse } from '@anju/tests/payload-house.ts'
import { newPerson, problemOf } from '@anju/tests/registry-house.ts'
import { clerkOf, storable, storePayloads } from '@anju/tests/store-payloads.ts'
import { xssPayloads } from '@anju/tests/xss-payload.ts'
import { watchForScript } from '@anju/tests/xss-watch.ts'

/** Every twentieth attempt; all of them are in the long run. */
const some = xssPayloads().filter((_, at) => at % 20 === 0)

let house: PayloadHouse
let entered: Awaited<ReturnType<typeof clerkOf>>
before(async () => {
  house = await openPayloadHouse()
  entered = await clerkOf(house)
})
after(() => house.close())

const asClerk = (paths: readonly string[]) =>
  openPages(
    house.browser,
    house.origin,
    house.entry,
    paths.map((path) => ({ page: path, path, who: 'clerk' })),
  )
const NOTHING = { seen: [], unread: [] }

describe('文字只是文字 · what somebody typed is only text', () => {
  it('free texts are kept as typed; the files, the receipts and the persons they stand in run and load nothing of them', async () => {
    const stored = await storePayloads(entered.clerk, some)
    await house.setToday()
    assert.ok(stored.length >= 10, `${stored.length}`)
    const paths = stored.flatMap(({ registrationId }) => `/registrations/${registrationId}`)
    const { shown, ...found } = await asClerk([...paths, `${paths[0]}/receipt`])
    assert.deepEqual(found, NOTHING)
    assert.ok(shown.size >= paths.length, `${shown.size}`)
  })

  it('every page of the faces, opened, read and printed with payloads in every text of every table: nothing runs, loads or is reported', async (t) => {
    const payloads = storable(some)
    const texts = await house.taint(payloads, 2)
    const visits = visitsOf(house.ids, 2)
    const pages = new Set(visits.map(({ page }) => page))
    assert.deepEqual(
      [...counterPages(), ...citizenPages().map((page) => `/foshan/${page}`)].filter((page) => !pages.has(page)),
      [],
      'pages that nobody opens here: give each somebody who may',
    )
    const { shown, ...found } = await openPages(house.browser, house.origin, house.entry, visits)
    t.diagnostic(`${pages.size} pages, ${visits.length} visits, ${payloads.length} payloads, ${texts} texts`)
    assert.deepEqual(found, NOTHING)
    assert.deepEqual(
      [...pages].filter((page) => !shown.has(page) && !WITHOUT_TEXT.includes(page)),
      [],
      'pages that show no payload: nothing was tried there',
    )
  })

  it('what stands in an address line is only text too, for clerks and for anybody', async () => {
    const tried = some.filter((_, at) => at % 60 === 0).map((payload) => encodeURIComponent(payload.toWellFormed()))
    const ofClerk = tried.flatMap((text) => [`/dwellings?q=${text}`, `/queue?kind=${text}`])
    // Some of them are refused, in words that do not repeat them.
    assert.deepEqual((await asClerk(ofClerk)).seen, [])
    const { seen } = await openPages(
      house.browser,
      house.origin,
      house.entry,
      tried.map((text) => ({
        page: 'what-if',
        path: `/foshan/what-if?arrived=${text}#${text}`,
        who: 'nobody' as const,
      })),
    )
    assert.deepEqual(seen, [])
  })

  it('as a name each is refused, in words, and not repeated as markup', async () => {
    for (const payload of some.filter((each) => each.length <= 50 && !each.includes('\u0000')).slice(0, 40)) {
      const { person, ...rest } = declarationOf(newPerson('foshan'), DWELLINGS.dormitory.dwellingId, '2016-01-05')
      const problem = problemOf(
        await entered.clerk.call('registerResidence', {
          params: { city: 'foshan' },
          body: { intentId: randomUUID(), ...rest, person: { ...person, name: payload } },
        }),
      )
      const hasControl = /[\p{Cc}\p{Bidi_Control}\p{Cs}]/u.test(payload.trim())
      assert.equal(problem.type, hasControl ? 'malformed' : 'refused', JSON.stringify(payload))
      const words = hasControl ? problem.fields : problem.refusals
      assert.ok(words !== undefined && words.length > 0)
      assert.ok(words.every(({ zh }) => /\p{Script=Han}/u.test(zh)))
    }
  })

  it('control: the same watch sees a script where nothing stands against it, and our policy stop one where it does', async () => {
    const context = await house.browser.newContext()
    const { seen, watch } = await watchForScript(context, house.origin)
    const page = await context.newPage()
    watch(page)
    await page.setContent(`<img src=x onerror="hit(1)"><script>alert(1)</script>`)
    await page.waitForTimeout(300)
    assert.ok(
      seen.some((line) => line.startsWith('hit')) && seen.some((line) => line.startsWith('dialog')),
      seen.join(),
    )
    seen.length = 0
    await page.goto(`${house.origin}/`)
    const thrown = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<img src=x onerror=hit(1)>'
        return 'taken'
      } catch (error) {
        return String(error)
      }
    })
    assert.match(thrown, /TrustedHTML/)
    await page
      .evaluate(() => {
        const script = document.createElement('script')
        script.textContent = 'hit(1)'
        document.body.append(script)
      })
      .catch(() => undefined)
    await page.waitForTimeout(300)
    assert.ok(
      seen.some((line) => line.startsWith('policy: require-trusted-types-for')),
      seen.join(),
    )
    assert.ok(!seen.some((line) => line.startsWith('hit')))
    await context.close()
  })
})
