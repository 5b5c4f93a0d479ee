import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

/** Nobody fetched the card in the days that the pack gives (逾期未领). It can still be handed over. By the sweep only. */
export function lapseUncollected(
  deps: Deps,
  act: Act,
  command: ApplicationCommand,
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'lapse-uncollected', ({ row }, pack) => {
    const law = parseClauseRef(pack.workflow.application.uncollectedDays.law)
    const lastDayOn = row.next_due_on
    if (lastDayOn === null || act.legalOn <= lastDayOn) {
      return refused(
        refusal('application.event-not-allowed', law, {
          state: row.state,
          event: 'lapse-uncollected',
          lastDayOn: lastDayOn ?? '',
        }),
      )
    }
    return granted({ facts: { notifiedOn: row.notified_on, lastDayOn } }, [
      ground(law, 'card.uncollected', { lastDayOn }),
    ])
  })
}
