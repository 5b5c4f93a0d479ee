import type { Provided } from '../application/checklist.ts'
import type { Presence } from '../application/decide-application.ts'
import { decidePhoto, type Photo } from '../application/decide-photo.ts'
import { decideFee } from '../fee/decide-fee.ts'
import { type PeriodEnd, periodEnd } from '../calendar/period-end.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import {
  type Decision,
  granted,
  ground,
  type Ground,
  refusal,
  type Refusal,
  refusalsOf,
  refused,
} from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { decidePresence } from '../permit/decide-presence.ts'
import { refusePapers } from '../permit/missing-papers.ts'
import type { PermitFacts } from '../permit/permit-facts.ts'
import { type PermitStanding, permitStanding } from '../permit/permit-standing.ts'
import { refuseStanding } from '../permit/refuse-standing.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { Pack } from '../policy/pack.ts'
import type { Particular } from '../policy/replacement-policy.ts'

/** Why another card is made. */
export type CardReason =
  | { readonly kind: 'damaged' }
  /** Entries printed on the card that have changed. */
  | { readonly kind: 'changed'; readonly particulars: readonly (Particular | 'residence-address')[] }
  | { readonly kind: 'lost' }
  /** Printed wrongly, or damaged in the office. */
  | { readonly kind: 'office-error' }

export type CardCase = {
  readonly permit: PermitFacts
  readonly reason: CardReason
  readonly provided: Provided
  readonly presence: Presence
  /** A photo that was brought or taken for this card; without one the card keeps the face it had. */
  readonly photo?: Photo
}

export type NewCard = {
  readonly business: 'replacement' | 'reissue' | 'office-error-correction'
  /** The old card is void from this day and stays so, also when it is found. */
  readonly oldCardVoidOn: PlainDate
  readonly handsInOldCard: boolean
  readonly due: PeriodEnd
  /** The permit's own days: a new card is not a new permit. */
  readonly issuedOn: PlainDate
  readonly validUntil: PlainDate
  readonly secondReview: boolean
}

/**
 * Decides whether a card is replaced (换领): damaged, or something printed on it has changed. The old card is handed in
 * (CN-663:11.1, CN-663:11.2, LH-2017-36:三.二(1)). The permit keeps its day of issue and its endorsements.
 *
 * - damaged while suspended: refused, the endorsement comes first (I-057)
 * - another name in the hukou: replaced; another address in the city: refused, that is a change of address (GD-2009:15)
 *
 * Readings taken: the calendar stays (I-056), changed entries (I-058), the period in Linhe (I-063).
 */
export function decideReplacement(facts: CardCase, on: PlainDate, law: LifeLaw): Decision<NewCard> {
  return decideCard(facts, 'replacement', on, law)
}

/**
 * Decides whether a lost card is reissued (补领), with the holder's own identity document (CN-663:11.1, LH-2017-36:三.二(1)). The lost one is
 * void at once; found later it is handed in.
 *
 * - issued 2016-07-15, lost 2017-01-10, reissued 2017-01-20: the next full year stays 2017-07-15
 */
export function decideReissue(facts: CardCase, on: PlainDate, law: LifeLaw): Decision<NewCard> {
  return decideCard(facts, 'reissue', on, law)
}

/**
 * Decides whether a card is made anew because the office erred (更正). It costs nothing (I-029) and waits for no endorsement: nobody pays for an
 * error of the office with a delay.
 */
export function decideCorrection(facts: CardCase, on: PlainDate, law: LifeLaw): Decision<NewCard> {
  return decideCard(facts, 'office-error-correction', on, law)
}

/**
 * Decides on the card that is owed after the end of a permit was taken back: made anew as after an error of the office, free, with no application, no
 * paper and nobody at the window, since nothing is asked of whom the office wronged (I-208, I-029). The permit must stand; a suspended one does.
 */
