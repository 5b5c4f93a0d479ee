import { halfWidth } from '../half-width.ts'
import type { Address, DivisionNames } from './address.ts'
import { normaliseAddress } from './normalise-address.ts'

/** A lane as the register knows it. */
export type RegisteredLane = { readonly laneId: string; readonly name: string }

/** Digits or Chinese numerals, never mixed: in 7号之2百合大厦 the building begins with 百. */
const NUMERAL = '(?:[0-9]+|[〇零一二三四五六七八九十百]+)'
const DOOR = new RegExp(`^[A-Z]?${NUMERAL}(?:[A-Z]|-\\d+)?(?:号|#)(?:之${NUMERAL})?`)
const BUILDING = new RegExp(`^[^0-9,，;；]*?(?:第?(?:${NUMERAL}|[A-Z])(?:栋|幢|座|楼|单元))+`)
const UNIT = new RegExp(`^[A-Z]?${NUMERAL}[A-Z]?(?:[、,至~和-]${NUMERAL})*(?:号?房|室)?`)
const ROOM = /^-?([A-Z]|\d{1,2})(?:房|室)?$/
/** A lane nobody registered: everything up to the last 路, 街, 巷 … that stands before a number or the end. */
const FREE_LANE = new RegExp(
  `^.*?(?:大道|工业区|直街|小区|花园|路|街|巷|里|坊|横|村|苑)(?=[A-Z]?${NUMERAL}(?:[A-Z]|-\\d+)?(?:号|#)|$)`,
)

/**
 * Takes a pasted address apart. The divisions of the header are cut off its front where they are repeated rightly; a
 * different division stays in the text, so that the refusal can see it. The longest registered lane that the text begins
 * with wins. What fits no part is kept in `rest`: nothing written is lost, and `rejectAddress` judges it.
 */
export function parseAddress(
  text: string,
  divisionCode: string,
  names: DivisionNames,
  lanes: readonly RegisteredLane[],
): Address {
  const local = withoutDivisions(withoutIdleSpaces(halfWidth(text).trim().toUpperCase()), names)
  const registered = lanes
    .filter(({ name }) => local.startsWith(name))
    .sort((one, other) => other.name.length - one.name.length)[0]

  const laneText = registered?.name ?? FREE_LANE.exec(local)?.[0] ?? ''
  const lane = registered ? { kind: 'registered' as const, ...registered } : { kind: 'free' as const, text: laneText }
  const parts = takeParts(local.slice(laneText.length))
  if (lane.kind === 'free' && laneText === '') {
    return normaliseAddress({ divisionCode, lane: { kind: 'free', text: parts.rest }, ...parts, rest: '' })
  }
  return normaliseAddress({ divisionCode, lane, ...parts })
}

/** Only a space between two numbers says something: `7号之2 201房`. */
function withoutIdleSpaces(text: string): string {
  const number = '[0-9A-Z〇零一二三四五六七八九十百]'
  return text.replaceAll(/\s+/g, ' ').replaceAll(new RegExp(`(?<!${number}) | (?!${number})`, 'g'), '')
}

function withoutDivisions(text: string, names: DivisionNames): string {
  let local = text
  for (const name of [names.province, names.city, names.district, names.town, names.committee ?? '']) {
    if (name !== '' && local.startsWith(name)) local = local.slice(name.length)
  }
  return local
}

type Parts = Required<Pick<Address, 'door' | 'building' | 'unit' | 'room' | 'rest'>>

function takeParts(text: string): Parts {
  const [door, afterDoor] = take(DOOR, text)
  const [building, afterBuilding] = take(BUILDING, afterDoor)
  const [unit, afterUnit] = take(UNIT, afterBuilding)
  const room = ROOM.exec(afterUnit)?.[1] ?? ''
  return { door, building, unit, room, rest: room === '' ? afterUnit : '' }
}

function take(pattern: RegExp, text: string): readonly [taken: string, left: string] {
  const taken = pattern.exec(text)?.[0] ?? ''
  return [taken, text.slice(taken.length).trimStart()]
}
