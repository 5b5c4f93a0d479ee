import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { decideObjection } from '@anju/domain/registration/decide-objection.ts'
import type { Act, Deps } from '../deps.ts'
import type { RegistrationFields } from '../store/registration.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/** A registration as if it had never ended: nobody has found anything yet. */
export const REOPENED = {
  reopened: true,
  ended_on: null,
  end_reason: null,
  finding: null,
  finding_by: null,
  visits_missed: 0,
  absent_on: null,
} as const satisfies Partial<RegistrationFields>

/** Objection or proof against a cancellation (异议): a new visit, and the original 登记日期 if it proves true. */
export function objectToCancellation(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & { readonly statement: string },
): Promise<Decision<RegistrationOutcome>> {
  return stepRegistration(deps, act, command, 'reopen', (row, pack) => {
    const decision = decideObjection({ state: row.state, since: row.state_since }, act.legalOn, pack, deps.calendar)
    if (!decision.ok) return decision
    return granted(
      {
        change: REOPENED,
        facts: { statement: command.statement },
        effects: [{ topic: 'notice.visit-planned' }],
      },
      decision.grounds,
    )
  })
}
