import { periodEnd } from '../calendar/period-end.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import { decided, type Decision, ground, refusal, type Refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Imposer, PenaltyAct, PenaltyBand } from '../policy/penalty-policy.ts'
import { tooLate } from './decide-penalty-lead.ts'
import { bandThatHolds, findNotHeld, findPenaltyBand, limitationEndsOn, type Rulebook } from './penalty-band.ts'

/** A fine as an office wants to enter it. */
export type FineFacts = {
  readonly act: PenaltyAct
  readonly fineFen: number
  readonly by: Imposer | 'station'
  readonly party: 'citizen' | 'organisation'
  readonly actedOn: PlainDate
  /** The end of an act that went on for days; absent when it was done at once. */
  readonly endedOn?: PlainDate
  readonly foundOn: PlainDate
  readonly decidedOn: PlainDate
  /** Decided there and then (当场处罚), without the ordinary procedure. */
  readonly onTheSpot: boolean
  /** The order to correct (责令限期改正), and the day it was followed. */
  readonly order?: { readonly orderedOn: PlainDate; readonly correctedOn?: PlainDate }
  readonly firstTime?: boolean
  readonly harm?: 'none' | 'slight' | 'more'
}

export type Fine = {
  readonly fineFen: number
  readonly limitationEndsOn: PlainDate
  /** A lighter answer the law wants or allows: slight acts that were corrected in time (不予处罚). */
  readonly mayGoUnpunished: boolean
}

/** The rules of both days: what is lighter of the two holds. */
export type FineRules = { readonly onAct: Rulebook; readonly onDecision: Rulebook }

/**
 * Decides whether a fine can be entered: by whom, how much, when.
 *
 * Only the police or the department that the text names impose it; a station never does. It lies in the band of the act,
 * both ends included. Where the text wants an order first, it comes only when the days to correct are over in vain. On the
 * spot only small fines are decided (AP-2009:33, AP-2021:51).
 *
 * - Linhe, residence not declared in spite of the order: 50, 180 and 200 yuan can be entered, 49, 201 and 250 not
 * - Linhe, employer: 500 and 1000 yuan, not 499 nor 1001 · false papers: 0 to 200 · another's permit: 200 to 1000
 * - Foshan, residence not declared: no fine at all, only warning and order
 *
 * Readings taken: five working days to correct (I-076); the lighter of two days' rules before 2021, too (I-075); nobody is fined
 * on a day to correct that is only provisional (I-105).
 */
export function decideFine(facts: FineFacts, rules: FineRules, calendar: WorkCalendar): Decision<Fine> {
  const { act, fineFen } = facts
  const notHeld = findNotHeld(act, rules.onDecision)
  if (notHeld !== undefined) return refused(refusal('penalty.text-not-held', notHeld.law, { act }))
  const band = bandThatHolds(findPenaltyBand(act, rules.onAct), findPenaltyBand(act, rules.onDecision))
  if (band === undefined) {
    return refused(refusal('penalty.not-punishable', rules.onDecision.national.onlyByText.law, { act }))
  }
  const lastDayOn = limitationEndsOn(facts.endedOn ?? facts.actedOn, band, rules.onAct)
  const refusals = [
    ...refuseDays(facts, band),
    ...refuseImposer(facts, band),
    ...refuseAmount(facts, band),
    ...refuseOrder(facts, band, rules.onDecision, calendar),
    ...refuseOnTheSpot(facts, rules.onDecision),
    ...(facts.foundOn > lastDayOn ? [tooLate(band, rules.onAct, lastDayOn, facts.foundOn)] : []),
  ]
  return decided(
    refusals,
    () => ({ fineFen, limitationEndsOn: lastDayOn, mayGoUnpunished: mayGoUnpunished(facts, rules.onDecision) }),
    () => [ground(band.law, 'penalty.fine-in-band', { act, yuan: yuan(fineFen) })],
  )
}

/** An act is done, ended, found out and decided on, in this order. */
function refuseDays({ actedOn, endedOn, foundOn, decidedOn }: FineFacts, { law }: PenaltyBand): readonly Refusal[] {
  const pairs = [
    ['endedOn', actedOn, endedOn ?? actedOn],
    ['foundOn', actedOn, foundOn],
    ['decidedOn', foundOn, decidedOn],
  ] as const
  return pairs
    .filter(([, earlier, later]) => later < earlier)
    .map(([field, earlier, later]) => refusal('form.dates-out-of-order', law, { field, earlier, later }))
}

function refuseImposer({ by, act }: FineFacts, { imposedBy, law }: PenaltyBand): readonly Refusal[] {
  return by === imposedBy ? [] : [refusal('penalty.not-authorised', law, { act, imposer: imposedBy })]
}

function refuseAmount({ fineFen, act }: FineFacts, { fine, law }: PenaltyBand): readonly Refusal[] {
  if (fine === null) return [refusal('penalty.no-fine', law, { act })]
  if (Number.isInteger(fineFen) && fineFen >= fine.leastFen && fineFen <= fine.mostFen) return []
  const facts = { yuan: yuan(fineFen), leastYuan: yuan(fine.leastFen), mostYuan: yuan(fine.mostFen) }
  return [refusal('penalty.outside-band', law, facts)]
}

function refuseOrder(
  { order, decidedOn }: FineFacts,
  { fine, law }: PenaltyBand,
  { penalties }: Rulebook,
  calendar: WorkCalendar,
): readonly Refusal[] {
  if (fine?.afterOrder !== true) return []
  if (order === undefined) return [refusal('penalty.order-missing', law)]
  const { extendedOn, provisionalYear } = periodEnd(order.orderedOn, penalties.correction.value, true, calendar)
  const { correctedOn } = order
  if (correctedOn !== undefined && correctedOn <= extendedOn)
    return [refusal('penalty.corrected', law, { correctedOn })]
  if (decidedOn <= extendedOn) return [refusal('penalty.correction-runs', law, { lastDayOn: extendedOn })]
  if (provisionalYear === undefined) return []
  return [refusal('calendar.year-not-published', law, { year: provisionalYear, lastDayOn: extendedOn })]
}

function refuseOnTheSpot({ onTheSpot, party, fineFen }: FineFacts, { national }: Rulebook): readonly Refusal[] {
  const { citizenMostFen, organisationMostFen } = national.onTheSpot
  const most = party === 'citizen' ? citizenMostFen : organisationMostFen
  if (!onTheSpot || fineFen <= most.value) return []
  return [refusal('penalty.not-on-the-spot', most.law, { mostYuan: yuan(most.value) })]
}

/** Slight acts corrected in time; since 2021 first ones with slight harm, too (AP-2009:27, AP-2021:33). */
function mayGoUnpunished({ order, firstTime, harm }: FineFacts, { national }: Rulebook): boolean {
  if (order?.correctedOn === undefined) return false
  const cases = national.unpunished.value
  if (harm === 'none') return cases.includes('minor-harmless')
  return harm === 'slight' && firstTime === true && cases.includes('first-slight-harm')
}

function yuan(fen: number): number {
  return fen / 100
}
