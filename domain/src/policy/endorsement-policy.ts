import { z } from 'zod'

import { papersAsked } from './papers-asked.ts'
import { sourced } from './sourced.ts'
import { CHANNELS } from './workflow-policy.ts'

export const ENDORSEMENT_STEPS = ['accept', 'check', 'complete'] as const

/** R13, R14: how an endorsement (签注) is made. */
export const endorsementPolicySchema = z.strictObject({
  channels: sourced(z.array(z.enum(CHANNELS)).min(1)),
  inPerson: sourced(z.boolean()),
  /** The signed steps; with `check` a second official looks at every case before it is written. */
  path: sourced(z.array(z.enum(ENDORSEMENT_STEPS)).min(2)),
  ...papersAsked,
  /** Online the holder only confirms that nothing changed; otherwise the change is registered first. */
  confirmOnlyOnline: sourced(z.boolean()),
  /** `unbroken`: lived there without a break since issue or the last endorsement. `residing`: lives there on the day. */
  continuousResidence: sourced(z.enum(['unbroken', 'residing'])),
  /** Whether one of the three conditions has to stand still. */
  conditionStillMet: sourced(z.boolean()),
  /** R14: at the opening of the window, days before the last day in time, and days after the first suspended day. */
  reminders: sourced(
    z.strictObject({
      atOpening: z.boolean(),
      daysBefore: z.array(z.number().int().nonnegative()),
      daysAfter: z.array(z.number().int().nonnegative()),
    }),
  ),
})
