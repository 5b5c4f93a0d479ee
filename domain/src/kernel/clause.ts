/**
 * A clause reference (条文出处): `BOOK:article[.paragraph][(item)]`, such as `CN-663:10.2`, `FS-2016-14:三.三` or
 * `LH-2017-36:三.二(3)`. Each is resolved against `law/books.yaml` by a test; the type only fixes the shape.
 */
export type ClauseRef = `${string}:${string}`

const SHAPE = /^[A-Z]+[A-Z0-9-]*:[^\s:]+$/

function isClauseRef(text: string): text is ClauseRef {
  return SHAPE.test(text)
}

/** @throws RangeError when `text` does not have the shape of a clause reference. */
export function parseClauseRef(text: string): ClauseRef {
  if (!isClauseRef(text)) throw new RangeError(`Not a clause reference BOOK:article: ${JSON.stringify(text)}`)
  return text
}
