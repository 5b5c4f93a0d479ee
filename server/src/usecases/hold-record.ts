import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findDivisionOf, findHold, recordHold, recordHoldEnd } from '../store/erase.ts'
import { intentOf } from '../store/intent.ts'
import { recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { newCaseId } from './new-case-id.ts'

export type PlaceHold = { readonly intentId: string; readonly personId: string; readonly reason: string }

/** Keeps the record of a person from being deleted (保全) while a complaint, a review or a court looks into it; signed. */
export async function placeHold(deps: Deps, act: Act, command: PlaceHold): Promise<Decision<CarriedOut>> {
  const { actor } = act
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(actor, 'propose-erasure', pack.workflow)
  if (!authority.ok) return authority
  if (actor.kind !== 'official') throw new Error('Only an official holds a record')
  const { personId, reason } = command
  const intent = intentOf(command.intentId, 'place-hold', { personId, reason })
  const holdId = newCaseId(deps, act)
  return carryOut(deps, act, intent, async (tx) => {
    const divisionCode = await findDivisionOf(tx, personId)
    if (divisionCode === undefined) throw new RegistryError('not-found', 'No such person within reach')
    await recordHold(tx, { holdId, personId, divisionCode, reason, by: actor.officialId, on: act.legalOn })
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: holdId,
      pack: pack.id,
      person: null,
      events: [
        {
          kind: 'hold-placed',
          version: 1,
          facts: { personId, reason },
          grounds: authority.grounds,
          signedStep: 'propose-erasure',
        },
      ],
      effects: [],
    })
    return granted({ subjectId: holdId, version: 1 }, authority.grounds)
  })
}

export type LiftHold = { readonly intentId: string; readonly holdId: string }

/** Ends a hold, signed by whoever may decide a deletion. @throws RegistryError version-conflict when it was lifted before */
export async function liftHold(deps: Deps, act: Act, command: LiftHold): Promise<Decision<CarriedOut>> {
  const { actor } = act
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(actor, 'approve-erasure', pack.workflow)
  if (!authority.ok) return authority
  if (actor.kind !== 'official') throw new Error('Only an official lifts a hold')
  const { holdId } = command
  const intent = intentOf(command.intentId, 'lift-hold', { holdId })
  return carryOut(deps, act, intent, async (tx) => {
    const hold = await findHold(tx, holdId)
    if (hold === undefined) throw new RegistryError('not-found', 'No such hold within reach')
    if (hold.lifted_on !== null) throw new RegistryError('version-conflict', 'The hold was lifted')
    await recordHoldEnd(tx, holdId, actor.officialId, act.legalOn)
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: holdId,
      pack: pack.id,
      person: null,
      events: [
        {
          kind: 'hold-lifted',
          version: 2,
          facts: { personId: hold.person_id },
          grounds: authority.grounds,
          signedStep: 'approve-erasure',
        },
      ],
      effects: [],
    })
    return granted({ subjectId: holdId, version: 2 }, authority.grounds)
  })
}
