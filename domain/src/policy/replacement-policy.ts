import { z } from 'zod'

import { materialKey } from './material-key.ts'
import { dayPeriod } from './period.ts'
import { sourced } from './sourced.ts'

/** What a changed entry on the card may be. */
export const PARTICULARS = ['name', 'sex', 'ethnicity', 'birth-date', 'id-number', 'hukou-address'] as const
export type Particular = (typeof PARTICULARS)[number]

/** R17: replacement (换领), reissue (补领), correction (更正). */
export const replacementPolicySchema = z.strictObject({
  /** Whether a second official passes every case before a card is made. */
  reviewed: sourced(z.boolean()),
  due: sourced(dayPeriod),
  holidayExtends: sourced(z.boolean()),
  keepsCalendar: sourced(z.boolean()),
  endorseFirst: sourced(z.boolean()),
  oldCardHandedIn: sourced(z.boolean()),
  documents: z.strictObject({ replacement: sourced(z.array(materialKey)), reissue: sourced(z.array(materialKey)) }),
  /** Changed entries for which the card is replaced. */
  particulars: sourced(z.array(z.enum(PARTICULARS))),
})
