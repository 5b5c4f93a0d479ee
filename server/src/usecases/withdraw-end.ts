import { ground } from '@anju/domain/kernel/decision.ts'
import type { PermitFacts } from '@anju/domain/permit/permit-facts.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import type { HeldPermit } from '../store/endorsement.ts'
import { changePermitEnding, listEndingsOf } from '../store/permit-ending.ts'
import { restorePermit } from '../store/permit.ts'
import { recordEvents } from '../store/record-event.ts'

/**
 * Takes back an end that was decided because no condition was met and whose day has not come (I-215), in the transaction of the endorsement that
 * found one met again: the permit goes on, its card was never void. Whoever accepts the endorsement signs for it there.
 * @returns what the signed step tells of it
 * @throws RegistryError when somebody took it back in this instant
 */
export async function withdrawEnd(
  deps: Deps,
  act: Act,
  tx: Tx,
  { permit_id: permitId, person_id: personId, dek_wrapped: wrappedKey }: HeldPermit,
  end: NonNullable<PermitFacts['ended']>,
  endorsement: { readonly endorsementId: string; readonly pack: string },
): Promise<Readonly<Record<string, unknown>>> {
  const [isRestored, endings] = await Promise.all([
    restorePermit(tx, { crypto: deps.crypto, act }, permitId),
    listEndingsOf(tx, permitId),
  ])
  const ending = endings.find(({ state }) => state === 'done')
  if (!isRestored || ending === undefined || !(await changePermitEnding(tx, ending, { state: 'taken-back' })))
    throw new RegistryError('version-conflict', 'The end of the permit was changed in this instant')
  const { endorsementId, pack } = endorsement
  await recordEvents(tx, deps.crypto, deps.newId, {
    act,
    intent: undefined,
    streamId: ending.ending_id,
    pack,
    person: { personId, wrappedKey },
    events: [
      {
        kind: 'act-taken-back',
        version: ending.version + 1,
        facts: { endorsementId },
        grounds: [ground('CN-663:2', 'endorsement.end-taken-back', { endedOn: end.endedOn })],
      },
    ],
    effects: [],
  })
  return { takesBack: { endingId: ending.ending_id, ...end } }
}
