/** Civil days as whole numbers since 1970-01-01, for the generator's arithmetic over millions of dates. */

const DAY_MS = 86_400_000
const texts = new Map<number, string>()

export function dayNumber(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / DAY_MS
}

/** `YYYY-MM-DD`; each day's text is made once. */
export function dayText(day: number): string {
  let text = texts.get(day)
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10)
    texts.set(day, text)
  }
  return text
}

/** An instant in the working hours of that day in Shanghai, in milliseconds; `at` in [0, 1) tells how late. */
export function workingInstant(day: number, at: number): number {
  return day * DAY_MS + 3_600_000 + Math.floor(at * 8 * 3_600_000)
}
