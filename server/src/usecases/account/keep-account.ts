import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { RegistryError } from '../../registry-error.ts'
import type { Act, Deps } from '../../deps.ts'
import { endSessionsOf, isAccountWithin, lockAccount, recordLeaving } from '../../store/account.ts'
import { recordRevocation } from '../../store/account-enrolment.ts'
import { lockLoans } from '../../store/delegation.ts'
import { intentOf } from '../../store/intent.ts'
import { findPost, recordPostEnd } from '../../store/post.ts'
import { carryOut, type CarriedOut } from '../carry-out.ts'
import { known, officialIdOf, packOf, reachOf, recordAccountEvent } from './account-event.ts'
import { endLoans } from './end-loans.ts'

/** What takes authority away needs no second administrator, only a reason. */
export type KeepAccount = { readonly intentId: string; readonly officialId: string; readonly reason: string } & (
  | { readonly kind: 'record-leaving'; readonly leftOn: PlainDate }
  | { readonly kind: 'end-post'; readonly postId: string; readonly on: PlainDate }
  | { readonly kind: 'revoke-authenticator'; readonly authenticatorId: string }
)

/**
 * The system administrator takes away (离职、免职、挂失): somebody left, a post ends, a key is lost. On the day itself the sessions
 * end in the same transaction, so nothing is committed in their name afterwards; with a post that is over ends what was lent beside it.
 */
export async function keepAccount(deps: Deps, act: Act, command: KeepAccount): Promise<Decision<CarriedOut>> {
  const pack = packOf(deps, act)
  const authority = mayPerform(act.actor, 'keep-accounts', pack.workflow)
  if (!authority.ok) return authority
  const by = officialIdOf(act)
  const { officialId } = command
  if (officialId === by) return refused(refusal('account.own-account', pack.accounts.suspendAfterUnusedDays.law))
  const intent = intentOf(command.intentId, `keep-account/${command.kind}`, command)
  return carryOut(deps, act, intent, async (tx) => {
    known(await lockAccount(tx, officialId))
    const sealing = { crypto: deps.crypto, act }
    if (!(await isAccountWithin(tx, officialId, act.city.city, reachOf(act))))
      throw new RegistryError('not-found', 'No such account')
    if (command.kind === 'record-leaving') {
      const { leftOn } = command
      const isNow = leftOn <= act.legalOn
      if (isNow) await endLoans(tx, deps, act, await lockLoans(tx, { officialId }))
      await recordLeaving(tx, sealing, { officialId, leftOn }, isNow)
    } else if (command.kind === 'end-post') {
      const post = known(await findPost(tx, command.postId))
      if (post.official_id !== officialId) throw new RegistryError('not-found', 'No such post')
      const isNow = command.on < act.legalOn
      if (isNow) await endLoans(tx, deps, act, await lockLoans(tx, { delegatePostId: command.postId }))
      await recordPostEnd(tx, sealing, command.postId, command.on, isNow)
    } else {
      if (
        !(await recordRevocation(tx, sealing, { officialId, authenticatorId: command.authenticatorId }, command.reason))
      )
        throw new RegistryError('not-found', 'No such authenticator in use')
      await endSessionsOf(tx, officialId, act.at)
    }
    const { intentId: _intent, ...facts } = command
    const version = await recordAccountEvent(tx, deps, act, intent, {
      subjectId: officialId,
      kind: command.kind,
      facts,
      grounds: authority.grounds,
      signedStep: authority.value.signed ? 'keep-accounts' : undefined,
    })
    return granted({ subjectId: officialId, version }, authority.grounds)
  })
}
