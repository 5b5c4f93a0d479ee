import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { LAW_FOLDER } from './load-packs.ts'

const words = z.object({ zh: z.string().min(1), en: z.string().min(1) })
const booksFile = z.array(words.extend({ id: z.string(), clauses: z.record(z.string(), words) }))

export type ClauseText = { readonly zh: string; readonly en: string }

/**
 * What each clause says in our own words, by its reference `BOOK:article`, so that a screen can explain what it cites.
 * @throws Error when the books cannot be read
 */
export function loadClauseTexts(file: string = join(LAW_FOLDER, 'books.yaml')): Readonly<Record<string, ClauseText>> {
  const books = booksFile.parse(parse(readFileSync(file, 'utf8')))
  return Object.fromEntries(
    books.flatMap(({ id, clauses }) =>
      Object.entries(clauses).map(([name, { zh, en }]) => [`${id}:${name}`, { zh, en }]),
    ),
  )
}
