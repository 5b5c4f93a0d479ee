import type { ApplicationState } from '@anju/domain/application/application-machine.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import type { Effect } from '../store/record-event.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

/** The applicant takes the application back (撤回), before the card is made. What the police hold already is called off. */
export async function withdrawApplication(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly reason: string },
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'withdraw', ({ row }) =>
    granted(
      { change: { close_reasons: ['withdrawn'] }, facts: { reason: command.reason }, effects: callOff(row.state) },
      [],
    ),
  )
}

const WITH_POLICE: readonly ApplicationState[] = ['exported', 'at-police', 'quality-rejected']

/** The order is called off where the police hold it; one that is still in the outbox is met there by the state of the case. */
export function callOff(state: ApplicationState): readonly Effect[] {
  return WITH_POLICE.includes(state) ? [{ topic: 'exchange.order-withdrawn' }] : []
}
