import { z } from 'zod'

import { type ClauseRef, parseClauseRef } from '../kernel/clause.ts'
import { findPlainDate, type PlainDate } from '../kernel/plain-date.ts'

/** A clause reference as written in law data. Whether the book has that clause is a test's business, not the schema's. */
export const clauseRef = z.string().transform((text, context): ClauseRef => {
  try {
    return parseClauseRef(text)
  } catch {
    context.addIssue({ code: 'custom', message: `Not a clause reference BOOK:article: ${text}` })
    return z.NEVER
  }
})

export const plainDate = z.string().transform((text, context): PlainDate => {
  const date = findPlainDate(text)
  if (date !== undefined) return date
  context.addIssue({ code: 'custom', message: `Not a real day written as YYYY-MM-DD: ${text}` })
  return z.NEVER
})

/** Where a value comes from: the clause, and what it says in our own words. */
export const source = { law: clauseRef, gist: z.string().min(1) }

/** A value that a text fixes, with its source. Nothing in a pack stands without one. */
export function sourced<T extends z.ZodType>(value: T) {
  return z.strictObject({ value, ...source })
}
