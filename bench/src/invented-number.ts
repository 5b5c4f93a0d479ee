import { idCheckCharacter } from '@anju/standards/id-number.ts'
import { dayNumber, dayText } from './civil-days.ts'

/** First six digits that were never assigned to a division, so that no number is anybody's. */
const PREFIXES = ['440690', '440691', '440692', '440693', '440694', '440695', '440696', '440697', '440698', '440699']
/** The named cast uses sequences below this one; the generated city those from it on; arrivals of the bench see below. */
const CITY_SEQUENCES = { from: 500, count: 500 }

export type InventedNumber = {
  readonly idNumber: string
  readonly birthOn: string
  readonly birthDay: number
  readonly sex: '1' | '2'
}

/** Share of the city by age in full years on 2016-12-31: many young workers, some children, few old people. */
const AGES: readonly { readonly from: number; readonly to: number; readonly share: number }[] = [
  { from: 0, to: 6, share: 0.04 },
  { from: 6, to: 16, share: 0.06 },
  { from: 16, to: 20, share: 0.08 },
  { from: 20, to: 25, share: 0.17 },
  { from: 25, to: 30, share: 0.18 },
  { from: 30, to: 35, share: 0.14 },
  { from: 35, to: 40, share: 0.11 },
  { from: 40, to: 45, share: 0.1 },
  { from: 45, to: 50, share: 0.07 },
  { from: 50, to: 60, share: 0.04 },
  { from: 60, to: 75, share: 0.01 },
]
const LAST_DAY = dayNumber('2016-12-31')

/** The birth day at a quantile of the age distribution. */
function birthDayAt(quantile: number): number {
  let below = 0
  for (const { from, to, share } of AGES) {
    if (quantile < below + share)
      return Math.floor(LAST_DAY - (from + ((quantile - below) / share) * (to - from)) * 365.2425)
    below += share
  }
  return LAST_DAY - 75 * 365
}

/**
 * The numbers of a city of `persons`, no two alike and none of the cast: prefix and sequence come from the index, and the
 * persons who share both have one stratum of the age distribution each.
 */
export function cityNumbers(persons: number): (index: number, at: number) => InventedNumber {
  const buckets = PREFIXES.length * CITY_SEQUENCES.count
  const strata = Math.ceil(persons / buckets)
  if (strata > 2_000) throw new RangeError('The generator has numbers for ten million persons')
  const stride = coprimeTo(strata)
  return (index, at) => {
    const bucket = index % buckets
    const stratum = (Math.floor(index / buckets) * stride + (Math.imul(bucket, 2_654_435) % strata) + strata) % strata
    // Strata of whole days that do not touch: the later end belongs to the next one.
    const youngest = birthDayAt(stratum / strata)
    const oldest = birthDayAt((stratum + 1) / strata) + 1
    const birthDay = youngest - Math.floor(at * Math.max(1, youngest - oldest + 1))
    return invented(
      PREFIXES[bucket % PREFIXES.length] ?? '',
      birthDay,
      CITY_SEQUENCES.from + Math.floor(bucket / PREFIXES.length),
    )
  }
}

const ARRIVAL_BIRTHS = { from: dayNumber('1960-01-01'), count: dayNumber('1997-12-31') - dayNumber('1960-01-01') }
const ARRIVAL_PREFIXES = PREFIXES.slice(0, 9)

/** The `n`th person who arrives during a measurement: 62 million of them, none in the city and none of the cast. */
export function arrivalNumber(n: number): InventedNumber {
  const prefix = ARRIVAL_PREFIXES[n % ARRIVAL_PREFIXES.length] ?? ''
  const sequence = Math.floor(n / ARRIVAL_PREFIXES.length) % CITY_SEQUENCES.from
  const turn = Math.floor(n / ARRIVAL_PREFIXES.length / CITY_SEQUENCES.from)
  if (turn >= ARRIVAL_BIRTHS.count) throw new RangeError('All invented arrivals are used up: make the city anew')
  return invented(prefix, ARRIVAL_BIRTHS.from + ((turn * 7_919) % ARRIVAL_BIRTHS.count), sequence)
}

function invented(prefix: string, birthDay: number, sequence: number): InventedNumber {
  const birthOn = dayText(birthDay)
  const first17 = `${prefix}${birthOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return { idNumber: first17 + idCheckCharacter(first17), birthOn, birthDay, sex: sequence % 2 === 1 ? '1' : '2' }
}

function coprimeTo(n: number): number {
  for (let candidate = Math.floor(n * 0.618) + 1; ; candidate += 1)
    if (greatestCommonDivisor(candidate, n) === 1) return candidate
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
