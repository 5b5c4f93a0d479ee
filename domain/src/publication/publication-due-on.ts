import { addDays, addYears, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

/** When the list of services was published and is to be published next. */
export type PublicationStanding = {
  /** False where it never was (未公布). */
  readonly published: boolean
  readonly dueOn: PlainDate
  readonly alertFrom: PlainDate
  readonly standing: 'current' | 'due-soon' | 'overdue'
}

/**
 * The day by which the list of services and conveniences (享受的公共服务和便利的范围) is published again.
 *
 * Departments publish it from time to time (CN-663:14), in Linhe at least every three years (LH-2017-36:五.二).
 *
 * - published 2017-04-24: due 2020-04-24 · published 2020-02-29: due 2023-02-28
 * - never published, Linhe's pack of 2017-04-24: due 2020-04-24
 *
 * Readings taken: three years in Foshan too, from the pack's first day where nothing was published (I-081).
 */
export function publicationDueOn(
  lastPublishedOn: PlainDate | null,
  pack: Pick<Pack, 'publication' | 'inForceFrom'>,
): PlainDate {
  return addYears(lastPublishedOn ?? pack.inForceFrom, pack.publication.everyYears.value)
}

/** How it stands on `asOf`: warned from the alert day on, overdue from the day after the due day. */
export function publicationStanding(
  lastPublishedOn: PlainDate | null,
  asOf: PlainDate,
  pack: Pick<Pack, 'publication' | 'inForceFrom'>,
): PublicationStanding {
  const dueOn = publicationDueOn(lastPublishedOn, pack)
  const alertFrom = addDays(dueOn, -pack.publication.alertDays.value)
  const standing = asOf > dueOn ? 'overdue' : asOf >= alertFrom ? 'due-soon' : 'current'
  return { published: lastPublishedOn !== null, dueOn, alertFrom, standing }
}
