import { findEthnicity, ETHNICITIES } from '@anju/standards/code/ethnicity.ts'
import { normaliseIdNumber, parseIdNumber } from '@anju/standards/id-number.ts'
import { parseMobilePhone } from '@anju/standards/phone.ts'
import { refusal, type Refusal } from '@anju/domain/kernel/decision.ts'
import { findPlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { OldPermit, OldPermitKind } from '@anju/domain/transfer/decide-old-permit.ts'

/** Columns of the file, by the words of its first line. The manual tells what each holds. */
export const OLD_PERMIT_COLUMNS = [
  '证件种类',
  '证件编号',
  '卡体编号',
  '姓名',
  '公民身份号码',
  '民族',
  '户籍区划',
  '户籍详址',
  '移动电话',
  '登记日期',
  '离开日期',
  '村居区划',
  '街路巷',
  '门牌',
  '楼栋',
  '单元',
  '房号',
  '居住地址',
  '申请日期',
  '签发日期',
  '有效期至',
  '签发区划',
  '签注日期',
] as const
/** A column that a file may do without. */
export const ADDED_COLUMN = '申请日期'
export type OldPermitColumn = (typeof OLD_PERMIT_COLUMNS)[number]
export type OldPermitCells = Readonly<Record<OldPermitColumn, string>>

/** A line that can be read: who, what, where. */
export type OldPermitLine = OldPermit & {
  readonly line: number
  readonly permitNo: string
  readonly cardNo: string
  readonly name: string
  readonly idNumber: string
  readonly sex: string
  readonly birthOn: string
  readonly ethnicity: string
  readonly hukouDivision: string
  readonly hukouDetail: string
  readonly mobile: string | undefined
  readonly divisionCode: string
  readonly lane: string
  readonly door: string
  readonly building: string
  readonly unit: string
  readonly room: string
  /** As it stood in the old register. */
  readonly address: string
  readonly issuedIn: string
  readonly endorsedOn: readonly PlainDate[]
}

/** The law under which a line of a file is refused: the transition it serves. */
const LAW = 'CN-663:23'
const KINDS: Readonly<Record<string, OldPermitKind>> = { 居住证: 'residence-permit', 暂住证: 'temporary-permit' }
const LONGEST: Partial<Record<OldPermitColumn, number>> = { 居住地址: 200, 户籍详址: 200 }

/** Reads one line (旧证): what it says, or every reason why it says nothing. Only what the line itself shows is looked at. */
export function parseOldPermit(
  cells: OldPermitCells,
  line: number,
  on: PlainDate,
): { readonly old: OldPermitLine } | { readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = []
  const wrong = (column: OldPermitColumn) => {
    const value = cells[column].slice(0, 40)
    refusals.push(refusal('import.field-malformed', LAW, { column, value }))
  }
  const needed = (column: OldPermitColumn): string => {
    if (cells[column] === '') refusals.push(refusal('import.field-missing', LAW, { column }))
    else if (cells[column].length > (LONGEST[column] ?? 100)) wrong(column)
    return cells[column]
  }
  const shaped = (column: OldPermitColumn, shape: RegExp): string => {
    const text = needed(column)
    if (text !== '' && !shape.test(text)) wrong(column)
    return text
  }
  const day = (column: OldPermitColumn): PlainDate | undefined => {
    const found = findDay(cells[column])
    if (cells[column] !== '' && found === undefined) wrong(column)
    return found
  }
  const neededDay = (column: OldPermitColumn): PlainDate | undefined =>
    needed(column) === '' ? undefined : day(column)

  const kind = KINDS[needed('证件种类')]
  if (kind === undefined && cells['证件种类'] !== '') wrong('证件种类')
  const parsed = parseIdNumber(normaliseIdNumber(needed('公民身份号码')), on)
  if (!parsed.ok && cells['公民身份号码'] !== '')
    refusals.push(...parsed.problems.map(({ code, facts }) => refusal(code, LAW, facts)))
  if (parsed.ok && parsed.value.holder !== 'citizen') wrong('公民身份号码')
  const ethnicity =
    findEthnicity(cells['民族'])?.code ??
    ETHNICITIES.find(({ zh }) => zh === cells['民族'] || `${zh}族` === cells['民族'])?.code
  if (needed('民族') !== '' && ethnicity === undefined) wrong('民族')
  const mobile = cells['移动电话'] === '' ? undefined : parseMobilePhone(cells['移动电话'])
  if (cells['移动电话'] !== '' && mobile === undefined) wrong('移动电话')
  const divisionCode = shaped('村居区划', /^\d{12}$/)
  const days = {
    appliedOn: day('申请日期'),
    issuedOn: neededDay('签发日期'),
    expiresOn: neededDay('有效期至'),
    registeredOn: neededDay('登记日期'),
    leftOn: day('离开日期'),
  }
  const endorsed = cells['签注日期'].split(/[;；]/u).filter((text) => text.trim() !== '')
  const endorsedOn = endorsed.map((text) => findDay(text.trim()))
  if (endorsedOn.includes(undefined)) wrong('签注日期')
  const issuedIn = cells['签发区划'] === '' ? divisionCode.slice(0, 6) : shaped('签发区划', /^\d{6}$/)
  const texts = {
    permitNo: shaped('证件编号', /^[0-9A-Za-z-]{4,40}$/),
    name: needed('姓名'),
    hukouDivision: shaped('户籍区划', /^\d{6}$/),
    hukouDetail: needed('户籍详址'),
    address: needed('居住地址'),
  }
  const { appliedOn, issuedOn, expiresOn, registeredOn, leftOn } = days
  if (
    refusals.length > 0 ||
    kind === undefined ||
    !parsed.ok ||
    ethnicity === undefined ||
    issuedOn === undefined ||
    expiresOn === undefined ||
    registeredOn === undefined
  )
    return { refusals }
  const { idNumber, sex, birthOn } = parsed.value
  return {
    old: {
      ...texts,
      line,
      kind,
      cardNo: cells['卡体编号'] === '' ? texts.permitNo : cells['卡体编号'],
      idNumber,
      sex,
      birthOn,
      ethnicity,
      mobile,
      divisionCode,
      lane: cells['街路巷'],
      door: cells['门牌'],
      building: cells['楼栋'],
      unit: cells['单元'],
      room: cells['房号'],
      ...(appliedOn === undefined ? {} : { appliedOn }),
      issuedOn,
      expiresOn,
      registeredOn,
      ...(leftOn === undefined ? {} : { leftOn }),
      issuedIn,
      endorsedOn: endorsedOn.filter((found) => found !== undefined).toSorted(),
    },
  }
}

/** 2015-03-01, 2015/3/1, 20150301 and 2015年3月1日 are one day. */
export function findDay(text: string): PlainDate | undefined {
  const found = /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?$/u.exec(text)
  const isCompact = /^\d+$/.test(text)
  if (found === null || (isCompact && text.length !== 8)) return undefined
  const [year = '', month = '', day = ''] = found.slice(1)
  return findPlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
