import { existsSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import { checkout } from './checkout.ts'
import { groupOf, listTestFiles } from './test-file.ts'
import type { FileGroup } from './test-file.ts'

/** Groups that are one command with one verdict. */
export const checks = {
  types: ['tsc', '--noEmit'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  format: ['oxfmt', '--check'],
} as const
export type CheckName = keyof typeof checks

/** A group of test files and how `node --test` runs it. */
export type TestGroup = {
  name: string
  files: string[]
  /** Files at a time. One where a test compares times. */
  concurrency: number
  timeoutMsMax: number
  /** Names every test as it passes. */
  verbose: boolean
  /** PostgreSQL 15 as Debian ships it, instead of the embedded server. */
  systemPostgres: boolean
}

export type TestPlan = {
  checks: CheckName[]
  groups: TestGroup[]
  needsBrowser: boolean
  needsDatabase: boolean
  unknown: string[]
}

const order = ['units', 'house-rules', 'database', 'faults', 'journeys'] as const
const again = { name: 'postgresql-15', of: ['database', 'faults'] as const }
/**
 * Long ones about the edge, packages, gateways, key files, duties and programs, left to the embedded server: their findings hardly depend on it,
 * and CI has half an hour. Deaths of the registry and of sweeps, and two servers at once, stay.
 */
const sameOnAnyServer =
  /\/(enumeration|erase-person|exchange-card-case|exchange-checkpoint|exchange-two-nodes|forged-approval|hostile-load|key-rotation|kill-at-random|kill-exchange|kill-message-worker|ledger-tampering|message-gateway|message-line\.db|payload-paper|unsafe-start)\.test\.ts$/
/** Over HTTP the same statements are asked as by the use cases. What reads over every route, and every row of the second net, stays. */
const askedBeneath = /^tests\/contract\/(?!(look|row-level-scope|row-level-security)\.)/

/**
 * What the arguments ask for: nothing for everything, `--only=units,database` for some groups, or paths of test files.
 * With CI, or `--with-system-postgres`, the database and fault tests are repeated on Debian's PostgreSQL.
 */
export function planTests(args: readonly string[], env: NodeJS.ProcessEnv): TestPlan {
  const paths = args
    .filter((arg) => !arg.startsWith('--'))
    .map((path) => (isAbsolute(path) ? relative(checkout, path) : path))
  const only = args
    .find((arg) => arg.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',')
  const unknown = paths.filter((path) => !existsSync(join(checkout, path)))
  const allNames: string[] = [...Object.keys(checks), ...order, 'long', again.name]
  unknown.push(...(only ?? []).filter((name) => !allNames.includes(name)))

  const wanted = (name: string, byDefault: boolean) =>
    only === undefined ? byDefault && paths.length === 0 : only.includes(name)
  const files = Map.groupBy(paths.length > 0 ? paths : listTestFiles(), groupOf)
  const groups: TestGroup[] = []
  for (const name of [...order, 'long'] as const) {
    const byDefault = name !== 'long' || args.includes('--long')
    if (wanted(name, byDefault) || (paths.length > 0 && files.has(name)))
      groups.push(...testGroups(name, files.get(name) ?? []))
  }
  if (wanted(again.name, env['CI'] === 'true' || args.includes('--with-system-postgres'))) {
    for (const name of again.of) {
      const repeated = (files.get(name) ?? []).filter((file) => !sameOnAnyServer.test(file) && !askedBeneath.test(file))
      groups.push({ ...testGroup(name, repeated), name: again.name, verbose: false, systemPostgres: true })
    }
  }
  return {
    checks: (['types', 'lint', 'format'] as const).filter((name) => wanted(name, true)),
    groups,
    needsBrowser: groups.some(drivesBrowser),
    needsDatabase: groups.some(
      (group) => group.name !== 'units' && group.name !== 'house-rules' && !group.systemPostgres,
    ),
    unknown,
  }
}

/** Journeys do, those of the long run too. */
export function drivesBrowser({ files }: Pick<TestGroup, 'files'>): boolean {
  return files.some((file) => file.startsWith('tests/journeys/'))
}

/** What gathers the pictures of a run comes when all of them are there. */
const afterJourneys = ['tests/journeys/visual-record.test.ts']
/** What compares how long answers take has the machine to itself. */
const aloneOfFaults = ['tests/faults/enumeration.test.ts', 'tests/faults/hostile-load.test.ts']
/** Files at a time: what waits for a server or a page leaves a core idle, so there are more of them than the two cores of CI. */
const filesAtOnce: Readonly<Partial<Record<FileGroup, number>>> = { journeys: 3, long: 1, database: 3 }

function testGroups(name: FileGroup, files: string[]): TestGroup[] {
  const apart = new Set(name === 'faults' ? aloneOfFaults : name === 'journeys' ? afterJourneys : [])
  const [alone = [], together = []] = [true, false].map((isApart) =>
    files.filter((file) => apart.has(file) === isApart),
  )
  if (alone.length === 0 || together.length === 0) return [testGroup(name, files)]
  return [testGroup(name, together), { ...testGroup(name, alone), concurrency: 1 }]
}

function testGroup(name: FileGroup, files: string[]): TestGroup {
  const isSlow = name === 'faults' || name === 'journeys' || name === 'long'
  return {
    name,
    files,
    concurrency: filesAtOnce[name] ?? 2,
    timeoutMsMax: name === 'long' ? 3_600_000 : isSlow ? 600_000 : 120_000,
    verbose: isSlow,
    systemPostgres: false,
  }
}
