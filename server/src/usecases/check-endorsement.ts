import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import type { EndorsementOutcome } from './endorse-permit.ts'
import { type EndorsementCommand, stepEndorsement } from './endorsement-step.ts'

/** A second official passes an endorsement (复核) that an agent brought, or where the city has every one looked at twice. */
export async function checkEndorsement(
  deps: Deps,
  act: Act,
  command: EndorsementCommand,
): Promise<Decision<EndorsementOutcome>> {
  return stepEndorsement(deps, act, command, 'check', () =>
    granted({ change: { checkedOn: act.legalOn }, facts: { checkedOn: act.legalOn } }, []),
  )
}
