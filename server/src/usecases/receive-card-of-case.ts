import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { recordMaterials, supersedeMaterials } from '../store/material.ts'
import { listCardsOf, voidCard } from '../store/permit.ts'
import { type CardCaseCommand, stepCardCase } from './card-case-step.ts'
import { correctedPerson, correctRegister } from './correct-register.ts'
import type { CardCaseOutcome } from './open-card-case.ts'

/** The card has come back to the office (领回成品), counted and signed: it is the very card of the list, and the holder is told. */
export function receiveCardOfCase(
  deps: Deps,
  act: Act,
  command: CardCaseCommand & { readonly stockNo: string },
): Promise<Decision<CardCaseOutcome>> {
  const { stockNo } = command
  return stepCardCase(deps, act, command, 'receive', async ({ row }, pack, tx) => {
    const clause = parseClauseRef(pack.workflow.duties.receive?.law ?? pack.source)
    const good = (await listCardsOf(tx, row.permit_id)).find(({ state }) => state === 'good')
    if (good?.stock_no !== stockNo) return refused(refusal('card.stock-number-mismatch', clause, { stockNo }))
    return granted({ facts: { stockNo, batchNo: row.batch_no }, effects: [{ topic: 'notice.card-ready' }] }, [
      ground(clause, 'card.counted', { stockNo, batchNo: row.batch_no ?? '' }),
    ])
  })
}

/** A card of the list has not come (运送丢失): void at once, and ordered anew from the police, free. */
export function reportLossOfCase(
  deps: Deps,
  act: Act,
  command: CardCaseCommand & { readonly note: string },
): Promise<Decision<CardCaseOutcome>> {
  return stepCardCase(deps, act, command, 'report-loss', async ({ row }, pack, tx) => {
    const lost = (await listCardsOf(tx, row.permit_id)).find(({ state }) => state === 'good')
    if (lost === undefined) throw new Error(`Case ${row.card_case_id} has a card on its way and no good one`)
    const { stock_no: voidStockNo } = lost
    return granted(
      {
        facts: { note: command.note, voidStockNo, batchNo: row.batch_no },
        effects: [{ topic: 'exchange.reprint-order', payload: { voidStockNo } }],
        alsoWrite: (writing) =>
          voidCard(writing, { crypto: deps.crypto, act }, row.permit_id, 'lost-in-transit', act.legalOn),
      },
      [ground(pack.source, 'card.void', { stockNo: voidStockNo })],
    )
  })
}

/** Mends what the police found wrong (数据质量退回); what was passed stays passed, and the order goes to them once more. */
export function correctCardCase(
  deps: Deps,
  act: Act,
  command: CardCaseCommand & {
    readonly name?: string | undefined
    readonly photoBlobId?: string | undefined
    readonly note: string
  },
): Promise<Decision<CardCaseOutcome>> {
  const { name = '', photoBlobId, note } = command
  return stepCardCase(deps, act, command, 'correct', async ({ row }, pack, tx) => {
    const changed = [...(name === '' ? [] : ['name']), ...(photoBlobId === undefined ? [] : ['photo'])]
    const entries = name === '' ? [] : [{ field: 'name' as const, after: name }]
    const corrected = await correctedPerson(deps, tx, row.person_id, entries)
    if (!corrected.ok) return corrected
    return granted(
      {
        change: { quality_reasons: [], quality_notes_enc: null },
        facts: { name, photoBlobId, note, mended: row.quality_reasons },
        effects: [{ topic: 'exchange.card-order' }],
        alsoWrite: async (writing) => {
          await correctRegister(deps, writing, row.person_id, entries)
          if (photoBlobId === undefined) return
          const { person_id: personId, card_case_id: cardCaseId, division_code: divisionCode } = row
          await supersedeMaterials(writing, cardCaseId, ['photo'], act.legalOn)
          await recordMaterials(writing, deps, act, { personId, cardCaseId, divisionCode }, [
            { kind: 'photo', provenance: 'live-capture', originalSeen: true, copyKept: true, blobId: photoBlobId },
          ])
        },
      },
      [ground(pack.photo.sources.law, 'application.mended', { changed, reasons: [...row.quality_reasons] })],
    )
  })
}
