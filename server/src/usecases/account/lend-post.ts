import { refusalsOfDelegation, type LentTime } from '@anju/domain/access/account-delegation.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { addHours, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../../deps.ts'
import { RegistryError } from '../../registry-error.ts'
import { findAccount } from '../../store/account.ts'
import {
  listDelegationRows,
  isDelegationWithin,
  lockDelegation,
  recordDelegation,
  recordDelegationDecision,
  recordDelegationEnd,
  type DelegationRow,
} from '../../store/delegation.ts'
import { intentOf } from '../../store/intent.ts'
import { findPost, listPostsOf, type PostRow } from '../../store/post.ts'
import { carryOut, type CarriedOut } from '../carry-out.ts'
import { known, officialIdOf, packOf, reachOf, recordAccountEvent } from './account-event.ts'
import { standingOf } from './propose-account.ts'

export type LendPost = {
  readonly intentId: string
  readonly postId: string
  readonly delegateId: string
  /** Null for all divisions of the post. */
  readonly divisionPrefix: string | null
  readonly time:
    | { readonly kind: 'temporary'; readonly hours: number }
    | { readonly kind: 'substitution'; readonly from: PlainDate; readonly to: PlainDate }
  readonly reason: string
}

/**
 * Lends a post to a named official (委托、临时授权): the holder for some days, which the security administrator approves; the head
 * of the unit, or the holder, for a shift, which holds at once. The rule says what may be lent to whom; the keys of the table hold
 * that a lent post is its holder's, no administrator's, and no wider than it was.
 */
export async function lendPost(deps: Deps, act: Act, command: LendPost): Promise<Decision<CarriedOut>> {
  const pack = packOf(deps, act)
  const leads = mayPerform(act.actor, 'lead-unit', pack.workflow)
  const { actor } = act
  if (actor.kind !== 'official') throw new Error('Only an official lends a post')
  const intent = intentOf(command.intentId, 'lend-post', command)
  const policy = command.time.kind === 'temporary' ? pack.accounts.temporaryHoursMax : pack.accounts.substitutionDaysMax
  const grounds = leads.ok ? leads.grounds : []
  return carryOut(deps, act, intent, async (tx) => {
    const post = known(await findPost(tx, command.postId))
    if (post.city !== act.city.city) throw new RegistryError('not-found', 'No such post')
    const divisionPrefix = command.divisionPrefix ?? post.division_prefix
    const delegate = await findDelegate(tx, act, pack, command)
    const time: LentTime = command.time.kind === 'temporary' ? { ...command.time, on: act.legalOn } : command.time
    const wrong = refusalsOfDelegation(
      {
        post: lentPostOf(post),
        time,
        divisionPrefix,
        giver: { officialId: actor.officialId, officeId: actor.officeId, leadsUnit: leads.ok },
        delegate: delegate === undefined ? undefined : { officialId: delegate.official_id, role: delegate.role },
      },
      pack.accounts,
    )
    if (wrong.length > 0 || delegate === undefined)
      return refused(
        ...wrong,
        ...(wrong.length === 0 ? [refusal('delegation.delegate-holds-no-post', policy.law)] : []),
      )
    const isShift = command.time.kind === 'temporary'
    await recordDelegation(
      tx,
      { crypto: deps.crypto, act },
      {
        delegationId: command.intentId,
        city: act.city.city,
        kind: command.time.kind,
        postId: post.post_id,
        holderId: post.official_id,
        postPrefix: post.division_prefix,
        divisionPrefix,
        delegateId: delegate.official_id,
        delegatePostId: delegate.post_id,
        validFrom: command.time.kind === 'temporary' ? null : command.time.from,
        validTo: command.time.kind === 'temporary' ? null : command.time.to,
        beginsAt: isShift ? act.at : null,
        endsAt: command.time.kind === 'temporary' ? addHours(act.at, command.time.hours) : null,
        reason: command.reason,
        by: actor.officialId,
        at: act.at,
      },
    )
    const { intentId: _intent, ...facts } = command
    const version = await recordAccountEvent(tx, deps, act, intent, {
      subjectId: command.intentId,
      kind: 'lend-post',
      facts: { ...facts, holderId: post.official_id },
      grounds,
      signedStep: 'lead-unit',
    })
    return granted({ subjectId: command.intentId, version }, grounds)
  })
}

function lentPostOf(post: PostRow) {
  return {
    postId: post.post_id,
    holderId: post.official_id,
    role: post.role,
    officeId: post.office_id,
    divisionPrefix: post.division_prefix,
    validFrom: post.valid_from,
    validTo: post.valid_to,
  }
}

