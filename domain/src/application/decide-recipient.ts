import { type Decision, granted, ground, refusal, refused } from '../kernel/decision.ts'
import type { ClauseRef } from '../kernel/clause.ts'

export type Recipient = {
  readonly recipient: 'applicant' | 'agent'
  /** The number on the document shown, in its written form. */
  readonly shownIdNumber: string
  readonly applicantIdNumber: string
  /** Absent when no agent was recorded with the application. */
  readonly agentIdNumber?: string
}

/**
 * Decides whether the card may be handed to whoever stands at the window (发放): the applicant, or the agent who was
 * recorded with the application (FS-2016-14:附件3.通知发放). Nobody else, whatever they bring.
 */
export function decideRecipient(facts: Recipient, law: ClauseRef): Decision<null> {
  const expected = facts.recipient === 'applicant' ? facts.applicantIdNumber : facts.agentIdNumber
  if (expected === undefined || expected !== facts.shownIdNumber) {
    return refused(refusal('application.recipient-unknown', law))
  }
  return granted(null, [ground(law, `recipient.${facts.recipient}`)])
}
