import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { roleClass } from '@anju/domain/access/account-post.ts'
import type { Act, Deps } from '../../deps.ts'
import type { DelegationRow } from '../../store/delegation.ts'
import { listPostsAt } from '../../store/post.ts'
import { packOf } from './account-event.ts'
import { confirmationOf } from './confirm-posts.ts'
import { listDelegations } from './lend-post.ts'
import type { AccountPost } from './list-accounts.ts'

export type SeenDelegation = DelegationRow
export type Lendable = {
  readonly delegations: readonly SeenDelegation[]
  readonly lendable: readonly (AccountPost & { readonly isOwn: boolean })[]
  readonly colleagues: readonly { readonly officialId: string; readonly name: string }[]
  readonly hoursMax: number
  readonly daysMax: number
}

/** Posts that are lent, and what whoever asks could lend to whom: own posts, and for the head of a unit all of it. */
export async function listLendable(deps: Deps, act: Act): Promise<Lendable> {
  const pack = packOf(deps, act)
  const { temporaryHoursMax, substitutionDaysMax } = pack.accounts
  const limits = { hoursMax: temporaryHoursMax.value, daysMax: substitutionDaysMax.value }
  const delegations = await listDelegations(deps, act)
  const { actor } = act
  if (actor.kind !== 'official' || roleClass(actor.role) !== 'business')
    return { delegations, lendable: [], colleagues: [], ...limits }
  const leads = mayPerform(actor, 'lead-unit', pack.workflow).ok
  const posts = await act.city.pool.look(act.scope, (db) =>
    listPostsAt(db, { city: act.city.city, reach: '', on: act.legalOn, officeId: actor.officeId }),
  )
  const lendable = posts
    .filter((row) => roleClass(row.role) === 'business' && (leads || row.official_id === actor.officialId))
    .map((row) => ({
      row,
      confirmation: confirmationOf(row, act, pack),
      inForce: true,
      isOwn: row.official_id === actor.officialId,
    }))
  const others = posts.filter((row) => row.official_id !== actor.officialId && roleClass(row.role) === 'business')
  const colleagues = [...new Map(others.map((row) => [row.official_id, row.official_name]))].map(
    ([officialId, name]) => ({ officialId, name }),
  )
  return { delegations, lendable, colleagues, ...limits }
}
