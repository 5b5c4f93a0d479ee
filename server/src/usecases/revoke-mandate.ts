import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findAccountIndexes } from '../store/account-claim.ts'
import { type Intent, intentOf } from '../store/intent.ts'
import { isMandateOf, lockMandate, revokeMandateRow } from '../store/mandate.ts'
import { recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { MANDATE_ASKERS, mandateDuty } from './mandate-authority.ts'

export type RevokeMandate = { readonly intentId: string; readonly mandateId: string }

/** Revokes a mandate on the principal's word (撤销委托), at the window or by telephone. Nothing of it is asked for a reason. */
export async function revokeMandate(deps: Deps, act: Act, command: RevokeMandate): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mandateDuty(act, MANDATE_ASKERS, pack)
  if (!authority.ok) return authority
  return revoke(deps, act, intentOf(command.intentId, 'mandate/revoke', command), command.mandateId, 'office')
}

/** Residents revoke the mandates they gave on their own page. */
export async function revokeOwnMandate(deps: Deps, act: Act, command: RevokeMandate): Promise<Decision<CarriedOut>> {
  if (act.actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
  const own = await findAccountIndexes(deps.shared, act.actor.accountId)
  const isOwn =
    own !== undefined && (await act.city.pool.look(act.scope, (db) => isMandateOf(db, command.mandateId, own)))
  if (!isOwn) throw new RegistryError('not-found', 'No such mandate')
  return revoke(deps, act, intentOf(command.intentId, 'mandate/revoke-own', command), command.mandateId, 'principal')
}

async function revoke(deps: Deps, act: Act, intent: Intent, mandateId: string, by: 'principal' | 'office') {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { law } = pack.agency.businesses
  return carryOut(deps, act, intent, async (tx): Promise<Decision<{ subjectId: string; version: number }>> => {
    const row = await lockMandate(tx, mandateId)
    if (row === undefined) throw new RegistryError('not-found', 'No such mandate within reach')
    if (row.revoked_on !== null) return refused(refusal('mandate.revoked', law, { since: row.revoked_on }))
    const version = row.version + 1
    const because = [ground(law, 'mandate.revoked')]
    await revokeMandateRow(tx, mandateId, { by, on: act.legalOn })
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: mandateId,
      pack: pack.id,
      person: { personId: row.person_id, wrappedKey: row.dek_wrapped },
      events: [{ kind: 'revoke-mandate', version, facts: { by }, grounds: because }],
      effects: [{ topic: 'notice.mandate-revoked', payload: { mandateId } }],
    })
    return granted({ subjectId: mandateId, version }, because)
  })
}
