import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'

/** What the operating system knows of processes; Linux only, as it reads /proc. */

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Fields of /proc/<pid>/stat after the name, which may itself hold spaces and parentheses. */
function statOf(pid: number | string): readonly string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function ticks(fields: readonly string[], withEnded: boolean): number {
  const sum = Number(fields[11]) + Number(fields[12])
  return withEnded ? sum + Number(fields[13]) + Number(fields[14]) : sum
}

/** CPU time of one process with all its threads, in milliseconds. */
export function cpuMsOf(pid: number): number {
  return (ticks(statOf(pid), false) * 1000) / ticksPerSecond
}

/** The part of it that the kernel spent for the process. */
export function systemCpuMsOf(pid: number): number {
  return (Number(statOf(pid)[12]) * 1000) / ticksPerSecond
}

/** CPU time of a process and of its children, ended ones included: a database server with all its connections. */
export function cpuMsOfFamily(pid: number): number {
  let sum = ticks(statOf(pid), true)
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const fields = statOf(entry)
      if (Number(fields[1]) === pid) sum += ticks(fields, false)
    } catch {
      // Ended between the listing and the reading.
    }
  }
  return (sum * 1000) / ticksPerSecond
}

/** Peak resident memory of a process, in megabytes. */
export function peakMemoryMbOf(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Math.round(Number(line?.[1] ?? Number.NaN) / 1024)
}

/** Milliseconds that all processors of the machine were at work since it started. */
export function machineBusyMs(): number {
  const fields = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').trim().split(/\s+/).slice(1).map(Number)
  const idle = (fields[3] ?? 0) + (fields[4] ?? 0)
  return ((fields.slice(0, 8).reduce((sum, each) => sum + each, 0) - idle) * 1000) / ticksPerSecond
}

export function describeMachine(): Readonly<Record<string, string | number>> {
  return {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    kernel: release(),
    node: process.version,
  }
}