/** A post in this city that the delegate holds all that time, by an account that works. */
async function findDelegate(db: Db, act: Act, pack: Pack, command: LendPost): Promise<PostRow | undefined> {
  const account = await findAccount(db, command.delegateId)
  if (account === undefined || standingOf(account, act, pack).state !== 'active') return undefined
  const { time } = command
  const [from, to] = time.kind === 'temporary' ? [act.legalOn, act.legalOn] : [time.from, time.to]
  const posts = await listPostsOf(db, [command.delegateId])
  return posts.find(
    (post) => post.city === act.city.city && post.valid_from <= from && (post.valid_to === null || post.valid_to >= to),
  )
}

export type DecideDelegation = { readonly intentId: string; readonly delegationId: string; readonly approve: boolean }

/** The security administrator decides a substitution; who gave or gets it does not. */
export async function decideDelegation(deps: Deps, act: Act, command: DecideDelegation): Promise<Decision<CarriedOut>> {
  const pack = packOf(deps, act)
  const authority = mayPerform(act.actor, 'approve-accounts', pack.workflow)
  if (!authority.ok) return authority
  const by = officialIdOf(act)
  const { law } = pack.accounts.substitutionDaysMax
  const intent = intentOf(command.intentId, 'decide-delegation', command)
  return carryOut(deps, act, intent, async (tx) => {
    const row = known(await lockDelegation(tx, act.city.city, command.delegationId))
    if (!(await isDelegationWithin(tx, row.delegation_id, reachOf(act))))
      throw new RegistryError('not-found', 'No such delegation')
    const isOver = row.kind === 'temporary' || row.decided_by !== null || row.revoked_at !== null
    const wrong = [
      ...(isOver ? [refusal('account.already-decided', law)] : []),
      ...(row.given_by === by ? [refusal('account.proposed-by-same-person', law)] : []),
      ...(row.delegate_id === by ? [refusal('account.own-account', law)] : []),
    ]
    if (wrong.length > 0) return refused(...wrong)
    const decision = { approve: command.approve, by, at: act.at }
    await recordDelegationDecision(tx, { crypto: deps.crypto, act }, command.delegationId, decision)
    const version = await recordAccountEvent(tx, deps, act, intent, {
      subjectId: command.delegationId,
      kind: command.approve ? 'approve-delegation' : 'reject-delegation',
      facts: { postId: row.post_id, delegateId: row.delegate_id },
      grounds: authority.grounds,
      signedStep: authority.value.signed ? 'approve-accounts' : undefined,
    })
    return granted({ subjectId: command.delegationId, version }, authority.grounds)
  })
}

export type EndDelegation = { readonly intentId: string; readonly delegationId: string }

/** Ends a delegation at once, with the sessions at it: by the holder, by whoever gave it, by the delegate, or by the administrators. */
export async function endDelegation(deps: Deps, act: Act, command: EndDelegation): Promise<Decision<CarriedOut>> {
  const pack = packOf(deps, act)
  const by = officialIdOf(act)
  const approves = mayPerform(act.actor, 'approve-accounts', pack.workflow)
  const { law } = pack.accounts.substitutionDaysMax
  const intent = intentOf(command.intentId, 'end-delegation', command)
  return carryOut(deps, act, intent, async (tx) => {
    const row = known(await lockDelegation(tx, act.city.city, command.delegationId))
    const isOwn = [row.holder_id, row.delegate_id, row.given_by].includes(by)
    const administers = approves.ok && (await isDelegationWithin(tx, row.delegation_id, reachOf(act)))
    if (!isOwn && !administers) throw new RegistryError('not-found', 'No such delegation')
    if (row.revoked_at !== null) return refused(refusal('delegation.already-ended', law))
    await recordDelegationEnd(tx, { crypto: deps.crypto, act }, [command.delegationId], by)
    const version = await recordAccountEvent(tx, deps, act, intent, {
      subjectId: command.delegationId,
      kind: 'end-delegation',
      facts: { postId: row.post_id, delegateId: row.delegate_id },
      grounds: [],
      signedStep: approves.ok ? 'approve-accounts' : 'lead-unit',
    })
    return granted({ subjectId: command.delegationId, version }, [])
  })
}

/** Those of the whole reach for administrators, else those that one has to do with. */
export function listDelegations(deps: Deps, act: Act): Promise<readonly DelegationRow[]> {
  const { workflow } = packOf(deps, act)
  const sees = (['keep-accounts', 'approve-accounts', 'read-audit', 'lead-unit'] as const).some(
    (duty) => mayPerform(act.actor, duty, workflow).ok,
  )
  const reach = sees ? reachOf(act) : null
  return act.city.pool.look(act.scope, (db) =>
    listDelegationRows(db, act.city.city, { reach, officialId: officialIdOf(act) }),
  )
}
