import { z } from 'zod'

/** A period that a text sets: natural days (日), or working days (工作日) where the text says so. */
export const dayPeriod = z.strictObject({ n: z.number().int().positive(), unit: z.enum(['day', 'workday']) })
export type DayPeriod = z.infer<typeof dayPeriod>

/** A period that ends on the corresponding day of a later month, or a plain number of days. */
export const monthPeriod = z.strictObject({ n: z.number().int().positive(), unit: z.enum(['month', 'day']) })
export type MonthPeriod = z.infer<typeof monthPeriod>
