import type { ClauseRef } from '../kernel/clause.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { Stay } from '../residence/stay.ts'
import { moveEffect } from './move-effect.ts'
import type { PermitFacts } from './permit-facts.ts'
import type { PermitStanding } from './permit-standing.ts'

/** Days on which the functions of a permit rest here (在本市停用), because its holder left the city. */
export type PermitRest = {
  readonly from: PlainDate
  /** The day the holder was registered again, here or where the permit goes along, itself no day of rest; absent until then. */
  readonly until?: PlainDate
  /** The clause by which leaving lets a permit rest. */
  readonly law: ClauseRef
}

/**
 * Tells when a permit rested up to `asOf`: from the day of leaving to the next registration, where the city lets it rest and ends
 * nothing (FM-2014:19, LH-2017-36:四.配合; reading I-071).
 *
 * - left 2016-09-10: rests from 2016-09-10
 * - registered again 2016-10-08: rested 2016-09-10 to 2016-10-07
 * - moved inside the city, or found untrue: no rest
 *
 * The calendar of the permit goes on meanwhile: its year is full on the same day (I-186).
 */
export function permitRests(
  { issuedOn, moves }: Pick<PermitFacts, 'issuedOn' | 'moves'>,
  stays: readonly Stay[],
  asOf: PlainDate,
  { packs }: LifeLaw,
): readonly PermitRest[] {
  const lived = stays.filter(({ registeredOn, untrue }) => untrue !== true && registeredOn <= asOf)
  const departures = lived.flatMap(({ left, endedOn }) => (left === true && endedOn !== undefined ? [endedOn] : []))
  // In another province it is none: there one applies anew.
  const goesAlong = moves.filter(
    ({ from, to, movedOn }) => moveEffect(from, to, packGoverning(packs, movedOn)).effect !== 'new-application',
  )
  return [...new Set(departures)]
    .filter((leftOn) => leftOn <= asOf)
    .toSorted()
    .flatMap((leftOn): readonly PermitRest[] => {
      const { value, law } = packGoverning(packs, leftOn).endings['left-city']
      if (value?.permit !== 'rests-here') return []
      const from = leftOn < issuedOn ? issuedOn : leftOn
      const covers = lived.some(
        ({ registeredOn, endedOn }) => registeredOn <= leftOn && (endedOn === undefined || endedOn > leftOn),
      )
      const until = [...lived.map(({ registeredOn }) => registeredOn), ...goesAlong.map(({ movedOn }) => movedOn)]
        .filter((on) => on > leftOn && on <= asOf)
        .toSorted()
        .at(0)
      if (covers || from > asOf || (until !== undefined && until <= from)) return []
      return [{ from, ...(until === undefined ? {} : { until }), law }]
    })
}

/** A standing that knows of the rest: what would be in force rests, what is suspended or has ended stays so. */
export function withRest(standing: PermitStanding, rests: readonly PermitRest[]): PermitStanding {
  const rest = rests.find(({ until }) => until === undefined)
  if (rest === undefined || standing.state === 'ended' || standing.state === 'not-yet') return standing
  const known = { ...standing, restsSince: rest.from }
  if (standing.state !== 'in-force') return known
  const facts = { restsSince: rest.from, validUntil: standing.validUntil }
  return { ...known, state: 'rests', law: rest.law, key: 'permit.rests', facts }
}
