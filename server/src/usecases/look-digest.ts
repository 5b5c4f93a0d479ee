import { ground } from '@anju/domain/kernel/decision.ts'
import { addMonths } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { recordEvents } from '../store/record-event.ts'
import { digestDay, listLedgerDigests, recordDigest, streamOfDay, type LookDigest } from '../store/look-digest.ts'

export const LOOKS_DIGESTED = 'looks-digested'

/** Puts the Merkle root over the looks of a day that is over into the ledger, once (数据访问日志日摘要). */
export async function digestLooks(
  deps: Deps,
  act: Act,
  { id: onDay }: { readonly id: string },
  pack: Pack,
): Promise<boolean> {
  await act.city.pool.transact(act.scope, async (tx) => {
    const digest = await digestDay(tx, onDay)
    await recordDigest(tx, digest, act.at)
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent: undefined,
      streamId: streamOfDay(act.city.city, onDay),
      pack: pack.id,
      person: null,
      events: [
        {
          kind: LOOKS_DIGESTED,
          version: 1,
          facts: digest,
          grounds: [ground(pack.looks.keptMonths.law, 'look.day-digested', digest)],
        },
      ],
      effects: [],
    })
  })
  return true
}

/** A day whose looks are no longer those that were digested. */
export type LookFault = { readonly onDay: string; readonly expected: LookDigest; readonly found: LookDigest }

/**
 * Compares the looks of every digested day with what the ledger says of it, and names the days that differ: a look was taken
 * away, added or bent after its day. Whether the ledger itself is whole is checked elsewhere.
 *
 * @param keptSince - days before it may have been removed when their time was over: then no row of them is there at all
 */
export async function checkLooks(db: Db, keptSince: string): Promise<readonly LookFault[]> {
  const faults: LookFault[] = []
  for (const expected of await listLedgerDigests(db, LOOKS_DIGESTED)) {
    const found = await digestDay(db, expected.onDay)
    const isRemoved = found.looks === 0 && expected.onDay < keptSince
    if (!isRemoved && found.root !== expected.root) faults.push({ onDay: expected.onDay, expected, found })
  }
  return faults
}

/** The first day whose looks are all still kept, by the longer of both times (I-146). */
export function looksKeptSince({ looks }: Pick<Pack, 'looks'>, today: Act['legalOn']): string {
  return addMonths(today, -Math.max(looks.keptMonths.value, looks.handedOutKeptMonths.value))
}
