import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { untilAskedToStop } from '@anju/platform/launcher/lifeline.ts'
import { startPostgres } from '@anju/platform/launcher/postgres.ts'
import { checkoutHome, createStateFolder } from '@anju/platform/launcher/state-folder.ts'
import type { StateFolder } from '@anju/platform/launcher/state-folder.ts'
import { buildFaces, watchFaces } from './build-faces.ts'
import { checkout } from './checkout.ts'
import { prepareDatabases } from './databases.ts'
import type { Databases } from './databases.ts'
import { freePort } from './free-port.ts'
import { cardSignInLinks, furnish, signInLinks, startHouse } from './house.ts'
import type { HousePlan } from './house.ts'
import { claimRun, isRunning, readRun } from './run-file.ts'
import type { Run } from './run-file.ts'
import { say } from './say.ts'

/** What has been started, to be put away in the opposite order however we end. */
const puttingAway: (() => Promise<void> | void)[] = []

await main().catch(async (error: unknown) => {
  console.error(`\n启动失败 · could not start\n${error instanceof Error ? error.message : String(error)}`)
  await putAway()
  process.exitCode = 1
})

async function main(): Promise<void> {
  const state = createStateFolder(checkoutHome(process.env, checkout))
  const claim = claimRun(state.runFile)
  if (!claim.mine) return tellWhereItRuns(state, claim.run)
  puttingAway.push(() => claim.release())
  const asked = untilToldToStop()

  const databases = await startDatabases(state)
  const ports = await choosePorts(state, claim.afterKill)
  const plan: HousePlan = { state, databases, ports, say }
  const [built] = await Promise.all([buildFaces(), furnish(plan)])
  if (built.length > 0) say(`界面已构建：${built.join('、')}`, 'faces built')

  say('登记服务、后台与制证服务', 'starting registry, worker and card service')
  const house = await startHouse(plan)
  puttingAway.push(() => house.stop())
  const address = named(
    process.argv.includes('--watch-faces') ? await watch(house.address, ports.registry) : house.address,
  )
  claim.tell({ address, cardAddress: house.cardAddress })
  await showLinks(plan, { address, cardAddress: house.cardAddress })
  console.log('\n按 Ctrl-C 停止 · Ctrl-C to stop')

  const reason = await Promise.race([asked, house.ended])
  if (typeof reason !== 'string') {
    const log = join(state.logs, `${reason.name}.log`)
    throw new Error(
      `${reason.name} 意外结束 · ended by itself (${reason.exit.signal ?? reason.exit.code}); ${log}\n${tail(log)}`,
    )
  }
  console.log('\n正在停止 · stopping')
  await putAway()
}

async function startDatabases(state: StateFolder): Promise<Databases> {
  const given = process.env['DATABASE_URL']
  if (given !== undefined && given !== '') {
    say('使用 DATABASE_URL 指定的数据库', 'using the database of DATABASE_URL')
    return prepareDatabases(given, state.home, process.env, true)
  }
  say('启动内嵌数据库', 'starting the embedded database')
  const server = await startPostgres({ dataDir: state.postgres, log: join(state.logs, 'postgres.log') })
  puttingAway.push(() => server.stop())
  return prepareDatabases(server.url, state.home, {}, false)
}

/** The same ports as last time where possible, so that a bookmark stays good. */
async function choosePorts(state: StateFolder, afterKill: boolean): Promise<HousePlan['ports']> {
  const file = join(state.home, 'ports.json')
  let last = { registry: 8420, cardService: 8460 }
  if (existsSync(file)) last = { ...last, ...JSON.parse(readFileSync(file, 'utf8')) }
  const ports = {
    registry: await freePort(last.registry, afterKill),
    cardService: await freePort(last.cardService, afterKill),
  }
  writeFileSync(file, JSON.stringify(ports))
  return ports
}

/** Security keys answer to the name of a site, and a bare address has none. */
function named(address: string): string {
  return address.replace('//127.0.0.1:', '//localhost:')
}

async function watch(registryAddress: string, port: number): Promise<string> {
  const { address, server } = await watchFaces(registryAddress, await freePort(port + 1))
  puttingAway.push(() => server.close())
  say('界面随改随看', 'faces reload as you change them')
  return address.replace(/\/$/, '')
}

async function showLinks(plan: HousePlan, at: { address: string; cardAddress: string }): Promise<void> {
  const links = [...(await signInLinks(plan, at.address)), ...(await cardSignInLinks(plan, at.cardAddress))]
  console.log(`\n安居已就绪 · Anju is ready: ${at.address}`)
  console.log(`算一算，不用登录 · what if, for anybody: ${at.address}/foshan/what-if`)
  console.log(`制证服务 · card service: ${at.cardAddress}`)
  console.log('  它是另一张网，法定日期在它自己的界面里设置 · another network: its legal day is set on its own screen')
  if (links.length > 0) console.log('\n一次性登录链接（只在本机有效）· one-time sign-in links (this machine only)')
  for (const link of links) console.log(`  ${link.who}  ${link.role}\n    ${link.url}`)
}

/** The first may still be on its way up; we wait with the person, then hand out fresh links. */
async function tellWhereItRuns(state: StateFolder, first: Run): Promise<void> {
  let run: Run | undefined = first
  if (run.address === undefined) say('已有一个正在启动', 'another one is just starting')
  while (run !== undefined && run.address === undefined && isRunning(run)) {
    await pause(200)
    run = readRun(state.runFile)
  }
  if (run?.address === undefined)
    throw new Error('另一个启动中途结束，请重试 · the other one ended on its way up; try again.')
  console.log(`安居已在运行 · Anju already runs here (pid ${run.pid}): ${run.address}`)
  if (run.cardAddress !== undefined) console.log(`制证服务 · card service: ${run.cardAddress}`)
  console.log(`数据 · data: ${state.home}`)
}

/** A signal, or the npm that started us being killed: then nobody is left who could ask. */
async function untilToldToStop(): Promise<string> {
  const parent = process.ppid
  const orphaned = new Promise<string>((resolve) => {
    const watching = setInterval(() => {
      if (process.ppid !== parent) resolve('parent gone')
    }, 500)
    puttingAway.push(() => clearInterval(watching))
  })
  return Promise.race([untilAskedToStop(process.env), orphaned])
}

async function putAway(): Promise<void> {
  for (const put of puttingAway.splice(0).toReversed()) await put()
}

function tail(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(-20).join('\n') : ''
}
