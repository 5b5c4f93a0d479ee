import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { REGISTRATION_TRANSITIONS } from '@anju/domain/registration/registration-machine.ts'
import { eligibleFrom } from '@anju/domain/residence/eligible-from.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listMattersOf } from '../store/registration.ts'
import { findAccountIndexes } from '../store/account-claim.ts'

/** Leaving is told of what stands in the register, visited or not (I-212); one that ended may have ended by it. */
function departureOf(row: { readonly kind: string; readonly state: string; readonly registered_on: string | null }) {
  if (row.kind !== 'registration' || row.registered_on === null) return null
  if (row.state === 'ended') return 'told' as const
  const isOpen = REGISTRATION_TRANSITIONS.some(({ from, event }) => from === row.state && event === 'declare-departure')
  return isOpen ? ('to-tell' as const) : null
}

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
    departure: departureOf(row),
  }))
  return { matters }
}
