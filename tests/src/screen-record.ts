import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { Desk } from './desk.ts'
import { glyphFaults } from './glyph-fault.ts'
import { screenFolder } from './screen-folder.ts'
import { takePicture } from './take-picture.ts'

const LANGUAGES = ['zh', 'en'] as const
/** Desks are wide; a page for the public is read on a phone first. */
export const WIDTHS_OF = {
  counter: [1440, 1024],
  'card-service': [1440, 1024],
  citizen: [360, 1024],
} as const satisfies Record<Desk['face'], readonly number[]>
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** One screen as it was seen: its name, its address without ids, and what a check of accessibility found. */
export type SeenScreen = {
  readonly name: string
  readonly face: Desk['face']
  readonly path: string
  readonly run: string
  readonly faults: readonly string[]
}

/** Keeps pictures of the screens a journey comes by, in both languages and widths, and checks each. */
export type ScreenRecord = {
  /** Pictures of what is on the desk now; the desk is Chinese and wide again afterwards. */
  keep(name: string, desk: Desk): Promise<void>
  /** A picture of what covers the page, and its language switch with it: in the language it was opened in. */
  keepCover(name: string, desk: Desk, language: (typeof LANGUAGES)[number]): Promise<void>
  /** Writes down what was seen. @throws AssertionError naming every fault that was found on a screen. */
  finish(): void
}

/** Names the run, so that pictures of another run are never taken for this one's. */
export const runName = process.env['ANJU_HOME'] ?? `by-hand-${process.pid}`

export function openScreenRecord(journey: string): ScreenRecord {
  const folder = `${screenFolder}/${journey}`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const seen: SeenScreen[] = []
  /** What was found on what covers a page; such pictures stand beside the page's own. */
  const covers: string[] = []
  return {
    async keep(name, desk) {
      const { page } = desk
      const faults: string[] = []
      await page.mouse.move(0, 0)
      for (const language of LANGUAGES) {
        await desk.speak(language)
        for (const width of WIDTHS_OF[desk.face]) {
          await page.setViewportSize({ width, height: 900 })
          await page.setViewportSize({ width, height: await wholeHeight(page) })
          await takePicture(page, { path: `${folder}/${name}-${language}-${width}.png`, animations: 'disabled' })
          if (await isWiderThanItsWindow(page)) faults.push(`${language} ${width}: scrolls sideways`)
        }
        // The words change with the language, the parts they stand in do not.
        if (language === 'zh') faults.push(...(await accessFaults(page)))
      }
      faults.push(...(await glyphFaults(page)))
      await page.setViewportSize({ width: 1440, height: 900 })
      await desk.speak('zh')
      seen.push({ name, face: desk.face, path: patternOf(desk.path()), run: runName, faults })
    },
    async keepCover(name, desk, language) {
      const { page } = desk
      await page.mouse.move(0, 0)
      await takePicture(page, { path: `${folder}/${name}-${language}-1440.png`, animations: 'disabled' })
      const faults = [...(await accessFaults(page)), ...(await glyphFaults(page))]
      covers.push(...faults.map((fault) => `${name}-${language} ${fault}`))
    },
    finish() {
      writeFileSync(`${folder}/seen.json`, JSON.stringify(seen, null, 1))
      const faults = seen.flatMap((screen) => screen.faults.map((fault) => `${screen.name} ${fault}`))
      assert.deepEqual([...faults, ...covers], [])
    },
  }
}

/** How tall a window must be to show everything: the page itself, what scrolls inside it, and a form at its side. */
async function wholeHeight(page: Page): Promise<number> {
  return page.evaluate(() => {
    const hidden = [...document.querySelectorAll('#content, .ant-drawer-body')].map(
      (part) => part.scrollHeight - part.clientHeight,
    )
    return Math.min(4000, document.documentElement.scrollHeight + Math.max(0, ...hidden))
  })
}

async function isWiderThanItsWindow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)
}

/** Serious and critical findings of axe, each with the places it stands at. */
async function accessFaults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  return page.evaluate(async () => {
    type Finding = { id: string; impact: string; nodes: { target: string[]; html: string }[] }
    const { axe: checker } = window as unknown as {
      axe: { run: (place: object, options: object) => Promise<{ violations: Finding[] }> }
    }
    // The watermark is faint on purpose: it is for a photograph of the screen, not for reading.
    const { violations } = await checker.run({ exclude: ['.aj-watermark'] }, { resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id} at ${nodes
            .slice(0, 3)
            .map(({ target }) => target.join(' '))
            .join(' | ')}`,
      )
  })
}

/** An address with its ids left out: what kind of screen it is. */
function patternOf(path: string): string {
  return path.replace(/\?.*$/, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '$id')
}
