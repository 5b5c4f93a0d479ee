import { sqlStateOf } from '@anju/platform/database/pool.ts'
import type { Tx } from '@anju/platform/database/pool.ts'

import { CardServiceError } from '../card-service-error.ts'
import type { Act, Deps } from '../deps.ts'
import { granted } from '../refusal.ts'
import type { CardDecision } from '../refusal.ts'
import { findIntent, intentOf, recordIntent } from '../store/intent.ts'
import type { Intent } from '../store/intent.ts'

/** A command with the id that its client made for it. */
export type Command = { readonly intentId: string }

/**
 * Carries a command out once, in one transaction with its intent: a double click, a retry after a lost answer and a race of
 * twins all end in the one outcome. `work` answers a reference to what came of it.
 *
 * @throws CardServiceError version-conflict when the same intent came with other content
 */
export async function carryOut(
  deps: Deps,
  act: Act,
  route: string,
  command: Command,
  work: (tx: Tx) => Promise<CardDecision<string>>,
): Promise<CardDecision<string>> {
  const intent = intentOf(command.intentId, route, command)
  const attempt = deps.pool.transact(act.scope, async (tx) => {
    const seen = await outcomeOf(tx, intent, act.staff.staffId)
    if (seen !== undefined) return granted(seen)
    const decided = await work(tx)
    if (!decided.ok) return decided
    await recordIntent(tx, intent, act.staff.staffId, decided.value, act.at)
    deps.failpoint('before-commit')
    return decided
  })
  try {
    const decision = await attempt
    deps.failpoint('after-commit')
    // A twin that was faster took what we wanted: then its outcome is ours.
    return decision.ok ? decision : ((await outcomeAfter(deps, act, intent)) ?? decision)
  } catch (error) {
    const mayBeTwin = error instanceof CardServiceError || sqlStateOf(error) === '23505'
    const outcome = mayBeTwin ? await outcomeAfter(deps, act, intent) : undefined
    if (outcome === undefined) throw error
    return outcome
  }
}

async function outcomeAfter(deps: Deps, act: Act, intent: Intent): Promise<CardDecision<string> | undefined> {
  const outcome = await deps.pool.transact(act.scope, (tx) => outcomeOf(tx, intent, act.staff.staffId))
  return outcome === undefined ? undefined : granted(outcome)
}

async function outcomeOf(tx: Tx, intent: Intent, staffId: string): Promise<string | undefined> {
  const seen = await findIntent(tx, intent, staffId)
  if (seen !== undefined && !seen.sameContent)
    throw new CardServiceError('version-conflict', 'This intent id was used for another command')
  return seen?.outcomeRef
}
