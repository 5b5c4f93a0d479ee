import type { ClauseRef } from '../kernel/clause.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import type { Channel } from '../policy/workflow-policy.ts'

/** When a declaration was handed in, and when an official entered it (录入流管综管系统). */
export type Declaration = { readonly channel: Channel; readonly submittedOn: PlainDate; readonly enteredOn: PlainDate }

export type RegistrationDay = {
  /** The registration day (登记日期): printed on the receipt, and the start of the half year. */
  readonly registeredOn: PlainDate
  readonly basis: 'entry' | 'submission'
  readonly law: ClauseRef
}

/**
 * Tells the registration day (登记日期) of a declaration.
 *
 * At the window the clerk enters the declaration at once, even though the visit comes later (FS-2016-14:附件2.受理录入).
 * Online the officer visits first and enters afterwards (FS-2016-14:附件2.方式2).
 *
 * - window, entered 2016-01-05, visited 01-08: registered 2016-01-05
 * - online, submitted 2016-01-05, visited and entered 01-08: registered 2016-01-08 where the entry counts, 2016-01-05 where
 *   the submission does
 *
 * Reading taken: where the text is literal, the entry counts online too; the person is shown both days (I-025).
 */
export function registeredOn(declaration: Declaration, policy: Pack['registration']['dateBasis']): RegistrationDay {
  const { value: basis, law } = policy[declaration.channel]
  return { registeredOn: basis === 'entry' ? declaration.enteredOn : declaration.submittedOn, basis, law }
}
