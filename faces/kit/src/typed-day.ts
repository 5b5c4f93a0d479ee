import { findPlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'

/**
 * The day that somebody typed, as fast as people type it: `20160105`, `2016-1-5`, `2016.1.5`, `2016年1月5日`, and `0105` or
 * `1-5` for the year of `today`. Undefined when that is no real day.
 */
export function typedDay(text: string, today: string): PlainDate | undefined {
  const tight = text
    .trim()
    .replaceAll(/[年月./\s]/g, '-')
    .replaceAll('日', '')
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(tight)
  if (digits !== null) return findPlainDate(`${digits[1]}-${digits[2]}-${digits[3]}`)
  const short = /^(\d{2})(\d{2})$/.exec(tight)
  if (short !== null) return findPlainDate(`${today.slice(0, 4)}-${short[1]}-${short[2]}`)
  const parts = tight.split('-').filter((part) => part !== '')
  if (parts.length === 3) return joined(parts[0], parts[1], parts[2])
  if (parts.length === 2) return joined(today.slice(0, 4), parts[0], parts[1])
  return undefined
}

function joined(year = '', month = '', day = ''): PlainDate | undefined {
  return findPlainDate(`${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
