import { refusalsOfPost } from '@anju/domain/access/account-post.ts'
import { accountStanding } from '@anju/domain/access/account-standing.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision, type Refusal } from '@anju/domain/kernel/decision.ts'
import { addDays, civilDateOf, daysBetween, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { parseIdNumber } from '@anju/standards/id-number.ts'
import type { Act, Deps } from '../../deps.ts'
import { RegistryError } from '../../registry-error.ts'
import {
  accountFactsOf,
  findAccountByNumber,
  isAccountWithin,
  lockAccount,
  sealOfficial,
  type AccountRow,
} from '../../store/account.ts'
import { recordProposal, type NewProposal } from '../../store/account-proposal.ts'
import { listLoansTo, type HeldLoan } from '../../store/delegation.ts'
import { intentOf } from '../../store/intent.ts'
import { listOfficesBelow, listPostsOf, type PostRow } from '../../store/post.ts'
import { carryOut, type CarriedOut } from '../carry-out.ts'
import { known, officialIdOf, packOf, reachOf, recordAccountEvent } from './account-event.ts'

export type WantedPost = {
  readonly officeId: string
  readonly role: Role
  readonly divisionPrefix: string
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
}
/** A new account with its first post, a further post, or work again after suspension or closing. */
export type ProposeAccount = { readonly intentId: string; readonly reason: string } & (
  | { readonly kind: 'account'; readonly name: string; readonly idNumber: string; readonly post: WantedPost }
  | { readonly kind: 'post'; readonly officialId: string; readonly post: WantedPost }
  | { readonly kind: 'reinstate'; readonly officialId: string }
)

/** A unique index that a twin of the same proposal or of the same account meets. */
export const PROPOSED_TWICE = /^account_proposal_\w+_once$/

/**
 * The system administrator proposes (新增用户、岗位、恢复): nothing is there until the security administrator approves. One person
 * has one account: a second proposal for the same ID number, and one for somebody who has an account, are refused.
 */
export async function proposeAccount(deps: Deps, act: Act, command: ProposeAccount): Promise<Decision<CarriedOut>> {
  const pack = packOf(deps, act)
  const authority = mayPerform(act.actor, 'keep-accounts', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, `propose-account/${command.kind}`, command)
  const law = pack.accounts.suspendAfterUnusedDays.law
  return carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const checked = await checkProposal(tx, deps, act, pack, command)
      if (!checked.ok) return checked
      await recordProposal(tx, checked.value)
      const { officialId, kind } = checked.value
      const version = await recordAccountEvent(tx, deps, act, intent, {
        subjectId: officialId,
        kind: `propose-${kind}`,
        facts: factsOf(checked.value),
        grounds: authority.grounds,
        signedStep: authority.value.signed ? 'keep-accounts' : undefined,
      })
      return granted({ subjectId: officialId, version }, authority.grounds)
    },
    (constraint) => (PROPOSED_TWICE.test(constraint) ? refused(refusal('account.already-proposed', law)) : undefined),
  )
}

async function checkProposal(
  tx: Tx,
  deps: Deps,
  act: Act,
  pack: Pack,
  command: ProposeAccount,
): Promise<Decision<NewProposal>> {
  const by = officialIdOf(act)
  const made = { proposalId: command.intentId, city: act.city.city, reason: command.reason, by, at: act.at }
  if (command.kind === 'account') {
    const law = pack.accounts.suspendAfterUnusedDays.law
    const parsed = parseIdNumber(command.idNumber, act.legalOn)
    const sealed = sealOfficial(deps.crypto, command.intentId, parsed.ok ? parsed.value.idNumber : command.idNumber)
    const exists = parsed.ok && (await findAccountByNumber(tx, deps.crypto, parsed.value.idNumber)) !== undefined
    const refusals: readonly Refusal[] = [
      ...(parsed.ok ? [] : [refusal('account.id-number-impossible', law)]),
      ...(exists ? [refusal('account.person-has-account', law)] : []),
      ...(await refusalsOfWanted(tx, act, pack, command.post, [])),
    ]
    if (refusals.length > 0) return refused(...refusals)
    const person = { name: command.name, ...sealed }
    return granted({ ...made, kind: 'account', officialId: command.intentId, person, post: command.post }, [])
  }
  const account = known(await lockAccount(tx, command.officialId))
  const { officialId } = command
  const own = officialId === by ? [refusal('account.own-account', pack.accounts.suspendAfterUnusedDays.law)] : []
  if (command.kind === 'post') {
    const posts = await listPostsOf(tx, [officialId])
    const wrong = [
      ...own,
      ...closedRefusals(account, act, pack),
      ...(await refusalsOfWanted(tx, act, pack, command.post, posts)),
    ]
    if (wrong.length > 0) return refused(...wrong)
    return granted({ ...made, kind: 'post', officialId, person: null, post: command.post }, [])
  }
  if (!(await isAccountWithin(tx, officialId, act.city.city, reachOf(act))))
    throw new RegistryError('not-found', 'No such account')
  const { state } = standingOf(account, act, pack)
  const wrong = [
    ...own,
    ...(state === 'active' ? [refusal('account.is-active', pack.accounts.suspendAfterUnusedDays.law)] : []),
  ]
  if (wrong.length > 0) return refused(...wrong)
  return granted({ ...made, kind: 'reinstate', officialId, person: null, post: null }, [])
}

