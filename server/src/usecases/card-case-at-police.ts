import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { type CardCaseRow, sealOfCase } from '../store/card-case.ts'
import { listCardsOf, recordCard, voidCard } from '../store/permit.ts'
import { type CardCaseCommand, stepCardCase } from './card-case-step.ts'
import { refuseTaken } from './make-card.ts'
import type { CardCaseOutcome } from './open-card-case.ts'
import { policeEvidence, policeGrounds, type PoliceEvidence } from './police-evidence.ts'

type Done = Promise<Decision<CardCaseOutcome>>

/** What a card of a case is entered as: the permit tells of it since when another one serves. */
export const MADE_FOR = {
  replacement: 'replacement',
  reissue: 'reissue',
  'office-error-correction': 'correction',
} as const satisfies Record<CardCaseRow['business'], string>

/** The order lies in a package that left for the police (边界导出). By the exchange only. */
export function exportCardCase(deps: Deps, act: Act, command: CardCaseCommand & { readonly packageId: string }): Done {
  const { packageId } = command
  return stepCardCase(deps, act, command, 'export', () =>
    granted({ change: { exported_on: act.legalOn }, facts: { packageId } }, []),
  )
}

/** The police have the order: their signed receipt is here. By the exchange only. */
export function acknowledgeCardCase(
  deps: Deps,
  act: Act,
  command: CardCaseCommand & { readonly packageId: string },
): Done {
  return stepCardCase(deps, act, command, 'acknowledge', () => granted({ facts: { packageId: command.packageId } }, []))
}

export type RejectCardQuality = CardCaseCommand &
  PoliceEvidence & {
    readonly reasons: readonly { readonly code: string; readonly text: string }[]
    readonly checkedOn: string
    readonly checkedBy: string
  }

/** The police found the data wanting (数据质量退回), with all reasons at once: back to the office, the period runs on. By the exchange only. */
export function rejectCardQuality(deps: Deps, act: Act, command: RejectCardQuality): Done {
  const { reasons, checkedOn, checkedBy } = command
  return stepCardCase(deps, act, command, 'reject-quality', ({ row, permit }, pack) => {
    const codes = reasons.map(({ code }) => code)
    const notes = Object.fromEntries(reasons.map(({ code, text }) => [code, text]))
    return granted(
      {
        change: {
          quality_reasons: codes,
          quality_notes_enc: sealOfCase(deps.crypto, row, 'quality_notes_enc', notes, permit.dek_wrapped),
        },
        facts: { reasons, checkedOn, checkedBy, ...policeEvidence(command) },
      },
      [ground(pack.source, 'application.quality', { reasons: codes }), ...policeGrounds(command, pack.source)],
    )
  })
}

export type RecordCardProduction = CardCaseCommand &
  PoliceEvidence & {
    readonly permitNo: string
    readonly stockNo: string
    readonly chipUid: string | null
    readonly madeOn: PlainDate
    readonly producedBy: string
  }

/** The police have made the card (制作) under the number of the permit, which keeps its days. By the exchange only. */
export function recordCardProduction(deps: Deps, act: Act, command: RecordCardProduction): Done {
  const { permitNo, stockNo, chipUid, madeOn, producedBy } = command
  const current = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  return stepCardCase(
    deps,
    act,
    command,
    'produce',
    ({ row, permit }, pack) => {
      if (permit.permit_no !== permitNo)
        return refused(refusal('card.permit-number-differs', pack.source, { permitNo }))
      // Where cards do not travel it is there as soon as it is made.
      const travels = pack.workflow.application.path.value.includes('dispatch')
      return granted(
        {
          change: { made_on: madeOn, batch_no: null, dispatched_on: null },
          facts: { permitNo, stockNo, chipUid, madeOn, producedBy, ...policeEvidence(command) },
          effects: travels ? [] : [{ topic: 'notice.card-ready' }],
          alsoWrite: (tx) =>
            recordCard(
              tx,
              { crypto: deps.crypto, act },
              {
                cardId: deps.newId(),
                permitId: row.permit_id,
                divisionCode: row.division_code,
                stockNo,
                chipUid,
                madeOn,
                madeFor: MADE_FOR[row.business],
              },
            ),
        },
        [
          ground(current.replacement.keepsCalendar.law, 'card.made', { stockNo }),
          ...policeGrounds(command, pack.source),
        ],
      )
    },
    refuseTaken(current, stockNo),
  )
}

export type RecordCardRemake = CardCaseCommand &
  PoliceEvidence & {
    readonly stockNo: string
    readonly chipUid: string | null
    readonly reason: 'personalisation-error' | 'lost-in-transit'
    readonly remadeOn: PlainDate
    readonly producedBy: string
  }

/** The police have made the card again, after an error of theirs or a loss on the way; nothing is charged for it. By the exchange only. */
export function recordCardRemake(deps: Deps, act: Act, command: RecordCardRemake): Done {
  const { stockNo, chipUid, reason, remadeOn, producedBy } = command
  const current = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const wasLost = reason === 'lost-in-transit'
  return stepCardCase(
    deps,
    act,
    command,
    wasLost ? 'produce' : 'remake',
    async ({ row }, pack, tx) => {
      const { permit_id: permitId, division_code: divisionCode, business } = row
      const voidStockNo = (await listCardsOf(tx, permitId)).at(-1)?.stock_no ?? ''
      const sealing = { crypto: deps.crypto, act }
      return granted(
        {
          change: { made_on: remadeOn, batch_no: null, dispatched_on: null },
          facts: { reason, stockNo, chipUid, voidStockNo, remadeOn, producedBy, ...policeEvidence(command) },
          alsoWrite: async (writing) => {
            await voidCard(writing, sealing, permitId, wasLost ? 'lost-in-transit' : 'spoiled', act.legalOn)
            const made = { cardId: deps.newId(), permitId, divisionCode, stockNo, chipUid, madeOn: remadeOn }
            await recordCard(writing, sealing, { ...made, madeFor: MADE_FOR[business] })
          },
        },
        [ground(pack.source, 'card.remade', { stockNo, voidStockNo }), ...policeGrounds(command, pack.source)],
      )
    },
    refuseTaken(current, stockNo),
  )
}

export type RecordCardDispatch = CardCaseCommand &
  PoliceEvidence & {
    readonly batchNo: string
    readonly stockNo: string
    readonly dispatchedOn: PlainDate
    readonly dispatchedBy: string
  }

/** The card has left for the office on a list (分发送办单位), signed over by the police. By the exchange only. */
export function recordCardDispatch(deps: Deps, act: Act, command: RecordCardDispatch): Done {
  const { batchNo, stockNo, dispatchedOn, dispatchedBy } = command
  return stepCardCase(deps, act, command, 'dispatch', async ({ row }, pack, tx) => {
    const good = (await listCardsOf(tx, row.permit_id)).find(({ state }) => state === 'good')
    if (good?.stock_no !== stockNo) return refused(refusal('card.stock-number-mismatch', pack.source, { stockNo }))
    return granted(
      {
        change: { batch_no: batchNo, dispatched_on: dispatchedOn },
        facts: { batchNo, stockNo, dispatchedOn, dispatchedBy, ...policeEvidence(command) },
      },
      [ground(pack.source, 'card.dispatched', { batchNo, dispatchedOn }), ...policeGrounds(command, pack.source)],
    )
  })
}
