import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ratioOf, type Figures } from './rounds.ts'

const RESULTS = join(import.meta.dirname, '../results')

/** One measurement at one number of connections: the app first, then the bare figures it is held against. */
export type Measured = {
  readonly connections: number
  readonly servers: number
  readonly figures: readonly Figures[]
  readonly serverPeakMemoryMb: number
}

/** The table that a person reads. */
export function tableOf({ connections, servers, figures, serverPeakMemoryMb }: Measured): string {
  const [app] = figures
  if (app === undefined) return ''
  const head = [
    '',
    'op/s',
    'app is',
    'p50 ms',
    'p99 ms',
    'CPU ms/op: server',
    'of it system',
    'database',
    'client',
    'others',
  ]
  const rows = figures.map((each) => [
    each.title,
    String(each.perSecond),
    each === app ? '' : `× ${ratioOf(app, each).toFixed(2)}`,
    each.p50Ms.toFixed(2),
    each.p99Ms.toFixed(2),
    each === app ? each.serverCpuMs.toFixed(2) : '',
    each === app ? each.serverSystemCpuMs.toFixed(2) : '',
    each.databaseCpuMs?.toFixed(2) ?? '?',
    each.clientCpuMs.toFixed(2),
    `${Math.round(each.othersShare * 100)} %`,
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  return [
    `${connections} connection${connections === 1 ? '' : 's'} to ${servers} server process${servers === 1 ? '' : 'es'}; peak memory of a server ${serverPeakMemoryMb} MB`,
    line(head),
    ...rows.map(line),
  ].join('\n')
}

/** Writes the whole of a run beside the others. @returns the path. */
export function writeResult(what: string, result: Readonly<Record<string, unknown>>, folder = RESULTS): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${new Date().toISOString().slice(0, 10)}-${what}.json`)
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`)
  return path
}