/** How an account stands at an act: unused days by the system clock, leaving by the legal day. */
export function standingOf(account: AccountRow, act: Pick<Act, 'at' | 'legalOn'>, pack: Pick<Pack, 'accounts'>) {
  return accountStanding(
    accountFactsOf(account),
    { systemOn: civilDateOf(act.at), legalOn: act.legalOn },
    pack.accounts,
  )
}

/** A closed account gets no post and no key until it is let work again. */
export function closedRefusals(account: AccountRow, act: Act, pack: Pack): readonly Refusal[] {
  const standing = standingOf(account, act, pack)
  return standing.state === 'closed' ? [refusal('account.is-closed', standing.law, { since: standing.since })] : []
}

/** Every reason against a post as it is wanted, beside the posts that the person has. */
export async function refusalsOfWanted(
  db: Db,
  act: Act,
  pack: Pack,
  wanted: WantedPost,
  held: readonly PostRow[],
): Promise<readonly Refusal[]> {
  const offices = await listOfficesBelow(db, act.city.city, act.city.divisionPrefix)
  const office = known(offices.find(({ office_id }) => office_id === wanted.officeId))
  const { validFrom, validTo, role, divisionPrefix } = wanted
  const meets = held.filter(
    (post) =>
      (validTo === null || post.valid_from <= validTo) && (post.valid_to === null || post.valid_to >= validFrom),
  )
  const same = meets.some(
    (post) => post.office_id === wanted.officeId && post.role === role && post.division_prefix === divisionPrefix,
  )
  const place = { kind: office.kind, divisionPrefix: office.division_prefix }
  const [officialId] = held.map((post) => post.official_id)
  const lent = officialId === undefined ? [] : await listLoansTo(db, officialId)
  const heldRoles = [...meets, ...lent.filter((loan) => meetsLoan(loan, wanted, act))].map((post) => post.role)
  return [
    ...refusalsOfPost({ role, office: place, divisionPrefix, reach: reachOf(act), heldRoles }, pack),
    ...(same ? [refusal('account.post-held', pack.accounts.suspendAfterUnusedDays.law, { role })] : []),
  ]
}

/** Whether a lent post is held on some day of a wanted one. What ended today by the system clock was held today; a shift may end tomorrow. */
function meetsLoan(loan: HeldLoan, { validFrom, validTo }: WantedPost, act: Act): boolean {
  const lastAt = [loan.revoked_at, loan.ends_at]
    .filter((at) => at !== null)
    .toSorted()
    .at(0)
  const daysLeft = lastAt === undefined ? undefined : daysBetween(civilDateOf(act.at), civilDateOf(lastAt))
  if (daysLeft !== undefined && daysLeft < 0) return false
  const last = daysLeft === undefined ? undefined : addDays(act.legalOn, daysLeft)
  return (
    (validTo === null || loan.valid_from <= validTo) &&
    (loan.valid_to === null || loan.valid_to >= validFrom) &&
    (last === undefined || last >= validFrom)
  )
}

function factsOf({ proposalId, kind, officialId, person, post, reason }: NewProposal) {
  return { proposalId, kind, officialId, name: person?.name ?? null, post, reason }
}
