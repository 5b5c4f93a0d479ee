import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { day } from '../../test/day.ts'
import { calendarThrough, FOSHAN } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { type AcceptanceFacts, acceptedOn } from './accepted-on.ts'

/** The years published when these cases were written; a later notice does not change them. */
const CALENDAR = calendarThrough(2026)

const incomplete: AcceptanceFacts = { receivedOn: day('2016-09-28'), completeOnReceipt: false, arrivals: [] }
const at = (asOf: string, facts: Partial<AcceptanceFacts> = {}) =>
  acceptedOn({ ...incomplete, ...facts }, day(asOf), FOSHAN.notice, CALENDAR)

describe('acceptedOn', () => {
  it('AL-2019:32(4) 第五个工作日仍未视为受理，次日视为受理', () => {
    assert.equal(at('2016-10-10').kind, 'open')
    assert.deepEqual(at('2016-10-11'), { kind: 'deemed', acceptedOn: '2016-09-28', law: 'AL-2019:32(4)' })
  })
  it('a notice on the fifth working day is in time, on the sixth too late', () => {
    assert.equal(at('2016-10-20', { notice: { givenOn: day('2016-10-10'), items: ['a'] } }).kind, 'open')
    assert.equal(at('2016-10-20', { notice: { givenOn: day('2016-10-11'), items: ['a'] } }).kind, 'deemed')
  })
  it('an item that comes twice counts from its first day', () => {
    const notice = { givenOn: day('2016-09-28'), items: ['a', 'b'] }
    const arrivals = [
      { item: 'b', on: day('2016-10-12') },
      { item: 'a', on: day('2016-10-09') },
      { item: 'b', on: day('2016-10-10') },
    ]
    const acceptance = at('2016-10-20', { notice, arrivals })
    assert.equal(acceptance.kind === 'open' ? '' : acceptance.acceptedOn, '2016-10-10')
  })
  it('in a year that is not published the fifth day is marked provisional', () => {
    const received = { receivedOn: day('2026-12-28') }
    const open = {
      kind: 'open',
      deemedAfter: '2027-01-04',
      outstanding: [],
      law: 'AL-2019:32(4)',
      provisionalYear: 2027,
    }
    assert.deepEqual(at('2026-12-29', received), open)
  })
  it('the order in which papers are keyed in does not matter', () => {
    const items = ['a', 'b', 'c']
    const arrival = fc.record({ item: fc.constantFrom(...items), on: fc.integer({ min: 0, max: 20 }) })
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 8 }), fc.integer({ min: 0, max: 25 }), (made, later) => {
        const arrivals = made.map(({ item, on }) => ({ item, on: addDays(day('2016-09-28'), on) }))
        const notice = { givenOn: day('2016-09-28'), items }
        const asOf = addDays(day('2016-09-28'), later)
        const forward = at(asOf, { notice, arrivals })
        assert.deepEqual(at(asOf, { notice, arrivals: arrivals.toReversed() }), forward)
      }),
    )
  })
  it('before the last item came it is open and names what is left', () => {
    const notice = { givenOn: day('2016-09-28'), items: ['a', 'b'] }
    const arrivals = [{ item: 'b', on: day('2016-10-12') }]
    const acceptance = at('2016-10-11', { notice, arrivals })
    assert.deepEqual(acceptance.kind === 'open' ? acceptance.outstanding : [], ['a', 'b'])
  })
})
