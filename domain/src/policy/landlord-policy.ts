import { z } from 'zod'

import { dayPeriod } from './period.ts'
import { sourced } from './sourced.ts'

/** R09 房屋出租人: what a landlord owes the register. Null where the city's text does not ask for it. */
export const landlordPolicySchema = z.strictObject({
  /** Hours from moving in to log the tenant: the only period counted in hours. */
  logWithinHours: sourced(z.number().int().positive().nullable()),
  reportAfterLetting: sourced(dayPeriod.nullable()),
  reportAfterChange: sourced(dayPeriod.nullable()),
  holidayExtends: sourced(z.boolean()),
  /** An agency that brokered the letting reports in the landlord's place. */
  agencyReports: sourced(z.boolean()),
  /** Occupants from which an occupant system and a full-time manager are owed (以上, so at it). */
  occupantSystemFrom: sourced(z.number().int().positive().nullable()),
  /** Whether people without an identity document may be let to. */
  identityRequired: sourced(z.boolean()),
})

export type LandlordPolicy = z.infer<typeof landlordPolicySchema>
