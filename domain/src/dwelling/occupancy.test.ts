import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { decideOccupancy, occupancyCap, type OccupancyFacts, occupancyOf } from './occupancy.ts'

const codes = (facts: OccupancyFacts, pack = FOSHAN) => {
  const decision = decideOccupancy(facts, pack.occupancy)
  return decision.ok ? [] : decision.refusals.map(({ code }) => code)
}

const alarms = (permits: number, occupants: number) => {
  const { permitAlarm, densityAlarm } = occupancyOf({ livingArea: 9, permits, occupants }, FOSHAN.occupancy)
  return [permitAlarm, densityAlarm]
}

describe('occupancyCap', () => {
  for (const [area, cap] of [
    [0, 0],
    [4.9, 0],
    [5, 1],
    [5.9, 1],
    [6, 2],
    [8.9, 2],
    [9, 3],
    [20, 6],
    [36.5, 12],
    [90, 30],
  ] as const) {
    it(`FM-2014:28(2) ${area}平方米，${cap}人`, () => assert.equal(occupancyCap(area, 5, 3), cap))
  }
  it('more room never holds fewer, and everybody has the room the law gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (tenths) => {
        const area = tenths / 10
        const cap = occupancyCap(area, 5, 3)
        assert.ok(occupancyCap(area + 0.1, 5, 3) >= cap)
        if (cap === 1) assert.ok(area >= 5)
        if (cap > 1) assert.ok(area >= cap * 3)
      }),
    )
  })
})

describe('decideOccupancy', () => {
  it('FS-2016-14:三.五 到限通过，超一报警，有理由通过', () => {
    const facts = { livingArea: 9, occupants: 3 }
    assert.deepEqual(codes({ ...facts, permits: 2 }), [])
    assert.deepEqual(codes({ ...facts, permits: 3 }), ['occupancy.reason-missing'])
    assert.deepEqual(codes({ ...facts, permits: 3, supervisorReason: ' ' }), ['occupancy.reason-missing'])
    assert.deepEqual(codes({ ...facts, permits: 3, supervisorReason: '一家四口' }), [])
  })
  it('an unknown area is measured first, in a city that counts', () => {
    assert.deepEqual(codes({ permits: 0, occupants: 1 }), ['occupancy.area-unknown'])
    assert.deepEqual(codes({ permits: 90, occupants: 90 }, LINHE), [])
  })
  it('permits and people are two counts, each with its own alarm', () => {
    assert.deepEqual(alarms(2, 3), [false, false])
    assert.deepEqual(alarms(3, 3), [true, false])
    assert.deepEqual(alarms(2, 4), [false, true])
  })
})
