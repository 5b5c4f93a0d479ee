import * as fc from 'fast-check'

import { addDays, parsePlainDate, type PlainDate } from '../src/kernel/plain-date.ts'
import type { EndorsementFact, PermitFacts } from '../src/permit/permit-facts.ts'
import type { LifeFacts } from '../src/residence/life-facts.ts'
import type { Stay } from '../src/residence/stay.ts'

/** Days from 2012 on, so that a life of some years ends before the last published calendar. */
const anyFirstDay = fc.integer({ min: 0, max: 4 * 365 }).map((n) => addDays(parsePlainDate('2012-01-01'), n))

const anyStays = fc.record({
  from: anyFirstDay,
  parts: fc.array(fc.record({ lasted: fc.integer({ min: 1, max: 900 }), gap: fc.integer({ min: 0, max: 6 }) }), {
    maxLength: 3,
  }),
})

/** Stays one after another, the last one open. */
function staysOf({ from, parts }: { from: PlainDate; parts: readonly { lasted: number; gap: number }[] }): Stay[] {
  let at = from
  const ended = parts.map(({ lasted, gap }, index): Stay => {
    const registeredOn = at
    const endedOn = addDays(at, lasted)
    at = addDays(endedOn, gap)
    return { registrationId: String(index), registeredOn, declaredAs: 'arrival', endedOn }
  })
  return [...ended, { registrationId: 'open', registeredOn: at, declaredAs: 'arrival' }]
}

const COUNTIES = ['440604', '440605', '442000'] as const

const anyPermit = fc.record({
  issuedAfter: fc.integer({ min: 180, max: 500 }),
  endorsedAfter: fc.array(fc.integer({ min: 200, max: 800 }), { maxLength: 4 }),
  decidedAfter: fc.integer({ min: 0, max: 20 }),
  moves: fc.array(fc.record({ after: fc.integer({ min: 1, max: 1500 }), to: fc.constantFrom(...COUNTIES) }), {
    maxLength: 2,
  }),
})

/** A life in one city: stays, and mostly a permit that is endorsed sooner or later, in time or not, and moved. */
export const anyLife: fc.Arbitrary<LifeFacts> = fc
  .record({ stays: anyStays, permit: fc.option(anyPermit, { nil: undefined }) })
  .map(({ stays, permit }) => {
    if (permit === undefined) return { stays: staysOf(stays), permits: [] }
    const issuedOn = addDays(stays.from, permit.issuedAfter)
    let last = issuedOn
    const endorsements = permit.endorsedAfter.map((days): EndorsementFact => {
      last = addDays(last, days)
      return { acceptedOn: last, completedOn: addDays(last, permit.decidedAfter) }
    })
    const moves = permit.moves.map(({ after, to }) => ({ movedOn: addDays(issuedOn, after), from: '440604', to }))
    const facts: PermitFacts = { permitId: 'p', issuedOn, issuedIn: '440604', endorsements, moves, cards: [] }
    return { stays: staysOf(stays), permits: [facts] }
  })

/** A number of days after the first registration of a life, within the published calendars. */
export const anyAge: fc.Arbitrary<number> = fc.integer({ min: 0, max: 9 * 365 })

/** The first day of a life. @throws Error when it has no stay. */
export function firstDayOf({ stays }: LifeFacts): PlainDate {
  const [first] = stays
  if (first === undefined) throw new Error('A life has a first stay')
  return first.registeredOn
}
