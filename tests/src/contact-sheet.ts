import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { screenFolder } from './screen-folder.ts'
import { runName, type SeenScreen, WIDTHS_OF } from './screen-record.ts'
import { takePicture } from './take-picture.ts'

/** Rows of screens on one picture: more would be too small to judge. */
const rowsPerSheet = 4

/** Every screen that the journeys of this run came by, with the journey it belongs to. */
export function listSeenScreens(): readonly (SeenScreen & { readonly journey: string })[] {
  return readdirSync(screenFolder)
    .toSorted()
    .filter((journey) => existsSync(`${screenFolder}/${journey}/seen.json`))
    .flatMap((journey) => {
      const seen = JSON.parse(readFileSync(`${screenFolder}/${journey}/seen.json`, 'utf8')) as SeenScreen[]
      return seen.map((screen) => ({ ...screen, journey }))
    })
    .filter(({ run }) => run === runName)
}

/** Writes `index.html` with every picture and a few large pictures of it, for whoever looks the screens over. */
export async function writeContactSheet(browser: Browser): Promise<number> {
  const seen = listSeenScreens()
  writeFileSync(`${screenFolder}/index.html`, sheet(seen))
  const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } })
  const sheets = Math.ceil(seen.length / rowsPerSheet)
  for (let index = 0; index < sheets; index += 1) {
    const path = `${screenFolder}/sheet.html`
    writeFileSync(path, sheet(seen.slice(index * rowsPerSheet, (index + 1) * rowsPerSheet)))
    await page.goto(pathToFileURL(path).href)
    await takePicture(page, { path: `${screenFolder}/sheet-${String(index + 1).padStart(2, '0')}.png`, fullPage: true })
  }
  await page.close()
  return seen.length
}

function sheet(seen: readonly (SeenScreen & { readonly journey: string })[]): string {
  const rows = seen.map(({ journey, name, face }) => {
    const columns = ['zh', 'en'].flatMap((language) => WIDTHS_OF[face].map((width) => `${language}-${width}`))
    const cells = columns.map((column) => {
      const picture = `${journey}/${name}-${column}.png`
      return `<a href="${picture}"><img src="${picture}" alt="${name} ${column}"></a>`
    })
    return `<h2>${journey} · ${name}</h2><div>${cells.join('')}</div>`
  })
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>安居 · 画面一览</title>
<style>body{font:14px sans-serif;margin:12px;background:#ccc}h2{margin:8px 0 4px;font-size:15px}
div{display:flex;gap:8px;align-items:flex-start}a{flex:1}img{width:100%;max-height:700px;object-fit:cover;object-position:top}</style>
${rows.join('\n')}</html>`
}
