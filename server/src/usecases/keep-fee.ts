import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { decideKeptFee } from '@anju/domain/fee/unearned-fee.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { clauseOfStep } from '@anju/domain/policy/clause-of-step.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { lockCardCase } from '../store/card-case.ts'
import { feeEntryOf, findFee, listFeesOfCase, listKeptFees, recordKeptFee } from '../store/fee.ts'
import { intentOf } from '../store/intent.ts'
import { findPerson } from '../store/person.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { newCaseId } from './new-case-id.ts'

export type KeepFee = { readonly intentId: string; readonly entryId: string; readonly note: string }

/**
 * Leaves money as it is that was taken for a case closed without a card (收费不退), with the reason: the charge no longer waits in the queue. Nothing of the
 * book changes; one that should have been paid back after all is reversed like any other entry.
 */
export async function keepFee(deps: Deps, act: Act, command: KeepFee): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'check-fees', pack.workflow)
  if (!authority.ok) return authority
  const law = clauseOfStep('check-fees', 'CN-663:21', pack.workflow)
  const intent = intentOf(command.intentId, 'fee/keep', command)
  const keptId = newCaseId(deps, act)
  return carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const entry = await findFee(tx, command.entryId)
      if (entry === undefined) throw new RegistryError('not-found', 'No such entry within reach')
      const row = await lockCardCase(tx, entry.card_case_id)
      const person = await findPerson(tx, entry.person_id)
      if (row === undefined || person === undefined)
        throw new RegistryError('not-found', 'The case of the entry is out of reach')
      const entries = (await listFeesOfCase(tx, row.card_case_id)).map(feeEntryOf)
      const isKept = (await listKeptFees(tx, [entry.entry_id])).length > 0
      const ofCase = { state: row.state, madeOn: row.made_on }
      const decision = decideKeptFee(entry.entry_id, entries, ofCase, { isKept, law })
      if (!decision.ok) return decision
      const because = [ground(law, 'fee.kept', { receiptNo: entry.receipt_no })]
      await Promise.all([
        recordKeptFee(tx, { ...entry, kept_id: keptId, kept_by: actorIdOf(act), kept_on: act.legalOn }),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: keptId,
          pack: pack.id,
          person: { personId: entry.person_id, wrappedKey: person.dek_wrapped },
          events: [
            {
              kind: 'keep-fee',
              version: 1,
              facts: { entryId: entry.entry_id, cardCaseId: row.card_case_id, fen: entry.fen, note: command.note },
              grounds: because,
              ...(authority.value.signed ? { signedStep: 'check-fees' } : {}),
            },
          ],
          effects: [],
        }),
      ])
      return granted({ subjectId: keptId, version: 1 }, because)
    },
    (constraint) => (constraint === 'kept_fee_once' ? refused(refusal('fee.already-kept', law)) : undefined),
  )
}
