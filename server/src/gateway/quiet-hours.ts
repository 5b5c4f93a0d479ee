/** Hours of the day in which nobody is disturbed (免打扰时段), as HH:MM in Chinese time; `from` after `until` spans midnight. */
export type QuietHours = { readonly from: string; readonly until: string }

const DAY_MS = 86_400_000
/** China keeps one time, eight hours ahead, without summer time. */
const AHEAD_MS = 8 * 3_600_000

/**
 * From when on a text may be sent: now, or the end of the quiet hours that now lies in. The first quiet minute is quiet, the
 * minute they end is not: 21:00 waits until 08:00, 08:00 sends.
 * @param at - a system instant
 */
export function sendableFrom(at: string, quiet: QuietHours | undefined): string {
  if (quiet === undefined) return at
  const [from, until] = [msOfDay(quiet.from), msOfDay(quiet.until)]
  const atMs = Date.parse(at)
  const dayStart = startOfDayMs(atMs)
  const time = atMs - dayStart
  const isQuiet = from <= until ? time >= from && time < until : time >= from || time < until
  if (!isQuiet) return at
  return new Date(dayStart + (time < until ? 0 : DAY_MS) + until).toISOString()
}

/** The first instant of the civil day in China that an instant lies in. */
export function startOfDay(at: string): string {
  return new Date(startOfDayMs(Date.parse(at))).toISOString()
}

/** The first instant of the day after. */
export function startOfNextDay(at: string): string {
  return new Date(startOfDayMs(Date.parse(at)) + DAY_MS).toISOString()
}

function startOfDayMs(atMs: number): number {
  return Math.floor((atMs + AHEAD_MS) / DAY_MS) * DAY_MS - AHEAD_MS
}

function msOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}
