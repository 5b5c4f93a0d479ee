import type { ClauseRef } from '../kernel/clause.ts'
import { addDays, addMonths, addYears, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import type { LateEndorsementReading } from '../policy/permit-policy.ts'

/** What coming late did to residence years (居住年限). */
export type LateEffect = {
  readonly years: 'gap-excluded' | 'gap-included' | 'restart'
  /** Suspended days: from the first one to the day before the late endorsement. */
  readonly gapDays: number
  /** Last day on which the earlier years were kept, where the city sets one. */
  readonly limitOn?: PlainDate
  readonly law: ClauseRef
}

/**
 * Tells what a late endorsement (补办签注) costs: "the residence years count continuously from the late endorsement"
 * (CN-663:10.3, LH-2017-36:三.二(2)). The sentence is open, so the pack chooses the reading.
 *
 * Suspended from 2017-08-30, endorsed 2017-09-29, that is 30 days later:
 *
 * - earlier years kept, gap left out (Foshan: FG-2015:二.三(4)): the years' start moves on by 30 days
 * - nothing lost: the start stays
 * - restart: the years begin on 2017-09-29
 * - restart when over 30 days late (GD-2009:14): kept; on 2017-09-30 restarted. With 90 days for those who booked online in
 *   time (FM-2014:24) kept until 2017-11-28
 * - restart when over one year late: kept on 2018-08-30, restarted on 2018-08-31
 *
 * Readings taken: the default (I-005); the day itself is restored and counts again (I-053); where a limit begins (I-065).
 *
 * @param suspendedFrom - the first suspended day
 * @param endorsed - the late endorsement; `bookedOnlineOn` gives more time only when it lies before the suspension
 */
export function lateEffect(
  suspendedFrom: PlainDate,
  endorsed: { readonly acceptedOn: PlainDate; readonly bookedOnlineOn?: PlainDate },
  { lateEndorsement }: Pick<Pack['permit'], 'lateEndorsement'>,
): LateEffect {
  const { value: reading, law } = lateEndorsement
  const gapDays = daysBetween(suspendedFrom, endorsed.acceptedOn)
  const isBooked = endorsed.bookedOnlineOn !== undefined && endorsed.bookedOnlineOn < suspendedFrom
  const limitOn = lateLimit(suspendedFrom, reading, isBooked)
  const limit = limitOn === undefined ? {} : { limitOn }
  return { years: yearsUnder(reading, endorsed.acceptedOn, limitOn), gapDays, ...limit, law }
}

/** Last day on which a late endorsement keeps the earlier years; undefined where no day is set. */
export function lateLimit(
  suspendedFrom: PlainDate,
  reading: LateEndorsementReading,
  isBookedOnline: boolean,
): PlainDate | undefined {
  if (reading.kind !== 'restart-if-late-over') return undefined
  const n = isBookedOnline ? (reading.bookedOnlineN ?? reading.n) : reading.n
  return { day: addDays, month: addMonths, year: addYears }[reading.unit](suspendedFrom, n)
}

function yearsUnder(
  reading: LateEndorsementReading,
  on: PlainDate,
  limitOn: PlainDate | undefined,
): LateEffect['years'] {
  if (reading.kind === 'continue-exclude-gap') return 'gap-excluded'
  if (reading.kind === 'continue-include-gap') return 'gap-included'
  if (reading.kind === 'restart' || (limitOn !== undefined && on > limitOn)) return 'restart'
  return reading.gap === 'excluded' ? 'gap-excluded' : 'gap-included'
}
