import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { decideObjection } from '@anju/domain/registration/decide-objection.ts'
import type { Act, Deps } from '../deps.ts'
import { recordForm, type RegistrationRow } from '../store/registration.ts'
import { departureForm } from './record-departure.ts'
import {
  stepRegistration,
  type RegistrationCommand,
  type RegistrationOutcome,
  type StepEffect,
} from './registration-step.ts'

/**
 * A registration as if it had never ended: a day of leaving stands on its form no more. Where somebody comes again, what two people found untrue stays found
 * until a visit says otherwise, so that nobody makes it true by leaving before that visit (I-212).
 */
export function reopened(deps: Deps, row: RegistrationRow, pack: Pack): Pick<StepEffect, 'change' | 'alsoWrite'> {
  const comesAgain = pack.workflow.registration.verification.value === 'visit'
  return {
    change: {
      reopened: true,
      ended_on: null,
      end_reason: null,
      finding: comesAgain && row.finding === 'untrue' ? 'untrue' : null,
      finding_by: null,
      visits_missed: 0,
      absent_on: null,
    },
    alsoWrite: (tx) => recordForm(tx, row, departureForm(deps, row, { leftOn: '', destination: '' })),
  }
}

/** Objection or proof against a cancellation (异议): the original 登记日期 again, where the city visits if a new visit finds it true. */
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
        ...reopened(deps, row, pack),
        facts: { statement: command.statement },
        effects: [{ topic: 'notice.reopened' }],
      },
      decision.grounds,
    )
  })
}
