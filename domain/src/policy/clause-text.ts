import { z } from 'zod'

/** What a clause says in our own words (条款释义). */
export type ClauseText = { readonly zh: string; readonly en: string }

const words = z.object({ zh: z.string().min(1), en: z.string().min(1) })
const books = z.array(words.extend({ id: z.string(), clauses: z.record(z.string(), words) }))

/**
 * What each clause of the books (法源) says, by its reference `BOOK:article`.
 * @throws ZodError naming each place that is not as the schema wants it.
 */
export function parseClauseTexts(input: unknown): Readonly<Record<string, ClauseText>> {
  return Object.fromEntries(
    books
      .parse(input)
      .flatMap(({ id, clauses }) => Object.entries(clauses).map(([name, { zh, en }]) => [`${id}:${name}`, { zh, en }])),
  )
}
