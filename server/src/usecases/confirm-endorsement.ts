import { postClause } from '@anju/domain/access/may-perform.ts'
import { refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findHeldPermit } from '../store/endorsement.ts'
import { findAccountIndexes } from '../store/account-claim.ts'
import { type EndorsementOutcome, takeEndorsement } from './endorse-permit.ts'

export type ConfirmEndorsement = {
  readonly intentId: string
  readonly permitId: string
  readonly confirmsNothingChanged: boolean
}

/**
 * The holder confirms online that nothing has changed (自助签注), where the city's pack offers that: accepted and done at once, written to the register
 * alone. For one's own permit only; what has changed is registered first.
 */
export async function confirmEndorsement(
  deps: Deps,
  act: Act,
  command: ConfirmEndorsement,
): Promise<Decision<EndorsementOutcome>> {
  if (act.actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
  const own = await findAccountIndexes(deps.shared, act.actor.accountId)
  const held = await act.city.pool.look(act.scope, (db) => findHeldPermit(db, command.permitId))
  if (held === undefined) throw new RegistryError('not-found', 'No such permit')
  if (own?.some((index) => index.equals(held.id_bidx)) !== true) {
    const { workflow } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
    return refused(refusal('access.outside-scope', postClause(act.actor, workflow), { field: 'permitId' }))
  }
  const { confirmsNothingChanged } = command
  return takeEndorsement(
    deps,
    act,
    { ...command, materials: [] },
    {
      channel: 'online',
      condition: 'dwelling',
      materials: [],
      inPerson: false,
      agent: null,
      confirmsNothingChanged,
      bookedOnlineOn: null,
    },
    'register',
  )
}
