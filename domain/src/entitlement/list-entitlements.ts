import type { PlainDate } from '../kernel/plain-date.ts'
import { decideEntitlement, type EntitlementAnswer } from './decide-entitlement.ts'
import type { EntitlementFacts } from './entitlement-facts.ts'
import type { Entitlement, Entitlements } from './entitlements-in-force.ts'

export type EntitlementLine = Entitlement & { readonly answer: EntitlementAnswer }

/** The whole answer for one person on `asOf`: every entitlement of the city in the order of its list, with its own words and clause. */
export function listEntitlements(
  facts: EntitlementFacts,
  asOf: PlainDate,
  entitlements: Entitlements,
): readonly EntitlementLine[] {
  return entitlements.list.map((one) => ({ ...one, answer: decideEntitlement(one.key, facts, asOf, entitlements) }))
}
