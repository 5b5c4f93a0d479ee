import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { PermitFacts } from '../permit/permit-facts.ts'
import type { PermitRest } from '../permit/permit-rest.ts'
import type { PermitRun } from '../permit/permit-run.ts'
import type { PermitStanding } from '../permit/permit-standing.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'

/** A day of a life that matters, past or to come. */
export type Milestone = {
  readonly on: PlainDate
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
  readonly permitId?: string
}

/** Milestones oldest first; those of one day by their keys. */
export function inOrderOfDays(milestones: readonly Milestone[]): readonly Milestone[] {
  const rank = ({ on, key, permitId }: Milestone) => `${on} ${key} ${permitId ?? ''}`
  return milestones.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
}

/** The days of one permit: issue, suspensions and restorations, rests, what began its years anew, its next window, its end. */
export function milestonesOfPermit(
  permit: PermitFacts,
  run: PermitRun,
  rests: readonly PermitRest[],
  standing: PermitStanding,
  { packs }: LifeLaw,
): readonly Milestone[] {
  const { permitId, issuedOn } = permit
  const at = (on: PlainDate, law: ClauseRef, key: string, facts: Facts = {}): Milestone => ({
    on,
    law,
    key,
    facts,
    permitId,
  })
  const { endedOn, endedBecause, window } = standing
  const opensLaw = packGoverning(packs, window?.anniversaryOn ?? issuedOn).permit.endorsementOpens.law
  return [
    at(issuedOn, 'CN-663:10.1', 'milestone.permit-issued'),
    ...run.suspensions.map(({ from }) => at(from, 'CN-663:10.3', 'milestone.suspended')),
    ...run.restoredOn.map((on) => at(on, 'CN-663:10.3', 'milestone.restored')),
    ...rests.flatMap(({ from, until, law: by }) => [
      at(from, by, 'milestone.rests'),
      ...(until === undefined ? [] : [at(until, by, 'milestone.rest-over')]),
    ]),
    ...run.restarts.map(({ on, law, key, facts }) => at(on, law, key, facts)),
    ...(window === undefined || standing.state === 'suspended'
      ? []
      : [
          at(window.opensOn, opensLaw, 'milestone.window-opens'),
          at(window.lastInTimeOn, opensLaw, 'milestone.last-in-time', { anniversaryOn: window.anniversaryOn }),
        ]),
    ...(endedOn === undefined
      ? []
      : [at(endedOn, 'CN-663:10.1', 'milestone.permit-ended', { reason: endedBecause ?? '' })]),
  ]
}
