import { ground } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { PermitEnding } from '@anju/domain/permit/permit-facts.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { CardCaseState } from '@anju/domain/replacement/card-case-machine.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { changeCardCase, listCardCasesOf } from '../store/card-case.ts'
import { lockPermit } from '../store/endorsement.ts'
import { listCardsOf, voidCard } from '../store/permit.ts'
import { changePermitEnding, type EndedMeanwhile, listEndedMeanwhile } from '../store/permit-ending.ts'
import { recordEvents } from '../store/record-event.ts'
import { tellPoliceOfCard } from './tell-police-of-card.ts'

/** States in which the police have the order, and no card yet. */
const AT_POLICE: readonly CardCaseState[] = ['exported', 'at-police']

/** A permit with the key of its holder. */
export type EndingPermit = { readonly permit_id: string; readonly person_id: string; readonly dek_wrapped: Buffer }

/** How a permit ended: by what, on which day, and since when its card is void. */
export type PermitEnd = { readonly event: PermitEnding; readonly endsOn: PlainDate; readonly voidOn: PlainDate }

/**
 * What becomes of the cards of a permit that has ended, in the transaction of whoever found it ended: the one that is out is void, and the police are
 * told of it; another one that was being made is made no more.
 */
export async function retireCard(deps: Deps, act: Act, tx: Tx, permit: EndingPermit, end: PermitEnd): Promise<void> {
  const { event, endsOn, voidOn } = end
  const { permit_id: permitId } = permit
  const good = (await listCardsOf(tx, permitId)).find(({ state }) => state === 'good')
  await voidCard(tx, { crypto: deps.crypto, act }, permitId, 'ended', voidOn)
  if (good !== undefined) {
    const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
    const standing = { permitId, stockNo: good.stock_no, because: 'permit-ended' as const, since: voidOn }
    await tellPoliceOfCard(deps, act, tx, pack, standing)
  }
  const open = (await listCardCasesOf(tx, permitId)).filter(({ closed_on: on }) => on === null)
  for (const row of open) {
    await changeCardCase(tx, row, 'stopped', { closed_on: act.legalOn })
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent: undefined,
      streamId: row.card_case_id,
      pack: row.pack,
      person: { personId: permit.person_id, wrappedKey: permit.dek_wrapped },
      events: [
        {
          kind: 'stop',
          version: row.version + 1,
          facts: { from: row.state, to: 'stopped', event, endsOn },
          grounds: [ground('CN-663:10.1', 'card-case.stop')],
        },
      ],
      effects: AT_POLICE.includes(row.state) ? [{ topic: 'exchange.order-withdrawn' }] : [],
    })
  }
}

/**
 * The day has come on which a permit ends as was decided before (I-201): its card is void since that day, the police are told, and a case of another card
 * is stopped. Done under the lock of the permit, so that two sweeps at once, or one after a kill, do it once. @returns whether anything was done now.
 */
export function retireCardOfEnded(deps: Deps, act: Act, due: EndedMeanwhile): Promise<boolean> {
  return act.city.pool.transact(act.scope, async (tx) => {
    const held = await lockPermit(tx, due.permit_id)
    const [ended] = await listEndedMeanwhile(tx, act.legalOn, 1, due.permit_id)
    if (held === undefined || ended === undefined) return false
    const { ending_id: endingId, ends_on: endsOn, event, pack, state, version } = ended
    await retireCard(deps, act, tx, held, { event, endsOn, voidOn: endsOn })
    await changePermitEnding(tx, ended, {})
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent: undefined,
      streamId: endingId,
      pack,
      person: { personId: held.person_id, wrappedKey: held.dek_wrapped },
      events: [
        {
          kind: 'take-effect',
          version: version + 1,
          facts: { from: state, to: state, endsOn },
          grounds: [ground('CN-663:10.1', 'permit.ended', { endedOn: endsOn, reason: event })],
        },
      ],
      effects: [],
    })
    return true
  })
}
