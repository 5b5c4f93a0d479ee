import type { Parameter, Scope } from '@anju/platform/database/pool.ts'

/**
 * What a scope sees, as it stands in a statement itself; row-level security says the same behind it. The places of the four
 * parameters of {@link reachParameters} are told, since a statement has others.
 */
export function seenWithin(
  alias: string,
  [prefixes, except, persons, own]: readonly [number, number, number, number],
): string {
  return `((${alias}.division_code like any($${prefixes}) and not ${alias}.division_code like any($${except})) or ${alias}.person_id = any($${persons}::uuid[])
    or exists (select 1 from ledger l where l.actor_id = $${own}::uuid and l.person_id = ${alias}.person_id))`
}

const begins = (prefix: string) => `${prefix}%`

/** Divisions seen, divisions left out, persons opened one by one, and who took part where that is asked. */
export function reachParameters(scope: Scope): readonly [Parameter, Parameter, Parameter, Parameter] {
  return [scope.prefixes.map(begins), scope.except.map(begins), scope.persons, scope.own ? scope.actor : null]
}
