import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, City, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { countMandateCodes, recordMandateCode } from '../store/mandate-code.ts'
import { lockMandate, type MandateRow, openMandateAgent, touchMandateRow } from '../store/mandate.ts'
import { type Effect, recordEvents } from '../store/record-event.ts'
import { newCode } from '../store/resident-attempt.ts'
import { loadSignInSettings, type SignInSettings } from '../store/resident-limit.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { MANDATE_ASKERS, mandateDuty } from './mandate-authority.ts'
import { numberOfPrincipal } from './mandate-number.ts'
import { judgeLimits } from './resident-limits.ts'

/** Sends the principal another code (重新发送验证码), to their number of record as it stands now. */
export async function sendMandateCode(
  deps: Deps,
  act: Act,
  command: { readonly intentId: string; readonly mandateId: string },
): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mandateDuty(act, MANDATE_ASKERS, pack)
  if (!authority.ok) return authority
  const settings = await loadSignInSettings(deps.shared)
  const intent = intentOf(command.intentId, 'mandate/send-code', command)
  return carryOut(deps, act, intent, async (tx) => {
    const row = await lockMandate(tx, command.mandateId)
    if (row === undefined) throw new RegistryError('not-found', 'No such mandate within reach')
    const isWaiting = row.confirmed_on === null && row.revoked_on === null && row.last_on >= act.legalOn
    const { law } = pack.agency.businesses
    if (!isWaiting) return refused(refusal('mandate.not-waiting', law))
    const number = await numberOfPrincipal(deps, tx, row.person_id, openMandateAgent(deps.crypto, row))
    if (number !== 'own')
      return refused(refusal(number === 'none' ? 'mandate.no-number' : 'mandate.number-of-agent', law))
    const sent = await sendCode(deps, act, tx, row, settings, pack)
    if (!sent.ok) return sent
    const version = row.version + 1
    await touchMandateRow(tx, row.mandate_id)
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: row.mandate_id,
      pack: pack.id,
      person: { personId: row.person_id, wrappedKey: row.dek_wrapped },
      events: [{ kind: 'send-mandate-code', version, facts: {}, grounds: [ground(law, 'mandate.code-sent')] }],
      effects: [sent.value],
    })
    return granted({ subjectId: row.mandate_id, version }, [ground(law, 'mandate.code-sent')])
  })
}

/** Whether codes reach a telephone here: by the gateway; on trial the viewer stands for it. */
export function sendsCodes({ gateway, demo }: Pick<City, 'gateway' | 'demo'>): boolean {
  return gateway !== undefined || demo
}

/** Makes a code within the limits that sign-in codes to one telephone have. @returns the effect that sends it */
export async function sendCode(
  deps: Deps,
  act: Act,
  tx: Tx,
  mandate: Pick<MandateRow, 'mandate_id' | 'person_id' | 'division_code' | 'dek_wrapped'>,
  settings: SignInSettings,
  pack: Pack,
): Promise<Decision<Effect>> {
  const { law } = pack.agency.businesses
  if (!sendsCodes(act.city)) return refused(refusal('sign-in.phone-not-offered', law))
  const limits = settings.limits.filter(({ kind }) => kind === 'phone')
  const verdict = judgeLimits(
    await countMandateCodes(tx, mandate.person_id, limits, act.at),
    { limits, proofs: [] },
    act.at,
  )
  if (verdict.verdict === 'wait') return refused(refusal('mandate.wait', law, { waitSeconds: verdict.seconds }))
  const codeId = deps.newId()
  const expiresAt = new Date(Date.parse(act.at) + settings.number('code-seconds') * 1000).toISOString()
  await recordMandateCode(tx, deps.crypto, { codeId, mandate, code: newCode(), at: act.at, expiresAt })
  return granted({ topic: 'notice.mandate-code', payload: { mandateId: mandate.mandate_id, codeId } }, [])
}
