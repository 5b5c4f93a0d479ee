import { z } from 'zod'
import type { DeliveryReport } from '../message-sender.ts'

/** What the provider says of a message: when asked, and when it calls back. */
export const ProviderReport = z.object({
  reference: z.string().min(1).max(100),
  stat: z.string().regex(/^[A-Z0-9:_-]{1,20}$/),
  outcome: z.enum(['delivered', 'failed', 'expired', 'pending']),
  mobile: z.string().max(20).default(''),
})

/** A callback carries one or many. */
export const ProviderReports = z.object({ reports: z.array(ProviderReport).min(1).max(500) })

/** The answer to a message handed over: taken, and by what name the provider will speak of it. */
export const ProviderAcceptance = z.object({ reference: z.string().min(1).max(100) })

/** The answer to a question about a message: the same, and what is known of it by now. */
export const ProviderStanding = z.object({
  reference: z.string().min(1).max(100),
  report: ProviderReport.nullable(),
})

/** Why it was not taken. */
export const ProviderRefusal = z.object({ code: z.string().max(60) })

export function reportOf(told: z.output<typeof ProviderReport>): DeliveryReport {
  return { ...told, mark: undefined }
}
