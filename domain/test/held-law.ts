import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

import { parseWorkCalendar, type WorkCalendar } from '../src/calendar/work-calendar.ts'
import { type NationalBounds, parseNationalBounds } from '../src/policy/national-bounds.ts'
import { type Pack, parsePack } from '../src/policy/pack.ts'
import { parsePointsPack, type PointsPack } from '../src/policy/points-policy.ts'

/** The law as it stands in `law/`, for tests. The server has its own reader; the domain itself reads no files. */
export const LAW_FOLDER = join(import.meta.dirname, '..', '..', 'law')

export function readYaml(path: string): unknown {
  return parse(readFileSync(join(LAW_FOLDER, path), 'utf8'))
}

export function listYaml(folder: string): readonly string[] {
  const files = readdirSync(join(LAW_FOLDER, folder), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file))
    .toSorted((a, b) => a.localeCompare(b))
}

export const PACKS: readonly Pack[] = listYaml('packs').map((path) => parsePack(readYaml(path)))
/** Packs of cities that nobody runs here, `law/examples`: by the same schema, for the same rules. */
export const EXAMPLE_PACKS: readonly Pack[] = listYaml('examples')
  .filter((path) => !path.startsWith(join('examples', 'cases')))
  .map((path) => parsePack(readYaml(path)))
export const NATIONAL: NationalBounds = parseNationalBounds(readYaml('national/2016-01-01.yaml'))
export const CALENDAR: WorkCalendar = parseWorkCalendar(listYaml('calendars').map(readYaml))

/** The law as it was held before the working days of the year after `lastYear` were published. */
export function calendarThrough(lastYear: number): WorkCalendar {
  return new Map([...CALENDAR].filter(([year]) => year <= lastYear))
}

export const POINTS: PointsPack = parsePointsPack(readYaml('points/foshan/2016-05-17.yaml'))
export const FOSHAN = getPack('foshan/2016-01-01')
export const LINHE = getPack('linhe/2017-04-24')

/** @throws Error when neither `law/packs` nor `law/examples` has a pack of that id. */
export function getPack(id: string): Pack {
  const pack = [...PACKS, ...EXAMPLE_PACKS].find((one) => one.id === id)
  if (pack === undefined) throw new Error(`Neither law/packs nor law/examples has a pack ${id}`)
  return pack
}
