import { z } from 'zod'

import { sourced } from './sourced.ts'

/** What may end a registration or a permit (注销、终止). */
export const ENDING_EVENTS = ['untrue', 'left-city', 'local-hukou', 'died', 'fraud', 'conditions-gone'] as const
export type EndingEvent = (typeof ENDING_EVENTS)[number]

const ending = sourced(
  z
    .strictObject({
      registration: z.enum(['goes-on', 'ended', 'cancelled']),
      /** `rests-here`: its functions rest in this city and the record is kept. */
      permit: z.enum(['goes-on', 'rests-here', 'terminated', 'revoked', 'not-renewed']),
      /** `expiry`: the permit runs to the day it is valid to, when that day is still to come. */
      endsOn: z.enum(['event', 'decision', 'expiry']),
      /** How many officials sign. Never none: no machine decides alone against a person. */
      officials: z.union([z.literal(1), z.literal(2)]),
      card: z.enum(['kept', 'handed-in', 'collected']),
    })
    .nullable(),
)

/** R22: the effect of each event; null where the city's text provides none. */
export const endingPolicySchema = z.record(z.enum(ENDING_EVENTS), ending)

export type EndingPolicy = z.infer<typeof endingPolicySchema>
