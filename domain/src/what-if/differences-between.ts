import type { ClauseRef } from '../kernel/clause.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import type { LifeLedger } from '../residence/life-ledger.ts'

export const DIFFERENCE_KEYS = [
  'residing',
  'residence-start',
  'eligible-from',
  'residence-years',
  'next-year',
  'permit-state',
  'permit-issued',
  'permit-anniversary',
  'window-opens',
  'window-closes',
  'suspended-since',
  'rests-since',
  'permit-ended',
] as const
export type DifferenceKey = (typeof DIFFERENCE_KEYS)[number]

/** One figure of a life that comes out otherwise; `null` where there is none. */
export type Difference = {
  readonly what: DifferenceKey
  readonly asItIs: string | null
  readonly otherwise: string | null
  /** The clause that fixes the figure. */
  readonly law: ClauseRef
}

type Figure = { readonly value: string | undefined; readonly law: ClauseRef }
type ComparedPolicy = Pick<Pack, 'halfYear' | 'continuity' | 'permit'>

/**
 * Every date and figure that differs between two lives told for the same day, with the clause that fixes it. Of several
 * permits the last one issued is compared: it is the one that somebody holds.
 */
export function differencesBetween(
  asItIs: LifeLedger,
  otherwise: LifeLedger,
  policy: ComparedPolicy,
): readonly Difference[] {
  const [before, after] = [figuresOf(asItIs, policy), figuresOf(otherwise, policy)]
  return DIFFERENCE_KEYS.filter((what) => before[what].value !== after[what].value).map((what) => ({
    what,
    asItIs: before[what].value ?? null,
    otherwise: after[what].value ?? null,
    law: after[what].value === undefined ? before[what].law : after[what].law,
  }))
}

const day = (value: PlainDate | undefined, law: ClauseRef): Figure => ({ value, law })

function figuresOf(life: LifeLedger, { halfYear, continuity, permit: policy }: ComparedPolicy) {
  const permit = life.permits.toSorted((a, b) => a.issuedOn.localeCompare(b.issuedOn)).at(-1)
  const residence = continuity.maxGapDays.law
  const standing = permit?.law ?? policy.validYears.law
  const window = policy.endorsementOpens.law
  return {
    residing: { value: String(life.residing), law: residence },
    'residence-start': day(life.residenceStart, residence),
    'eligible-from': day(life.eligibleFrom, halfYear.law),
    'residence-years': { value: String(life.residenceYears), law: residence },
    'next-year': day(life.nextYearOn, residence),
    'permit-state': { value: permit?.state, law: standing },
    'permit-issued': day(permit?.issuedOn, standing),
    'permit-anniversary': day(permit?.window?.anniversaryOn, policy.validYears.law),
    'window-opens': day(permit?.window?.opensOn, window),
    'window-closes': day(permit?.window?.lastInTimeOn, window),
    'suspended-since': day(permit?.suspendedSince, standing),
    'rests-since': day(permit?.restsSince, standing),
    'permit-ended': day(permit?.endedOn, standing),
  } as const satisfies Record<DifferenceKey, Figure>
}
