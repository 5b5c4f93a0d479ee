import { createReadStream, createWriteStream, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { once } from 'node:events'
import { explainRefusal } from '@anju/contract/message.ts'
import type { Refusal } from '@anju/domain/kernel/decision.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { systemNow, wire } from '../app.ts'
import type { Act, Deps } from '../deps.ts'
import { cellText } from '../export/cell-text.ts'
import { beginImport, finishImport } from '../store/permit-import.ts'
import { importOldPermits, type ImportedLine } from '../usecases/old-permit/import-old-permits.ts'
import {
  ADDED_COLUMN,
  OLD_PERMIT_COLUMNS,
  type OldPermitCells,
  type OldPermitLine,
  parseOldPermit,
} from '../usecases/old-permit/parse-old-permit.ts'
import { divisionsOf } from '../usecases/old-permit/place-old-address.ts'
import { systemAct } from '../workers/system-act.ts'
import { type ImportTally, importReport, newTally } from './import-report.ts'
import type { Say } from './migrate.ts'
import { csvLine, type CsvRow, readCsv } from './read-csv.ts'

/** Lines of one transaction. */
const BATCH = 200
const TOLD_EVERY = 5_000

export type ImportOrder = { readonly city: string; readonly file: string; readonly isDryRun: boolean }

/** `import-permits <city> <file.csv> [--dry-run]` at the console. @returns whether every line was entered or known. */
export async function importPermitsAtConsole(environment: Environment, order: ImportOrder, say: Say): Promise<boolean> {
  const { deps, close } = await wire(environment, 'import-permits')
  try {
    const city = deps.cities.get(order.city)
    if (city === undefined) throw new Error(`No city ${order.city} that this version serves`)
    const act = await systemAct(deps, city, 'import-permits', systemNow())
    return (await importPermits(deps, act, order, say)).rejected === 0
  } finally {
    await close()
  }
}

/**
 * Takes over permits from before 2016 from a file of their old register (旧证导入), as it flows: a line that is wrong goes with all its reasons into `<file>.rejected.csv`, which can be mended and
 * brought again; the rest is entered batch by batch. Cut off anywhere, it is run again on the same file: what was entered is known by its number and not entered twice.
 */
export async function importPermits(deps: Deps, act: Act, order: ImportOrder, say: Say): Promise<ImportTally> {
  const { file, isDryRun } = order
  const runId = deps.newId()
  if (!isDryRun)
    await beginImport(act.city.pool, { runId, fileName: basename(file), legalOn: act.legalOn, at: systemNow() })
  const tally = newTally()
  const rejects = openRejects(file)
  const divisions = divisionsOf(deps, act.city)
  let waiting: ReadLine[] = []
  const take = async (lines: readonly ReadLine[]) => {
    const batch = { runId, isDryRun, divisions, lines: lines.map(({ old }) => old) }
    const done = await importOldPermits(deps, act, batch)
    for (const one of done) await settle(one, lines, tally, rejects)
    if (Math.floor((tally.lines - done.length) / TOLD_EVERY) < Math.floor(tally.lines / TOLD_EVERY))
      say(
        `${tally.lines} lines: ${tally.permits + tally.times} entered, ${tally.known} known, ${tally.rejected} rejected`,
      )
  }
  let columns: readonly string[] | undefined
  try {
    for await (const row of readCsv(createReadStream(file))) {
      if (columns === undefined) {
        columns = headingOf(row)
        continue
      }
      const cells = cellsOf(row, columns)
      const parsed = parseOldPermit(cells, row.line, act.legalOn)
      if ('old' in parsed) waiting.push({ old: parsed.old, cells })
      else await settle({ line: row.line, as: 'rejected', refusals: parsed.refusals }, [{ cells }], tally, rejects)
      if (waiting.length >= BATCH) {
        const { now, later } = apart(waiting)
        await take(now)
        waiting = later
      }
    }
    while (waiting.length > 0) {
      const { now, later } = apart(waiting)
      await take(now)
      waiting = later
    }
  } finally {
    await rejects.end(tally.rejected)
  }
  if (!isDryRun)
    await finishImport(act.city.pool, runId, systemNow(), { ...tally, entered: tally.permits + tally.times })
  for (const line of importReport(tally, isDryRun)) say(line)
  if (tally.rejected > 0) say(`rejected lines with their reasons: ${rejects.path}`)
  if (!isDryRun) writeFileSync(`${file}.report.txt`, `${importReport(tally, false).join('\n')}\n`)
  return tally
}

type ReadLine = { readonly old: OldPermitLine; readonly cells: OldPermitCells }

/** One transaction speaks of each person and each number once; a second line about them waits for the next. */
function apart(lines: readonly ReadLine[]): { readonly now: ReadLine[]; readonly later: ReadLine[] } {
  const met = new Set<string>()
  const now: ReadLine[] = []
  const later: ReadLine[] = []
  for (const each of lines) {
    const { idNumber, permitNo, cardNo } = each.old
    const keys = [`person ${idNumber}`, `permit ${permitNo}`, `card ${cardNo}`]
    if (keys.some((key) => met.has(key))) later.push(each)
    else now.push(each)
    for (const key of keys) met.add(key)
  }
  return { now, later }
}

function headingOf({ cells }: CsvRow): readonly string[] {
  const names = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim())
  const missing = OLD_PERMIT_COLUMNS.filter((name) => name !== ADDED_COLUMN && !names.includes(name))
  if (missing.length > 0)
    throw new Error(
      `The first line lacks the columns ${missing.join('、')}; is the file UTF-8 with a mark, or GB18030?`,
    )
  return names
}

