import { addWorkdays, type Provisional, provisional, type WorkCalendar } from '../calendar/work-calendar.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import { daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

export type AcceptanceFacts = {
  readonly receivedOn: PlainDate
  readonly completeOnReceipt: boolean
  /** The one notice of what is missing, when one was given. */
  readonly notice?: { readonly givenOn: PlainDate; readonly items: readonly string[] }
  readonly arrivals: readonly { readonly item: string; readonly on: PlainDate }[]
}

export type Acceptance =
  | { readonly kind: 'complete' | 'supplemented' | 'deemed'; readonly acceptedOn: PlainDate; readonly law: ClauseRef }
  /** Nothing decided yet; without a notice it counts as accepted once `deemedAfter` has passed. */
  | (Provisional & {
      readonly kind: 'open'
      readonly deemedAfter?: PlainDate
      readonly outstanding: readonly string[]
      readonly law: ClauseRef
    })

/**
 * Tells whether and since which day an application counts as accepted (受理). The production period runs from that day.
 *
 * Complete papers are accepted on the day they come. After a notice it is the day on which the last missing item came
 * (CN-663:9.5). An office that stays silent for five working days has accepted on the day of receipt (AL-2019:32(4)).
 *
 * - complete on 2016-07-05: accepted 2016-07-05
 * - incomplete 2016-07-05, notice of A and B; A came 07-08, B 07-11: accepted 2016-07-11
 * - received 2016-09-28 and never answered: open on 2016-10-10, from 10-11 accepted as of 2016-09-28
 *
 * Readings taken: the licensing law applies by analogy (I-027); a notice that comes after the fifth day comes too late. The
 * fifth day of a year that is not published yet is provisional (I-105).
 */
export function acceptedOn(
  facts: AcceptanceFacts,
  asOf: PlainDate,
  policy: Pack['notice'],
  calendar: WorkCalendar,
): Acceptance {
  const { receivedOn, notice } = facts
  const { atMost, deemedAfterWorkdays } = policy
  if (facts.completeOnReceipt) return { kind: 'complete', acceptedOn: receivedOn, law: atMost.law }

  const deemedAfter = addWorkdays(calendar, receivedOn, deemedAfterWorkdays.value)
  if (notice === undefined || notice.givenOn > deemedAfter) {
    if (asOf > deemedAfter) return { kind: 'deemed', acceptedOn: receivedOn, law: deemedAfterWorkdays.law }
    const mark = provisional(calendar, receivedOn, deemedAfter)
    return { kind: 'open', deemedAfter, outstanding: [], law: deemedAfterWorkdays.law, ...mark }
  }

  const came = facts.arrivals.filter((arrival) => arrival.on <= asOf)
  const outstanding = notice.items.filter((item) => !came.some((arrival) => arrival.item === item))
  if (outstanding.length > 0) return { kind: 'open', outstanding, law: atMost.law }
  return { kind: 'supplemented', acceptedOn: lastFirstArrival(notice.items, came) ?? receivedOn, law: atMost.law }
}

/** The day on which the last of the items first came. */
function lastFirstArrival(items: readonly string[], arrivals: AcceptanceFacts['arrivals']): PlainDate | undefined {
  const inOrder = [...arrivals].sort((a, b) => daysBetween(b.on, a.on))
  const firstDays = items.flatMap((item) => inOrder.find((arrival) => arrival.item === item)?.on ?? [])
  return firstDays.reduce<PlainDate | undefined>(
    (last, day) => (last !== undefined && last > day ? last : day),
    undefined,
  )
}
