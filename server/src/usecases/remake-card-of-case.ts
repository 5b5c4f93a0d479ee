import { decideFee } from '@anju/domain/fee/decide-fee.ts'
import { granted, ground, refused, refusalsOf, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { listCardsOf, recordCard, voidCard } from '../store/permit.ts'
import { MADE_FOR } from './card-case-at-police.ts'
import { type CardCaseCommand, stepCardCase } from './card-case-step.ts'
import { refuseTaken } from './make-card.ts'
import type { CardCaseOutcome } from './open-card-case.ts'
import { refusalsWithoutWitness } from './require-witness.ts'
import { refusalsOfEnded } from './step-card-case.ts'

/**
 * Makes the new card anew that was spoilt before it was handed over (重制), signed by the maker and free, where the city makes its own (I-200). The spoilt
 * one is void for ever; what was paid for the case stays as it is.
 */
export function remakeCardOfCase(
  deps: Deps,
  act: Act,
  command: CardCaseCommand & { readonly stockNo: string; readonly note: string },
): Promise<Decision<CardCaseOutcome>> {
  const { note, stockNo } = command
  const today = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  return stepCardCase(
    deps,
    act,
    command,
    'remake',
    async (theCase, pack, tx) => {
      const { business, division_code: divisionCode, permit_id: permitId } = theCase.row
      const fee = decideFee('office-error-correction', pack.fees)
      const refusals = [
        ...(await refusalsOfEnded(deps, act, tx, theCase)),
        ...(await refusalsWithoutWitness(act, tx, pack.source)),
        ...refusalsOf(fee),
      ]
      if (!fee.ok || refusals.length > 0) return refused(...refusals)
      const voidStockNo = (await listCardsOf(tx, permitId)).find(({ state }) => state === 'good')?.stock_no ?? ''
      const sealing = { crypto: deps.crypto, act }
      return granted(
        {
          change: { made_on: act.legalOn },
          facts: { stockNo, voidStockNo, note },
          alsoWrite: async (writing) => {
            await voidCard(writing, sealing, permitId, 'spoiled', act.legalOn)
            const made = { cardId: deps.newId(), permitId, divisionCode, stockNo, chipUid: null, madeOn: act.legalOn }
            await recordCard(writing, sealing, { ...made, madeFor: MADE_FOR[business] })
          },
        },
        [...fee.grounds, ground(pack.source, 'card.remade', { stockNo, voidStockNo })],
      )
    },
    refuseTaken(today, stockNo),
  )
}
