import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { CALENDAR, FOSHAN } from '../../test/held-law.ts'
import { lifeLedger } from '../residence/life-ledger.ts'
import type { LifeEvent } from './life-event.ts'
import { supposeLife } from './supposed-life.ts'

const law = { packs: [FOSHAN], calendar: CALENDAR }
const registered = (on: string): LifeEvent => ({ what: 'registered', on: day(on), channel: 'counter' })
const moved = (on: string, to: 'same-city' | 'other-city' | 'other-province'): LifeEvent => ({
  what: 'moved',
  on: day(on),
  to,
})
const event = (what: 'left' | 'signed-off', on: string): LifeEvent => ({ what, on: day(on) })
const held = [registered('2016-01-05'), { what: 'permit-issued', on: day('2016-07-15') } as const]

function standing(on: string, ...events: readonly LifeEvent[]) {
  const life = supposeLife([...held, ...events], law)
  assert.ok(life.ok)
  const [permit] = lifeLedger(life.value, day(on), law.packs, CALENDAR).permits
  return `${permit?.state} ${permit?.restsSince ?? '-'}`
}

describe('算一算：离开本市，居住证停用', () => {
  const rows: readonly (readonly [string, string, readonly LifeEvent[], string])[] = [
    ['left', '2016-09-12', [event('left', '2016-09-10')], 'rests 2016-09-10'],
    [
      'left and signed off',
      '2016-09-12',
      [event('left', '2016-09-10'), event('signed-off', '2016-09-12')],
      'rests 2016-09-10',
    ],
    ['signed off', '2016-09-12', [event('signed-off', '2016-09-12')], 'rests 2016-09-12'],
    ['came back', '2016-10-08', [event('left', '2016-09-10'), registered('2016-10-08')], 'in-force -'],
    ['moved inside the city', '2016-09-12', [moved('2016-09-10', 'same-city')], 'in-force -'],
    ['moved to another city', '2016-09-12', [moved('2016-09-10', 'other-city')], 'rests 2016-09-10'],
    [
      'and registered there: it goes along',
      '2016-09-13',
      [moved('2016-09-10', 'other-city'), registered('2016-09-13')],
      'in-force -',
    ],
    [
      'to another province',
      '2016-09-13',
      [moved('2016-09-10', 'other-province'), registered('2016-09-13')],
      'rests 2016-09-10',
    ],
  ]
  for (const [title, on, events, expected] of rows) it(title, () => assert.equal(standing(on, ...events), expected))
})
