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

/** Pieces of the system that are not built yet. */
const pieces = z.literal([
  'permit-screens',
  'messages',
  'paper',
  'oversight',
  'accounts',
  'field-work',
  'reports',
  'departments',
])
/** As the page says them. */
const PIECES = {
  'permit-screens': 'the permit at the counter',
  messages: 'messages by a gateway',
  paper: 'printed forms',
  oversight: 'oversight, alarms and credit',
  accounts: 'accounts with keys of their own',
  'field-work': 'work in the field',
  reports: 'reports of employers and landlords',
  departments: 'interfaces of departments',
} as const satisfies Record<z.infer<typeof pieces>, string>

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const clauses = z.array(z.string()).min(1)
const remarkSchema = z.strictObject({ because: z.string().min(1), clauses })
const laterSchema = remarkSchema.extend({ piece: pieces })
const coverage = z.strictObject({
  screens: z.array(z.strictObject({ screen: z.string().min(1), at: z.string().min(1), clauses })),
  carriedBy: z.array(z.strictObject({ clause: z.string(), by: z.string() })),
  notForSoftware: z.array(remarkSchema),
  background: z.array(remarkSchema),
  later: z.array(laterSchema),
  laterInPart: z.array(laterSchema),
})
const REMARKS = coverage.parse(parse(readFileSync(join(ROOT, 'law', 'coverage.yaml'), 'utf8')))
const { carriedBy, notForSoftware, background, later, laterInPart } = REMARKS

/** Where clauses are seen: a screen, and the file that draws it. */
export const SCREENS = REMARKS.screens

export type ClauseCoverage = {
  readonly reference: string
  readonly zh: string
  readonly en: string
  /** Packs that take a value from it. */
  readonly packs: readonly string[]
  /** Files of the program that cite it: where the reasoning is, or the act. */
  readonly rules: readonly string[]
  readonly cases: number
  /** Where the people it concerns see it. */
  readonly screens: readonly string[]
  /** Another clause that says the same and is carried. */
  readonly by?: string
  readonly notForSoftware?: string
  readonly background?: string
  readonly later?: string
  /** What is still to come of a clause that is carried in part. */
  readonly rest?: string
}

