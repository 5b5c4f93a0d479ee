import type { Act, Deps } from '../deps.ts'
import { granted, refusal, refused } from '../refusal.ts'
import type { CardDecision } from '../refusal.ts'
import { recordOutgoing } from '../store/outgoing.ts'
import { listKnownStock, lockStock, nextNumber, receiveStock, voidStock } from '../store/stock.ts'
import type { VoidReason } from '../store/stock.ts'
import { carryOut } from './carry-out.ts'
import type { Command } from './carry-out.ts'
import { newSubjectId, signStep, toldEvidence } from './sign-step.ts'

export type ReceiveBlankCards = Command & {
  readonly cards: readonly { readonly stockNo: string; readonly chipUid: string }[]
}

/** Enters blank cards into stock. All or none: a number or chip known before refuses the whole delivery. */
export function receiveBlankCards(deps: Deps, act: Act, command: ReceiveBlankCards): Promise<CardDecision<string>> {
  return carryOut(deps, act, 'stock/receive', command, async (tx) => {
    const known = await listKnownStock(tx, command.cards)
    if (known.length > 0) return refused(...known.map((stockNo) => refusal('stock.known', { stockNo })))
    const signed = await signStep(tx, deps, act, {
      subjectId: newSubjectId(deps, act),
      version: 0,
      step: 'receive-stock',
      pack: '',
      lines: [
        `证卡数：${command.cards.length}`,
        ...command.cards.map(({ stockNo, chipUid }) => `证卡 ${stockNo}，芯片 ${chipUid}`),
      ],
    })
    const received = { cards: command.cards, on: act.legalOn, signingId: signed.signingId }
    await receiveStock(tx, act.city.city, received)
    return granted(`stock:${command.cards.length}`)
  })
}

const VOID_WORDS = { spoiled: '损坏', lost: '遗失', stolen: '被盗' } as const

export type VoidBlankCard = Command & { readonly stockNo: string; readonly reason: Exclude<VoidReason, 'withdrawn'> }

/** Takes a blank card out of use for ever and tells the registry, so that nobody takes it for a permit. */
export function voidBlankCard(deps: Deps, act: Act, command: VoidBlankCard): Promise<CardDecision<string>> {
  return carryOut(deps, act, 'stock/void', command, async (tx) => {
    const { stockNo, reason } = command
    const card = await lockStock(tx, act.city.city, stockNo)
    if (card === undefined) return refused(refusal('stock.unknown', { stockNo }))
    if (card.state === 'used') return refused(refusal('stock.used', { stockNo }))
    if (card.state === 'void') return refused(refusal('stock.void', { stockNo }))
    const id = newSubjectId(deps, act)
    const signed = await signStep(tx, deps, act, {
      subjectId: id,
      version: 0,
      step: 'void-stock',
      pack: '',
      lines: [`证卡：${stockNo}`, `芯片：${card.chip_uid}`, `原因：${VOID_WORDS[reason]}`],
    })
    await voidStock(tx, stockNo, reason, act.legalOn, signed.signingId)
    const year = act.legalOn.slice(0, 4)
    const listNumber = `V${act.city.areaCode}-${year}-${await nextNumber(tx, act.city.city, 'void-list', year)}`
    const body = {
      listNumber,
      voidedOn: act.legalOn,
      voidedBy: { name: act.staff.name, badge: act.staff.badge },
      cards: [{ stockNumber: stockNo, permitNumber: null, reason }],
      ...toldEvidence(signed),
    }
    await recordOutgoing(tx, deps.crypto, {
      record: { kind: 'void-list/1', id, body },
      city: act.city.city,
      orderId: null,
      at: act.at,
    })
    return granted(listNumber)
  })
}