/** A cell that the reject file had to make harmless for a spreadsheet comes back without its apostrophe. */
function cellsOf({ cells }: CsvRow, names: readonly string[]): OldPermitCells {
  const value = (name: string) =>
    (cells[names.indexOf(name)] ?? '').trim().replace(/^'(?=\s*[=+\-@＝＋－＠﹢﹣﹦﹫])/u, '')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each column, by the list itself
  return Object.fromEntries(OLD_PERMIT_COLUMNS.map((name) => [name, value(name)])) as OldPermitCells
}

async function settle(
  one: ImportedLine,
  lines: readonly { readonly old?: OldPermitLine; readonly cells: OldPermitCells }[],
  tally: ImportTally,
  rejects: Rejects,
): Promise<void> {
  const of = lines.find(({ old }) => old === undefined || old.line === one.line)
  tally.lines += 1
  if (one.as === 'rejected') {
    tally.rejected += 1
    for (const { code } of one.refusals) tally.reasons.set(code, (tally.reasons.get(code) ?? 0) + 1)
    if (of !== undefined) await rejects.add(one.line, of.cells, one.refusals)
    return
  }
  if (one.as === 'known') tally.known += 1
  else {
    tally[one.as === 'permit' ? 'permits' : 'times'] += 1
    const year = of?.old?.expiresOn.slice(0, 4) ?? ''
    tally.expiring.set(year, (tally.expiring.get(year) ?? 0) + 1)
  }
}

type Rejects = ReturnType<typeof openRejects>

/** The lines that were not entered, in the form in which they came, with the line of the file and every reason. */
function openRejects(file: string) {
  const path = `${file}.rejected.csv`
  const half = `${path}.half`
  const stream = createWriteStream(half, { mode: 0o600 })
  stream.write(`\uFEFF${csvLine([...OLD_PERMIT_COLUMNS, '原行号', '原因'])}`)
  return {
    path,
    async add(line: number, cells: OldPermitCells, refusals: readonly Refusal[]): Promise<void> {
      const why = refusals.map((refusal) => explainRefusal(refusal, 'zh')).join(' ')
      const kept = OLD_PERMIT_COLUMNS.map((name) => cellText(cells[name]))
      if (!stream.write(csvLine([...kept, String(line), cellText(why)]))) await once(stream, 'drain')
    },
    async end(rejected: number): Promise<void> {
      stream.end()
      await once(stream, 'finish')
      if (rejected > 0) renameSync(half, path)
      else for (const gone of [half, path]) rmSync(gone, { force: true })
    },
  }
}
