import { seesDivision } from '@anju/domain/access/compile-scope.ts'
import type { Act } from '../deps.ts'

/** Whether a division lies in what the act sees (数据范围). Tables without row-level security ask this themselves. */
export function isInReach(act: Pick<Act, 'scope'>, divisionCode: string): boolean {
  return seesDivision(act.scope, divisionCode)
}
