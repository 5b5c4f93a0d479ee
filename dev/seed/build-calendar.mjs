/**
 * Writes law/calendars/<year>.yaml from the npm package chinese-days (MIT), which follows the yearly holiday notice of the
 * State Council's General Office (国务院办公厅节假日安排).
 *
 *   npm pack chinese-days@1.5.7 && tar xzf chinese-days-1.5.7.tgz
 *   node dev/seed/build-calendar.mjs package
 *
 * Only days that differ from the plain week are written: rest days by the notice, and weekend days worked instead.
 * Years that are already there are left alone: a published year does not change.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const source = process.argv[2]
if (source === undefined) {
  console.error('Which folder holds the unpacked chinese-days package?')
  process.exit(2)
}

const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
const yearFolder = join(source, 'dist', 'years')
const target = join(import.meta.dirname, '..', '..', 'law', 'calendars')

for (const name of readdirSync(yearFolder).filter((file) => /^\d{4}\.json$/.test(file))) {
  const year = name.slice(0, 4)
  const path = join(target, `${year}.yaml`)
  if (existsSync(path)) continue
  const { holidays, workdays } = JSON.parse(readFileSync(join(yearFolder, name), 'utf8'))
  writeFileSync(path, toYaml(year, holidays, workdays))
  console.log(`law/calendars/${year}.yaml`)
}

function toYaml(year, holidays, workdays) {
  const list = (days) =>
    Object.keys(days)
      .filter((day) => day.startsWith(year))
      .sort()
      .map((day) => `  - ${day} # ${days[day].split(',')[1]}`)
      .join('\n')
  return (
    `# Made by dev/seed/build-calendar.mjs from chinese-days ${version}; the source is the yearly holiday notice.
year: ${year}
law: HOLIDAYS:${year}
restDays: # 放假
${list(holidays)}
workedWeekends:${Object.keys(workdays).length === 0 ? ' []' : ' # 调休上班'}
${list(workdays)}
`.trimEnd() + '\n'
  )
}
