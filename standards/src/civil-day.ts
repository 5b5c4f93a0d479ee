/** A civil date (Asia/Shanghai) as `YYYY-MM-DD`. Plain text, so that `<` compares; the domain brands it. */
export type CivilDay = string

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Whether a text is a day that exists: `2000-02-29` is one, `1990-02-29` is not. */
export function isCivilDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const last = month === 2 && isLeap ? 29 : DAYS_IN_MONTH[month - 1]
  return year > 0 && last !== undefined && day >= 1 && day <= last
}

/** Reads the `YYYYMMDD` that cards and numbers carry; undefined when there is no such day. */
export function dayFromCompact(text: string): CivilDay | undefined {
  if (!/^\d{8}$/.test(text)) return undefined
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
  return isCivilDay(day) ? day : undefined
}

/** Writes a day as the `YYYYMMDD` that cards and numbers carry. */
export function compactDay(day: CivilDay): string {
  return day.replaceAll('-', '')
}

/**
 * Full years from one day to another (周岁): the birthday itself completes the year. Someone born on 29 February completes
 * a common year on 1 March. Negative when `to` lies before `from`.
 */
export function fullYearsBetween(from: CivilDay, to: CivilDay): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}
