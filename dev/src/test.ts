import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { holdKeyCeremony } from '@anju/platform/launcher/key-ceremony.ts'
import { untilAskedToStop } from '@anju/platform/launcher/lifeline.ts'
import { findSystemPostgres } from '@anju/platform/launcher/postgres-binaries.ts'
import { startPostgres } from '@anju/platform/launcher/postgres.ts'
import { createStateFolder, stateFolder } from '@anju/platform/launcher/state-folder.ts'
import type { StateFolder } from '@anju/platform/launcher/state-folder.ts'
import { testDatabaseVariable } from '@anju/platform/launcher/test-database.ts'
import { findOrInstallBrowser } from './browser.ts'
import { buildFaces } from './build-faces.ts'
import { findOrInstallChineseFont } from './chinese-font.ts'
import { installDebianPackages } from './debian-package.ts'
import { failedAtOnce, runCheck, runTestGroup } from './run-test-group.ts'
import { claimRun, isRunning, readRun } from './run-file.ts'
import { say } from './say.ts'
import type { TestGroup } from './test-plan.ts'
import { drivesBrowser, planTests } from './test-plan.ts'
import type { Counts } from './test-reporter.ts'

/** The version whose SQL we keep to; Debian ships it. */
const systemMajor = 15
/** Databases come and go by the dozen; nothing that a promise rests on is switched off for it. */
const busySettings = { max_wal_size: '4GB', checkpoint_timeout: '30min', log_statement: 'none' }
const runPrefix = 'anju-test-run-'
const total: Counts = { passed: 0, failed: 0, failures: [] }
const lines: string[] = []
const puttingAway: (() => Promise<void> | void)[] = []

await Promise.race([main(), stopWhenAsked()]).catch((error: unknown) => {
  console.log(error)
  record('run', failedAtOnce(String(error)), 0)
})
for (const put of puttingAway.splice(0).toReversed()) await put()
// Said again here: of a long log it is the end that is read, and perhaps all that was kept.
if (total.failures.length > 0) console.log(`\n失败的测试 · what failed\n${total.failures.join('\n')}`)
console.log(`\n${lines.join('\n')}\n`)
// The last line, alone: whoever reads only one line reads this one.
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

async function main(): Promise<void> {
  const plan = planTests(process.argv.slice(2), process.env)
  if (plan.unknown.length > 0) throw new Error(`没有这样的组或文件 · no such group or file: ${plan.unknown.join(', ')}`)

  const browser = plan.needsBrowser ? prepareBrowser() : undefined
  await Promise.all(plan.checks.map((name) => timed(name, () => runCheck(name))))

  const state = createRunFolder()
  const env: NodeJS.ProcessEnv = { ...cleanEnvironment(), ANJU_HOME: state.home }
  if (plan.needsDatabase) env[testDatabaseVariable] = await startDatabase(state)
  for (const group of plan.groups) {
    if (drivesBrowser(group)) await timed(group.name, async () => runJourneys(group, { ...env, ...(await browser) }))
    else if (group.systemPostgres) await timed(group.name, () => runOnSystemPostgres(group, env))
    else await timed(group.name, () => runTestGroup(group, env))
  }
}

/** No variable of the person who starts the tests may lead them to that person's data. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('ANJU_') && name !== 'DATABASE_URL' && !name.startsWith('PG'),
  )
  return Object.fromEntries(kept)
}

/** A state folder of this run's own; its logs are kept for a look when something failed. */
function createRunFolder(): StateFolder {
  clearKilledRuns()
  const state = createStateFolder(mkdtempSync(join(tmpdir(), runPrefix)))
  const claim = claimRun(state.runFile)
  holdKeyCeremony(state, { registry: true, cardService: true })
  puttingAway.push(() => {
    if (total.failed === 0) rmSync(state.home, { recursive: true, force: true })
    else clearRun(state)
    if (claim.mine) claim.release()
    if (total.failed > 0) console.log(`日志 · logs: ${state.logs}`)
  })
  return state
}

