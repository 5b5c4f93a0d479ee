import type { Pack } from '../policy/pack.ts'

export const MOVE_SCOPES = ['same-county', 'same-city', 'other-city', 'other-province'] as const
/** How far a move went, as the law tells moves apart. */
export type MoveScope = (typeof MOVE_SCOPES)[number]

/**
 * How far a move went: inside one county-level division, inside one prefecture city (设区的市), to another city of the province, or
 * beyond it (LH-2017-36:三.二(3)). A municipality is one city; a county directly under its province is a city by itself.
 *
 * - 150802 to 150802: same county · to 150821 (Bayannur): same city · to 150203 (Baotou): other city · to 440604: other province
 *
 * @param from - division code; the first six digits are read
 */
export function moveScope(
  from: string,
  to: string,
  { municipalities, formerPrefectures }: Pick<Pack['target'], 'municipalities' | 'formerPrefectures'>,
): MoveScope {
  if (from.slice(0, 6) === to.slice(0, 6)) return 'same-county'
  if (from.slice(0, 2) !== to.slice(0, 2)) return 'other-province'
  if (municipalities.value.includes(from.slice(0, 2))) return 'same-city'
  const [left, reached] = [from, to].map((code) => formerPrefectures.value[code.slice(0, 4)] ?? code.slice(0, 4))
  return left === reached && left?.endsWith('90') !== true ? 'same-city' : 'other-city'
}
