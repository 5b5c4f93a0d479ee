import * as fc from 'fast-check'

import { addDays, parsePlainDate, type PlainDate } from '../src/kernel/plain-date.ts'

/** A civil date written plainly in a test. */
export const day = parsePlainDate

/** Any day of the years whose working days are published, with room on both sides for the periods counted from it. */
export const anyDay: fc.Arbitrary<PlainDate> = fc
  .integer({ min: 0, max: 20 * 365 })
  .map((n) => addDays(parsePlainDate('2005-01-01'), n))
