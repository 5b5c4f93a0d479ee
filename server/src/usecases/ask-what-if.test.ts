import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explainGround } from '@anju/contract/message.ts'
import { GROUND_MESSAGES } from '@anju/contract/message/ground-message.ts'
import type { Ground } from '@anju/domain/kernel/decision.ts'
import { addDays, parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { MOVE_SCOPES } from '@anju/domain/permit/move-scope.ts'
import { inOrder, LIFE_EVENT_KINDS, type LifeEvent } from '@anju/domain/what-if/life-event.ts'
import { nothingYet, step } from '@anju/domain/what-if/supposed-life.ts'
import * as fc from 'fast-check'
import type { City, Deps } from '../deps.ts'
import { loadCalendar } from '../law/load-calendar.ts'
import { loadPacks, nationalBounds } from '../law/load-packs.ts'
import { askWhatIf, type WhatIfAnswer } from './ask-what-if.ts'
import { lawOf } from './get-residence.ts'

// The question is answered from the law alone; nothing else of what use cases work with is there to be touched.
const deps = { packs: loadPacks(), calendar: loadCalendar(), nationalBounds: nationalBounds() } as unknown as Deps
const cityOf = (jurisdiction: string) => ({ city: jurisdiction, jurisdiction }) as City

const FIRST = parsePlainDate('2014-06-01')
const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(FIRST, days))
const anyEvent: fc.Arbitrary<LifeEvent> = fc
  .record({
    what: fc.constantFrom(...LIFE_EVENT_KINDS),
    on: anyDay,
    channel: fc.constantFrom('counter' as const, 'online' as const),
    to: fc.constantFrom(...MOVE_SCOPES),
    earlier: fc.integer({ min: 0, max: 20 }),
    printed: fc.option(fc.integer({ min: 1, max: 1500 })),
  })
  .map(({ what, on, channel, to, earlier, printed }): LifeEvent => {
    if (what === 'registered') return { what, on, channel, submittedOn: addDays(on, -earlier) }
    if (what === 'moved') return { what, on, to }
    if (what === 'permit-issued')
      return { what, on, ...(printed === null ? {} : { printedExpiryOn: addDays(on, printed) }) }
    return { what, on }
  })
const anyCity = fc.constantFrom('foshan', 'linhe').map(cityOf)
const anyEvents = fc
  .tuple(anyDay, fc.array(anyEvent, { maxLength: 59, size: 'max' }))
  .map(([on, more]): readonly LifeEvent[] => [{ what: 'registered', on, channel: 'counter' }, ...more])
/** A life that could have been lived: what cannot follow on what came before is left out. */
const anyLife = fc.tuple(anyCity, anyEvents, anyEvents).map(([city, ...courses]) => {
  const [events = [], otherwise = []] = courses.map((course) => possible(course, city))
  return { city, events, otherwise }
})

function possible(events: readonly LifeEvent[], city: City): readonly LifeEvent[] {
  const law = lawOf(deps, city)
  let life = nothingYet(events, law)
  return inOrder(events).filter((event) => {
    const next = step(life, event, law)
    if (next.ok) life = next.value
    return next.ok
  })
}

function reasonsOf({ life, findings, next, otherwise }: WhatIfAnswer): readonly Ground[] {
  return [
    ...life.segments,
    ...life.permits,
    ...life.permits.flatMap(({ periods }) => [...periods]),
    ...life.owed,
    ...life.milestones,
    ...next,
    ...findings.flatMap(({ reasons }) => [...reasons]),
    ...(otherwise?.differences.flatMap(({ because }) => [...because]) ?? []),
  ]
}

describe('算一算 over any life', () => {
  it('is answered, never broken off; every reason has words with nothing left to fill in', () => {
    let longest = 0
    fc.assert(
      fc.property(anyLife, anyDay, ({ city, events, otherwise }, asOf) => {
        const decision = askWhatIf(deps, city, { asOf, events, otherwise })
        assert.ok(decision.ok, JSON.stringify(decision))
        longest = Math.max(longest, events.length)
        for (const { law, key, facts } of reasonsOf(decision.value)) {
          assert.ok(GROUND_MESSAGES[key] !== undefined, `${key} has no words`)
          assert.match(law, /^[A-Z]+[A-Z0-9-]*:\S+$/)
          const words = `${explainGround({ key, facts }, 'zh')}${explainGround({ key, facts }, 'en')}`
          assert.doesNotMatch(words, /[{}…]|undefined/, `${key}: ${words}`)
        }
      }),
      { numRuns: 400 },
    )
    assert.ok(longest > 12, `the longest life had ${longest} events`)
  })
  it('every day of the life lies in exactly one segment', () => {
    fc.assert(
      fc.property(anyLife, ({ city, events }) => {
        const decision = askWhatIf(deps, city, { asOf: FIRST, events })
        if (!decision.ok) return
        const { segments } = decision.value.life
        segments.forEach((segment, index) => {
          assert.ok(segment.from <= segment.to)
          const next = segments[index + 1]
          if (next !== undefined) assert.equal(addDays(segment.to, 1), next.from)
        })
      }),
    )
  })
  it('what cannot have happened is refused and never broken off', () => {
    fc.assert(
      fc.property(anyEvents, anyDay, anyCity, (events, asOf, city) => {
        const decision = askWhatIf(deps, city, { asOf, events })
        assert.equal(decision.ok, possible(events, city).length === events.length)
      }),
    )
  })
  it('the order in which the events are told does not matter', () => {
    // Two of one kind on one day have no order of their own: there the order told is the order.
    const oneADay = anyLife.map(({ city, events }) => {
      const different = new Map(events.map((event) => [`${event.on} ${event.what}`, event]))
      return { city, events: possible([...different.values()], city) }
    })
    fc.assert(
      fc.property(oneADay, ({ city, events }) => {
        const [told, backwards] = [events, events.toReversed()].map((list) =>
          askWhatIf(deps, city, { asOf: FIRST, events: list }),
        )
        assert.ok(told?.ok === true && backwards?.ok === true, JSON.stringify([told, backwards]))
        assert.deepEqual(told.value.life, backwards.value.life)
      }),
    )
  })
  it('the same life told twice differs in nothing', () => {
    fc.assert(
      fc.property(anyLife, anyDay, ({ city, events }, asOf) => {
        const decision = askWhatIf(deps, city, { asOf, events, otherwise: events })
        if (decision.ok) assert.deepEqual(decision.value.otherwise?.differences, [])
      }),
    )
  })
})
