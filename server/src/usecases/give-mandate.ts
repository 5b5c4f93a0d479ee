import { decideMandateGiving } from '@anju/domain/agency/decide-mandate-giving.ts'
import type { MandateScope, MandateWay } from '@anju/domain/agency/mandate.ts'
import { granted, refusalsOf, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { normaliseIdNumber } from '@anju/standards/id-number.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import type { Agent } from '../store/application.ts'
import { intentOf } from '../store/intent.ts'
import { recordMandate } from '../store/mandate.ts'
import { recordMaterials } from '../store/material.ts'
import { findPerson, openIdNumber } from '../store/person.ts'
import { type Effect, recordEvents } from '../store/record-event.ts'
import { loadSignInSettings } from '../store/resident-limit.ts'
import { agentRefusals } from './applicant.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { MANDATE_GIVERS, mandateDuty } from './mandate-authority.ts'
import { numberOfPrincipal } from './mandate-number.ts'
import { portraitOfPrincipal } from './mandate-portrait.ts'
import { sendCode } from './send-mandate-code.ts'

export type GiveMandate = {
  readonly intentId: string
  readonly personId: string
  readonly agent: Agent
  /** The agent's identity document was seen, and the number is from it. */
  readonly agentSeen: boolean
  readonly scopes: readonly MandateScope[]
  readonly way: MandateWay
  readonly lastOn: PlainDate | null
  readonly portrait: string | null
}

/**
 * Writes down a mandate (登记委托): who may act for a person, for what, until when. A guardian's, and one whose principal was
 * seen, holds at once and is signed; the others wait for the principal's code, or for the visit.
 */
export async function giveMandate(deps: Deps, act: Act, command: GiveMandate): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mandateDuty(act, MANDATE_GIVERS, pack)
  if (!authority.ok) return authority
  const agent = { ...command.agent, idNumber: normaliseIdNumber(command.agent.idNumber) }
  const intent = intentOf(command.intentId, 'mandate/give', command)
  const settings = await loadSignInSettings(deps.shared)
  const mandateId = deps.newId()
  return carryOut(deps, act, intent, async (tx) => {
    const person = await findPerson(tx, command.personId)
    if (person === undefined) throw new RegistryError('not-found', 'No such person within reach')
    const { person_id: personId, dek_wrapped: wrappedKey, division_code: divisionCode } = person
    const decision = decideMandateGiving(
      {
        principalBornOn: parsePlainDate(person.birth_on),
        scopes: command.scopes,
        way: command.way,
        lastOn: command.lastOn ?? undefined,
        agent: {
          identitySeen: command.agentSeen,
          isPrincipal: agent.idNumber === openIdNumber(deps.crypto, person),
          guardian: agent.guardian,
        },
        number: await numberOfPrincipal(deps, tx, personId, agent),
        portrait: command.portrait !== null,
      },
      act.legalOn,
      pack,
    )
    const faults = agentRefusals(agent, act.legalOn)
    if (!decision.ok || faults.length > 0) return refused(...refusalsOf(decision), ...faults)
    const { lastOn, usesMax, confirmed } = decision.value
    await recordMandate(tx, deps.crypto, {
      mandateId,
      personId,
      divisionCode,
      agent,
      wrappedKey,
      scopes: command.scopes,
      way: command.way,
      pack: pack.id,
      givenOn: act.legalOn,
      lastOn,
      usesMax,
      confirmedOn: confirmed ? act.legalOn : null,
    })
    const mandate = { mandate_id: mandateId, person_id: personId, division_code: divisionCode, dek_wrapped: wrappedKey }
    const code = command.way === 'code' ? await sendCode(deps, act, tx, mandate, settings, pack) : undefined
    if (code?.ok === false) return code
    const told: Effect = { topic: 'notice.mandate-confirmed', payload: { mandateId } }
    await recordMaterials(tx, deps, act, { personId, divisionCode }, portraitOfPrincipal(command.portrait))
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: mandateId,
      pack: pack.id,
      person: { personId, wrappedKey },
      events: [
        {
          kind: 'give-mandate',
          version: 1,
          facts: { ...command, agent, lastOn, usesMax, confirmed },
          grounds: decision.grounds,
          ...(confirmed ? { signedStep: authority.value } : {}),
        },
      ],
      effects: [...(code === undefined ? [] : [code.value]), ...(confirmed ? [told] : [])],
    })
    return granted({ subjectId: mandateId, version: 1 }, decision.grounds)
  })
}
