import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay } from '../../test/day.ts'
import { PACKS } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { publicationDueOn, publicationStanding } from './publication-due-on.ts'

describe('publicationStanding', () => {
  for (const pack of PACKS) {
    it(`${pack.id}: due days never go back; current, due soon and overdue follow each other without a gap`, () => {
      fc.assert(
        fc.property(anyDay, (on) => {
          const dueOn = publicationDueOn(on, pack)
          assert.ok(dueOn > on && dueOn <= publicationDueOn(addDays(on, 1), pack))
          const { alertFrom } = publicationStanding(on, on, pack)
          const standingOn = (asOf: typeof on) => publicationStanding(on, asOf, pack).standing
          assert.deepEqual([addDays(alertFrom, -1), alertFrom, dueOn, addDays(dueOn, 1)].map(standingOn), [
            'current',
            'due-soon',
            'due-soon',
            'overdue',
          ])
        }),
      )
    })
    it(`${pack.id}: never published counts from the pack's first day and says so`, () => {
      const never = publicationStanding(null, pack.inForceFrom, pack)
      assert.equal(never.published, false)
      assert.equal(never.dueOn, publicationDueOn(pack.inForceFrom, pack))
    })
  }
})
