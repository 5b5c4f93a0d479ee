import type { ApiResult } from '@anju/contract/api-client.ts'
import type { Problem } from '@anju/contract/problem.ts'

/**
 * One act that a person is trying to carry out. The intent id belongs to the act, not to the click: it stays the same
 * until the registry has answered for certain, so a double click or a retry after a lost answer is one act.
 */
export type Attempt<Value> = {
  readonly intentId: string
  readonly status: 'ready' | 'sending' | 'unknown' | 'stopped' | 'done'
  readonly problem?: Problem
  readonly value?: Value
}

export function beginAttempt<Value>(intentId: string): Attempt<Value> {
  return { intentId, status: 'ready' }
}

/**
 * What follows from the registry's answer. An answer that says no ends the act, so the next try is a new one under
 * `freshIntentId`. Where it stays open whether the act was carried out (no answer, a defect, an overloaded registry), the
 * next try is the same act.
 */
export function settleAttempt<Value>(
  attempt: Attempt<Value>,
  result: ApiResult<Value>,
  freshIntentId: string,
): Attempt<Value> {
  if (result.ok) return { intentId: attempt.intentId, status: 'done', value: result.value }
  if (result.unreachable) return { intentId: attempt.intentId, status: 'unknown' }
  const { problem } = result
  return { intentId: leavesOpen(problem) ? attempt.intentId : freshIntentId, status: 'stopped', problem }
}

function leavesOpen(problem: Problem): boolean {
  // Not signed yet, or not verified yet: nothing was carried out, and the next try is the same act.
  if (problem.type === 'signature' || problem.code === 'step-up' || problem.code === 'locked') return true
  return problem.type === 'defect' || problem.code === 'unavailable' || problem.code === 'too-many-requests'
}
