import { accountConfirmation, periodFrom, type PostConfirmation } from '@anju/domain/access/account-confirmation.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../../deps.ts'
import { intentOf } from '../../store/intent.ts'
import { listPostsAt, type PostRow, type PostsAsked } from '../../store/post.ts'
import { recordConfirmations } from '../../store/recertification.ts'
import { carryOut, type CarriedOut } from '../carry-out.ts'
import { officialIdOf, packOf, reachOf, recordAccountEvent } from './account-event.ts'

export type PostToConfirm = {
  readonly post: PostRow
  readonly confirmation: PostConfirmation
  /** Whether whoever asks is the one to confirm it. */
  readonly isMine: boolean
}

/** When a post has to be answered for again; counted by the system clock, like unused days. */
export function confirmationOf(
  post: Pick<PostRow, 'confirmed_on' | 'recorded_at'>,
  act: Pick<Act, 'at'>,
  pack: Pick<Pack, 'accounts'>,
): PostConfirmation {
  const answeredOn = post.confirmed_on ?? civilDateOf(post.recorded_at)
  return accountConfirmation(answeredOn, civilDateOf(act.at), pack.accounts)
}

/**
 * Posts in force with their confirmation (季度复核): for the head of a unit those of the unit, for administrators all below them.
 * A head's own post, and those of an office without a head, are the security administrator's to confirm.
 */
export function listPostsToConfirm(deps: Deps, act: Act): Promise<readonly PostToConfirm[]> {
  const pack = packOf(deps, act)
  return act.city.pool.look(act.scope, (db) => postsToConfirm(db, act, pack, { limit: LINES_MAX }))
}

/** Of a large city a list shows so many; whatever is the asker's own to confirm comes first. */
const LINES_MAX = 2_000

async function postsToConfirm(
  db: Db,
  act: Act,
  pack: Pack,
  which: Pick<PostsAsked, 'postIds' | 'limit'>,
): Promise<readonly PostToConfirm[]> {
  const { actor } = act
  if (actor.kind !== 'official') return []
  const administers = (['approve-accounts', 'keep-accounts', 'read-audit'] as const).some(
    (duty) => mayPerform(actor, duty, pack.workflow).ok,
  )
  const heads = pack.workflow.duties['lead-unit']?.roles ?? []
  const posts = await listPostsAt(db, {
    city: act.city.city,
    reach: reachOf(act),
    on: act.legalOn,
    officeId: administers ? null : actor.officeId,
    leading: heads,
    ...which,
  })
  const isHead = ({ role }: Pick<PostRow, 'role'>) => heads.includes(role)
  const led = new Set(posts.filter(isHead).map(({ office_id }) => office_id))
  const leads = mayPerform(actor, 'lead-unit', pack.workflow).ok
  const approves = mayPerform(actor, 'approve-accounts', pack.workflow).ok
  return posts.map((post) => {
    const byHead = led.has(post.office_id) && !isHead(post)
    const isMine =
      post.official_id !== actor.officialId && (byHead ? leads && post.office_id === actor.officeId : approves)
    return { post, confirmation: confirmationOf(post, act, pack), isMine }
  })
}

export type ConfirmPosts = { readonly intentId: string; readonly postIds: readonly string[] }

/** The head of a unit answers for posts of it; a lapsed post holds again from its confirmation on. */
export async function confirmPosts(deps: Deps, act: Act, command: ConfirmPosts): Promise<Decision<CarriedOut>> {
  const pack = packOf(deps, act)
  const duty = mayPerform(act.actor, 'lead-unit', pack.workflow).ok ? 'lead-unit' : 'approve-accounts'
  const authority = mayPerform(act.actor, duty, pack.workflow)
  if (!authority.ok) return authority
  const { law } = pack.accounts.confirmEveryMonths
  const by = officialIdOf(act)
  const intent = intentOf(command.intentId, 'confirm-posts', command)
  return carryOut(deps, act, intent, async (tx) => {
    const posts = await postsToConfirm(tx, act, pack, { postIds: command.postIds })
    const chosen = command.postIds.map((postId) => posts.find(({ post }) => post.post_id === postId))
    const wrong = [
      ...(chosen.some((each) => each?.post.official_id === by) ? [refusal('confirmation.own-post', law)] : []),
      ...(chosen.some((each) => each === undefined || (!each.isMine && each.post.official_id !== by))
        ? [refusal('confirmation.not-of-unit', law)]
        : []),
      ...(chosen.some((each) => each?.confirmation.state === 'confirmed')
        ? [refusal('confirmation.not-due', law)]
        : []),
    ]
    if (wrong.length > 0) return refused(...wrong)
    const on = civilDateOf(act.at)
    const period = periodFrom(on, pack.accounts.confirmEveryMonths.value)
    await recordConfirmations(tx, { crypto: deps.crypto, act }, command.postIds, { periodFrom: period, on, by })
    const version = await recordAccountEvent(tx, deps, act, intent, {
      subjectId: command.intentId,
      kind: 'confirm-posts',
      facts: { postIds: command.postIds, periodFrom: period },
      grounds: authority.grounds,
      signedStep: authority.value.signed ? duty : undefined,
    })
    return granted({ subjectId: command.intentId, version }, authority.grounds)
  })
}
