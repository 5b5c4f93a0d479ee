import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { PermitEnding } from '@anju/domain/permit/permit-facts.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { endPermit } from '../store/permit.ts'
import { type EndingPermit, retireCard } from './retire-card.ts'

/**
 * What the end of a permit does beside the decision itself, in its transaction: the permit ends on its day, and its card with it. A permit that runs to the
 * end of its year keeps its card, and the case of another one, until then: the sweep of that day takes them (`retireCardOfEnded`).
 */
export async function stopPermit(
  deps: Deps,
  act: Act,
  tx: Tx,
  permit: EndingPermit,
  { event, endsOn }: { readonly event: PermitEnding; readonly endsOn: PlainDate },
): Promise<void> {
  await endPermit(tx, { crypto: deps.crypto, act }, permit.permit_id, endsOn, event)
  if (endsOn <= act.legalOn) await retireCard(deps, act, tx, permit, { event, endsOn, voidOn: act.legalOn })
}
