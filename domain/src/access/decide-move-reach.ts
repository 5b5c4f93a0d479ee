import type { ClauseRef } from '../kernel/clause.ts'
import { granted, ground, refusal, refused, type Decision } from '../kernel/decision.ts'
import { type CompiledScope, type PlacedRow, seenBy, seesDivision } from './compile-scope.ts'

/**
 * Decides whether a post may move a registration to another place (变更居住地址): it must see the old registration, or be in
 * charge of the new place, to whose window whoever has moved comes (I-141). Which of the two it was is the ground.
 *
 * @param law - the clause that lets the change be declared
 */
export function decideMoveReach(
  scope: CompiledScope,
  moved: { readonly from: PlacedRow; readonly toDivision: string },
  law: ClauseRef,
): Decision<null> {
  if (seesDivision(scope, moved.toDivision)) return granted(null, [ground(law, 'access.moved-here')])
  return seenBy(scope, moved.from) === undefined
    ? refused(refusal('access.outside-scope', law))
    : granted(null, [ground(law, 'access.moved-away')])
}
