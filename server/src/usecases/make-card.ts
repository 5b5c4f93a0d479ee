import { refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { recordCard, recordPermit, voidCard, type VoidReason } from '../store/permit.ts'
import type { ApplicationCase } from './application-case.ts'
import type { ApplicationEffect, StepOptions } from './application-step.ts'

/** A card as it leaves the maker, at the police or in the city's own hall. */
export type MadeCard = {
  readonly permitNo: string
  readonly stockNo: string
  /** Null where the maker does not read the chip back. */
  readonly chipUid: string | null
  /** The issue day (签发日期); validity counts from here. */
  readonly issuedOn: PlainDate
}

/**
 * What making a card does. The first card of a case brings the permit into being, waiting for pick-up; another one takes
 * the place of the one before, whose stock number is void for ever.
 */
export function cardEffect(
  deps: Deps,
  act: Act,
  { row, permit }: ApplicationCase,
  made: MadeCard,
  voidReason: VoidReason,
  facts: Readonly<Record<string, unknown>>,
): ApplicationEffect {
  const { permitNo, stockNo, chipUid, issuedOn } = made
  const first = permit === undefined
  const permitId = permit?.permit_id ?? deps.newId()
  return {
    change: { produced_on: row.produced_on ?? issuedOn, batch_no: null, dispatched_on: null },
    facts: { permitNo, stockNo, chipUid, issuedOn, voidStockNo: permit?.stock_no, ...facts },
    alsoWrite: async (tx: Tx) => {
      const sealing = { crypto: deps.crypto, act }
      const {
        division_code: divisionCode,
        person_id: personId,
        application_id: applicationId,
        dwelling_id: dwellingId,
      } = row
      if (first)
        await recordPermit(tx, sealing, {
          permitId,
          personId,
          applicationId,
          dwellingId,
          divisionCode,
          permitNo,
          issuedOn,
        })
      else await voidCard(tx, sealing, permitId, voidReason, act.legalOn)
      await recordCard(tx, sealing, {
        cardId: deps.newId(),
        permitId,
        divisionCode,
        stockNo,
        chipUid,
        madeOn: act.legalOn,
        // A card made again before it was handed over is still the first one of its permit.
        madeFor: 'first',
      })
    },
  }
}

/** A stock number is used once; a person holds one permit. Both are constraints, told as refusals. */
export function refuseTaken(pack: Pack, stockNo: string): NonNullable<StepOptions['onTaken']> {
  return (constraint): Decision<never> | undefined => {
    if (constraint === 'card_stock_no_key') return refused(refusal('card.stock-number-used', pack.source, { stockNo }))
    if (constraint === 'permit_one_in_force') return refused(refusal('application.permit-in-force', 'CN-663:10.1'))
    return undefined
  }
}
