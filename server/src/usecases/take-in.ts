import type { Acceptance } from '@anju/domain/application/accepted-on.ts'
import { productionDueOn } from '@anju/domain/application/production-due-on.ts'
import { ground, type Ground } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import type { ApplicationRow } from '../store/application.ts'
import { nextCaseNo } from './next-case-no.ts'
import { officeFor } from './office-for.ts'
import type { ApplicationEffect } from './application-step.ts'

/** What acceptance (受理) does: the day, the acceptance number of the office, the production period, the receipt. */
export async function takeIn(
  deps: Deps,
  act: Act,
  tx: Tx,
  row: ApplicationRow,
  acceptance: Exclude<Acceptance, { kind: 'open' }>,
  pack: Pack,
): Promise<{ readonly effect: ApplicationEffect; readonly grounds: readonly Ground[] }> {
  const { acceptedOn, kind, law } = acceptance
  const due = productionDueOn(acceptedOn, pack.production, deps.calendar)
  const office = await officeFor(deps, act, row.division_code)
  const acceptanceNo = await nextCaseNo(tx, 'acceptance', office, row.division_code, acceptedOn)
  return {
    effect: {
      change: {
        accepted_on: acceptedOn,
        acceptance_no: acceptanceNo,
        due_on: due.plainOn,
        due_extended_on: due.extendedOn,
      },
      facts: { acceptanceNo, acceptedOn, dueOn: due.plainOn, dueExtendedOn: due.extendedOn },
      effects: [{ topic: 'notice.accepted' }],
    },
    grounds: [
      ground(law, `acceptance.${kind}`, { acceptedOn }),
      ground(pack.production.days.law, 'production.due', {
        dueOn: due.plainOn,
        // Told only where a rest day moves it.
        ...(due.extendedOn === due.plainOn ? {} : { extendedOn: due.extendedOn }),
        longestOn: due.longestOn,
        ...(due.provisionalYear === undefined ? {} : { provisionalYear: due.provisionalYear }),
      }),
    ],
  }
}
