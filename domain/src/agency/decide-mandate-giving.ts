import { type Decision, decided, ground, refusal, type Refusal } from '../kernel/decision.ts'
import { addDays, fullYearsBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { type MandateScope, type MandateWay, offeredScopes } from './mandate.ts'

export type MandateAsked = {
  readonly principalBornOn: PlainDate
  readonly scopes: readonly MandateScope[]
  readonly way: MandateWay
  /** Undefined for as long as the city allows. */
  readonly lastOn: PlainDate | undefined
  readonly agent: {
    /** The agent's own document was seen, and its number keyed in from it. */
    readonly identitySeen: boolean
    readonly isPrincipal: boolean
    readonly guardian: boolean
  }
  /** The principal's number of record: whose it is, as far as the register knows. */
  readonly number: 'none' | 'own' | 'agents'
  /** A picture of the principal was taken when they were seen. */
  readonly portrait: boolean
}

export type MandateGiven = {
  readonly lastOn: PlainDate
  readonly usesMax: number
  /** It holds at once: nobody is left to be asked. */
  readonly confirmed: boolean
}

/**
 * Decides whether a mandate (委托) may be written down on `on`. Whether the agent may act for this person at all is asked by
 * `decideAgency` at each act; here stands who said so, for what and how long.
 *
 * A guardian (监护人) of a child under 16 needs nobody's yes. Everybody else is asked: by a code to their own number of record,
 * never one that the agent answers; seen by an official, who takes their picture and signs; or at the visit of the application,
 * where the city makes one. So nobody is refused for want of a telephone.
 *
 * - child born 2000-02-29: the guardian's word is enough on 2016-02-28, and not on 2016-02-29
 * - 60 days: given 2016-07-05 it may hold through 2016-09-03, not through 2016-09-04
 *
 * Readings taken: time and count (I-170), confirming (I-171), which acts (I-172).
 */
export function decideMandateGiving(asked: MandateAsked, on: PlainDate, pack: Pack): Decision<MandateGiven> {
  const { agency } = pack
  const { law } = agency.businesses
  const latest = addDays(on, agency.mandateDays.value)
  const lastOn = asked.lastOn ?? latest
  const offered = offeredScopes(agency)
  const other = asked.scopes.filter((scope) => !offered.includes(scope))
  const refusals: Refusal[] = []
  if (!asked.agent.identitySeen) refusals.push(refusal('mandate.agent-not-seen', law))
  if (asked.agent.isPrincipal) refusals.push(refusal('mandate.agent-is-principal', law))
  if (asked.scopes.length === 0 || other.length > 0) {
    refusals.push(refusal('mandate.scope-not-offered', law, { scopes: other }))
  }
  if (lastOn < on || lastOn > latest) {
    refusals.push(refusal('mandate.time-not-allowed', agency.mandateDays.law, { earliestOn: on, lastDayOn: latest }))
  }
  refusals.push(...refuseWay(asked, on, pack))
  const confirmed = asked.way === 'guardian' || asked.way === 'face-to-face'
  const usesMax = agency.mandateUses.value
  return decided(
    refusals,
    () => ({ lastOn, usesMax, confirmed }),
    () => [ground(law, 'mandate.given', { scopes: asked.scopes, lastDayOn: lastOn, most: usesMax })],
  )
}

function refuseWay(asked: MandateAsked, on: PlainDate, { agency, workflow }: Pack): readonly Refusal[] {
  const { law } = agency.businesses
  const needs: Readonly<Record<MandateWay, readonly Refusal[]>> = {
    guardian:
      asked.agent.guardian && fullYearsBetween(asked.principalBornOn, on) < agency.inPersonFromAge.value
        ? []
        : [refusal('mandate.guardian-only', agency.inPersonFromAge.law, { age: agency.inPersonFromAge.value })],
    code:
      asked.number === 'own'
        ? []
        : [refusal(asked.number === 'none' ? 'mandate.no-number' : 'mandate.number-of-agent', law)],
    'face-to-face': asked.portrait ? [] : [refusal('mandate.portrait-missing', law)],
    visit: workflow.application.path.value.includes('verify') ? [] : [refusal('mandate.no-visit', law)],
  }
  return needs[asked.way]
}
