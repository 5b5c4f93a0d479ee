import type { ClauseRef } from '../kernel/clause.ts'
import type { Pack } from '../policy/pack.ts'
import { type MoveScope, moveScope } from './move-scope.ts'

export const MOVE_EFFECTS = ['keep', 'reset', 'new-registration', 'new-application', 'police-decide'] as const
/**
 * What a move does to a permit. `keep`: nothing. `reset`: issued anew on the day of the change, years restart.
 * `new-registration`: signed off here and registered there, the permit goes on. `new-application`: another permit is needed.
 */
export type MoveEffect = (typeof MOVE_EFFECTS)[number]

/** What the city's pack says about a move between two divisions (LH-2017-36:三.二(3), FG-2015:二.三(2), GD-2009:15). */
export function moveEffect(
  from: string,
  to: string,
  policy: Pick<Pack, 'addressChange' | 'target'>,
): { readonly scope: MoveScope; readonly effect: MoveEffect; readonly law: ClauseRef } {
  const { sameCounty, sameCity, otherCity, otherProvince } = policy.addressChange
  const scope = moveScope(from, to, policy.target)
  const rule = {
    'same-county': sameCounty,
    'same-city': sameCity,
    'other-city': otherCity,
    'other-province': otherProvince,
  }[scope]
  return { scope, effect: rule.value, law: rule.law }
}
