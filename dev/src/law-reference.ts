import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Where clauses are cited: the law data, and the code of every package that is shipped. */
const CITING = ['law', 'domain', 'standards', 'contract', 'exchange', 'server', 'card-service', 'faces']

const clause = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const book = z.strictObject({
  id: z.string().regex(/^[A-Z]+[A-Z0-9-]*$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  issuer: z.string().min(1),
  inForceFrom: z.string().optional(),
  /** The earlier text said the same, from this day. */
  sameRuleSince: z.string().optional(),
  /** The pack that holds the document begins on this day, before the document itself. */
  packedFrom: z.string().optional(),
  read: z.enum(['full', 'articles', 'cited']),
  clauses: z.record(z.string(), clause),
})
export type Book = z.infer<typeof book>

/** @throws ZodError naming each place of `books.yaml` that is not as it should be. */
export function parseBooks(input: unknown): readonly Book[] {
  return z.array(book).parse(input)
}

export const BOOKS: readonly Book[] = parseBooks(parse(readText('law/books.yaml')))

const CLAUSES: ReadonlySet<string> = new Set(
  BOOKS.flatMap(({ id, clauses }) => Object.keys(clauses).map((name) => `${id}:${name}`)),
)

export function isKnownClause(reference: string): boolean {
  return CLAUSES.has(reference)
}

/** One mention of a clause. */
export type LawReference = { readonly path: string; readonly line: number; readonly reference: string }

/**
 * A mention in running text. A bracket with a number belongs to the clause; full-width brackets do, as in 附件1.镇（街）.
 * A dot at the end of a sentence does not. A template's clause, completed at run time, is not a mention.
 */
const IN_TEXT = new RegExp(
  `(?<![A-Z0-9-])(?:${BOOKS.map(({ id }) => id).join('|')}):[\\p{L}\\p{N}](?:[\\p{L}\\p{N}（）]|\\.(?=[\\p{L}\\p{N}])|\\(\\d+\\))*(?![\\p{L}\\p{N}]|\\.[\\p{L}\\p{N}]|\\$\\{)`,
  'gu',
)

/** A whole literal that has the shape of a clause reference, so a book that does not exist is found too. */
const AS_LITERAL = /(?<=['"`])(?!BOOK:|HH:)[A-Z]{2,}[A-Z0-9-]*:[\p{L}\p{N}][^\s'"`$]*(?=['"`])/gu

/** Law data and code of every package; the books themselves and what is generated are not mentions. */
export function listLawReferences(): readonly LawReference[] {
  return CITING.flatMap(filesUnder)
    .filter((path) => /\.(ts|tsx|yaml|md|sql)$/.test(path) && path !== 'law/books.yaml')
    .flatMap(referencesIn)
}

function referencesIn(path: string): readonly LawReference[] {
  return readText(path)
    .split('\n')
    .flatMap((text, index) => {
      const literals = /\.tsx?$/.test(path) && !path.endsWith('.test.ts') ? (text.match(AS_LITERAL) ?? []) : []
      const named = [...(text.match(IN_TEXT) ?? []), ...literals]
      return [...new Set(named)].map((reference) => ({ path, line: index + 1, reference }))
    })
}

/** Every value found under `key` anywhere in a YAML file. */
export function valuesUnder(key: string, node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((part) => valuesUnder(key, part))
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, part]: [string, unknown]) =>
    name === key ? (Array.isArray(part) ? part : [part]).map(String) : valuesUnder(key, part),
  )
}

export type Interpretation = { readonly id: string; readonly title: string; readonly text: string }

/** The readings of `law/interpretations.md`, each with its text. */
export function listInterpretations(): readonly Interpretation[] {
  return readText('law/interpretations.md')
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [head = '', ...rest] = section.split('\n')
      return { id: head.slice(0, 5), title: head.slice(6), text: rest.join('\n') }
    })
}

/** Paths from the root of the repository, with `/`. */
function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return []
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}

function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}