export function decideOwedCard(permit: PermitFacts, on: PlainDate, law: LifeLaw): Decision<NewCard> {
  const pack = packGoverning(law.packs, on)
  const standing = permitStanding(permit, on, law)
  const fatal = refuseStanding(standing)
  const fee = decideFee('office-error-correction', pack.fees)
  if (fatal.length > 0 || !fee.ok) return refused(...fatal, ...refusalsOf(fee))
  const present = { value: { secondReview: false }, grounds: fee.grounds }
  return newCard(standing, 'office-error-correction', on, pack, law, present)
}

const REASONS_FOR = {
  replacement: ['damaged', 'changed'],
  reissue: ['lost'],
  'office-error-correction': ['office-error'],
} as const satisfies Record<NewCard['business'], readonly CardReason['kind'][]>

function decideCard(
  { permit, photo, presence, provided, reason }: CardCase,
  business: NewCard['business'],
  on: PlainDate,
  law: LifeLaw,
): Decision<NewCard> {
  const pack = packGoverning(law.packs, on)
  const standing = permitStanding(permit, on, law)
  const fatal = refuseStanding(standing)
  if (fatal.length > 0) return refused(...fatal)

  const { agency, checklist, replacement } = pack
  const documents = business === 'reissue' ? replacement.documents.reissue : replacement.documents.replacement
  const present = decidePresence(presence, business, documents.law, on, agency)
  const pictured = photo === undefined ? granted(undefined, []) : decidePhoto(photo, on, pack.photo)
  const refusals = [
    ...refuseReason(reason, business, documents.law, replacement),
    ...refuseSuspended(standing, business, replacement),
    ...refusePapers(
      { documents, proofFrom: { value: [], law: documents.law, gist: documents.gist } },
      provided,
      checklist,
    ),
    ...refusalsOf(present, pictured),
  ]
  if (refusals.length > 0 || !present.ok) return refused(...refusals)
  const grounds = [...present.grounds, ...(pictured.ok ? pictured.grounds : [])]
  return newCard(standing, business, on, pack, law, { ...present, grounds })
}

function newCard(
  { issuedOn, validUntil }: PermitStanding,
  business: NewCard['business'],
  on: PlainDate,
  { replacement }: Pack,
  { calendar }: LifeLaw,
  present: { readonly value: { readonly secondReview: boolean }; readonly grounds: readonly Ground[] },
): Decision<NewCard> {
  const { due, holidayExtends, keepsCalendar, oldCardHandedIn } = replacement
  const dueEnd = periodEnd(on, due.value, holidayExtends.value, calendar)
  const value: NewCard = {
    business,
    oldCardVoidOn: on,
    handsInOldCard: oldCardHandedIn.value && business !== 'reissue',
    due: dueEnd,
    issuedOn: keepsCalendar.value ? issuedOn : on,
    validUntil,
    secondReview: present.value.secondReview,
  }
  return granted(value, [
    ground(keepsCalendar.law, 'card.calendar-kept', { issuedOn, validUntil }),
    ground(due.law, 'card.due', { dueOn: dueEnd.extendedOn }),
    ground(oldCardHandedIn.law, 'card.old-void', { voidOn: on }),
    ...present.grounds,
  ])
}

function refuseReason(
  reason: CardReason,
  business: NewCard['business'],
  law: ClauseRef,
  { particulars }: Pack['replacement'],
): readonly Refusal[] {
  const known: readonly string[] = REASONS_FOR[business]
  if (!known.includes(reason.kind)) return [refusal('card.reason-not-listed', law, { business, reason: reason.kind })]
  if (reason.kind !== 'changed') return []
  const listed: readonly string[] = particulars.value
  const isReason = reason.particulars.some((one) => listed.includes(one))
  return isReason ? [] : [refusal('card.particulars-not-listed', particulars.law, { particulars: reason.particulars })]
}

function refuseSuspended(
  { state, suspendedSince }: PermitStanding,
  business: NewCard['business'],
  { endorseFirst }: Pack['replacement'],
): readonly Refusal[] {
  if (state !== 'suspended' || suspendedSince === undefined || !endorseFirst.value) return []
  return business === 'office-error-correction'
    ? []
    : [refusal('card.endorse-first', endorseFirst.law, { suspendedSince })]
}
