import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { lifelineVariable } from './lifeline.ts'

/** How a program of ours is started. */
export type ChildOptions = {
  /** Its name in messages. */
  name: string
  /** Arguments to this very Node: a file and what follows it. */
  args: readonly string[]
  env: NodeJS.ProcessEnv
  cwd?: string
  /** File that its output is appended to. */
  log: string
  /** How long it may take to say that it is ready. */
  readyTimeoutMsMax?: number
}

/** How a program ended. */
export type ChildExit = { code: number | null; signal: NodeJS.Signals | null }

/** A started program that said it is ready. */
export type Child = {
  name: string
  pid: number
  /** What it said when it was ready, for example its address. */
  ready: Readonly<Record<string, unknown>>
  /** Settles when it has ended, for whatever reason. */
  exited: Promise<ChildExit>
  /** Asks it to end (SIGTERM), insists after `graceMsMax` (SIGKILL). Safe to call twice. */
  stop(graceMsMax?: number): Promise<ChildExit>
}

/**
 * Starts a program of ours and waits for its ready line: one line of JSON on its output with `"ready": true`.
 * The program holds one end of a pipe and ends by itself when we do, however we end. It gets a session of its own, so
 * that Ctrl-C reaches only us and we stop things in order. Rejects with the end of its output when it does not come up.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, args, env, cwd, readyTimeoutMsMax = 60_000 } = options
  mkdirSync(dirname(options.log), { recursive: true })
  const started = spawn(process.execPath, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...env, [lifelineVariable]: '1' },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // Closed at the far end when the program dies first; that is told by its exit.
  started.stdin.on('error', () => {})
  const last: string[] = []
  const keep = (line: string) => {
    appendFileSync(options.log, `${line}\n`)
    last.push(line)
    if (last.length > 30) last.shift()
  }
  const exited = new Promise<ChildExit>((resolve) => {
    started.once('error', (error) => {
      keep(error.message)
      resolve({ code: null, signal: null })
    })
    // 'close', not 'exit': only then has its last word been read.
    started.once('close', (code, signal) => resolve({ code, signal }))
  })

  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`${name} ${what}.\n${last.join('\n')}`))
    const timer = setTimeout(() => {
      started.kill('SIGKILL')
      fail(`was not ready after ${readyTimeoutMsMax / 1000} s`)
    }, readyTimeoutMsMax)
    createInterface({ input: started.stderr }).on('line', keep)
    createInterface({ input: started.stdout }).on('line', (line) => {
      keep(line)
      const said = parseReadyLine(line)
      if (said === undefined) return
      clearTimeout(timer)
      resolve(said)
    })
    void exited.then(({ code, signal }) => {
      clearTimeout(timer)
      fail(`ended before it was ready (${signal ?? code})`)
    })
  })
  return { name, pid: started.pid ?? 0, ready, exited, stop: stopper(started, exited) }
}

function stopper(started: ReturnType<typeof spawn>, exited: Promise<ChildExit>): Child['stop'] {
  return async (graceMsMax = 10_000) => {
    if (started.exitCode === null && started.signalCode === null) started.kill('SIGTERM')
    const insist = setTimeout(() => started.kill('SIGKILL'), graceMsMax)
    const exit = await exited
    clearTimeout(insist)
    return exit
  }
}

function parseReadyLine(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{') || !line.includes('"ready"')) return undefined
  try {
    const said: unknown = JSON.parse(line)
    return isRecord(said) && said['ready'] === true ? said : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
