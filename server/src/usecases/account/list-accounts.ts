import type { AccountStanding } from '@anju/domain/access/account-standing.ts'
import type { PostConfirmation } from '@anju/domain/access/account-confirmation.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { maskIdNumber } from '@anju/standards/mask-id-number.ts'
import type { Act, Deps } from '../../deps.ts'
import { RegistryError } from '../../registry-error.ts'
import {
  findAccount,
  isAccountWithin,
  listAccountEvents,
  listAccountRows,
  openOfficial,
  type AccountEventRow,
  type AccountRow,
} from '../../store/account.ts'
import { listAuthenticatorsOf, listEnrolmentsOf, type AuthenticatorRow } from '../../store/account-enrolment.ts'
import { listProposalsOf } from '../../store/account-proposal.ts'
import { listDelegationRows, type DelegationRow } from '../../store/delegation.ts'
import { listPostsOf, type PostRow } from '../../store/post.ts'
import { confirmationOf } from './confirm-posts.ts'
import { known, packOf, reachOf } from './account-event.ts'
import { namesOf, seenProposal, type SeenEnrolment, type SeenProposal } from './list-proposals.ts'
import { standingOf } from './propose-account.ts'

export type AccountPost = { readonly row: PostRow; readonly confirmation: PostConfirmation; readonly inForce: boolean }
export type AccountLine = {
  readonly officialId: string
  readonly name: string
  /** Masked. */
  readonly idNumber: string
  readonly standing: AccountStanding
  readonly posts: readonly AccountPost[]
  /** Authenticators in use. */
  readonly authenticators: number
  readonly authenticatorsWanted: number
  readonly lastSignInAt: string | null
}

/** Accounts per page of the list; who looks for one of more narrows the list by name. */
const LINES_MAX = 500

/** Accounts with a post below the administrator's divisions (用户管理), by name. */
export function listAccounts(deps: Deps, act: Act, named: string): Promise<readonly AccountLine[]> {
  return act.city.pool.look(act.scope, async (db) => {
    const rows = await listAccountRows(db, act.city.city, reachOf(act), named, LINES_MAX)
    return linesOf(db, deps, act, rows)
  })
}

async function linesOf(db: Db, deps: Deps, act: Act, rows: readonly AccountRow[]): Promise<readonly AccountLine[]> {
  const pack = packOf(deps, act)
  const ids = rows.map(({ official_id }) => official_id)
  const [posts, authenticators] = await Promise.all([listPostsOf(db, ids), listAuthenticatorsOf(db, ids)])
  return rows.map((row) => ({
    officialId: row.official_id,
    name: row.name,
    idNumber: maskIdNumber(openOfficial(deps.crypto, row)),
    standing: standingOf(row, act, pack),
    posts: posts
      .filter((post) => post.official_id === row.official_id)
      .map((post) => ({
        row: post,
        confirmation: confirmationOf(post, act, pack),
        inForce: post.valid_from <= act.legalOn && (post.valid_to === null || post.valid_to >= act.legalOn),
      })),
    authenticators: authenticators.filter((each) => each.official_id === row.official_id && each.revoked_at === null)
      .length,
    authenticatorsWanted: pack.accounts.authenticators.value,
    lastSignInAt: row.last_sign_in_at,
  }))
}

export type AccountFile = AccountLine & {
  readonly authenticatorRows: readonly AuthenticatorRow[]
  readonly enrolments: readonly SeenEnrolment[]
  readonly proposals: readonly SeenProposal[]
  readonly delegations: readonly DelegationRow[]
  readonly events: readonly AccountEventRow[]
}

/** One account with everything that is known of it (用户详情), and the names of whoever had to do with it. */
export async function getAccount(
  deps: Deps,
  act: Act,
  officialId: string,
): Promise<{ readonly file: AccountFile; readonly names: ReadonlyMap<string, string> }> {
  const file = await act.city.pool.look(act.scope, async (db): Promise<AccountFile> => {
    if (!(await isAccountWithin(db, officialId, act.city.city, reachOf(act))))
      throw new RegistryError('not-found', 'No such account')
    const [line] = await linesOf(db, deps, act, [known(await findAccount(db, officialId))])
    const [authenticatorRows, enrolments, proposals, delegations, events] = await Promise.all([
      listAuthenticatorsOf(db, [officialId]),
      listEnrolmentsOf(db, officialId),
      listProposalsOf(db, officialId),
      listDelegationRows(db, act.city.city, { reach: null, officialId }),
      listAccountEvents(db, officialId),
    ])
    const seen = proposals.map((row) => seenProposal(deps, row))
    return { ...known(line), authenticatorRows, enrolments, proposals: seen, delegations, events }
  })
  const names = await namesOf(deps, [
    ...file.events.map(({ actor_id }) => actor_id),
    ...file.proposals.flatMap((row) => [row.proposed_by, row.decided_by]),
    ...file.enrolments.flatMap((row) => [row.proposed_by, row.approved_by]),
  ])
  return { file, names }
}
