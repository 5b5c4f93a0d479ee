import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './is-alive.ts'

/** What a running (or killed) server wrote about itself into its data folder. */
export type PostmasterPid = {
  pid: number
  port: number
  socketFolder: string
  /** True once the server accepts connections. */
  ready: boolean
}

/** Reads `postmaster.pid` of a data folder; undefined when there is none or it is not written to the end yet. */
export function readPostmasterPid(dataDir: string): PostmasterPid | undefined {
  let text: string
  try {
    text = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8')
  } catch {
    return undefined
  }
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return {
    pid,
    port: Number(lines[3] ?? 0),
    socketFolder: (lines[4] ?? '').trim(),
    ready: (lines[7] ?? '').trim() === 'ready',
  }
}

/**
 * Whether the process is a PostgreSQL server working in `dataDir`. After a crash the id in the file may have gone to
 * some other program, and PostgreSQL itself would then refuse to start. Where /proc is missing the answer is "alive".
 */
export function isServerOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false
  if (!existsSync('/proc/self/cwd')) return true
  try {
    // A server's working folder is its data folder. Compared by device and inode: the path may hold links.
    const cwd = statSync(`/proc/${pid}/cwd`)
    const data = statSync(dataDir)
    return cwd.dev === data.dev && cwd.ino === data.ino
  } catch {
    // Another user's process hides its folder; its name does not.
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
  }
}
