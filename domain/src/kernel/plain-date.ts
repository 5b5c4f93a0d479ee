import { Temporal } from 'temporal-polyfill'

/**
 * A civil date (民用日期) in Asia/Shanghai as `YYYY-MM-DD`. Branded, so that only checked text is one;
 * `<` and `>` compare correctly because the form is fixed-width. Years 1900 to 9999.
 */
export type PlainDate = string & { readonly __plainDate: true }

const SHAPE = /^\d{4}-\d{2}-\d{2}$/

/** The date that `text` names, or undefined when it is no real day (2026-02-30). */
export function findPlainDate(text: string): PlainDate | undefined {
  if (!SHAPE.test(text) || text < '1900-01-01') return undefined
  try {
    return written(Temporal.PlainDate.from(text, { overflow: 'reject' }).toString())
  } catch {
    return undefined
  }
}

/** As {@link findPlainDate}. @throws RangeError naming the text, when it is no real day. */
export function parsePlainDate(text: string): PlainDate {
  const date = findPlainDate(text)
  if (date === undefined) throw new RangeError(`Not a real day written as YYYY-MM-DD: ${JSON.stringify(text)}`)
  return date
}

/** `n` natural days later; negative is earlier. The start day itself is not counted (CC:201). */
export function addDays(date: PlainDate, n: number): PlainDate {
  return written(Temporal.PlainDate.from(date).add({ days: n }).toString())
}

/** The corresponding day `n` months later, or the last day of that month when there is none (CC:202). */
export function addMonths(date: PlainDate, n: number): PlainDate {
  return written(Temporal.PlainDate.from(date).add({ months: n }).toString())
}

/** The corresponding day `n` years later. From the first day each time: 2016-02-29 meets itself again in 2020. */
export function addYears(date: PlainDate, n: number): PlainDate {
  return addMonths(date, n * 12)
}

/** Natural days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days
}

/** The later of two days. */
export function laterOf(one: PlainDate, other: PlainDate): PlainDate {
  return one > other ? one : other
}

/** Full years from `from` to `to`: a person's age, or residence years. */
export function fullYearsBetween(from: PlainDate, to: PlainDate): number {
  let years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  while (years > 0 && addYears(from, years) > to) years -= 1
  return years
}

/** 1 Monday … 7 Sunday. */
export function dayOfWeek(date: PlainDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

/** The civil date in Asia/Shanghai of an instant in ISO form (`2016-01-05T01:12:00Z`). */
export function civilDateOf(instant: string): PlainDate {
  return written(Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString())
}

/** The instant `hours` hours after an instant, both in ISO form; hours are never prolonged by a rest day. */
export function addHours(instant: string, hours: number): string {
  return Temporal.Instant.from(instant).add({ hours }).toString()
}

/** Whether an instant lies after another, both in ISO form of whatever offset. */
export function isInstantAfter(instant: string, other: string): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(instant), Temporal.Instant.from(other)) > 0
}

/** What Temporal writes is a date of ours, unless it left the years that we hold. */
function written(text: string): PlainDate {
  if (!isWritten(text)) throw new RangeError(`A day outside the years 1900 to 9999: ${text}`)
  return text
}

function isWritten(text: string): text is PlainDate {
  return SHAPE.test(text)
}
