import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/**
 * Sends the area coordinator to an online declaration (下达指令): the visit is announced beforehand, with what to have at hand
 * (提前预约并告知所需提供材料). Done by the system as soon as the address can be found.
 */
export function dispatchVisit(
  deps: Deps,
  act: Act,
  command: RegistrationCommand,
): Promise<Decision<RegistrationOutcome>> {
  return stepRegistration(deps, act, command, 'dispatch-visit', (row) =>
    granted(
      {
        facts: { divisionCode: row.division_code, officeId: row.office_id },
        effects: [{ topic: 'notice.visit-planned' }],
      },
      [],
    ),
  )
}
