import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseWorkCalendar, type WorkCalendar } from '@anju/domain/calendar/work-calendar.ts'
import { parse } from 'yaml'
import { LAW_FOLDER } from './load-packs.ts'

/** Reads every published year of working days once, at start. @throws Error when there is none; ZodError, RangeError as parsed. */
export function loadCalendar(folder: string = join(LAW_FOLDER, 'calendars')): WorkCalendar {
  if (!existsSync(folder)) throw new Error(`No working-day calendars in ${folder}`)
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  return parseWorkCalendar(files.map((file) => parse(readFileSync(join(folder, file), 'utf8')) as unknown))
}
