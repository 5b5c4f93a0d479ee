import { granted, ground, type Decision } from '@anju/domain/kernel/decision.ts'
import { validThrough } from '@anju/domain/permit/validity.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'
import { policeEvidence, policeGrounds, type PoliceEvidence } from './police-evidence.ts'
import { cardEffect, type MadeCard, refuseTaken } from './make-card.ts'

export type RecordProduction = ApplicationCommand & MadeCard & PoliceEvidence & { readonly producedBy: string }

/** The police have made the card (制作): from now on there is a permit, waiting for pick-up. By the exchange only. */
export async function recordProduction(
  deps: Deps,
  act: Act,
  command: RecordProduction,
): Promise<Decision<ApplicationOutcome>> {
  const { issuedOn, stockNo, producedBy } = command
  const current = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  return stepApplication(
    deps,
    act,
    command,
    'produce',
    (theCase, pack) => {
      const validToOn = validThrough(issuedOn, 0, pack.permit)
      return granted(cardEffect(deps, act, theCase, command, 'lost', { producedBy, ...policeEvidence(command) }), [
        ground(pack.permit.validYears.law, 'permit.issued', { issuedOn, validToOn }),
        ...policeGrounds(command, pack.source),
      ])
    },
    { onTaken: refuseTaken(current, stockNo) },
  )
}
