import { z } from 'zod'

import { papersAsked } from './papers-asked.ts'
import { dayPeriod } from './period.ts'
import { sourced } from './sourced.ts'

/** R16: a change of address (变更居住地住址) on the permit. */
export const addressChangePolicySchema = z.strictObject({
  sameCounty: sourced(z.enum(['keep', 'reset'])),
  sameCity: sourced(z.enum(['keep', 'reset', 'police-decide'])),
  otherCity: sourced(z.enum(['reset', 'new-registration', 'police-decide'])),
  otherProvince: sourced(z.enum(['reset', 'new-application', 'police-decide'])),
  ...papersAsked,
  newCard: sourced(z.boolean()),
  /** How long the office that issued a permit elsewhere is waited for. */
  answerWithin: sourced(dayPeriod),
})
