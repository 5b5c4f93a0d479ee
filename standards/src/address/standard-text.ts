import type { Address, DivisionNames } from './address.ts'
import { normaliseAddress } from './normalise-address.ts'

/**
 * The address as it is printed and compared: 市、区、镇（街道）、街（路、巷）、门（楼）牌详址（含房号）. The committee is not in it, as the notice
 * does not name it. A space parts two parts whose digits would run together: `7号之2 201房`.
 *
 * Two addresses are the same when their texts are.
 */
export function standardText(address: Address, names: Pick<DivisionNames, 'city' | 'district' | 'town'>): string {
  return names.city + names.district + names.town + textBelowTown(address)
}

/** The part of the standard text below the town, for lists in which the town is plain. */
export function textBelowTown(address: Address): string {
  const { lane, door = '', building = '', unit = '', room = '' } = normaliseAddress(address)
  const laneName = lane.kind === 'registered' ? lane.name : lane.text
  return [laneName, door, building, unit, room].reduce((text, part) => text + gapBefore(text, part) + part, '')
}

function gapBefore(text: string, part: string): string {
  return /[0-9A-Z]$/.test(text) && /^[0-9A-Z]/.test(part) ? ' ' : ''
}
