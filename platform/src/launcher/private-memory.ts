import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const FILTER = '/proc/self/coredump_filter'

/**
 * Keeps what this process holds in memory out of files: a core dump carries no memory, a diagnostic report no environment.
 * Where the system has no such switch nothing is changed.
 * @returns whether memory is kept out of core dumps.
 */
export function keepMemoryPrivate(): boolean {
  if (process.report !== undefined) {
    process.report.excludeEnv = true
    process.report.reportOnFatalError = false
    process.report.reportOnUncaughtException = false
  }
  if (!existsSync(FILTER)) return false
  try {
    writeFileSync(FILTER, '0x0')
  } catch {
    return false
  }
  return Number.parseInt(readFileSync(FILTER, 'utf8'), 16) === 0
}
