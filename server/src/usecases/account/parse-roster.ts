import { findPlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { ROLES, type Role } from '@anju/domain/policy/workflow-policy.ts'
import { normaliseIdNumber, parseIdNumber } from '@anju/standards/id-number.ts'
import { parse } from 'yaml'

/** What is wrong with a row of a roster, by itself or in this city. */
export type RosterFault = 'name' | 'id-number' | 'office' | 'role' | 'day' | 'twice' | 'post'

/** One person of an HR file (人事名册): where they work from which day, or on which day they left. */
export type RosterRow = {
  /** Line in the file, the first person's is 1. */
  readonly row: number
  readonly name: string
  readonly idNumber: string
  readonly office: string
  readonly role: Role | undefined
  /** Empty for all divisions of the office. */
  readonly divisionPrefix: string
  readonly from: PlainDate | undefined
  readonly leftOn: PlainDate | undefined
  readonly faults: readonly RosterFault[]
}

const COLUMNS = {
  name: ['name', '姓名'],
  idNumber: ['idNumber', '身份证号', '公民身份号码'],
  office: ['office', '机构代码'],
  role: ['role', '角色'],
  divisionPrefix: ['divisionPrefix', '辖区'],
  from: ['from', '到岗日期'],
  leftOn: ['leftOn', '离职日期'],
} as const
type Column = keyof typeof COLUMNS

/**
 * Reads an HR file, CSV with a heading or a YAML list; headings in Chinese or English. Nothing is thrown for a wrong row: its faults
 * stand in it, so that all of them are shown at once. Undefined when the text is no list of people at all.
 */
export function parseRoster(text: string, on: PlainDate): readonly RosterRow[] | undefined {
  const table = readTable(text.replace(/^\uFEFF/, ''))
  if (table === undefined || table.length === 0) return undefined
  const numbers = table.map(({ idNumber }) => normaliseIdNumber(idNumber))
  return table.map((cells, at) => {
    const idNumber = numbers[at] ?? ''
    const day = (column: 'from' | 'leftOn') => findPlainDate(cells[column].replaceAll('/', '-'))
    const [from, leftOn] = [day('from'), day('leftOn')]
    const role = ROLES.find((known) => known === cells.role)
    const stays = leftOn === undefined
    const faults: readonly RosterFault[] = [
      ...(cells.name === '' ? (['name'] as const) : []),
      ...(parseIdNumber(idNumber, on).ok ? [] : (['id-number'] as const)),
      ...(numbers.indexOf(idNumber) === at ? [] : (['twice'] as const)),
      ...(stays && cells.office === '' ? (['office'] as const) : []),
      ...(stays && role === undefined ? (['role'] as const) : []),
      ...((stays && from === undefined) || (cells.leftOn !== '' && stays) ? (['day'] as const) : []),
    ]
    const { name, office, divisionPrefix } = cells
    return { row: at + 1, name, idNumber, office, role, divisionPrefix, from, leftOn, faults }
  })
}

function readTable(text: string): readonly Readonly<Record<Column, string>>[] | undefined {
  const [heading, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const titles = splitLine(heading ?? '')
  if (COLUMNS.idNumber.some((title) => titles.includes(title)))
    return lines.map((line) => {
      const cells = splitLine(line)
      return rowOf((title) => cells[titles.indexOf(title)])
    })
  const list = parseYaml(text)
  if (!Array.isArray(list)) return undefined
  return list.map((item: unknown) => rowOf((title) => (isRecord(item) ? item[title] : undefined)))
}

function rowOf(cell: (title: string) => unknown): Readonly<Record<Column, string>> {
  const read = (column: Column): string => {
    const value = COLUMNS[column].map(cell).find((each) => each !== undefined && each !== null)
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  }
  return {
    name: read('name'),
    idNumber: read('idNumber'),
    office: read('office'),
    role: read('role'),
    divisionPrefix: read('divisionPrefix'),
    from: read('from'),
    leftOn: read('leftOn'),
  }
}

/** One line of CSV; a cell in double quotes may hold commas. */
function splitLine(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  )
}

function parseYaml(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
