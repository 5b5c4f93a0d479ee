import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/** An unreached person has been in touch: the visits begin anew. */
export function recordContact(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & { readonly note: string },
): Promise<Decision<RegistrationOutcome>> {
  return stepRegistration(deps, act, command, 'make-contact', ({ finding }) =>
    granted(
      {
        change: { visits_missed: 0, finding: finding === 'untrue' ? finding : null },
        facts: { note: command.note },
        effects: [{ topic: 'notice.visit-planned' }],
      },
      [],
    ),
  )
}
