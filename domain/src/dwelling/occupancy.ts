import { type Decision, granted, ground, type Ground, refusal, refused } from '../kernel/decision.ts'
import type { Pack } from '../policy/pack.ts'

export type OccupancyPolicy = Pack['occupancy']

/**
 * How many people a living area (居住面积) in square metres is enough for.
 *
 * One person alone has at least 5 m², two or more have at least 3 m² each (FM-2014:28(2)).
 *
 * - 4.9 m²: 0 · 5 m²: 1 · 5.9 m²: 1 · 6 m²: 2 · 8.9 m²: 2 · 9 m²: 3 · 90 m²: 30
 */
export function occupancyCap(area: number, alone: number, each: number): number {
  if (area < alone) return 0
  return Math.max(1, Math.floor(area / each))
}

export type OccupancyFacts = {
  /** Living area in square metres; absent when nobody measured it. */
  readonly livingArea?: number
  /** Permits in force and open permit cases at the dwelling, without the case at hand. */
  readonly permits: number
  /** People with a registration in force at the dwelling, the applicant included. */
  readonly occupants: number
  /** A supervisor's written reason to pass review in spite of the alarm. */
  readonly supervisorReason?: string
}

export type Occupancy = {
  /** Null where the city does not count. */
  readonly cap: number | null
  /** The case at hand would be one permit too many (办证人数超量报警). */
  readonly permitAlarm: boolean
  /** More people live there than the area is enough for. */
  readonly densityAlarm: boolean
}

/** The two alarms of a dwelling: one counts permits, the other people. Both are quiet where the area is unknown. */
export function occupancyOf(facts: OccupancyFacts, policy: OccupancyPolicy): Occupancy {
  const { squareMetresAlone, squareMetresEach } = policy
  const isCounted = policy.counts.value && squareMetresAlone !== null && squareMetresEach !== null
  if (!isCounted || facts.livingArea === undefined) return { cap: null, permitAlarm: false, densityAlarm: false }
  const cap = occupancyCap(facts.livingArea, squareMetresAlone.value, squareMetresEach.value)
  return { cap, permitAlarm: facts.permits + 1 > cap, densityAlarm: facts.occupants > cap }
}

/**
 * Decides whether an application passes review as to the number of permits at its dwelling.
 *
 * The living area sets the number of permits, and passing it raises an alarm (FS-2016-14:三.五). The notice asks for an alarm
 * and not for a refusal, so a supervisor's reason lets the case pass. An unknown area has to be measured first.
 *
 * - 9 m², cap 3: two permits there, the third passes; three there, the fourth needs a reason
 * - Linhe counts nothing, so everything passes
 *
 * Readings taken: two counts, each with its alarm (I-004); a control of another city does not bind (I-001).
 */
export function decideOccupancy(facts: OccupancyFacts, policy: OccupancyPolicy): Decision<Occupancy> {
  const occupancy = occupancyOf(facts, policy)
  const { law } = policy.counts
  if (!policy.counts.value) return granted(occupancy, [ground(law, 'occupancy.not-counted')])
  if (occupancy.cap === null) return refused(refusal('occupancy.area-unknown', law))

  const counted: Ground = ground(law, 'occupancy.counted', { cap: occupancy.cap, permits: facts.permits + 1 })
  if (!occupancy.permitAlarm || policy.effect?.value !== 'supervisor-reason') return granted(occupancy, [counted])
  const reason = (facts.supervisorReason ?? '').trim()
  if (reason === '') {
    return refused(
      refusal('occupancy.reason-missing', policy.effect.law, { permits: facts.permits + 1, cap: occupancy.cap }),
    )
  }
  return granted(occupancy, [counted, ground(policy.effect.law, 'occupancy.supervisor-reason', { reason })])
}
