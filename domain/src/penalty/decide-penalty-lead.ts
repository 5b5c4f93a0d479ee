import { decided, type Decision, ground, refusal, type Refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Imposer, PenaltyAct, PenaltyBand } from '../policy/penalty-policy.ts'
import { findNotHeld, findPenaltyBand, limitationEndsOn, type Rulebook } from './penalty-band.ts'

/** What an office noticed. */
export type LeadFacts = {
  readonly act: PenaltyAct
  readonly actedOn: PlainDate
  readonly foundOn: PlainDate
  /** What was seen and written down; a lead without it accuses. */
  readonly observations: readonly string[]
}

/** A lead passed to whoever may punish (线索移送). It decides nothing about the person. */
export type PenaltyLead = {
  readonly to: Imposer
  /** Null where the text of that day is not held. */
  readonly limitationEndsOn: PlainDate | null
  readonly measures: PenaltyBand['measures']
}

/**
 * Decides whether a lead is passed on, and to whom.
 *
 * Stations record facts and pass leads; the police punish, or the department that a text names (CN-663:18, CN-663:19). Who
 * applies and who issues a proof answers for its truth (CN-663:9.4), so false papers are a lead whoever wrote them. Foshan's offices pursue officials' offences and the trade in
 * permits, made or false (FS-2016-14:四.二(2)).
 *
 * - a landlord keeps a tenant's card: to the police, CN-663:18(3)
 * - act of 2016-02-29, found 2018-02-28: passed on; found 2018-03-01: too late
 */
export function decidePenaltyLead(facts: LeadFacts, rules: Rulebook): Decision<PenaltyLead> {
  const { act, actedOn, foundOn } = facts
  const band = findPenaltyBand(act, rules)
  const source = band ?? findNotHeld(act, rules)
  if (source === undefined) return refused(refusal('penalty.not-punishable', rules.national.onlyByText.law, { act }))

  const { law, imposedBy } = source
  const lastDayOn = band === undefined ? null : limitationEndsOn(actedOn, band, rules)
  const refusals: Refusal[] = []
  if (actedOn > foundOn) {
    refusals.push(refusal('form.dates-out-of-order', law, { field: 'actedOn', earlier: actedOn, later: foundOn }))
  }
  if (facts.observations.every((line) => line.trim() === '')) {
    refusals.push(refusal('penalty.observation-missing', law))
  }
  if (band !== undefined && lastDayOn !== null && foundOn > lastDayOn) {
    refusals.push(tooLate(band, rules, lastDayOn, foundOn))
  }
  return decided(
    refusals,
    () => ({ to: imposedBy, limitationEndsOn: lastDayOn, measures: band?.measures ?? [] }),
    () => [ground(law, 'penalty.lead', { act, imposer: imposedBy, ...(lastDayOn === null ? {} : { lastDayOn }) })],
  )
}

/** Found out after the period in which it could still be punished. */
export function tooLate(band: PenaltyBand, { national }: Rulebook, lastDayOn: PlainDate, foundOn: PlainDate): Refusal {
  return refusal('penalty.too-late', (band.limitation ?? national.limitation).law, { lastDayOn, foundOn })
}
