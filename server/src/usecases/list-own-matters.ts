import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { eligibleFrom } from '@anju/domain/residence/eligible-from.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listMattersOf } from '../store/registration.ts'
import { findAccountIndexes } from '../store/account-claim.ts'

/** A resident's own registrations and applications, found by the number they proved when the account was made. */
export async function listOwnMatters(deps: Deps, act: Act) {
  if (act.actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
  const indexes = await findAccountIndexes(deps.shared, act.actor.accountId)
  if (indexes === undefined) throw new RegistryError('not-found', 'No such account')
  const { halfYear } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const rows = await act.city.pool.look(act.scope, (db) => listMattersOf(db, indexes))
  const matters = rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    state: row.state,
    since: row.since,
    dueOn: row.open ? row.due_on : null,
    standardText: row.standard_text,
    registeredOn: row.registered_on,
    // Of a registration that ended nothing follows any more.
    eligibleFrom: row.registered_on === null || !row.open ? null : eligibleFrom(row.registered_on, halfYear),
  }))
  return { matters }
}
