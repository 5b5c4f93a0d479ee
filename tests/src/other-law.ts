import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'

/** Two laws of a city: the packs it has, and those with one after them that says everything otherwise. */
export function lawsOf(packs: readonly Pack[], jurisdiction: string): readonly (readonly Pack[])[] {
  const own = packs.filter((pack) => pack.jurisdiction === jurisdiction)
  const [today] = own
  if (today === undefined) throw new Error(`No packs of ${jurisdiction}`)
  return [own, [...own, otherwise(today)]]
}

function otherwise(pack: Pack): Pack {
  const { permit, addressChange, registration, transition, halfYear, endorsement, continuity, employer, landlord } =
    pack
  const set = <T extends { readonly value: unknown }>(sourced: T, value: T['value']): T => ({ ...sourced, value })
  return {
    ...pack,
    inForceFrom: parsePlainDate('2018-02-14'),
    halfYear: set(halfYear, { n: 183, unit: 'day' }),
    permit: {
      ...permit,
      validYears: set(permit.validYears, 2),
      endorsementOpens: set(permit.endorsementOpens, { n: 30, unit: 'day' }),
      anniversaryDayInWindow: set(permit.anniversaryDayInWindow, false),
      cancelIfSuspended: set(permit.cancelIfSuspended, { n: 2, unit: 'year' }),
    },
    addressChange: { ...addressChange, sameCity: set(addressChange.sameCity, 'reset') },
    continuity: { ...continuity, maxGapDays: set(continuity.maxGapDays, 1) },
    registration: {
      ...registration,
      dueAfterChange: set(registration.dueAfterChange, { n: 5, unit: 'day' }),
      holidayExtends: set(registration.holidayExtends, false),
    },
    transition: { ...transition, earlierTimeCounts: set(transition.earlierTimeCounts, false) },
    endorsement: {
      ...endorsement,
      reminders: set(endorsement.reminders, { atOpening: false, daysBefore: [30, 3], daysAfter: [0, 10] }),
    },
    employer: { ...employer, reportAfterHire: set(employer.reportAfterHire, { n: 7, unit: 'day' }) },
    landlord: { ...landlord, logWithinHours: set(landlord.logWithinHours, 36) },
  }
}
