import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Desk } from './desk.ts'
import { glyphFaults } from './glyph-fault.ts'

/** Where the pictures of every screen are kept; no part of the repository. */
export const screenFolder = fileURLToPath(new URL('../journeys/screens', import.meta.url))
export const failureFolder = `${screenFolder}/failed`
const LANGUAGES = ['zh', 'en'] as const
const WIDTHS = [1440, 1024] as const
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** One screen as it was seen: its name, its address without ids, and what a check of accessibility found. */
export type SeenScreen = {
  readonly name: string
  readonly face: 'counter' | 'card-service'
  readonly path: string
  readonly run: string
  readonly faults: readonly string[]
}

/** Keeps pictures of the screens a journey comes by, in both languages and widths, and checks each. */
export type ScreenRecord = {
  /** Pictures of what is on the desk now; the desk is Chinese and wide again afterwards. */
  keep(name: string, desk: Desk): Promise<void>
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
  return {
    async keep(name, desk) {
      const { page } = desk
      const faults: string[] = []
      for (const language of LANGUAGES) {
        await desk.speak(language)
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 })
          await page.screenshot({
            path: `${folder}/${name}-${language}-${width}.png`,
            fullPage: true,
            animations: 'disabled',
          })
          if (await isWiderThanItsWindow(page)) faults.push(`${language} ${width}: scrolls sideways`)
        }
        faults.push(...(await accessFaults(page)).map((fault) => `${language}: ${fault}`))
      }
      faults.push(...(await glyphFaults(page)))
      await page.setViewportSize({ width: 1440, height: 900 })
      await desk.speak('zh')
      seen.push({ name, face: desk.face, path: patternOf(desk.path()), run: runName, faults })
    },
    finish() {
      writeFileSync(`${folder}/seen.json`, JSON.stringify(seen, null, 1))
      const faults = seen.flatMap((screen) => screen.faults.map((fault) => `${screen.name} ${fault}`))
      assert.deepEqual(faults, [])
    },
  }
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
      axe: { run: (place: Document, options: object) => Promise<{ violations: Finding[] }> }
    }
    const { violations } = await checker.run(document, { resultTypes: ['violations'] })
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
