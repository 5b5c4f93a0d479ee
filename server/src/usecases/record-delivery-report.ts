import type { City, Deps } from '../deps.ts'
import type { DeliveryReport } from '../gateway/message-sender.ts'
import { recordReport } from '../store/sms-report.ts'

/** Keeps what a provider told by callback. The worker applies it; telling it again, or before the message was marked, is harmless. */
export async function recordDeliveryReports(
  deps: Deps,
  city: City,
  gateway: string,
  reports: readonly DeliveryReport[],
  at: string,
): Promise<void> {
  for (const report of reports) await recordReport(city.pool, deps.crypto, gateway, report, at)
}
