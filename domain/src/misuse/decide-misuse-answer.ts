import type { ClauseRef } from '../kernel/clause.ts'
import { granted, ground, refusal, refused, type Decision } from '../kernel/decision.ts'
import type { MisuseRule } from './misuse-alert.ts'

/** What may be answered to a question about somebody's acts: they are explained, or whoever inquires takes over. */
export const MISUSE_ANSWERS = ['explained', 'handed-over'] as const
export type MisuseAnswer = (typeof MISUSE_ANSWERS)[number]

export type MisuseQuestion = {
  readonly rule: MisuseRule
  readonly officialId: string
  readonly answer: MisuseAnswer | null
}

/**
 * Decides whether a question about somebody's acts (滥用预警) may be answered: once, and by nobody about themselves. What was
 * found out is the matter of the person who answers; no figure decides it.
 *
 * @param law - the clause under which the question was asked
 */
export function decideMisuseAnswer(
  question: MisuseQuestion,
  given: { readonly answer: MisuseAnswer; readonly by: string },
  law: ClauseRef,
): Decision<null> {
  const { rule, officialId, answer } = question
  const reasons = [
    ...(officialId === given.by ? [refusal('misuse.own-acts', law)] : []),
    ...(answer === null ? [] : [refusal('misuse.already-answered', law, { answer })]),
  ]
  return reasons.length > 0 ? refused(...reasons) : granted(null, [ground(law, `misuse.${given.answer}`, { rule })])
}
