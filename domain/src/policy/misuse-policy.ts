import { z } from 'zod'

import { sourced } from './sourced.ts'

const count = z.number().int().positive()
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** From which figure on somebody is asked about their own acts (滥用监测, I-206). */
export const misusePolicySchema = z.strictObject({
  /** Days looked at together, the day itself included. */
  windowDays: sourced(count),
  /** The last days of these in which odd hours, quick decisions and decisions without a visit are counted together. */
  signDays: sourced(count),
  /** Days for which a rule that spoke about an official does not speak again of the same cases. */
  quietDays: sourced(count),
  /** Days that what may happen once has to show on: a party from one dwelling, or with one agent. */
  habitDays: sourced(count),
  /** Cases that one official registers, accepts, reviews or endorses within sixty minutes. */
  perHour: sourced(count),
  /** The hours within which an act asks nothing, in China. */
  hours: sourced(z.strictObject({ from: timeOfDay, to: timeOfDay })),
  /** Acts outside these hours, or alone on a rest day, within these days. */
  afterHours: sourced(count),
  /** Seconds from the first look at a case, below which a decision is quick; and such decisions within these days. */
  quickSeconds: sourced(count),
  quickCount: sourced(count),
  /** Dwellings from which one phone number came to the same official. */
  samePhone: sourced(count),
  /** Phone numbers that came from one dwelling to the same official. */
  sameDwelling: sourced(count),
  /** Dwellings from which one agent brought people to the same official. */
  sameAgent: sourced(count),
  /** Dwellings for which the same official took one and the same image. */
  sameImage: sourced(count),
  /** Decisions on a residence where no visit found the person, within these days. */
  withoutVisit: sourced(count),
  /** So many times what others have of odd hours, quick decisions and decisions without a visit, a count is not like theirs. */
  signTimes: sourced(count),
  /** As much for a number of acts, and for what came to one official against what came to all others. */
  peerTimes: sourced(count),
  /** Others there must be before their number of acts says anything. */
  peersMin: sourced(count),
})
export type MisusePolicy = z.infer<typeof misusePolicySchema>
