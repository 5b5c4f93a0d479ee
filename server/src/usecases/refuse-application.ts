import { type ClauseRef, parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import type { Act, Deps } from '../deps.ts'
import type { ApplicationRow } from '../store/application.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

export type RefusalReason = {
  readonly code: 'untrue' | 'condition-not-met' | 'not-target' | 'not-residing'
  readonly note: string
}

/** Refuses (不予办理), signed: with every reason, its clause, and what the person can do against it until when (R10). */
export async function refuseApplication(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly reasons: readonly RefusalReason[] },
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'refuse', ({ row }, pack) => {
    const codes = [...new Set(command.reasons.map(({ code }) => code))]
    const remedies = remediesFor(act.legalOn, pack.remedies)
    return granted(
      {
        change: { close_reasons: codes },
        facts: { reasons: command.reasons, remedies },
        effects: [
          {
            topic: 'notice.refused',
            payload: { reasons: codes, remedies: remedies.map(({ kind, until }) => ({ kind, until })) },
          },
        ],
      },
      [
        ...codes.map((code) => ground(lawOf(code, row, pack), `application.refused-${code}`)),
        ...remedies.map(({ kind, until, law }) => ground(law, `remedy.${kind}`, { until })),
      ],
    )
  })
}

/** The clause that the person did not meet. */
function lawOf(code: RefusalReason['code'], row: ApplicationRow, pack: Pack): ClauseRef {
  if (code === 'condition-not-met') return pack.checklist.conditions[row.condition].law
  if (code === 'not-target') return pack.target.unit.law
  if (code === 'not-residing') return pack.halfYear.law
  return parseClauseRef(pack.workflow.duties.verify?.law ?? pack.workflow.duties.review?.law ?? pack.source)
}
