import type { Address, DivisionNames } from './address.ts'
import {
  ADDRESS_CLAUSE,
  ADDRESS_REJECTIONS,
  type AddressRejection,
  type AddressRejectionCode,
} from './address-rejection.ts'
import { normaliseAddress } from './normalise-address.ts'

/** What the register knows about an address that the address itself does not say. */
export type AddressFacts = {
  readonly names: DivisionNames
  /** Other districts of the same city and their towns, to notice an address of theirs. */
  readonly otherDistricts?: readonly { readonly name: string; readonly towns: readonly string[] }[]
  /** The dwelling has more than one flat, so one must be named. */
  readonly hasSeveralUnits?: boolean
  /** Another address of the same standard text, looked up by the caller. */
  readonly duplicateOf?: string
  /** Names of registered lanes nearest to a free one, looked up by the caller. */
  readonly nearestLanes?: readonly string[]
}

const WHOLE = /整栋|整幢|整座|全栋|全幢|整层|整间/
const DORMITORY = /(宿舍|公寓|饭堂|工棚)(楼|区|内)*(第?[0-9A-Z]+(栋|幢|座|楼|单元))*$/
const VAGUE = /附近|旁|对面|后面|隔壁|路口|交界|一带|门口|不详|未知|同上|无$|[?？]/
const CONTACT = /1[3-9]\d{9}|\d{17}[\dX]/
/** 张三家, 李四家里: a person's home is not an address. Words that end in 家 and are no person's home are let through. */
const SOMEBODYS_HOME = /(?<!\p{Script=Han})\p{Script=Han}{1,4}家[里中]?$/u
const NOT_A_HOME = /(酒|商|厂|店|农|人|世|国|专|管|住|作|画|大|之)家[里中]?$/
const DOOR = /^[A-Z]?\d{1,5}([A-Z]|-\d{1,3})?号([A-Z]|之\d{1,3})?$/
const UNIT = /^(\d{1,3}楼)?[A-Z]?\d{1,4}[A-Z]?房$/
const ROOM = /^([A-Z]|\d{1,2}|[A-Z]?\d{1,4}[A-Z]?-\d+)$/
const SEVERAL_UNITS = /\d[A-Z]?[房室]?[、,;和及与至~-][A-Z]?\d/
const SEVERAL_ROOMS = /[0-9A-Z][、,;和及与至~][0-9A-Z]/
const NO_PLATE = '无门牌'

/**
 * Says everything that keeps an address from being a standard address (FS-2016-14 二(三)); an empty list is a good address.
 *
 * Words are looked for only in what somebody wrote freely: the registered lane is left out, because real lanes and villages
 * have 门口, 对面 or 宿舍 in their names. A dormitory with a flat number is as good as any house. A hut without a plate
 * stands with its survey.
 *
 * - `张槎三路12号整栋` → A01; `XX厂宿舍` → A02, A03, A10; `市场旁边` → A03, A05, A10
 * - `张槎三路12号3栋302房`, `…员工宿舍楼2栋305房`, `大江村三巷7号之2 201房A` → none
 *
 * @param law - the clause that binds the jurisdiction, from its pack; Foshan's by default
 */
export function rejectAddress(
  raw: Address,
  facts: AddressFacts,
  law: `${string}:${string}` = ADDRESS_CLAUSE,
): readonly AddressRejection[] {
  const address = normaliseAddress(raw)
  const found = [...rejectedWords(address), ...rejectedParts(address, facts), ...rejectedPlace(address, facts)]
  return found
    .map(([code, known]) => ({ code, number: numberOf(code), law, facts: known }))
    .sort((one, other) => one.number.localeCompare(other.number))
}

type Found = readonly [AddressRejectionCode, AddressRejection['facts']]

