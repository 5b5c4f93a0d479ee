// Brings a fresh clone to the point where our own programs can run. Runs on the system's Node (20 or later) before
// anything is installed, so it is plain JavaScript and imports nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(checkout, 'node_modules')
const stampFile = join(modules, '.anju-installed')
const lockFolder = join(checkout, '.anju', 'installing')

/** Installs what is missing and then runs `program` (a .ts file) on the pinned Node; ends with its exit code. */
export async function runOnPinnedNode(program, args) {
  requireNode()
  await install()
  const node = join(modules, '.bin', 'node')
  if (!existsSync(node)) {
    stop(
      `这个平台没有内置的 Node · no pinned Node for ${process.platform}-${process.arch}`,
      `Supported: Linux x64 and arm64, macOS arm64.`,
    )
  }
  // Our own programs are compiled once and kept; npm ci clears the cache together with everything else.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(modules, '.cache', 'node') }
  env.PATH = `${join(modules, '.bin')}:${process.env.PATH ?? '/usr/bin:/bin'}`
  const child = spawn(node, [join(checkout, program), ...args], { cwd: checkout, env, stdio: 'inherit' })
  // We stay until the child has put things away. From a terminal it gets Ctrl-C twice, and takes it once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => stop('无法启动 · could not start', error.message))
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 1))
}

function requireNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) stop(`需要 Node 20 或更高 · Node 20 or later is needed, this is ${process.versions.node}`)
  if (process.platform === 'win32') stop('请在 WSL 中运行 · On Windows run this inside WSL')
}

/** Runs `npm ci` when what is installed is not exactly what the lockfile says. */
async function install() {
  const wanted = stamp()
  if (isInstalled(wanted)) return
  await withLock(async () => {
    if (isInstalled(wanted)) return
    if (matchesLockfile()) {
      writeFileSync(stampFile, wanted)
      return
    }
    console.log('· 安装依赖，首次约一分钟 · installing dependencies, about a minute the first time')
    const began = Date.now()
    // Once more after a failure: a registry that hiccups is the ordinary cause.
    const failure = (await npmCi()) && (await npmCi())
    if (failure) stop('依赖安装失败 · npm ci failed', failure)
    writeFileSync(stampFile, wanted)
    console.log(`· 依赖已安装 · installed in ${Math.round((Date.now() - began) / 1000)} s`)
  })
}

function isInstalled(wanted) {
  return (
    existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted && existsSync(join(modules, '.bin', 'node'))
  )
}

/** Changes with every dependency, and with the platform, whose programs are among them. */
function stamp() {
  const lock = readFileSync(join(checkout, 'package-lock.json'))
  const platform = `${process.platform}-${process.arch}`
  return createHash('sha256').update(platform).update(lock).digest('hex')
}

/** Whether somebody ran `npm ci` by hand: npm's own record lists the same packages in the same versions. */
function matchesLockfile() {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record) || !existsSync(join(modules, '.bin', 'node'))) return false
  const { packages: present } = JSON.parse(readFileSync(record, 'utf8'))
  const { packages: wanted } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'))
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true
    const found = present[path]
    if (found === undefined) return entry.optional === true || entry.peer === true || entry.devOptional === true
    return found.version === entry.version && found.link === entry.link && existsSync(join(checkout, path))
  })
}

/** Answers what went wrong, or undefined. Output is kept back: it is long, and only a failure makes it interesting. */
function npmCi() {
  const viaNpm = process.env.npm_execpath
  const [command, ...first] = viaNpm && viaNpm.endsWith('.js') ? [process.execPath, viaNpm] : ['npm']
  return new Promise((resolve) => {
    const env = { ...process.env }
    // A production environment would leave out the tools that npm start builds with.
    delete env.NODE_ENV
    const child = spawn(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: checkout, env })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    const ticking = setInterval(() => process.stdout.isTTY && process.stdout.write('.'), 2000)
    const end = (failure) => {
      clearInterval(ticking)
      if (process.stdout.isTTY) process.stdout.write('\n')
      resolve(failure)
    }
    child.on('error', (error) => end(error.message))
    child.on('close', (code) => end(code === 0 ? undefined : output.slice(-4000)))
  })
}

/** One installation at a time: `npm ci` begins by deleting what another `npm start` may just be using. */
async function withLock(work) {
  const owner = join(lockFolder, 'pid')
  for (let told = false; ;) {
    try {
      mkdirSync(dirname(lockFolder), { recursive: true })
      mkdirSync(lockFolder)
      writeFileSync(owner, String(process.pid))
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (isAbandoned(owner)) rmSync(lockFolder, { recursive: true, force: true })
      else if (!told)
        told = console.log('· 另一个进程正在安装，等待中 · another process is installing, waiting') === undefined
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
  const release = () => rmSync(lockFolder, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    release()
    process.off('exit', release)
  }
}

function isAbandoned(owner) {
  try {
    const pid = Number(readFileSync(owner, 'utf8'))
    return pid > 0 && spawnSync('kill', ['-0', String(pid)]).status !== 0
  } catch {
    // Made but not yet signed; after ten seconds it never will be.
    return Date.now() - (statSync(lockFolder, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 10_000
  }
}

function stop(...lines) {
  for (const line of lines) console.error(line)
  process.exit(1)
}
