import { ground } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { PermitEnding } from '@anju/domain/permit/permit-facts.ts'
import type { CardCaseState } from '@anju/domain/replacement/card-case-machine.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { changeCardCase, listCardCasesOf } from '../store/card-case.ts'
import { endPermit, listCardsOf, voidCard } from '../store/permit.ts'
import { recordEvents } from '../store/record-event.ts'
import { tellPoliceOfCard } from './tell-police-of-card.ts'

/** States in which the police have the order, and no card yet. */
const AT_POLICE: readonly CardCaseState[] = ['exported', 'at-police']

/** A permit with the key of its holder. */
export type EndingPermit = { readonly permit_id: string; readonly person_id: string; readonly dek_wrapped: Buffer }

/**
 * What the end of a permit does beside the decision itself, in its transaction: the permit ends on its day; a card that is out is void from that day, and
 * another card that was being made is made no more. A permit that runs to the end of its year keeps its card until then.
 */
export async function stopPermit(
  deps: Deps,
  act: Act,
  tx: Tx,
  permit: EndingPermit,
  { event, endsOn }: { readonly event: PermitEnding; readonly endsOn: PlainDate },
): Promise<void> {
  const sealing = { crypto: deps.crypto, act }
  await endPermit(tx, sealing, permit.permit_id, endsOn, event)
  if (endsOn <= act.legalOn) {
    const good = (await listCardsOf(tx, permit.permit_id)).find(({ state }) => state === 'good')
    await voidCard(tx, sealing, permit.permit_id, 'ended', act.legalOn)
    const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
    if (good !== undefined)
      await tellPoliceOfCard(deps, act, tx, pack, {
        permitId: permit.permit_id,
        stockNo: good.stock_no,
        because: 'permit-ended',
      })
  }
  const open = (await listCardCasesOf(tx, permit.permit_id)).filter(({ closed_on: on }) => on === null)
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