/** Keeps only what helps to find out why: the data is large and can be made again. */
function clearRun(state: StateFolder): void {
  for (const path of [state.postgres, state.registry.keys, state.cardService.keys])
    rmSync(path, { recursive: true, force: true })
}

/** A run that was killed could not clear up after itself. */
function clearKilledRuns(): void {
  for (const name of readdirSync(tmpdir())) {
    const state = stateFolder(join(tmpdir(), name))
    if (!name.startsWith(runPrefix) || statSync(state.home).uid !== process.getuid?.()) continue
    const run = readRun(state.runFile)
    if (run === undefined || isRunning(run)) continue
    clearRun(state)
    rmSync(state.runFile, { force: true })
  }
}

async function startDatabase(state: StateFolder): Promise<string> {
  const server = await startPostgres({
    dataDir: state.postgres,
    log: join(state.logs, 'postgres.log'),
    settings: busySettings,
  })
  puttingAway.push(() => server.stop())
  return server.url
}

async function prepareBrowser(): Promise<NodeJS.ProcessEnv | undefined> {
  // One after the other: both may ask apt, which serves one at a time.
  const browser = await findOrInstallBrowser()
  const font = await findOrInstallChineseFont()
  if (browser === undefined) console.log('没有可用的浏览器 · no browser: set CHROME_PATH, or install chromium')
  if (!font) console.log('没有中文字体 · no Chinese font: install fonts-noto-cjk')
  if (browser === undefined || !font) return undefined
  return { CHROME_PATH: browser.path, ANJU_CHROME_ARGS: browser.args.join(' ') }
}

async function runJourneys(group: TestGroup, env: NodeJS.ProcessEnv): Promise<Counts> {
  if (env['ANJU_CHROME_ARGS'] === undefined)
    return failedAtOnce(`${group.name}: 没有浏览器或中文字体 · no browser or font`)
  await buildFaces()
  return runTestGroup(group, env)
}

async function runOnSystemPostgres(group: TestGroup, env: NodeJS.ProcessEnv): Promise<Counts> {
  if (findSystemPostgres(systemMajor) === undefined) await installDebianPackages(`postgresql-${systemMajor}`)
  const binaries = findSystemPostgres(systemMajor) ?? findSystemPostgres()
  if (binaries === undefined) {
    return failedAtOnce(`没有系统 PostgreSQL · no PostgreSQL of the system: install postgresql-${systemMajor}`)
  }
  const folder = mkdtempSync(join(tmpdir(), 'anju-test-system-'))
  puttingAway.push(() => rmSync(folder, { recursive: true, force: true }))
  const server = await startPostgres({
    dataDir: join(folder, 'data'),
    log: join(folder, 'postgres.log'),
    binaries,
    settings: busySettings,
  })
  puttingAway.push(() => server.stop())
  return runTestGroup(group, { ...env, [testDatabaseVariable]: server.url })
}

async function timed(name: string, run: () => Promise<Counts>): Promise<void> {
  const began = performance.now()
  const counts = await run().catch((error: unknown) => {
    console.log(error)
    return failedAtOnce(`${name}: ${String(error)}`)
  })
  const seconds = (performance.now() - began) / 1000
  record(name, counts, seconds)
  say(`${name}：${counts.passed} 通过，${counts.failed} 失败`, `${seconds.toFixed(1)} s`)
}

function record(name: string, counts: Counts, seconds: number): void {
  total.passed += counts.passed
  total.failed += counts.failed
  total.failures.push(...counts.failures)
  const mark = counts.failed === 0 ? '✔' : '✖'
  const figures = [counts.passed, counts.failed].map((count) => String(count).padStart(6)).join('')
  lines.push(`${mark} ${name.padEnd(16)}${figures}${seconds.toFixed(1).padStart(8)} s`)
}

async function stopWhenAsked(): Promise<void> {
  throw new Error(`中断 · stopped: ${await untilAskedToStop(process.env)}`)
}
