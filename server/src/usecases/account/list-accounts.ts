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
import {
  listAuthenticatorsOf,
  listEnrolmentsOf,
  type AuthenticatorRow,
  type EnrolmentRow,
} from '../../store/account-enrolment.ts'
import { listProposalsOf, type ProposalRow } from '../../store/account-proposal.ts'
import { listDelegationRows, type DelegationRow } from '../../store/delegation.ts'
import { findOfficialNames } from '../../store/office.ts'
import { listPostsOf, type PostRow } from '../../store/post.ts'
import { confirmationOf } from './confirm-posts.ts'
import { known, packOf, reachOf } from './account-event.ts'
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
  readonly enrolments: readonly EnrolmentRow[]
  readonly proposals: readonly ProposalRow[]
  readonly delegations: readonly DelegationRow[]
  readonly events: readonly (AccountEventRow & { readonly actorName: string })[]
}

/** One account with everything that is known of it (用户详情). */
export async function getAccount(deps: Deps, act: Act, officialId: string): Promise<AccountFile> {
  const found = await act.city.pool.look(act.scope, async (db) => {
    if (!(await isAccountWithin(db, officialId, act.city.city, reachOf(act))))
      throw new RegistryError('not-found', 'No such account')
    const row = known(await findAccount(db, officialId))
    const [line] = await linesOf(db, deps, act, [row])
    const [authenticatorRows, enrolments, proposals, delegations, events] = await Promise.all([
      listAuthenticatorsOf(db, [officialId]),
      listEnrolmentsOf(db, officialId),
      listProposalsOf(db, officialId),
      listDelegationRows(db, act.city.city, { reach: null, officialId }),
      listAccountEvents(db, officialId),
    ])
    return { ...known(line), authenticatorRows, enrolments, proposals, delegations, events }
  })
  const names = await namesOf(
    deps,
    found.events.map(({ actor_id }) => actor_id),
  )
  const events = found.events.map((event) => ({ ...event, actorName: names.get(event.actor_id ?? '') ?? '' }))
  return { ...found, events }
}

/** Names of officials, for whoever proposed, approved or gave. */
export function namesOf(deps: Deps, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  return findOfficialNames(deps.shared, [...new Set(ids.filter((id) => id !== null))])
}
