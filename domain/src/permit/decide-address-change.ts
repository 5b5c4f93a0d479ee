import type { Provided } from '../application/checklist.ts'
import type { Presence } from '../application/decide-application.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import { type Decision, granted, ground, refusal, type Refusal, refusalsOf, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import { decidePresence } from './decide-presence.ts'
import { refusePapers } from './missing-papers.ts'
import { type MoveEffect, moveEffect } from './move-effect.ts'
import type { MoveScope } from './move-scope.ts'
import type { MoveFact, PermitFacts } from './permit-facts.ts'
import { permitLife } from './permit-life.ts'
import type { PermitRun } from './permit-run.ts'
import { permitStanding, standingAfter } from './permit-standing.ts'
import { refuseStanding } from './refuse-standing.ts'

export type AddressChangeCase = {
  /** As it was when its address was written last. */
  readonly permit: PermitFacts
  /** Moves since then that were never written to it, before this one; oldest first. */
  readonly unwritten?: readonly MoveFact[]
  /** The day on which this move was registered; the day of the act when left out. */
  readonly movedOn?: PlainDate
  /** Division codes; the first six digits are read. */
  readonly from: string
  readonly to: string
  readonly provided: Provided
  readonly presence: Presence
  /** What an official with authority found, where the city leaves the move to the police. */
  readonly finding?: { readonly effect: 'keep' | 'reset'; readonly reason: string }
}

export type AddressChange = {
  /** The move that it goes by: the last that had the permit issued anew, else the one that is written. */
  readonly from: string
  readonly to: string
  readonly movedOn: PlainDate
  readonly scope: MoveScope
  readonly effect: Exclude<MoveEffect, 'new-application' | 'police-decide'>
  /** Day of issue as it counts from now on. */
  readonly issuedOn: PlainDate
  /** County-level division whose police sign from now on. */
  readonly issuedIn: string
  /** Of a suspended permit the one that was missed. */
  readonly nextAnniversaryOn: PlainDate
  readonly opensOn: PlainDate
  /** The day from which residence years count anew; absent where they go on. */
  readonly yearsFrom?: PlainDate
  readonly newCard: boolean
  /** The window is open: the endorsement can be made together with the change. */
  readonly endorsementOpen: boolean
}

/**
 * Decides what a change of address (变更居住地住址) does to a permit. No new card is made (LH-2017-36:三.二(3), GD-2009:15).
 *
 * Linhe tells three cases apart: in the same county-level division nothing changes; in another county of the same city, or in another
 * city, the day of the change becomes the day of issue and the years count anew. In Foshan a move inside the city keeps the
 * permit, and the residence by its own rule of gaps (FG-2015:二.三(2)); beyond the city one signs off here and registers there.
 *
 * Rules of Linhe, issued 2017-04-24, moved 2017-11-15:
 *
 * - to another town of Linhe: issued 2017-04-24 as before, next full year 2018-04-24
 * - to 五原县 (150821) or 包头 (150203): issued 2017-11-15, next 2018-11-15, window from 2018-10-16, years from 2017-11-15
 * - to 禅城 (440604), another province: refused, another permit is applied for there
 *
 * Written after more than one move, all that happened since the last writing is told: what is decided follows from the life of the permit, before and after
 * (LH-2017-36:三.二(3)).
 *
 * - from 临河 to 五原 on 2017-09-10 and back on 2017-10-10, written on 10-12: issued 2017-10-10, years from then
 * - to 五原 on 2017-09-10 and inside it on 2017-10-10, written on 10-12: issued 2017-09-10
 *
 * Readings taken: beyond the province (I-014), Foshan to another city (I-059), a suspended permit stays suspended (I-061).
 */
export function decideAddressChange(facts: AddressChangeCase, on: PlainDate, law: LifeLaw): Decision<AddressChange> {
  const pack = packGoverning(law.packs, on)
  const { finding, unwritten = [] } = facts
  const here = { ...facts.permit, moves: [...facts.permit.moves, ...unwritten] }
  const standing = permitStanding(here, on, law)
  const fatal = refuseStanding(standing)
  if (fatal.length > 0) return refused(...fatal)

  const { addressChange, agency, checklist } = pack
  const decidedAs = finding === undefined ? {} : { decidedAs: finding.effect }
  const move: MoveFact = { movedOn: facts.movedOn ?? on, from: facts.from, to: facts.to, ...decidedAs }
  const { effect, law: clause } = effectOf(move, law)
  const settled = settledEffect(effect, finding)
  const present = decidePresence(facts.presence, 'address-change', addressChange.documents.law, on, agency)
  const refusals = [
    ...refuseEffect(settled, facts, clause),
    ...refusePapers(addressChange, facts.provided, checklist, standing.cardMissing ? ['residence-permit'] : []),
    ...refusalsOf(present),
  ]
  if (refusals.length > 0 || settled === undefined || settled === 'new-application') return refused(...refusals)

  const run = permitLife({ ...here, moves: [...here.moves, move] }, on, law)
  const after = standingAfter(facts.permit, run, on, law)
  const reset = [...unwritten, move].findLast((each) => hasReset(run, each))
  const { movedOn, from, to } = reset ?? move
  const told = effectOf(reset ?? move, law)
  const opensOn = after.window?.opensOn ?? after.validUntil
  const value: AddressChange = {
    from,
    to,
    movedOn,
    scope: told.scope,
    effect: reset === undefined ? settled : 'reset',
    issuedOn: after.issuedOn,
    issuedIn: after.issuedIn,
    nextAnniversaryOn: after.validUntil,
    opensOn,
    ...(reset === undefined ? {} : { yearsFrom: movedOn }),
    newCard: addressChange.newCard.value,
    endorsementOpen: on >= opensOn,
  }
  // A suspended permit has no next year before its late endorsement (I-061).
  const next = after.state === 'suspended' ? {} : { validUntil: after.validUntil }
  return granted(value, [
    ground(told.law, `address-change.${value.effect}`, { from, to, issuedOn: after.issuedOn, ...next }),
    ...(present.ok ? present.grounds : []),
  ])
}

/** What the city says about a move, by the law of its day. */
function effectOf({ from, to, movedOn }: MoveFact, { packs }: LifeLaw) {
  return moveEffect(from, to, packGoverning(packs, movedOn))
}

/** The permit was issued anew on the day of this move. */
function hasReset({ restarts }: PermitRun, { from, to, movedOn }: MoveFact): boolean {
  return restarts.some(
    ({ key, on, facts }) => key === MOVED && on === movedOn && facts['from'] === from && facts['to'] === to,
  )
}
const MOVED = 'years.restart-moved'

/** Left to the police and not yet found: undefined. */
function settledEffect(
  effect: MoveEffect,
  finding: AddressChangeCase['finding'],
): Exclude<MoveEffect, 'police-decide'> | undefined {
  if (effect !== 'police-decide') return effect
  return finding === undefined || finding.reason.trim() === '' ? undefined : finding.effect
}

function refuseEffect(
  settled: ReturnType<typeof settledEffect>,
  { from, to }: AddressChangeCase,
  law: ClauseRef,
): readonly Refusal[] {
  if (settled === undefined) return [refusal('address-change.undecided', law, { from, to })]
  return settled === 'new-application' ? [refusal('address-change.other-province', law, { from, to })] : []
}
