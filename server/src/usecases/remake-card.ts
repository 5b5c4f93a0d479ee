import type { ApplicationEvent } from '@anju/domain/application/application-machine.ts'
import { decideFee } from '@anju/domain/fee/decide-fee.ts'
import { granted, ground, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import type { VoidReason } from '../store/permit.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'
import { policeEvidence, policeGrounds, type PoliceEvidence } from './police-evidence.ts'
import { cardEffect, refuseTaken } from './make-card.ts'

/** Makes a card anew that was spoilt before pick-up (重制), free; where the city makes its own. */
export function remakeCard(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly stockNo: string; readonly reason: string },
): Promise<Decision<ApplicationOutcome>> {
  return remake(deps, act, command, 'remake', {
    chipUid: null,
    voidReason: 'spoiled',
    facts: { reason: command.reason },
  })
}

export type RecordRemake = ApplicationCommand &
  PoliceEvidence & {
    readonly stockNo: string
    readonly chipUid: string | null
    readonly reason: 'personalisation-error' | 'lost-in-transit'
    readonly remadeOn: string
    readonly producedBy: string
  }

/** The police have made the card again, after an error of theirs or a loss on the way. By the exchange only. */
export function recordRemake(deps: Deps, act: Act, command: RecordRemake): Promise<Decision<ApplicationOutcome>> {
  const { reason, remadeOn, producedBy, chipUid } = command
  const wasLost = reason === 'lost-in-transit'
  return remake(deps, act, command, wasLost ? 'produce' : 'remake', {
    chipUid,
    voidReason: wasLost ? 'lost-in-transit' : 'spoiled',
    facts: { reason, remadeOn, producedBy, ...policeEvidence(command) },
    told: command,
  })
}

type Remake = {
  readonly chipUid: string | null
  readonly voidReason: VoidReason
  readonly facts: Readonly<Record<string, unknown>>
  readonly told?: PoliceEvidence
}

/** The permit keeps its number and its issue day: only the card is another. */
async function remake(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly stockNo: string },
  event: ApplicationEvent,
  { chipUid, voidReason, facts, told = {} }: Remake,
): Promise<Decision<ApplicationOutcome>> {
  const { stockNo } = command
  const current = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  return stepApplication(
    deps,
    act,
    command,
    event,
    (theCase, pack) => {
      const { permit } = theCase
      if (permit === undefined)
        throw new Error(`Application ${theCase.row.application_id} has a card made and no permit`)
      const fee = decideFee('office-error-correction', pack.fees)
      if (!fee.ok) return fee
      const made = { permitNo: permit.permit_no, stockNo, chipUid, issuedOn: permit.issued_on }
      const remade = ground(pack.source, 'card.remade', { stockNo, voidStockNo: permit.stock_no ?? '' })
      return granted(cardEffect(deps, act, theCase, made, voidReason, facts), [
        ...fee.grounds,
        remade,
        ...policeGrounds(told, pack.source),
      ])
    },
    { onTaken: refuseTaken(current, stockNo) },
  )
}
