import { isProductionLate, productionDueOn, productionStoppedOn } from '@anju/domain/application/production-due-on.ts'
import { granted, ground, type Decision, type Ground } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Act, Deps } from '../deps.ts'
import type { ApplicationRow } from '../store/application.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

/** Tells the person that the card is ready (通知领证). From here the production period no longer runs (R11). */
export async function notifyReady(
  deps: Deps,
  act: Act,
  command: ApplicationCommand,
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'notify', ({ row }, pack) =>
    granted(
      {
        change: { notified_on: act.legalOn },
        facts: { notifiedOn: act.legalOn },
        effects: [{ topic: 'notice.ready' }],
      },
      productionGrounds(deps, row, { notifiedOn: act.legalOn }, pack),
    ),
  )
}

/** Whether the permit came in time, once the clock has stopped; both instants are kept (I-006). */
export function productionGrounds(
  deps: Deps,
  row: ApplicationRow,
  progress: { readonly notifiedOn?: PlainDate; readonly handedOverOn?: PlainDate },
  pack: Pack,
): readonly Ground[] {
  const stoppedOn = productionStoppedOn(progress, pack.production)
  if (row.accepted_on === null || stoppedOn === undefined) return []
  const due = productionDueOn(row.accepted_on, pack.production, deps.calendar)
  const key = isProductionLate(due, stoppedOn, stoppedOn) ? 'production.late' : 'production.in-time'
  const mark = due.provisionalYear === undefined ? {} : { provisionalYear: due.provisionalYear }
  const moved = due.extendedOn === due.plainOn ? {} : { extendedOn: due.extendedOn }
  const facts = { stoppedOn, dueOn: due.plainOn, ...moved, ...mark }
  return [ground(pack.production.clockStops.law, key, facts)]
}
