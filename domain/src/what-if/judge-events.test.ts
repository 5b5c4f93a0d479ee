import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { day } from '../../test/day.ts'
import { judgeEvents } from './judge-events.ts'
import type { LifeEvent } from './life-event.ts'
import { supposeLife } from './supposed-life.ts'

const foshan = { packs: [FOSHAN], calendar: CALENDAR }
const linhe = { packs: [LINHE], calendar: CALENDAR }

const arrived = (on: string): LifeEvent => ({ what: 'arrived', on: day(on) })
const registered = (on: string, submittedOn?: string): LifeEvent =>
  submittedOn === undefined
    ? { what: 'registered', on: day(on), channel: 'counter' }
    : { what: 'registered', on: day(on), channel: 'online', submittedOn: day(submittedOn) }
const moved = (on: string, to: 'same-county' | 'same-city' | 'other-city' | 'other-province'): LifeEvent => ({
  what: 'moved',
  on: day(on),
  to,
})
const event = (
  what: 'signed-off' | 'left' | 'applied' | 'endorsed' | 'card-lost' | 'card-reissued',
  on: string,
): LifeEvent => ({
  what,
  on: day(on),
})
const issued = (on: string): LifeEvent => ({ what: 'permit-issued', on: day(on) })

/** Verdict and the key of the first reason of the last event. */
const last = (law: typeof foshan, ...events: readonly LifeEvent[]) => {
  const judged = judgeEvents(events, law).at(-1)
  return `${judged?.verdict} ${judged?.reasons[0]?.key}`
}
const factsOfLast = (law: typeof foshan, ...events: readonly LifeEvent[]) =>
  judgeEvents(events, law).at(-1)?.reasons[0]?.facts

describe('each supposed event is judged on its day', () => {
  const here = [arrived('2016-01-04'), registered('2016-01-05')]
  const held = [...here, issued('2016-07-15')]
  const rows: readonly (readonly [string, typeof foshan, readonly LifeEvent[], string])[] = [
    [
      'FM-2014:19 registered on the third working day',
      foshan,
      [arrived('2016-01-04'), registered('2016-01-07')],
      'in-time registration.in-time',
    ],
    ['FM-2014:19 a day later', foshan, [arrived('2016-01-04'), registered('2016-01-08')], 'late registration.late'],
    [
      'LH-2017-36:四.申报 arrived on a Friday before May Day',
      linhe,
      [arrived('2017-04-28'), registered('2017-05-02')],
      'in-time registration.in-time',
    ],
    [
      'LH-2017-36:四.申报 a day later',
      linhe,
      [arrived('2017-04-28'), registered('2017-05-03')],
      'late registration.late',
    ],
    [
      'online the day it was sent counts as the declaration',
      foshan,
      [arrived('2016-01-04'), registered('2016-01-12', '2016-01-07')],
      'in-time registration.in-time',
    ],
    [
      'FG-2015:二.三(2) a gap of three days',
      foshan,
      [...here, event('signed-off', '2016-03-10'), registered('2016-03-13')],
      'continues residence.gap-within-limit',
    ],
    [
      'FG-2015:二.三(2) a gap of four',
      foshan,
      [...here, event('signed-off', '2016-03-10'), registered('2016-03-14')],
      'breaks residence.gap-breaks',
    ],
    [
      'a move registered in time keeps the residence over a holiday',
      foshan,
      [...here, moved('2017-01-26', 'same-city'), registered('2017-02-06')],
      'continues residence.change-in-time',
    ],
    [
      'and a day later breaks it',
      foshan,
      [...here, moved('2017-01-26', 'same-city'), registered('2017-02-07')],
      'breaks residence.gap-breaks',
    ],
    [
      'CN-663:2 applied on the day half a year is full',
      foshan,
      [...here, event('applied', '2016-07-05')],
      'in-time residence.half-year',
    ],
    ['the day before', foshan, [...here, event('applied', '2016-07-04')], 'too-early what-if.apply-from'],
    [
      'never registered',
      foshan,
      [arrived('2016-01-04'), event('applied', '2016-07-05')],
      'not-possible what-if.not-residing',
    ],
    ['issued before half a year is full', foshan, [...here, issued('2016-07-04')], 'too-early what-if.apply-from'],
    [
      'CN-663:10.2 endorsed the day before the window',
      foshan,
      [...held, event('endorsed', '2017-06-14')],
      'too-early what-if.endorse-from',
    ],
    ['on its first day', foshan, [...held, event('endorsed', '2017-06-15')], 'in-time what-if.endorsed-in-time'],
    ['on the Monday after', foshan, [...held, event('endorsed', '2017-07-17')], 'in-time what-if.endorsed-in-time'],
    ['CN-663:10.3 a day later', foshan, [...held, event('endorsed', '2017-07-18')], 'late what-if.late-gap-excluded'],
    [
      'LH-2017-36:三.二(3) to another county, with a permit',
      linhe,
      [registered('2016-10-01'), issued('2017-04-24'), moved('2017-11-15', 'same-city'), registered('2017-11-15')],
      'resets what-if.move-resets',
    ],
    [
      'inside the county',
      linhe,
      [registered('2016-10-01'), issued('2017-04-24'), moved('2017-11-15', 'same-county'), registered('2017-11-15')],
      'continues residence.gap-within-limit',
    ],
    [
      'to another province',
      linhe,
      [registered('2016-10-01'), moved('2017-11-15', 'other-province')],
      'breaks what-if.move-applies-there',
    ],
    [
      'FM-2014:19 signed off on the third working day after leaving',
      foshan,
      [...here, event('left', '2016-05-10'), event('signed-off', '2016-05-13')],
      'in-time what-if.signed-off-in-time',
    ],
    [
      'a day later',
      foshan,
      [...here, event('left', '2016-05-10'), event('signed-off', '2016-05-16')],
      'late what-if.signed-off-late',
    ],
    [
      'a card made again keeps its calendar',
      foshan,
      [...held, event('card-lost', '2017-01-10'), event('card-reissued', '2017-01-20')],
      'noted what-if.calendar-kept',
    ],
  ]
  for (const [name, law, events, verdict] of rows) it(name, () => assert.equal(last(law, ...events), verdict))

  it('arrived Friday 2016-02-05: register by 2016-02-15', () => {
    assert.deepEqual(factsOfLast(foshan, arrived('2016-02-05')), { dueOn: '2016-02-15' })
  })
  it('late by fifteen days', () => {
    const events = [...held, event('endorsed', '2017-07-01'), event('endorsed', '2018-08-01')]
    assert.deepEqual(factsOfLast(foshan, ...events), {
      suspendedFrom: '2018-07-17',
      endorsedOn: '2018-08-01',
      gapDays: 15,
    })
  })
  it('findings stand in the order of the list, whatever the order of the days', () => {
    const judged = judgeEvents([registered('2016-01-05'), arrived('2016-01-04')], foshan)
    assert.deepEqual(
      judged.map(({ index, event: { what } }) => `${index} ${what}`),
      ['0 registered', '1 arrived'],
    )
    assert.equal(judged[0]?.verdict, 'in-time')
  })
})

