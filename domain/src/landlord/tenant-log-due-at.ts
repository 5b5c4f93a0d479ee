import { addHours, isInstantAfter } from '../kernel/plain-date.ts'
import type { LandlordPolicy } from '../policy/landlord-policy.ts'

/**
 * The instant up to which a landlord (房屋出租人) logs a tenant (信息登记); null where the city's text does not ask.
 *
 * Foshan counts 24 hours from moving in (FM-2014:28), so hours are counted and not days: no rest day prolongs them.
 *
 * - moved in 2016-01-04 09:30: up to and with 2016-01-05 09:30
 * - moved in Fri 2016-02-05 20:00, before the Spring Festival: 2016-02-06 20:00 all the same
 *
 * Reading taken: from the declared time of moving in (I-070).
 *
 * @param movedInAt - the declared instant of moving in, ISO form
 */
export function tenantLogDueAt(movedInAt: string, policy: Pick<LandlordPolicy, 'logWithinHours'>): string | null {
  const hours = policy.logWithinHours.value
  return hours === null ? null : addHours(movedInAt, hours)
}

/** Whether the tenant was logged after `dueAt`, or is not logged and it is over. The instant itself is in time. */
export function isTenantLogLate(dueAt: string, loggedAt: string | undefined, asOfAt: string): boolean {
  return isInstantAfter(loggedAt ?? asOfAt, dueAt)
}
