import type { ClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import type { Act, Deps } from '../deps.ts'
import type { EndorsementOutcome } from './endorse-permit.ts'
import { type EndorsementCommand, stepEndorsement } from './endorsement-step.ts'

export const ENDORSEMENT_REFUSALS = ['not-residing', 'condition-gone', 'papers-untrue'] as const
export type EndorsementRefusal = {
  readonly code: (typeof ENDORSEMENT_REFUSALS)[number]
  /** What was found, in the official's words. */
  readonly note: string
}

/**
 * Decides an accepted endorsement against the holder (不予签注), signed: with every reason, its clause, and what can be done against it until when.
 * The functions then rest from the next day on unless the year is not full yet (I-157).
 */
export async function refuseEndorsement(
  deps: Deps,
  act: Act,
  command: EndorsementCommand & { readonly reasons: readonly EndorsementRefusal[] },
): Promise<Decision<EndorsementOutcome>> {
  return stepEndorsement(deps, act, command, 'refuse', (_case, pack) => {
    const codes = [...new Set(command.reasons.map(({ code }) => code))]
    const remedies = remediesFor(act.legalOn, pack.remedies)
    return granted(
      {
        change: { refusedOn: act.legalOn, refusalReasons: codes },
        facts: { reasons: command.reasons, remedies },
        effects: [
          {
            topic: 'notice.endorsement-refused',
            payload: { reasons: codes, remedies: remedies.map(({ kind, until }) => ({ kind, until })) },
          },
        ],
      },
      [
        ...codes.map((code) => ground(lawOfReason(code, pack), `endorsement.refused-${code}`)),
        ...remedies.map(({ kind, until, law }) => ground(law, `remedy.${kind}`, { until })),
      ],
    )
  })
}

function lawOfReason(code: EndorsementRefusal['code'], { endorsement }: Pack): ClauseRef {
  if (code === 'not-residing') return endorsement.continuousResidence.law
  return code === 'condition-gone' ? endorsement.conditionStillMet.law : 'CN-663:18'
}
