import type { PolicyRow } from './policy-table.ts'
import type { Route } from './route.ts'
import type { RouteName } from './route-table.ts'

/** Acts by which somebody gets a case or a file that is not theirs by rule. */
const OVERRIDES: ReadonlySet<string> = new Set<RouteName>(['assignCase', 'grantCrossArea', 'endCrossArea'])

/** Asked by POST, so that a name stands in no address line; it changes no account. */
const QUESTIONS: ReadonlySet<string> = new Set<RouteName>(['listAccounts'])

/** Why an act is of high risk (高风险): it changes who may do what, it takes many persons out at once, or it goes past a rule. */
export type Risk = 'accounts' | 'bulk' | 'override'

/**
 * The risk of a route, by what it opens and what it looks at; undefined for ordinary ones. One of high risk has its person verified just
 * now (`stepUp`), unless the step itself waits for their signature.
 */
export function riskOf(name: string, route: Pick<Route, 'method' | 'looks'>, row: PolicyRow): Risk | undefined {
  if (OVERRIDES.has(name)) return 'override'
  if (row.opens === 'account' && route.method !== 'GET' && !QUESTIONS.has(name)) return 'accounts'
  const { looks } = route
  // Who looked at whom, of everybody: the list that names all persons of a city.
  if (typeof looks === 'object' && (looks.kind === 'export' || (looks.kind === 'log' && row.opens === 'account')))
    return 'bulk'
  return undefined
}
