import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listHeldPermitsByIndex } from '../store/endorsement.ts'
import { findAccountIndexes } from '../store/account-claim.ts'
import { endorsementWindow } from './get-endorsement.ts'

/** A resident's own permits (我的居住证): how each stands, when it is endorsed, and whether that can be confirmed online. */
export async function listOwnPermits(deps: Deps, act: Act) {
  if (act.actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
  const indexes = await findAccountIndexes(deps.shared, act.actor.accountId)
  if (indexes === undefined) throw new RegistryError('not-found', 'No such account')
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { channels, confirmOnlyOnline } = pack.endorsement
  const online = channels.value.includes('online') && confirmOnlyOnline.value
  const permits = await act.city.pool.look(act.scope, async (db) => {
    const held = await listHeldPermitsByIndex(db, indexes)
    return Promise.all(
      held.map(async (permit) => ({
        ...(await endorsementWindow(deps, act, db, permit, online ? 'online' : 'counter', pack)),
        online,
      })),
    )
  })
  return { asOf: act.legalOn, permits }
}