/** Refusals for words: looked for in the free parts only. */
function rejectedWords(address: Address): Found[] {
  const free = freeText(address)
  const found: Found[] = []
  const whole = WHOLE.exec(free)?.[0]
  if (whole !== undefined) found.push(['address.whole-building', { words: whole }])
  const dormitory = [address.lane.kind === 'free' ? address.lane.text : '', address.building, address.rest].some(
    (part) => part !== undefined && DORMITORY.test(part),
  )
  if (dormitory && address.unit === undefined) found.push(['address.dormitory-without-unit', {}])
  const vague = VAGUE.exec(withoutNoPlate(free))?.[0]
  if (vague !== undefined) found.push(['address.vague', { words: vague }])
  // The number itself stays out of the facts: they are printed and logged.
  if (CONTACT.test(free) || isSomebodysHome(address)) found.push(['address.contact-in-text', {}])
  return found
}

/** Refusals for door, flat and room. */
function rejectedParts(address: Address, facts: AddressFacts): Found[] {
  const { door, unit, room, survey, rest } = address
  const found: Found[] = []
  const hasPlate = door !== undefined && door !== NO_PLATE
  if (!hasPlate && !isUsable(survey)) found.push(['address.no-door-number', {}])
  if (facts.hasSeveralUnits === true && unit === undefined) found.push(['address.no-unit', {}])

  const isSeveral = SEVERAL_UNITS.test(unit ?? '') || SEVERAL_ROOMS.test(room ?? '') || SEVERAL_UNITS.test(rest ?? '')
  if (isSeveral) found.push(['address.several-units', { unit: [unit, room, rest].filter(Boolean).join(' ') }])

  const wrong = [
    ...(hasPlate && !DOOR.test(door) ? ['door'] : []),
    ...(unit !== undefined && !UNIT.test(unit) && !isSeveral ? ['unit'] : []),
    ...(room !== undefined && !ROOM.test(room) && !isSeveral ? ['room'] : []),
    ...(rest === undefined ? [] : ['rest']),
  ]
  if (wrong.length > 0) found.push(['address.part-not-understood', { parts: wrong }])
  return found
}

/** Refusals that need the register: divisions, duplicates, lanes. */
function rejectedPlace(address: Address, facts: AddressFacts): Found[] {
  const found: Found[] = []
  const foreign = foreignDivision(freeText(address), facts)
  if (foreign !== undefined) found.push(['address.foreign-division', { words: foreign }])
  if (facts.duplicateOf !== undefined) found.push(['address.duplicate', { addressId: facts.duplicateOf }])
  if (address.lane.kind === 'free') {
    found.push(['address.unknown-lane', { lane: address.lane.text, nearest: facts.nearestLanes ?? [] }])
  }
  return found
}

function freeText({ lane, door, building, unit, room, rest }: Address): string {
  return [lane.kind === 'free' ? lane.text : '', door, building, unit, room, rest].filter(Boolean).join(' ')
}

function withoutNoPlate(text: string): string {
  return text.replace(NO_PLATE, '')
}

function isSomebodysHome({ lane, building, rest }: Address): boolean {
  return [lane.kind === 'free' ? lane.text : '', building, rest].some(
    (part) => part !== undefined && SOMEBODYS_HOME.test(part) && !NOT_A_HOME.test(part),
  )
}

function isUsable(survey: Address['survey']): boolean {
  if (survey === undefined || survey.reference.trim() === '') return false
  return Math.abs(survey.longitude) <= 180 && Math.abs(survey.latitude) <= 90
}

/**
 * A division named in the free text: in full (南海区), or a short district with one of its towns (南海桂城). A short name alone says
 * nothing, since every city has a 南海大道.
 */
function foreignDivision(text: string, { names, otherDistricts = [] }: AddressFacts): string | undefined {
  const full = [names.province, names.city, names.district, ...otherDistricts.map(({ name }) => name)]
  const named = full.find((name) => name !== '' && text.includes(name))
  if (named !== undefined) return named
  for (const { name, towns } of [{ name: names.district, towns: [names.town] }, ...otherDistricts]) {
    const pair = towns.map((town) => shortName(name) + shortName(town)).find((both) => text.includes(both))
    if (pair !== undefined) return pair
  }
  return undefined
}

function shortName(name: string): string {
  return name.length > 2 ? name.replace(/(街道|镇|乡|区|县|市)$/, '') : name
}

function numberOf(code: AddressRejectionCode): AddressRejection['number'] {
  // Found for every code, because the code type is made from this table.
  return ADDRESS_REJECTIONS.find((row) => row.code === code)!.number
}
