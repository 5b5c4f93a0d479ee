import type { Provided } from '../application/checklist.ts'
import type { Presence } from '../application/decide-application.ts'
import { periodEnd } from '../calendar/period-end.ts'
import { type Decision, granted, ground, refusal, type Refusal, refusalsOf, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { type AddressChange, decideAddressChange } from '../permit/decide-address-change.ts'
import type { TransitionPolicy } from '../permit/decide-transition.ts'
import type { PermitFacts } from '../permit/permit-facts.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { TransferAnswer } from './transfer-machine.ts'

/** What a card issued elsewhere says, as the clerk reads it. */
export type CardFromElsewhere = {
  readonly permitNo: string
  /** Day of issue, or of the last change that replaced it. */
  readonly issuedOn: PlainDate
  /** County-level division, 6 digits. */
  readonly issuedIn: string
  /** Endorsements seen on it, in any order. */
  readonly endorsedOn: readonly PlainDate[]
  /** Last day of validity printed on it; only a permit from before the regulation bears one. */
  readonly printedExpiryOn?: PlainDate
}

export type TransferCase = {
  readonly card: CardFromElsewhere
  /** The day on which the card was shown at the new place and this was asked for. */
  readonly shownOn: PlainDate
  /** The registration here; absent while there is none. */
  readonly home?: { readonly county: string; readonly registeredOn: PlainDate }
  readonly provided: Provided
  readonly presence: Presence
  /** What an official found, where the city leaves such a move to the police. */
  readonly finding?: { readonly effect: 'keep' | 'reset'; readonly reason: string }
  /** Number of the permit that the person holds in this registry already. */
  readonly holds?: string
  /** The number stands in this registry. */
  readonly isKnown: boolean
}

/**
 * Decides whether a permit issued by an office outside this registry goes on here, and what the move does to it: exactly what the same move does to a permit
 * of this registry ({@link decideAddressChange}), told from the card instead of the register.
 *
 * - Linhe, issued 五原县 2017-06-01, registered here 2017-11-15: goes on, issued 2017-11-15, years from that day
 * - Foshan, issued 广州 2016-07-15, registered here 2017-05-10: goes on with its calendar, next full year 2017-07-15
 * - issued in another province: refused, another permit is applied for
 *
 * - Linhe, registered here 2017-03-01, issued 五原县 2017-06-01, shown here 2017-11-15: changed on 2017-11-15, whenever it is entered
 *
 * - issued 广州 2014-03-10, printed 2017-03-09, registered here 2016-06-01: in force to the printed day, endorsed then (CN-663:23)
 * - issued before 2016 and no printed day taken down, or one before the issue: refused, it is read from the card
 *
 * Readings taken: the card is believed for the calendar, the office for the years (I-180); the day of the change (I-202); the printed day (I-203).
 */
export function decideTransfer(facts: TransferCase, on: PlainDate, law: LifeLaw): Decision<AddressChange> {
  const { card, home, finding, provided, presence } = facts
  const { addressChange, transition } = packGoverning(law.packs, on)
  const clause = addressChange.documents.law
  const own: readonly Refusal[] = [
    ...(facts.isKnown ? [refusal('transfer.number-known', clause, { permitNo: card.permitNo })] : []),
    ...(facts.holds === undefined ? [] : [refusal('transfer.holds-permit', clause, { permitNo: facts.holds })]),
    ...refuseDays(card, on),
    ...refusePrinted(card, transition),
    ...(home === undefined ? [refusal('address-change.register-first', clause)] : []),
  ]
  const permit = permitOf(card, transition)
  const change = decideAddressChange(
    {
      permit,
      from: card.issuedIn,
      to: home?.county ?? card.issuedIn,
      provided,
      presence,
      ...(finding === undefined ? {} : { finding }),
    },
    dayOfTransfer({ issuedOn: card.issuedOn, registeredOn: home?.registeredOn, shownOn: facts.shownOn }),
    law,
  )
  const refusals = [...own, ...refusalsOf(change)]
  return refusals.length > 0 || !change.ok ? refused(...refusals) : change
}

/**
 * The day on which the change of address is registered (办理变更登记的日期, LH-2017-36:三.二(3)): that of the registration at the new place; where that is older than the permit, the day on which the
 * card was shown, not the day on which two offices were done with it (I-202).
 */
export function dayOfTransfer(days: {
  readonly issuedOn: PlainDate
  readonly registeredOn: PlainDate | undefined
  readonly shownOn: PlainDate
}): PlainDate {
  const { issuedOn, registeredOn, shownOn } = days
  return registeredOn === undefined || registeredOn < issuedOn ? shownOn : registeredOn
}

/** The permit as it will be read once it is entered: what its card tells, and the move by which it came. */
export function permitOnArrival(
  { card, home, shownOn, finding }: TransferCase,
  on: PlainDate,
  law: LifeLaw,
): PermitFacts {
  const permit = permitOf(card, packGoverning(law.packs, on).transition)
  if (home === undefined) return permit
  const movedOn = dayOfTransfer({ issuedOn: card.issuedOn, registeredOn: home.registeredOn, shownOn })
  const decidedAs = finding === undefined ? {} : { decidedAs: finding.effect }
  const move = { movedOn, from: card.issuedIn, to: home.county, registeredOn: movedOn, ...decidedAs }
  return { ...permit, moves: [{ ...move, fromElsewhere: true }] }
}

/** The life of the permit as far as its card tells it. */
function permitOf(card: CardFromElsewhere, { newRulesFrom }: TransitionPolicy): PermitFacts {
  const { permitNo, issuedOn, issuedIn, endorsedOn, printedExpiryOn } = card
  const endorsements = endorsedOn.map((day) => ({ acceptedOn: day, completedOn: day }))
  const isOld = printedExpiryOn !== undefined && issuedOn <= printedExpiryOn && issuedOn < newRulesFrom.value
  const printed = isOld ? { printedExpiryOn } : {}
  return { permitId: permitNo, issuedOn, issuedIn, endorsements, moves: [], cards: [], ...printed }
}

/** A permit from before the regulation can be used until the day printed on it (CN-663:23), so that day must be known. */
function refusePrinted(
  { issuedOn, printedExpiryOn }: CardFromElsewhere,
  { newRulesFrom, oldPermitsRunOn }: TransitionPolicy,
): readonly Refusal[] {
  const isFit = issuedOn >= newRulesFrom.value || (printedExpiryOn !== undefined && printedExpiryOn >= issuedOn)
  if (isFit) return []
  return [refusal('transfer.printed-day', oldPermitsRunOn.law, { issuedOn, newRulesFrom: newRulesFrom.value })]
}

function refuseDays({ issuedOn, endorsedOn }: CardFromElsewhere, on: PlainDate): readonly Refusal[] {
  const wrong = endorsedOn.filter((day) => day < issuedOn || day > on)
  return wrong.map((endorsed) => refusal('transfer.days-impossible', 'CN-663:10.2', { issuedOn, endorsedOn: endorsed }))
}

/** Last day on which the office asked is waited for. No text sets one (I-181). */
export function answerDueOn(askedOn: PlainDate, { packs, calendar }: LifeLaw): PlainDate {
  return periodEnd(askedOn, packGoverning(packs, askedOn).addressChange.answerWithin.value, true, calendar).extendedOn
}

/** Whether an answer can be taken down: that there was none, only after its days have passed. */
export function decideTransferAnswer(
  answer: TransferAnswer,
  dueOn: PlainDate,
  on: PlainDate,
  law: LifeLaw,
): Decision<TransferAnswer> {
  const clause = packGoverning(law.packs, on).addressChange.answerWithin.law
  if (answer === 'no-answer' && on <= dueOn) return refused(refusal('transfer.answer-awaited', clause, { dueOn }))
  return granted(answer, [ground(clause, `transfer.${answer}`)])
}

/**
 * Decides whether the permit is entered, now that the office that issued it was asked. What it contradicted is not entered; what it did not answer is, since
 * its silence is not the holder's, and the earlier days wait for its word (I-181).
 */
export function decideTransferEntry(
  facts: TransferCase & { readonly answer?: TransferAnswer; readonly dueOn: PlainDate },
  on: PlainDate,
  law: LifeLaw,
): Decision<AddressChange> {
  const clause = packGoverning(law.packs, on).addressChange.answerWithin.law
  const { answer, dueOn } = facts
  const own: readonly Refusal[] =
    answer === undefined
      ? [refusal('transfer.not-answered', clause, { dueOn })]
      : answer === 'contradicted'
        ? [refusal('transfer.contradicted', clause)]
        : []
  const change = decideTransfer(facts, on, law)
  if (own.length > 0 || answer === undefined || !change.ok) return refused(...own, ...refusalsOf(change))
  return granted(change.value, [...change.grounds, ground(clause, `transfer.${answer}`)])
}

/** Whether days at the old place, once its office confirms them, count towards the years here: where the move lets them go on. */
export function earlierDaysCount({ effect }: Pick<AddressChange, 'effect'>): boolean {
  return effect === 'keep'
}
