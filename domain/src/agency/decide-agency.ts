import type { MaterialKey } from '../application/material.ts'
import { type Decision, decided, ground, refusal, type Refusal } from '../kernel/decision.ts'
import { fullYearsBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

export type AgencyPolicy = Pack['agency']
export type AgencyBusiness = AgencyPolicy['businesses']['value'][number]

/** Why the applicant cannot come, as stated on the form. */
export type AgencySituation = 'none' | 'under-16' | 'elderly-limited' | 'disabled-limited' | 'other-limited'

export type AgencyFacts = {
  readonly business: AgencyBusiness
  readonly principal: {
    readonly birthDate: PlainDate
    readonly situation: AgencySituation
    /** Seen or on file that the person cannot get about easily (行动不便). */
    readonly mobilityEvidence: boolean
  }
  readonly agent: {
    readonly birthDate: PlainDate
    /** GB/T 4761 relation of the agent to the applicant. */
    readonly relation: string
    readonly guardian: boolean
  }
  readonly documents: readonly MaterialKey[]
  readonly supervisorReason: string
}

export type Agency = { readonly situation: Exclude<AgencySituation, 'none'>; readonly secondReview: boolean }

/**
 * Decides whether an agent (代办人) may act for the applicant on `on`.
 *
 * Minors under 16, and elderly or disabled people who cannot get about easily, may be represented, and only by their
 * guardian (监护人) or a close relative (近亲属: CC:1045). Both show their identity documents (CN-663:9.3); Linhe asks for
 * both household booklets besides (LH-2017-36:三.二(4)). Others in a comparable situation (等) need a supervisor's signed
 * reason. Friends, landlords and employers may not act.
 *
 * - born 2000-02-29, father applies on 2016-02-28: allowed, still 15; on 2016-02-29 the person is 16 and comes in person
 * - woman of 67 in a wheelchair, daughter applies: allowed; man of 67 in good health: refused
 * - bedridden man of 40, brother-in-law applies: refused, unless he is the guardian
 *
 * Readings taken: which businesses (I-008), the sixteenth birthday (I-023), who is a close relative (I-026).
 */
export function decideAgency(facts: AgencyFacts, on: PlainDate, policy: AgencyPolicy): Decision<Agency> {
  const { business, principal, documents } = facts
  const missing = policy.documents.value.filter((material) => !documents.includes(material))
  const refusals: Refusal[] = [...refusePrincipal(facts, on, policy), ...refuseAgent(facts, on, policy)]
  if (!policy.businesses.value.includes(business)) {
    refusals.push(refusal('agency.not-offered-for-step', policy.businesses.law, { business }))
  }
  if (missing.length > 0) refusals.push(refusal('agency.documents-missing', policy.documents.law, { missing }))

  return decided(
    refusals,
    () => ({ situation: situationOf(principal, on, policy), secondReview: policy.secondReview.value }),
    () => [
      ground(policy.businesses.law, 'agency.allowed', { business, situation: situationOf(principal, on, policy) }),
    ],
  )
}

function refusePrincipal(facts: AgencyFacts, on: PlainDate, policy: AgencyPolicy): readonly Refusal[] {
  const { birthDate, mobilityEvidence, situation } = facts.principal
  const age = fullYearsBetween(birthDate, on)
  if (age < policy.inPersonFromAge.value) return []
  const isElderly = situation === 'elderly-limited' && age >= policy.elderlyFromAge.value
  if (!isElderly && situation !== 'disabled-limited' && situation !== 'other-limited') {
    return [refusal('agency.principal-able', policy.inPersonFromAge.law)]
  }

  const refusals: Refusal[] = []
  if (policy.mobilityLimitRequired.value && !mobilityEvidence) {
    refusals.push(refusal('agency.mobility-not-limited', policy.mobilityLimitRequired.law))
  }
  const needsReason = situation === 'other-limited' && policy.comparableNeedsReason.value
  if (needsReason && facts.supervisorReason.trim() === '') {
    refusals.push(refusal('agency.supervisor-reason-missing', policy.comparableNeedsReason.law))
  }
  return refusals
}

function refuseAgent({ agent }: AgencyFacts, on: PlainDate, policy: AgencyPolicy): readonly Refusal[] {
  const { closeRelatives, agentFromAge } = policy
  const refusals: Refusal[] = []
  if (!agent.guardian && !closeRelatives.value.includes(agent.relation)) {
    refusals.push(refusal('agency.agent-not-close-relative', closeRelatives.law, { relation: agent.relation }))
  }
  if (fullYearsBetween(agent.birthDate, on) < agentFromAge.value) {
    refusals.push(refusal('agency.agent-under-age', agentFromAge.law, { minimumAge: agentFromAge.value }))
  }
  return refusals
}

/** A child is represented as a child, whatever else the form says. */
function situationOf(principal: AgencyFacts['principal'], on: PlainDate, policy: AgencyPolicy): Agency['situation'] {
  const isMinor = fullYearsBetween(principal.birthDate, on) < policy.inPersonFromAge.value
  return isMinor || principal.situation === 'none' ? 'under-16' : principal.situation
}
