import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson, problemOf } from '@anju/tests/registry-house.ts'
import { openWholeHouse, type WholeHouse } from '@anju/tests/whole-house.ts'
import { clerkOf, openEach, storePayloads } from '@anju/tests/store-payloads.ts'
import { xssPayloads } from '@anju/tests/xss-payload.ts'
import { watchForScript } from '@anju/tests/xss-watch.ts'

/** Every twentieth attempt, and every page that shows what was typed; all of them are in the long run. */
const some = xssPayloads().filter((_, at) => at % 20 === 0)

const PAGES = [
  '/',
  '/queue',
  '/persons',
  '/permits',
  '/dwellings',
  '/batches',
  '/notices',
  '/calls',
  '/registrations/new',
  '/system/posts',
  '/system/dictionary',
  '/system/parameters',
]

let house: WholeHouse
let entered: Awaited<ReturnType<typeof clerkOf>>
before(async () => {
  house = await openWholeHouse()
  entered = await clerkOf(house)
})
after(() => house.close())

describe('文字只是文字 · what somebody typed is only text', () => {
  it('free texts are kept as typed; no page, no list and no sheet to print runs or loads anything of them', async () => {
    const stored = await storePayloads(entered.clerk, some)
    assert.ok(stored.length >= 10, `${stored.length}`)
    const paths = [
      ...stored.map(({ registrationId }) => `/registrations/${registrationId}`),
      ...stored.slice(0, 4).map(({ registrationId }) => `/registrations/${registrationId}/receipt`),
      ...stored.slice(0, 4).map(({ personId }) => `/persons/${personId}`),
      `/dwellings/${DWELLINGS.dormitory.dwellingId}`,
      ...PAGES,
    ]
    assert.deepEqual(await openEach(house.browser, house.house.address, entered.cookie, paths), [])
  })

  it('what stands in an address line is only text too, for clerks and for anybody', async () => {
    const tried = some.filter((_, at) => at % 60 === 0).map((payload) => encodeURIComponent(payload.toWellFormed()))
    const paths = tried.flatMap((text) => [
      `/dwellings?q=${text}`,
      `/queue?kind=${text}`,
      `/foshan/what-if?arrived=${text}#${text}`,
    ])
    assert.deepEqual(await openEach(house.browser, house.house.address, entered.cookie, paths), [])
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
    const { seen, watch } = await watchForScript(context, house.house.address)
    const page = await context.newPage()
    watch(page)
    await page.setContent(`<img src=x onerror="hit(1)"><script>alert(1)</script>`)
    await page.waitForTimeout(300)
    assert.ok(
      seen.some((line) => line.startsWith('hit')) && seen.some((line) => line.startsWith('dialog')),
      seen.join(),
    )
    seen.length = 0
    await page.goto(`${house.house.address}/`)
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
