import { randomUUID } from 'node:crypto'
import { addDays, addYears, parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { EndorsementFact, PermitFacts } from '@anju/domain/permit/permit-facts.ts'
import type { Stay } from '@anju/domain/residence/stay.ts'
import * as fc from 'fast-check'
import type { PastLife } from './past-life.ts'

/** Days on which arithmetic goes wrong first: leap days, ends of months and years, the Spring Festival, National Day. */
export const EDGE_DAYS = [
  '2015-08-31',
  '2015-12-31',
  '2016-01-01',
  '2016-02-05',
  '2016-02-29',
  '2016-05-31',
  '2016-08-31',
  '2016-09-30',
  '2017-01-26',
  '2017-01-31',
  '2017-02-28',
  '2017-10-01',
  '2018-02-15',
  '2018-12-31',
  '2020-02-29',
] as const

const FIRST = parsePlainDate('2013-01-01')
const someDay = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3_000 }).map((n) => addDays(FIRST, n)) },
  { weight: 2, arbitrary: fc.constantFrom(...EDGE_DAYS).map((text) => parsePlainDate(text)) },
)
const somePart = fc.record({
  lasted: fc.integer({ min: 0, max: 900 }),
  gap: fc.integer({ min: 0, max: 9 }),
  untrue: fc.boolean(),
  late: fc.integer({ min: 0, max: 12 }),
  isChange: fc.boolean(),
  county: fc.constantFrom('440604', '440605'),
})
const someYear = fc.record({
  /** Days before or after the full year: the edges are drawn as often as all others. */
  off: fc.oneof(
    fc.integer({ min: -45, max: 60 }),
    fc.constantFrom(-31, -30, -1, 0, 1, 2, 3, 8, 9, 31),
    fc.integer({ min: 200, max: 800 }),
  ),
  decided: fc.constantFrom('at-once', 'at-once', 'at-once', 'later', 'refused', 'open'),
})

/** An end that was told around a full year and taken back: days from the full year, and days that were given. */
const someTakenBack = fc.record({
  year: fc.integer({ min: 1, max: 4 }),
  off: fc.oneof(fc.integer({ min: -90, max: 40 }), fc.constantFrom(-1, 0, 1, 2, 3)),
  given: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constantFrom(400, 800)),
})

/** Lives for the twins of rules: stays with gaps, untrue ones, moves between counties, permits old and new, endorsed anyhow, ends taken back. */
export const anyPastLife: fc.Arbitrary<PastLife> = fc
  .record({
    from: someDay,
    parts: fc.array(somePart, { minLength: 1, maxLength: 4 }),
    goesOn: fc.boolean(),
    permit: fc.option(
      fc.record({
        after: fc.oneof(fc.integer({ min: 0, max: 700 }), fc.constantFrom(0, 183, 366)),
        onEdge: fc.option(fc.constantFrom(...EDGE_DAYS)),
        oldYears: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 4 }),
        years: fc.array(someYear, { maxLength: 5 }),
        takenBack: fc.array(someTakenBack, { maxLength: 2 }),
      }),
      { freq: 4 },
    ),
  })
  .map(({ from, parts, goesOn, permit }) => ({
    personId: randomUUID(),
    counties: parts.map(({ county }) => county),
    stays: staysOf(from, parts, goesOn),
    permits: permit === null ? [] : [permitOf(permit, from)],
  }))

type Part = typeof somePart extends fc.Arbitrary<infer P> ? P : never
type Year = typeof someYear extends fc.Arbitrary<infer Y> ? Y : never
type TakenBack = typeof someTakenBack extends fc.Arbitrary<infer T> ? T : never

function staysOf(from: PlainDate, parts: readonly Part[], goesOn: boolean): readonly Stay[] {
  let at = from
  return parts.map(({ lasted, gap, untrue, late, isChange }, n): Stay => {
    const registeredOn = at
    const endedOn = addDays(at, lasted)
    at = addDays(endedOn, gap)
    const isOpen = goesOn && n === parts.length - 1
    return {
      registrationId: '',
      registeredOn,
      declaredAs: isChange && n > 0 ? 'change' : 'arrival',
      movedInOn: addDays(registeredOn, -late),
      // One in eight, and never the open one.
      untrue: untrue && lasted % 4 === 0 && !isOpen,
      ...(isOpen ? {} : { endedOn }),
    }
  })
}

type PermitDraw = {
  readonly after: number
  readonly onEdge: string | null
  readonly oldYears: number | null
  readonly years: readonly Year[]
  readonly takenBack: readonly TakenBack[]
}

function permitOf({ after, onEdge, oldYears, takenBack, years }: PermitDraw, from: PlainDate): PermitFacts {
  const issuedOn = onEdge === null ? addDays(from, after) : parsePlainDate(onEdge)
  const printedExpiryOn = oldYears === null ? undefined : addYears(issuedOn, oldYears)
  const endorsements: EndorsementFact[] = []
  let base = printedExpiryOn ?? addYears(issuedOn, 1)
  for (const { off, decided } of years) {
    const acceptedOn = addDays(base, off)
    const isFree =
      acceptedOn >= issuedOn && endorsements.every((other) => other.acceptedOn !== acceptedOn && isDecided(other))
    if (isFree) {
      endorsements.push({
        acceptedOn,
        ...(decided === 'at-once' ? { completedOn: acceptedOn } : {}),
        ...(decided === 'later' ? { completedOn: addDays(acceptedOn, 20) } : {}),
        ...(decided === 'refused' ? { refusedOn: addDays(acceptedOn, 5) } : {}),
      })
    }
    base = off > 15 ? addYears(acceptedOn, 1) : addYears(base, 1)
  }
  return {
    permitId: randomUUID(),
    issuedOn,
    issuedIn: '440604',
    endorsements,
    moves: [],
    cards: [],
    ...(printedExpiryOn === undefined ? {} : { printedExpiryOn }),
    endsTakenBack: takenBack.map(({ year, off, given }) => {
      const toldOn = addDays(addYears(printedExpiryOn ?? issuedOn, year), off)
      return { toldOn, endorseUntil: addDays(toldOn, given) }
    }),
  }
}

/** Only one case of a permit is open at a time. */
function isDecided({ completedOn, refusedOn }: EndorsementFact): boolean {
  return completedOn !== undefined || refusedOn !== undefined
}

/** A seed for one run, printed so that the run can be repeated: `ANJU_SEED` names one. */
export function populationOf<T>(arbitrary: fc.Arbitrary<T>, size: number, seed: number): readonly T[] {
  process.stdout.write(`# population of ${size}, seed ${seed}\n`)
  return fc.sample(arbitrary, { numRuns: size, seed })
}
