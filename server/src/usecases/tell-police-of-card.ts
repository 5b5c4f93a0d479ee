import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { recordEffect } from '../store/outbox.ts'
import { crossesBoundary } from './crosses-boundary.ts'

export type CardStanding = {
  readonly permitId: string
  readonly stockNo: string
  /** Good again is only a card that was found. */
  readonly because: 'lost' | 'permit-ended' | 'found'
  /** The case under which an official signed that it was found; only good again needs a signature. */
  readonly signedIn?: string
  /** The day of the act when left out. */
  readonly since?: PlainDate
}

/** Tells the police, where they make the cards, that one is void or good again (报失即作废, I-176); in the transaction that says so here. */
export async function tellPoliceOfCard(
  deps: Deps,
  act: Act,
  tx: Tx,
  pack: Pick<Pack, 'workflow'>,
  { permitId, stockNo, because, signedIn, since = act.legalOn }: CardStanding,
): Promise<void> {
  if (!crossesBoundary(pack)) return
  await recordEffect(tx, {
    outboxId: deps.newId(),
    topic: 'exchange.card-standing',
    subjectId: permitId,
    payload: { stockNo, because, legalOn: since, ...(signedIn === undefined ? {} : { signedIn }) },
    at: act.at,
  })
}