/** What became of each clause of a book. */
export function coverageOf({ id, clauses: named }: Book): readonly ClauseCoverage[] {
  const names = inOrder(Object.keys(named))
  const siblings = names.map((name) => `${id}:${name}`)
  return names.map((name) => {
    const reference = `${id}:${name}`
    const cited = citedBy(reference, siblings)
    const packs = unique(cited.filter(isLaw).map(packId))
    return {
      reference,
      zh: named[name]?.zh ?? '',
      en: named[name]?.en ?? '',
      packs,
      rules: unique([...cited.filter(isRule), ...formSources(reference)]),
      cases: cited.filter((path) => /^law\/(examples\/)?cases\//.test(path)).length,
      screens: screensOf(reference, cited),
      ...remarksOn(reference),
    }
  })
}

function remarksOn(reference: string): Pick<ClauseCoverage, 'by' | 'notForSoftware' | 'background' | 'later' | 'rest'> {
  const by = carriedBy.find(({ clause }) => clause === reference)?.by
  const never = becauseOf(notForSoftware, reference)
  const behind = becauseOf(background, reference)
  const piece = pieceOf(later, reference)
  const rest = pieceOf(laterInPart, reference)
  return {
    ...(by === undefined ? {} : { by }),
    ...(never === undefined ? {} : { notForSoftware: never }),
    ...(behind === undefined ? {} : { background: behind }),
    ...(piece === undefined ? {} : { later: piece }),
    ...(rest === undefined ? {} : { rest }),
  }
}

/** Screens named for the clause, and the parameters page, which shows each value that a pack in force takes from it. */
function screensOf(reference: string, cited: readonly string[]): readonly string[] {
  const named = SCREENS.filter((one) => one.clauses.includes(reference)).map(({ screen }) => screen)
  return unique([
    ...named,
    ...(cited.some((path) => path.startsWith('law/packs/')) ? ['counter /system/parameters'] : []),
  ])
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** Articles by number; other names as the book has them. */
function inOrder(names: readonly string[]): readonly string[] {
  return names.every((name) => /^\d/.test(name)) ? names.toSorted(byNumber) : names
}

/** Law data; examples too, which say so by their path. */
function isLaw(path: string): boolean {
  return /^law\/(packs|national|history|calendars|penalties|points|examples)\//.test(path) && !path.includes('/cases/')
}

/**
 * A rule, or the act that carries it out. The kernel cites clauses only to show what a reference looks like, and the schema of
 * a pack only to say where its keys come from.
 */
function isRule(path: string): boolean {
  const isProgram = /^(domain|standards|exchange|server|card-service)\/src\/.*\.ts$/.test(path)
  return isProgram && !path.includes('.test.') && !/^domain\/src\/(kernel\/|policy\/[a-z-]+-policy\.ts)/.test(path)
}

/** Whether the clause is carried: by a rule, a case or a screen, or by another clause that says the same. A value alone is not enough. */
export function isCarried({ rules, cases, screens, by }: ClauseCoverage): boolean {
  return by !== undefined || rules.length + cases + screens.length > 0
}

/** Whether a reason stands where nothing carries the clause. */
export function isExplained(clause: ClauseCoverage): boolean {
  return clause.notForSoftware !== undefined || clause.background !== undefined || clause.later !== undefined
}

/** References in `law/coverage.yaml`, to be held against the books. */
export function listRemarked(): readonly string[] {
  return [
    ...carriedBy.flatMap(({ clause, by }) => [clause, by]),
    ...[...SCREENS, ...notForSoftware, ...background, ...later, ...laterInPart].flatMap((one) => one.clauses),
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

function becauseOf(remarks: readonly z.infer<typeof remarkSchema>[], reference: string): string | undefined {
  return remarks.find((remark) => remark.clauses.includes(reference))?.because
}

function pieceOf(remarks: readonly z.infer<typeof laterSchema>[], reference: string): string | undefined {
  const remark = remarks.find((one) => one.clauses.includes(reference))
  return remark === undefined ? undefined : `${PIECES[remark.piece]}: ${remark.because}`
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

Made by \`node dev/src/law-coverage.ts\` from \`law/\`, from the clauses that the program cites and from the screens named in
\`law/coverage.yaml\`. Of the regulation and the two city documents every clause is listed: each numbered item, each field and
note of the form, each box and label of the charts; of other books, the clauses used. A clause counts as carried by a rule or
act, a worked case, or a screen. "Later" names the piece of the system that is not built yet; "not for software" is nothing a
registry could do; "background" is a text that was read and that nothing here rests on.

${BOOKS.map(bookSection).join('\n')}`
}

function bookSection(book: Book): string {
  const rows = coverageOf(book)
  const carried = rows.filter(isCarried).length
  const lines = rows.map((row) => {
    const cells = [
      row.reference.slice(book.id.length + 1),
      `${row.zh}<br>${row.en}`,
      list(row.packs),
      list(row.rules.map(short)),
      row.cases || '',
      list(row.screens),
      verdict(row),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return `## ${book.id} ${book.zh}

${book.en}. ${carried} of ${rows.length} clauses carried.

| clause | gist | packs | rule or act | cases | screen | |
|---|---|---|---|---|---|---|
${lines.join('\n')}
`
}

function verdict(clause: ClauseCoverage): string {
  const remarks = [
    clause.by === undefined ? '' : `as ${clause.by}`,
    clause.notForSoftware === undefined ? '' : `not for software: ${clause.notForSoftware}`,
    clause.background === undefined ? '' : `background: ${clause.background}`,
    clause.later === undefined ? '' : `later, ${clause.later}`,
    clause.rest === undefined ? '' : `in part; later, ${clause.rest}`,
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
