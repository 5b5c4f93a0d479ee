import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isAlive } from '@anju/platform/launcher/is-alive.ts'

/** Who runs in a state folder, and where he is reached once he is up. */
export type Run = { pid: number; startedTicks?: string; address?: string; cardAddress?: string }

export type Claim =
  | {
      mine: true
      /** True when a killed run was cleared away. */ afterKill: boolean
      tell(facts: Partial<Run>): void
      release(): void
    }
  | { mine: false; run: Run }

/** Makes this process the one that runs in the state folder, or tells who is it already. */
export function claimRun(path: string): Claim {
  const self = describe(process.pid)
  let afterKill = false
  for (;;) {
    try {
      // 'wx' is the lock: of two starters only one makes the file.
      writeFileSync(path, JSON.stringify(self), { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const run = readRun(path)
    if (run !== undefined && isRunning(run)) return { mine: false, run }
    afterKill = true
    rmSync(path, { force: true })
  }
  let current: Run = self
  return {
    mine: true,
    afterKill,
    tell: (facts) => {
      current = { ...current, ...facts }
      writeFileSync(`${path}.new`, JSON.stringify(current), { mode: 0o600 })
      renameSync(`${path}.new`, path)
    },
    release: () => rmSync(path, { force: true }),
  }
}

/** The run that is noted in the file; undefined when there is none or its last writer was cut off. */
export function readRun(path: string): Run | undefined {
  try {
    const run: Partial<Run> = JSON.parse(readFileSync(path, 'utf8'))
    return typeof run.pid === 'number' ? { ...run, pid: run.pid } : undefined
  } catch {
    return undefined
  }
}

/** Whether the noted process is still the same one: after a restart of the machine its id may be somebody else's. */
export function isRunning(run: Run): boolean {
  if (!isAlive(run.pid)) return false
  const now = describe(run.pid)
  return run.startedTicks === undefined || now.startedTicks === undefined || run.startedTicks === now.startedTicks
}

function describe(pid: number): Run {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 22; the name in field 2 may hold spaces and brackets, so we count from behind it.
    const startedTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return startedTicks === undefined ? { pid } : { pid, startedTicks }
  } catch {
    return { pid }
  }
}
