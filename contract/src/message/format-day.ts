import { dayOfWeek, findPlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Language } from './words.ts'

const WEEKDAYS = {
  zh: ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** A civil date for people: 2016年1月5日, 5 January 2016. Text that is no real day comes back unchanged. */
export function formatDay(on: string, language: Language): string {
  if (findPlainDate(on) === undefined) return on
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`
}

/** The name of the weekday: 星期二, Tuesday. Empty for text that is no real day. */
export function formatWeekday(on: string, language: Language): string {
  const date = findPlainDate(on)
  return date === undefined ? '' : (WEEKDAYS[language][dayOfWeek(date) - 1] ?? '')
}

/** 2016年1月5日 星期二, Tuesday 5 January 2016. */
export function formatDayWithWeekday(on: string, language: Language): string {
  const weekday = formatWeekday(on, language)
  if (weekday === '') return on
  const day = formatDay(on, language)
  return language === 'zh' ? `${day} ${weekday}` : `${weekday} ${day}`
}
