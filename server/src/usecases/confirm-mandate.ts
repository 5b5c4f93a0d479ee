import type { MandateWay } from '@anju/domain/agency/mandate.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { takeMandateCode, tryMandateCode } from '../store/mandate-code.ts'
import { confirmMandateRow, findMandate, lockMandate } from '../store/mandate.ts'
import { recordMaterials } from '../store/material.ts'
import { recordEvents } from '../store/record-event.ts'
import { loadSignInSettings } from '../store/resident-limit.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { MANDATE_ASKERS, mandateDuty } from './mandate-authority.ts'
import { portraitOfPrincipal } from './mandate-portrait.ts'

export type ConfirmMandate = {
  readonly intentId: string
  readonly mandateId: string
  /** What the principal read from their telephone; null when an official saw them. */
  readonly code: string | null
  readonly portrait: string | null
}

/**
 * The principal says yes (委托人确认): by the code that was sent to their number, or seen by an official at the window or the
 * door, who takes their picture and signs. A try at a code is counted before it is compared, and stays counted.
 */
export async function confirmMandate(deps: Deps, act: Act, command: ConfirmMandate): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { law } = pack.agency.businesses
  const authority = mandateDuty(act, MANDATE_ASKERS, pack)
  if (!authority.ok) return authority
  const { code, portrait, mandateId } = command
  if (code === null && portrait === null) return refused(refusal('mandate.portrait-missing', law))
  const codeId = code === null ? undefined : await tryCode(deps, act, mandateId, code)
  const intent = intentOf(command.intentId, 'mandate/confirm', command)
  const way: MandateWay = code === null ? 'face-to-face' : 'code'
  return carryOut(deps, act, intent, async (tx) => {
    const row = await lockMandate(tx, mandateId)
    if (row === undefined) throw new RegistryError('not-found', 'No such mandate within reach')
    const isWaiting = row.confirmed_on === null && row.revoked_on === null && row.last_on >= act.legalOn
    if (!isWaiting) return refused(refusal('mandate.not-waiting', law))
    const isRight = code === null || (codeId !== undefined && (await takeMandateCode(tx, codeId, act.at)))
    if (!isRight) return refused(refusal('mandate.code-wrong', law))
    const { person_id: personId, division_code: divisionCode, dek_wrapped: wrappedKey } = row
    const version = row.version + 1
    const because = [ground(law, 'mandate.confirmed')]
    await confirmMandateRow(tx, mandateId, { way, on: act.legalOn })
    await recordMaterials(tx, deps, act, { personId, divisionCode }, portraitOfPrincipal(portrait))
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: mandateId,
      pack: pack.id,
      person: { personId, wrappedKey },
      events: [
        {
          kind: 'confirm-mandate',
          version,
          facts: { way },
          grounds: because,
          ...(code === null ? { signedStep: authority.value } : {}),
        },
      ],
      effects: [{ topic: 'notice.mandate-confirmed', payload: { mandateId } }],
    })
    return granted({ subjectId: mandateId, version }, because)
  })
}

/** In a transaction of its own: a refusal must not give the try back. None is spent on a mandate that waits for nothing. */
async function tryCode(deps: Deps, act: Act, mandateId: string, code: string): Promise<string | undefined> {
  const triesMax = (await loadSignInSettings(deps.shared)).number('code-tries')
  return act.city.pool.transact(act.scope, async (tx) => {
    const row = await findMandate(tx, mandateId)
    if (row === undefined || row.confirmed_on !== null) return undefined
    return tryMandateCode(tx, deps.crypto, { mandateId, code, triesMax }, act.at)
  })
}