describe('what cannot have happened is refused, all of it at once', () => {
  const codes = (law: typeof foshan, ...events: readonly LifeEvent[]) => {
    const supposed = supposeLife(events, law)
    return supposed.ok
      ? []
      : supposed.refusals.map(({ code, facts }) => `${code} ${String(facts['on'] ?? facts['channel'])}`)
  }
  it('a move, an endorsement and a lost card of somebody who never registered', () => {
    assert.deepEqual(
      codes(
        foshan,
        moved('2016-03-01', 'same-city'),
        event('endorsed', '2017-01-01'),
        event('card-lost', '2017-02-01'),
      ),
      ['what-if.not-registered 2016-03-01', 'what-if.no-permit 2017-01-01', 'what-if.no-permit 2017-02-01'],
    )
  })
  it('registered twice without moving or leaving in between', () => {
    assert.deepEqual(codes(foshan, registered('2016-01-05'), registered('2016-02-01')), [
      'what-if.already-registered 2016-02-01',
    ])
    assert.deepEqual(
      codes(foshan, registered('2016-01-05'), moved('2016-01-30', 'same-city'), registered('2016-02-01')),
      [],
    )
  })
  it('a second permit while the first is held; not once the first has ended', () => {
    const first = [registered('2016-01-05'), issued('2016-07-15')]
    assert.deepEqual(codes(foshan, ...first, issued('2017-07-15')), ['what-if.permit-held 2017-07-15'])
    assert.deepEqual(
      codes(foshan, ...first, { what: 'became-local', on: day('2017-03-02') }, event('endorsed', '2017-07-01')),
      ['what-if.no-permit 2017-07-01'],
    )
  })
  it('Linhe takes no declarations online', () => {
    assert.deepEqual(codes(linhe, registered('2017-05-05', '2017-05-02')), ['channel.not-offered online'])
  })
  it('sent in after it was entered', () => {
    assert.deepEqual(codes(foshan, registered('2016-01-05', '2016-01-06')), ['what-if.sent-after-entry 2016-01-05'])
  })
})
