import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import type { Pack } from '../policy/pack.ts'
import { lifeLedger } from '../residence/life-ledger.ts'
import { differencesBetween } from './differences-between.ts'
import type { LifeEvent } from './life-event.ts'
import { nextDays } from './next-days.ts'
import { supposeLife } from './supposed-life.ts'

const registered = (on: string): LifeEvent => ({ what: 'registered', on: day(on), channel: 'counter' })
const issued = (on: string, printedExpiryOn?: string): LifeEvent => ({
  what: 'permit-issued',
  on: day(on),
  ...(printedExpiryOn === undefined ? {} : { printedExpiryOn: day(printedExpiryOn) }),
})

function told(pack: Pack, asOf: string, events: readonly LifeEvent[]) {
  const law = { packs: [pack], calendar: CALENDAR }
  const life = supposeLife(events, law)
  if (!life.ok) throw new Error(JSON.stringify(life.refusals))
  const ledger = lifeLedger(life.value, day(asOf), law.packs, CALENDAR)
  return { ledger, next: nextDays(life.value, ledger, day(asOf), law) }
}
const differ = (pack: Pack, asOf: string, now: readonly LifeEvent[], then: readonly LifeEvent[]) =>
  differencesBetween(told(pack, asOf, now).ledger, told(pack, asOf, then).ledger, pack).map(
    ({ what, asItIs, otherwise, law }) => `${what} ${asItIs} ${otherwise} ${law}`,
  )
const next = (pack: Pack, asOf: string, events: readonly LifeEvent[]) =>
  told(pack, asOf, events).next.map(({ what, fromOn, byOn, law }) => `${what} ${fromOn ?? '-'} ${byOn ?? '-'} ${law}`)

describe('which dates move', () => {
  it('registered ten days later: everything that counts from it, each with its clause', () => {
    assert.deepEqual(differ(FOSHAN, '2016-02-01', [registered('2016-01-05')], [registered('2016-01-15')]), [
      'residence-start 2016-01-05 2016-01-15 FG-2015:二.三(2)',
      'eligible-from 2016-07-05 2016-07-15 FG-2015:二.三(1)',
      'next-year 2017-01-05 2017-01-15 FG-2015:二.三(2)',
    ])
  })
  it('the same life: none', () => {
    assert.deepEqual(differ(LINHE, '2018-02-01', [registered('2017-05-02')], [registered('2017-05-02')]), [])
  })
  it('endorsed in time or not at all', () => {
    const held = [registered('2016-01-05'), issued('2016-07-15')]
    const changed = differ(FOSHAN, '2017-08-01', held, [...held, { what: 'endorsed', on: day('2017-07-01') }])
    assert.ok(changed.includes('permit-state suspended in-force FG-2015:二.四'), changed.join())
    assert.ok(changed.includes('suspended-since 2017-07-18 null CN-663:10.3'), changed.join())
  })
})

describe('what comes next', () => {
  it('arrived in Linhe on a Friday before May Day: register by the working day after', () => {
    assert.deepEqual(next(LINHE, '2017-04-28', [{ what: 'arrived', on: day('2017-04-28') }]), [
      'register - 2017-05-02 LH-2017-36:四.申报',
    ])
  })
  it('residing without a permit: apply from the first day; with one: endorse it in its window', () => {
    assert.deepEqual(next(FOSHAN, '2016-03-01', [registered('2016-01-05')]), ['apply 2016-07-05 - FG-2015:二.三(1)'])
    assert.deepEqual(next(FOSHAN, '2016-08-01', [registered('2016-01-05'), issued('2016-07-15')]), [
      'endorse 2017-06-15 2017-07-17 CN-663:10.2',
    ])
  })
  it('FG-2015:二.三(3) an old permit to 2018-09-30: nothing before its first window', () => {
    assert.deepEqual(next(FOSHAN, '2016-02-01', [registered('2015-09-01'), issued('2015-09-30', '2018-09-30')]), [
      'endorse 2018-08-30 2018-09-30 CN-663:10.2',
    ])
  })
  it('left and not signed off: by when, and by when to be back', () => {
    assert.deepEqual(next(FOSHAN, '2016-05-10', [registered('2016-01-05'), { what: 'left', on: day('2016-05-10') }]), [
      'sign-off - 2016-05-13 FM-2014:19',
      'register-again - 2016-05-13 FG-2015:二.三(2)',
    ])
  })
  it('a lost card: have it made again', () => {
    const events: LifeEvent[] = [
      registered('2016-01-05'),
      issued('2016-07-15'),
      { what: 'card-lost', on: day('2017-01-10') },
    ]
    assert.ok(next(FOSHAN, '2017-01-11', events).includes('reissue - - CN-663:11.1'))
    assert.ok(
      !next(FOSHAN, '2017-01-21', [...events, { what: 'card-reissued', on: day('2017-01-20') }]).some((line) =>
        line.startsWith('reissue'),
      ),
    )
  })
})
