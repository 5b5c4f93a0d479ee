import type { Act, Deps } from '../deps.ts'
import { granted, refusal, refused } from '../refusal.ts'
import type { CardDecision } from '../refusal.ts'
import { recordOutgoing } from '../store/outgoing.ts'
import { listKnownStock, lockStock, nextNumber, receiveStock, voidStock } from '../store/stock.ts'
import type { VoidReason } from '../store/stock.ts'
import { carryOut } from './carry-out.ts'
import type { Command } from './carry-out.ts'

export type ReceiveBlankCards = Command & {
  readonly cards: readonly { readonly stockNo: string; readonly chipUid: string }[]
}

/** Enters blank cards into stock. All or none: a number or chip known before refuses the whole delivery. */
export function receiveBlankCards(deps: Deps, act: Act, command: ReceiveBlankCards): Promise<CardDecision<string>> {
  return carryOut(deps, act, 'stock/receive', command, async (tx) => {
    const known = await listKnownStock(tx, command.cards)
    if (known.length > 0) return refused(...known.map((stockNo) => refusal('stock.known', { stockNo })))
    await receiveStock(tx, act.city.city, command.cards, act.legalOn)
    return granted(`stock:${command.cards.length}`)
  })
}

export type VoidBlankCard = Command & { readonly stockNo: string; readonly reason: Exclude<VoidReason, 'withdrawn'> }

/** Takes a blank card out of use for ever and tells the registry, so that nobody takes it for a permit. */
export function voidBlankCard(deps: Deps, act: Act, command: VoidBlankCard): Promise<CardDecision<string>> {
  return carryOut(deps, act, 'stock/void', command, async (tx) => {
    const { stockNo, reason } = command
    const card = await lockStock(tx, act.city.city, stockNo)
    if (card === undefined) return refused(refusal('stock.unknown', { stockNo }))
    if (card.state === 'used') return refused(refusal('stock.used', { stockNo }))
    if (card.state === 'void') return refused(refusal('stock.void', { stockNo }))
    await voidStock(tx, stockNo, reason, act.legalOn)
    const year = act.legalOn.slice(0, 4)
    const listNumber = `V${act.city.areaCode}-${year}-${await nextNumber(tx, act.city.city, 'void-list', year)}`
    const body = {
      listNumber,
      voidedOn: act.legalOn,
      voidedBy: { name: act.staff.name, badge: act.staff.badge },
      cards: [{ stockNumber: stockNo, permitNumber: null, reason }],
    }
    await recordOutgoing(tx, deps.crypto, {
      record: { kind: 'void-list/1', id: deps.newId(), body },
      city: act.city.city,
      orderId: null,
      at: act.at,
    })
    return granted(listNumber)
  })
}
