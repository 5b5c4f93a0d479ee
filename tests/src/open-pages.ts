import type { Browser, BrowserContext, Page } from 'playwright-core'
import { watchForScript } from './xss-watch.ts'

/** One page to be opened, by whom, and what is done on it before all of it can be seen. */
export type Visit<Who extends string> = {
  /** The page as its router names it. */
  readonly page: string
  readonly path: string
  readonly who: Who
  readonly act?: (page: Page) => Promise<unknown>
}

export type Opened = {
  /** What no text may make a page do. */
  readonly seen: readonly string[]
  /** Pages that said there was a problem, asked to be unlocked or stayed empty: nothing was looked at there. */
  readonly unread: readonly string[]
  /** Pages on which a payload was read as text. */
  readonly shown: ReadonlySet<string>
}

/** What every payload that is shown leaves of itself on the page. */
const PAYLOAD = /hit\(|hit%28|alert\(|alert%28|al`\+`ert|al%60%2B%60ert|\/xss-|%2Fxss-|\{\{7\*7/
const TABS = 4
const PATIENCE_MS = 30_000

/**
 * Opens pages one after the other, each by somebody who may read it, and each also as it is printed.
 * @param entry - where each of them signs in; undefined for anybody
 */
export async function openPages<Who extends string>(
  browser: Browser,
  origin: string,
  entry: (who: Who) => Promise<string | undefined>,
  visits: readonly Visit<Who>[],
  locale: 'zh-CN' | 'en-US' = 'zh-CN',
): Promise<Opened> {
  const seen: string[] = []
  const unread: string[] = []
  const shown = new Set<string>()
  const contexts = new Map<Who, Promise<{ context: BrowserContext; watch: (page: Page) => void }>>()
  const enter = async (who: Who) => {
    const context = await browser.newContext({ locale, reducedMotion: 'reduce' })
    const watched = await watchForScript(context, origin, seen)
    const link = await entry(who)
    if (link !== undefined) {
      const page = await context.newPage()
      await page.goto(link)
      await page.close()
    }
    return { context, watch: watched.watch }
  }
  const left = [...visits]
  await Promise.all(
    Array.from({ length: TABS }, async () => {
      for (let visit = left.shift(); visit !== undefined; visit = left.shift()) {
        const { who } = visit
        if (!contexts.has(who)) contexts.set(who, enter(who))
        const { context, watch } = await contexts.get(who)!
        const page = await context.newPage()
        watch(page)
        const text = await readPage(page, origin, visit).catch((error: unknown) => `! ${String(error)}`)
        if (text.startsWith('!')) unread.push(`${visit.path} ${text}`)
        if (PAYLOAD.test(text)) shown.add(visit.page)
        await page.close()
      }
    }),
  )
  for (const entered of contexts.values()) await (await entered).context.close()
  return { seen, unread, shown }
}

/** @returns all that can be read on the page, or why it cannot be, after an exclamation mark. */
async function readPage(page: Page, origin: string, { path, act }: Visit<string>): Promise<string> {
  await page.goto(origin + path)
  await page.locator('#content, main').first().waitFor({ timeout: PATIENCE_MS })
  await untilRead(page)
  await act?.(page)
  await page.waitForLoadState('networkidle')
  await untilRead(page)
  // Focus is what a trap in an attribute waits for.
  await page.keyboard.press('Tab')
  await page.emulateMedia({ media: 'print' })
  await page.emulateMedia({ media: 'screen' })
  return page.evaluate(() => {
    // Beside it stands who is signed in, on every page.
    const content = document.querySelector('#content') ?? document.body
    const bad = document.querySelector('[data-testid^="problem-"], [data-testid="lock-screen"]')
    if (bad !== null) return `! ${bad.textContent}`
    const values = [...content.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value)
    return `${content.textContent} ${values.join(' ')}`
  })
}

/** Something stands there, and nothing is waited for. The page's policy lets nobody wait inside it. */
async function untilRead(page: Page): Promise<void> {
  const isRead = () =>
    page.evaluate(() => {
      const content = document.querySelector('#content') ?? document.body
      const isWaiting = content.querySelector('.ant-skeleton, .ant-spin-spinning') !== null
      return content.textContent.length > 1 && !isWaiting
    })
  for (const until = Date.now() + PATIENCE_MS; !(await isRead());) {
    if (Date.now() > until) throw new Error('nothing to read')
    await page.waitForTimeout(50)
  }
}
