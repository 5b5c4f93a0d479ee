import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { permitLife } from '../permit/permit-life.ts'
import { permitRests, withRest } from '../permit/permit-rest.ts'
import type { PermitRun } from '../permit/permit-run.ts'
import { type PermitStanding, standingAfter } from '../permit/permit-standing.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { Pack } from '../policy/pack.ts'
import type { LifeFacts } from './life-facts.ts'
import { lifeSegments } from './life-segments.ts'
import { inOrderOfDays, type Milestone, milestonesOfPermit } from './milestone.ts'
import { type Owed, owedForPermit, owedForResidence } from './owed.ts'
import { type ResidenceLedger, residenceUnder } from './residence-ledger.ts'
import type { ResidenceSegment } from './residence-segment.ts'
import { type ResidenceYears, residenceYears } from './residence-years.ts'

/** The residence of a person day by day over the whole life (居住明细), and everything that follows from it on one day. */
export type LifeLedger = {
  /** From the first registration to `asOf`, every day in exactly one segment. */
  readonly segments: readonly ResidenceSegment[]
  /** Whether a registration is in force on `asOf`. */
  readonly residing: boolean
  /**
   * The day from which residence years count (居住年限计算起始日期): the first day of the continuous residence, moved on by what
   * late endorsements and moves cost. Absent when nobody resides.
   */
  readonly residenceStart?: PlainDate
  /** First day with half a year of residence (居住半年), from the registration alone: suspension does not touch it. */
  readonly eligibleFrom?: PlainDate
  /** First day of the continuous registered residence, before permits changed anything. */
  readonly registeredSince?: PlainDate
  /** Full residence years (居住年限) on `asOf`; 0 when nobody resides. */
  readonly residenceYears: number
  /** Absent while a permit is suspended: the count stands still. */
  readonly nextYearOn?: PlainDate
  /** In the order of the facts. */
  readonly permits: readonly PermitStanding[]
  readonly owed: readonly Owed[]
  /** Oldest first. */
  readonly milestones: readonly Milestone[]
}

/**
 * Tells a whole life up to `asOf`: which days count as residence and why, the residence years (居住年限), how each permit stands, what
 * is owed by when.
 *
 * Residence counts from the registration day ({@link residenceUnder}); days of suspension are left out or begin the count anew,
 * as the city reads CN-663:10.3; a move to another county may begin it anew (LH-2017-36:三.二(3)). Each act is judged by the pack in
 * force on its day.
 *
 * Rules of Foshan, registered 2016-01-05, issued 2016-07-15, endorsed 2017-07-01 and 2018-08-01:
 *
 * - as of 2018-07-31: suspended since 2018-07-17, two years, the count stands still
 * - as of 2018-08-01: 15 days left out, counted from 2016-01-20; three years on 2019-01-20; next endorsement by 2019-08-01
 *
 * @param packs - of one jurisdiction
 */
export function lifeLedger(
  facts: LifeFacts,
  asOf: PlainDate,
  packs: readonly Pack[],
  calendar: WorkCalendar,
): LifeLedger {
  const law: LifeLaw = { packs, calendar }
  const residence = residenceUnder(facts.stays, asOf, (day) => packGoverning(packs, day), calendar)
  const lives = facts.permits.map((permit) => {
    const run = permitLife(permit, asOf, law)
    const rests = permitRests(permit, facts.stays, asOf, law)
    return { permit, run, rests, standing: withRest(standingAfter(permit, run, asOf, law), rests) }
  })
  const years = yearsOf(
    residence,
    lives.map(({ run }) => run),
    asOf,
  )
  const suspensions = lives.flatMap(({ run }) => run.suspensions)
  return {
    segments: lifeSegments(
      residence.segments,
      suspensions,
      latestRestart(
        residence,
        lives.map(({ run }) => run),
      ),
    ),
    residing: residence.residing,
    residenceYears: 0,
    ...years,
    ...(residence.residenceStart === undefined ? {} : { registeredSince: residence.residenceStart }),
    ...(residence.eligibleFrom === undefined ? {} : { eligibleFrom: residence.eligibleFrom }),
    permits: lives.map(({ standing }) => standing),
    owed: [
      ...owedForResidence(facts.stays, asOf, law),
      ...lives.flatMap(({ permit, standing }) => owedForPermit(permit, standing, facts.stays, asOf, law)),
    ],
    milestones: inOrderOfDays([
      ...milestonesOfResidence(residence, years, asOf, packs),
      ...lives.flatMap(({ permit, run, rests, standing }) => milestonesOfPermit(permit, run, rests, standing, law)),
    ]),
  }
}

/** Years count from the latest of: the start of continuous registration, a late endorsement that restarts, a move that resets. */
function yearsOf(residence: ResidenceLedger, runs: readonly PermitRun[], asOf: PlainDate): ResidenceYears | undefined {
  const { residenceStart } = residence
  if (residenceStart === undefined) return undefined
  const start = latestRestart(residence, runs)?.on ?? residenceStart
  return residenceYears(
    start,
    runs.flatMap(({ suspensions }) => suspensions),
    asOf,
  )
}

function latestRestart({ segments, residenceStart }: ResidenceLedger, runs: readonly PermitRun[]) {
  const from = residenceStart ?? segments.find(({ counts }) => counts)?.from
  return runs
    .flatMap(({ restarts }) => restarts)
    .filter(({ on }) => from === undefined || on > from)
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1)
}

function milestonesOfResidence(
  { residenceStart, eligibleFrom }: ResidenceLedger,
  years: ResidenceYears | undefined,
  asOf: PlainDate,
  packs: readonly Pack[],
): readonly Milestone[] {
  if (residenceStart === undefined || eligibleFrom === undefined || years === undefined) return []
  const { law } = packGoverning(packs, asOf).halfYear
  const { nextYearOn, residenceYears: full } = years
  return [
    { on: residenceStart, law, key: 'milestone.registered', facts: {} },
    { on: eligibleFrom, law, key: 'milestone.half-year', facts: { residenceStart } },
    ...(nextYearOn === undefined
      ? []
      : [{ on: nextYearOn, law, key: 'milestone.year-full', facts: { years: full + 1 } }]),
  ]
}
