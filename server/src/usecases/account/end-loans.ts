import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../../deps.ts'
import { recordDelegationEnd, type StandingLoan } from '../../store/delegation.ts'
import { recordAccountEvent } from './account-event.ts'

/**
 * Ends lendings because the post of one of the two ended, or one of them left. What the administrator did is signed in its own event;
 * those of the lendings say what became of them.
 */
export async function endLoans(tx: Tx, deps: Deps, act: Act, loans: readonly StandingLoan[]): Promise<void> {
  if (loans.length === 0) return
  const by = act.actor.kind === 'official' ? act.actor.officialId : null
  const ids = loans.map(({ delegation_id: id }) => id)
  await recordDelegationEnd(tx, { crypto: deps.crypto, act }, ids, by)
  for (const { delegation_id: subjectId, post_id: postId, delegate_id: delegateId } of loans)
    await recordAccountEvent(tx, deps, act, undefined, {
      subjectId,
      kind: 'end-delegation',
      facts: { postId, delegateId },
      grounds: [],
      signedStep: undefined,
    })
}
