import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import { lateLimit } from '../endorsement/late-endorsement.ts'
import type { PermitFacts } from '../permit/permit-facts.ts'
import type { PermitStanding } from '../permit/permit-standing.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import { registrationDueOn } from '../registration/registration-due-on.ts'
import type { Stay } from './stay.ts'

export const OWED = ['endorse', 'endorse-late', 'register-again', 'register-after-move'] as const

/** Something the person has to do, or had better do, and by when. */
export type Owed = {
  readonly what: (typeof OWED)[number]
  /** Last day on which it is in time; may lie in the past, then it is overdue. What costs every day is owed today. */
  readonly byOn: PlainDate
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
  readonly permitId?: string
}

/**
 * What the holder owes for one permit: the next endorsement, by the last day in time (CN-663:10.2); while suspended the late one, by
 * the day after which it would cost more, or today (CN-663:10.3); after a move the declaration at the new address.
 */
export function owedForPermit(
  permit: PermitFacts,
  standing: PermitStanding,
  stays: readonly Stay[],
  asOf: PlainDate,
  law: LifeLaw,
): readonly Owed[] {
  if (standing.state === 'ended' || standing.state === 'not-yet') return []
  return [...owedEndorsement(standing, asOf, law), ...owedDeclaration(permit, stays, asOf, law)]
}

function owedEndorsement(standing: PermitStanding, asOf: PlainDate, { packs }: LifeLaw): readonly Owed[] {
  const { permitId, window, suspendedSince, endorsementPending } = standing
  if (endorsementPending || window === undefined) return []
  if (suspendedSince === undefined) {
    const facts = { opensOn: window.opensOn, lastInTimeOn: window.lastInTimeOn }
    return [{ what: 'endorse', byOn: window.lastInTimeOn, law: 'CN-663:10.2', key: 'owed.endorse', facts, permitId }]
  }
  const { lateEndorsement } = packGoverning(packs, asOf).permit
  const limitOn = lateLimit(suspendedSince, lateEndorsement.value, false)
  const byOn = limitOn !== undefined && limitOn > asOf ? limitOn : asOf
  return [
    {
      what: 'endorse-late',
      byOn,
      law: lateEndorsement.law,
      key: 'owed.endorse-late',
      facts: { suspendedSince },
      permitId,
    },
  ]
}

/** After the last move, unless a registration was made since. */
function owedDeclaration(
  { permitId, moves }: PermitFacts,
  stays: readonly Stay[],
  asOf: PlainDate,
  { packs, calendar }: LifeLaw,
): readonly Owed[] {
  const last = moves
    .filter(({ movedOn }) => movedOn <= asOf)
    .toSorted((a, b) => (`${a.movedOn} ${a.to}` < `${b.movedOn} ${b.to}` ? -1 : 1))
    .at(-1)
  if (last === undefined) return []
  const since = last.signedOffOn ?? last.movedOn
  const registered = [last.registeredOn, ...stays.map(({ registeredOn }) => registeredOn)]
  if (registered.some((on) => on !== undefined && on >= since && on <= asOf)) return []
  const { registration } = packGoverning(packs, since)
  const byOn = registrationDueOn('change', since, registration, calendar).extendedOn
  const facts = { to: last.to, byOn }
  const { law } = registration.dueAfterChange
  return [{ what: 'register-after-move', byOn, law, key: 'owed.register-after-move', facts, permitId }]
}

/** Signed off and registered nowhere: the last day on which a new registration keeps the residence continuous, while it is not over. */
export function owedForResidence(stays: readonly Stay[], asOf: PlainDate, { packs }: LifeLaw): readonly Owed[] {
  const begun = stays.filter(({ registeredOn, untrue }) => registeredOn <= asOf && untrue !== true)
  if (begun.some(({ endedOn }) => endedOn === undefined || endedOn > asOf)) return []
  const endedOn = begun
    .flatMap((stay) => stay.endedOn ?? [])
    .toSorted()
    .at(-1)
  if (endedOn === undefined) return []
  const { maxGapDays } = packGoverning(packs, asOf).continuity
  const byOn = addDays(endedOn, maxGapDays.value)
  if (byOn < asOf) return []
  const facts = { endedOn, byOn }
  return [{ what: 'register-again', byOn, law: maxGapDays.law, key: 'owed.register-again', facts }]
}
