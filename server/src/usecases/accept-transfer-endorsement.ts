import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { type Decision, granted, refusal, refused } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { intentOf } from '../store/intent.ts'
import { type Material, recordMaterials } from '../store/material.ts'
import { changeTransfer } from '../store/permit-transfer.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { stepOf, transferAt } from './answer-transfer.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { acceptedEvent, decideEndorsementWith, type EndorsementAskedWith } from './transfer-endorsement.ts'
import { homeOf, transferFacts } from './transfer-facts.ts'

export type AcceptTransferEndorsement = Omit<EndorsementAskedWith, 'materials'> & {
  readonly intentId: string
  readonly transferId: string
  readonly expectedVersion: number
  readonly materials: readonly Material[]
}

/**
 * Takes the endorsement of a permit from elsewhere while its office is being asked (核查期间受理签注): the card was shown before its window opened, or nobody asked then. It is
 * written when the permit is entered and counts as of today; where it is not entered, it ends with the case.
 */
export async function acceptTransferEndorsement(
  deps: Deps,
  act: Act,
  command: AcceptTransferEndorsement,
): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'endorse', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'transfer/accept-endorsement', command)
  return carryOut(deps, act, intent, async (tx) => {
    const { row, person } = await transferAt(tx, command.transferId, command.expectedVersion)
    const step = stepOf(row, 'accept-endorsement')
    if (step === undefined)
      return refused(
        row.decided_on === null && row.endorse_on !== null
          ? refusal('endorsement.already-accepted', 'CN-663:10.2', { acceptedOn: row.endorse_on })
          : refusal('transfer.already-decided', pack.addressChange.documents.law),
      )
    const home = await homeOf(tx, row.person_id)
    const shown = { kinds: command.materials.map(({ kind }) => kind), inPerson: command.inPerson }
    const facts = await transferFacts(tx, row.person_id, row, shown, home)
    const transfer = row.answer === null ? facts : { ...facts, answer: row.answer }
    const decision = await decideEndorsementWith(deps, act, tx, row.person_id, transfer, command)
    if (!decision.ok) return decision
    const version = row.version + 1
    await changeTransfer(tx, row.transfer_id, {
      endorse_condition: command.condition,
      endorse_on: act.legalOn,
      endorse_by: actorIdOf(act),
    })
    const { registration_id: registrationId, division_code: divisionCode } = row
    await recordMaterials(tx, deps, act, { personId: row.person_id, registrationId, divisionCode }, command.materials)
    const event = acceptedEvent(version, step.to, command, decision, authority.value.signed)
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: row.transfer_id,
      pack: pack.id,
      person: { personId: row.person_id, wrappedKey: person.dek_wrapped },
      events: [event],
      effects: [{ topic: 'notice.endorsement-accepted' }],
    })
    return granted({ subjectId: row.transfer_id, version }, event.grounds)
  })
}
