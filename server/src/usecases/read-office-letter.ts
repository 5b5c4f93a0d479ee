import { type Decision, granted, ground } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { findLetter, readLetter } from '../store/office-letter.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'

/** Takes note of a letter to one's office (阅知): the holder lives elsewhere now. */
export async function readOfficeLetter(
  deps: Deps,
  act: Act,
  command: { readonly intentId: string; readonly letterId: string },
): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, 'letter/read', command)
  return carryOut(deps, act, intent, async (tx) => {
    const letter = await findLetter(tx, command.letterId)
    if (letter === undefined) throw new RegistryError('not-found', 'No such letter within reach')
    if (!(await readLetter(tx, command.letterId, actorIdOf(act), act.legalOn)))
      throw new RegistryError('version-conflict', 'A colleague took note of it already')
    const because = [ground(pack.addressChange.documents.law, 'letter.read')]
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: command.letterId,
      pack: pack.id,
      person: { personId: letter.person_id, wrappedKey: letter.dek_wrapped },
      events: [{ kind: 'read-letter', version: 1, facts: {}, grounds: because }],
      effects: [],
    })
    return granted({ subjectId: command.letterId, version: 1 }, because)
  })
}
