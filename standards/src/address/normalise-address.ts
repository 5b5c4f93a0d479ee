import { halfWidth } from '../half-width.ts'
import type { Address, Lane } from './address.ts'

const DIGITS = '〇一二三四五六七八九'
const CHINESE_NUMBER = /[〇零○一二三四五六七八九十百]+/g

/**
 * Brings the parts of an address into their written form: half-width signs, no spaces, letters in upper case, Chinese
 * numerals in numbers as digits, `#` as 号, door and flat with their 号 and 房. 栋, 幢 and 座 stay as on the plate. The name of a
 * lane keeps its numerals: 张槎三路 is a name. Parts left empty go away.
 */
export function normaliseAddress(address: Address): Address {
  const door = normaliseDoor(tidy(address.door))
  const building = normaliseBuilding(tidy(address.building))
  const unit = normaliseUnit(tidy(address.unit))
  const room = tidy(address.room)?.replace(/[房室]$/, '')
  const rest = tidy(address.rest)
  return {
    divisionCode: address.divisionCode,
    lane: normaliseLane(address.lane),
    ...(door === undefined ? {} : { door }),
    ...(building === undefined ? {} : { building }),
    ...(unit === undefined ? {} : { unit }),
    ...(room === undefined ? {} : { room }),
    ...(rest === undefined ? {} : { rest }),
    ...(address.survey === undefined ? {} : { survey: address.survey }),
  }
}

/** Chinese numerals in a text as digits: 三 → 3, 一百二十 → 120, 二〇三 → 203. */
export function chineseNumeralsToDigits(text: string): string {
  return text.replaceAll(CHINESE_NUMBER, (numeral) => {
    const digits = Array.from(numeral.replaceAll(/[零○]/g, '〇'))
    if (!/[十百]/.test(numeral)) return digits.map((digit) => DIGITS.indexOf(digit)).join('')
    return String(placeValue(digits))
  })
}

function placeValue(digits: readonly string[]): number {
  let total = 0
  let pending: number | undefined
  for (const digit of digits) {
    if (digit === '十' || digit === '百') {
      total += (pending ?? 1) * (digit === '十' ? 10 : 100)
      pending = undefined
    } else {
      pending = DIGITS.indexOf(digit)
    }
  }
  return total + (pending ?? 0)
}

/** Half-width, no spaces, upper case; undefined when nothing is left. */
function tidy(text: string | undefined): string | undefined {
  const tidied = halfWidth(text ?? '')
    .replaceAll(/\s/g, '')
    .toUpperCase()
  return tidied === '' ? undefined : tidied
}

function normaliseLane(lane: Lane): Lane {
  return lane.kind === 'registered' ? lane : { kind: 'free', text: tidy(lane.text) ?? '' }
}

function normaliseDoor(door: string | undefined): string | undefined {
  if (door === undefined) return undefined
  const digits = chineseNumeralsToDigits(door).replace(/#/, '号')
  return /^[A-Z]?\d+([A-Z]|-\d+)?$/.test(digits) ? `${digits}号` : digits
}

function normaliseBuilding(building: string | undefined): string | undefined {
  // Only a numeral directly before its counter is a number: 三元大厦 keeps its name, 第三栋 becomes 3栋.
  return building?.replaceAll(
    /第?([〇零○一二三四五六七八九十百]+|\d+)(栋|幢|座|楼|单元)/g,
    (_, numeral: string, counter: string) => chineseNumeralsToDigits(numeral) + counter,
  )
}

function normaliseUnit(unit: string | undefined): string | undefined {
  if (unit === undefined) return undefined
  const digits = chineseNumeralsToDigits(unit)
    .replace(/#/, '房')
    .replace(/(室|号房?)$/, '房')
  return /\d[A-Z]?$/.test(digits) ? `${digits}房` : digits
}
