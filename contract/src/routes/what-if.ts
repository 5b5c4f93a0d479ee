import { MOVE_SCOPES } from '@anju/domain/permit/move-scope.ts'
import type { LifeEvent } from '@anju/domain/what-if/life-event.ts'
import { DIFFERENCE_KEYS } from '@anju/domain/what-if/differences-between.ts'
import { VERDICTS } from '@anju/domain/what-if/verdict.ts'
import { z } from 'zod'
import { entitlementView, lifeView, reason } from '../life-shape.ts'
import { route } from '../route.ts'
import { channel, cityParams, day, noQuery } from '../shape.ts'

/** Days that a question may name: nobody's residence began before, and no text is known for later ones. */
const FIRST_DAY = '1985-01-01'
const LAST_DAY = '2099-12-31'
const EVENTS_MAX = 60

const supposedDay = day.refine((on) => FIRST_DAY <= on && on <= LAST_DAY, { message: 'day-out-of-range' })

// Strict on purpose: a name or a number that somebody sends along is refused, not ignored.
const event = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('arrived'), on: supposedDay }),
  z.strictObject({
    what: z.literal('registered'),
    on: supposedDay.describe('The day the office entered it'),
    channel: channel.default('counter'),
    submittedOn: supposedDay.optional().describe('The day it was sent in, when that was earlier'),
  }),
  z.strictObject({ what: z.literal('moved'), on: supposedDay, to: z.enum(MOVE_SCOPES) }),
  z.strictObject({ what: z.literal('signed-off'), on: supposedDay }),
  z.strictObject({ what: z.literal('left'), on: supposedDay }),
  z.strictObject({ what: z.literal('applied'), on: supposedDay }),
  z.strictObject({
    what: z.literal('permit-issued'),
    on: supposedDay,
    printedExpiryOn: supposedDay.optional().describe('The last day printed on a permit from before the regulation'),
  }),
  z.strictObject({ what: z.literal('endorsed'), on: supposedDay }),
  z.strictObject({ what: z.literal('card-lost'), on: supposedDay }),
  z.strictObject({ what: z.literal('card-reissued'), on: supposedDay }),
  z.strictObject({ what: z.literal('became-local'), on: supposedDay }),
]) satisfies z.ZodType<LifeEvent>

const events = z.array(event).max(EVENTS_MAX)

/** What the law says about one event of the question. */
const finding = z.object({
  /** Its place in the list that was sent. */
  index: z.number().int(),
  what: z.string(),
  on: z.string(),
  verdict: z.enum(VERDICTS),
  /** Every reason, the one for the verdict first. */
  reasons: z.array(reason).readonly(),
})

const nextDay = reason.extend({ what: z.string(), fromOn: z.string().nullable(), byOn: z.string().nullable() })

const course = z.object({
  life: lifeView,
  findings: z.array(finding).readonly(),
  next: z.array(nextDay).readonly(),
  entitlements: z.array(entitlementView).readonly(),
})
export type Course = z.infer<typeof course>

const entitlementAnswer = entitlementView.shape.answer

/** A service or right that is open in one course and not in the other. */
const entitlementChange = entitlementView
  .pick({ key: true, zh: true, en: true, law: true })
  .extend({ asItIs: entitlementAnswer, otherwise: entitlementAnswer })

/** One date or figure that comes out differently, and the clauses it comes from. */
const difference = z.object({
  what: z.enum(DIFFERENCE_KEYS),
  asItIs: z.string().nullable(),
  otherwise: z.string().nullable(),
  /** Clause that fixes the figure. */
  law: z.string(),
  /** What made it change. */
  because: z.array(reason).readonly(),
})

export const whatIfRoutes = {
  askWhatIf: route({
    method: 'POST',
    path: '/api/:city/what-if',
    zh: '算一算',
    en: 'What the law makes of events that somebody supposes; no sign-in, no personal data, nothing is stored',
    access: { kind: 'public' },
    limit: { burst: 30, perMinute: 60 },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: z.strictObject({
      asOf: supposedDay.optional().describe('The day on which it is asked; without it the legal day'),
      events: events.min(1),
      /** The same life told otherwise: with it the answer names every date that moves. */
      otherwise: events.min(1).optional(),
    }),
    answer: course.extend({
      asOf: z.string(),
      packId: z.string(),
      otherwise: course
        .extend({
          differences: z.array(difference).readonly(),
          entitlementChanges: z.array(entitlementChange).readonly(),
        })
        .nullable(),
    }),
    looks: 'nothing personal',
  }),
}
