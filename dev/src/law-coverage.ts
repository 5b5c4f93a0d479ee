import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FILL_IN_NOTES } from '@anju/standards/form/fill-in-note.ts'
import { FORM_FIELDS } from '@anju/standards/form/form-field.ts'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Book, BOOKS, listLawReferences } from './law-reference.ts'

export const LAW_COVERAGE_PAGE = 'docs/generated/law-coverage.md'
/** Books of which every clause has to be accounted for; of the others only the clauses used are listed at all. */
export const BOOKS_IN_FULL = ['CN-663', 'FS-2016-14', 'LH-2017-36']

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const remarkSchema = z.strictObject({ because: z.string().min(1), clauses: z.array(z.string()).min(1) })
const coverage = z.strictObject({
  carriedBy: z.array(z.strictObject({ clause: z.string(), by: z.string() })),
  notForSoftware: z.array(remarkSchema),
  later: z.array(remarkSchema),
  laterInPart: z.array(remarkSchema),
})
const { carriedBy, notForSoftware, later, laterInPart } = coverage.parse(
  parse(readFileSync(join(ROOT, 'law', 'coverage.yaml'), 'utf8')),
)

export type ClauseCoverage = {
  readonly reference: string
  readonly zh: string
  readonly en: string
  /** Packs that take a value from it. */
  readonly packs: readonly string[]
  /** Files of domain and standards that cite it: where the reasoning is. */
  readonly code: readonly string[]
  readonly cases: number
  /** Another clause that says the same and is carried. */
  readonly by?: string
  readonly notForSoftware?: string
  readonly later?: string
  /** What is still to come of a clause that is carried in part. */
  readonly rest?: string
}

/** What became of each clause of a book. */
export function coverageOf({ id, clauses }: Book): readonly ClauseCoverage[] {
  const names = inOrder(Object.keys(clauses))
  const siblings = names.map((name) => `${id}:${name}`)
  return names.map((name) => {
    const reference = `${id}:${name}`
    const cited = citedBy(reference, siblings)
    const by = carriedBy.find(({ clause }) => clause === reference)?.by
    const never = becauseOf(notForSoftware, reference)
    const piece = becauseOf(later, reference)
    const rest = becauseOf(laterInPart, reference)
    return {
      reference,
      zh: clauses[name]?.zh ?? '',
      en: clauses[name]?.en ?? '',
      packs: unique(cited.filter(isLawInForce).map(packId)),
      code: unique([...cited.filter(isCode), ...formSources(reference)]),
      cases: cited.filter((path) => path.startsWith('law/cases/')).length,
      ...(by === undefined ? {} : { by }),
      ...(never === undefined ? {} : { notForSoftware: never }),
      ...(piece === undefined ? {} : { later: piece }),
      ...(rest === undefined ? {} : { rest }),
    }
  })
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** Articles by number; other names as the book has them. */
function inOrder(names: readonly string[]): readonly string[] {
  return names.every((name) => /^\d/.test(name)) ? names.toSorted(byNumber) : names
}

function isLawInForce(path: string): boolean {
  return /^law\/(packs|national|penalties|history|calendars|points)\//.test(path)
}

function isCode(path: string): boolean {
  return /^(domain|standards)\/src\/.*\.ts$/.test(path) && !path.includes('.test.')
}

/** Whether something carries the clause: a pack, code, a case, or another clause that says the same. */
export function isCarried({ packs, code, cases, by }: ClauseCoverage): boolean {
  return by !== undefined || packs.length + code.length + cases > 0
}

/** References in `law/coverage.yaml`, to be held against the books. */
export function listRemarked(): readonly string[] {
  return [
    ...carriedBy.flatMap(({ clause, by }) => [clause, by]),
    ...[...notForSoftware, ...later, ...laterInPart].flatMap(({ clauses }) => clauses),
  ]
}

const MENTIONS = Map.groupBy(listLawReferences(), ({ reference }) => reference)

/** The files that cite a clause, or a paragraph or item of it, once for each line. */
function citedBy(reference: string, siblings: readonly string[]): readonly string[] {
  return siblings
    .filter((one) => one === reference || one.startsWith(`${reference}.`) || one.startsWith(`${reference}(`))
    .flatMap((one) => MENTIONS.get(one) ?? [])
    .map(({ path }) => path)
}

/** Fields and notes of the form are cited by number and name, put together at run time. */
function formSources(reference: string): readonly string[] {
  if (FORM_FIELDS.some(({ zh }) => reference === `FS-2016-14:附件1.${zh}`)) return ['standards/src/form/form-field.ts']
  const isNote = FILL_IN_NOTES.some(({ number }) => reference === `FS-2016-14:附件1.说明${number}`)
  return isNote ? ['standards/src/form/fill-in-note.ts'] : []
}

function becauseOf(remarks: typeof later, reference: string): string | undefined {
  return remarks.find(({ clauses }) => clauses.includes(reference))?.because
}

function packId(path: string): string {
  return path.replace(/^law\/(packs\/|history\/)?/, '').replace('.yaml', '')
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort()
}

/** The page `docs/generated/law-coverage.md`: each clause, and what carries it or why nothing does. */
export function lawCoveragePage(): string {
  return `# Law coverage

Made by \`node dev/src/law-coverage.ts\` from \`law/\` and the clauses that the code cites. Of the regulation and the two city
documents every clause is listed; of other books, the clauses used. A clause counts as carried when a pack, a rule or a worked
case cites it or a part of it. "Later" is a piece of the system that is not built yet; "not for software" is nothing a registry
could do.

${BOOKS.map(bookSection).join('\n')}`
}

function bookSection(book: Book): string {
  const clauses = coverageOf(book)
  const carried = clauses.filter(isCarried).length
  const rows = clauses.map(
    (clause) =>
      `| ${clause.reference.slice(book.id.length + 1)} | ${clause.zh}<br>${clause.en} | ${list(clause.packs)} | ${list(clause.code.map(short))} | ${clause.cases || ''} | ${verdict(clause)} |`,
  )
  return `## ${book.id} ${book.zh}

${book.en}. ${carried} of ${clauses.length} clauses carried.

| clause | gist | packs | code | cases | |
|---|---|---|---|---|---|
${rows.join('\n')}
`
}

function verdict(clause: ClauseCoverage): string {
  const remarks = [
    clause.by === undefined ? '' : `as ${clause.by}`,
    clause.notForSoftware === undefined ? '' : `not for software: ${clause.notForSoftware}`,
    clause.later === undefined ? '' : `later: ${clause.later}`,
    clause.rest === undefined ? '' : `in part; later: ${clause.rest}`,
  ]
  return remarks.filter((remark) => remark !== '').join('<br>')
}

function list(values: readonly string[]): string {
  const shown = values.slice(0, 4).join('<br>')
  return values.length > 4 ? `${shown}<br>and ${values.length - 4} more` : shown
}

function short(path: string): string {
  return `\`${path.replace('/src/', '/')}\``
}

if (import.meta.main) {
  mkdirSync(dirname(join(ROOT, LAW_COVERAGE_PAGE)), { recursive: true })
  writeFileSync(join(ROOT, LAW_COVERAGE_PAGE), lawCoveragePage())
  process.stdout.write(`${LAW_COVERAGE_PAGE}\n`)
}
