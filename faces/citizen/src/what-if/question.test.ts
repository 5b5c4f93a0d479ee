import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import { ROUTES } from '@anju/contract/route-table.ts'
import { LIFE_EVENT_KINDS } from '@anju/domain/what-if/life-event.ts'
import * as fc from 'fast-check'
import {
  askedOf,
  BLANK,
  CHOICES,
  isAskable,
  type Line,
  newLine,
  OTHER_DAYS,
  parseQuestion,
  searchOf,
  SHOWN_KINDS,
} from './question.ts'

const zhang = '?on=2016-03-20&did=arrived.2016-01-04&did=registered.2016-01-05.counter&will=moved.2016-03-25.same-city'

const anyDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const anyLine = fc.constantFrom(...LIFE_EVENT_KINDS).chain((what) =>
  fc.record(
    {
      what: fc.constant(what),
      on: anyDay,
      choice: fc.constantFrom(...(CHOICES[what] ?? [''])),
      otherOn: OTHER_DAYS[what] === undefined ? fc.constant('') : fc.oneof(fc.constant(''), anyDay),
    },
    { noNullPrototype: true },
  ),
)

describe('the question stands in the address line', () => {
  it('a link is read', () => {
    const { asOf, happened, planned } = parseQuestion(zhang)
    assert.equal(asOf, '2016-03-20')
    assert.deepEqual(happened, [newLine('arrived', '2016-01-04'), newLine('registered', '2016-01-05')])
    assert.deepEqual(planned, [{ what: 'moved', on: '2016-03-25', choice: 'same-city', otherOn: '' }])
  })
  it('and written as it was', () => assert.equal(searchOf(parseQuestion(zhang)), zhang))
  it('every question comes back from its own link', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 6 }),
        fc.array(anyLine, { maxLength: 3 }),
        anyDay,
        (happened, planned, asOf) => {
          assert.deepEqual(parseQuestion(searchOf({ asOf, happened, planned })), { asOf, happened, planned })
        },
      ),
    )
  })
  it('a mangled link leaves out what cannot be read', () => {
    const { asOf, happened, planned } = parseQuestion(
      '?on=2016-02-30&did=arrived.2016-02-30&did=flew.2016-01-01&did=moved.2016-01-09.moon&will=%00',
    )
    assert.equal(asOf, '')
    assert.deepEqual(happened, [{ ...newLine('moved', '2016-01-09'), choice: 'same-county' }])
    assert.deepEqual(planned, [])
  })
  it('nothing said: the blank form, and nothing to ask', () => {
    assert.deepEqual(parseQuestion(''), BLANK)
    assert.equal(searchOf(BLANK), '')
    assert.equal(isAskable(BLANK), false)
  })
})

test('the form lists every event there is', () =>
  assert.deepEqual([...SHOWN_KINDS].sort(), [...LIFE_EVENT_KINDS].sort()))

describe('what the registry is asked', () => {
  it('the plan follows what happened; lines without a day are left out', () => {
    const question = parseQuestion(zhang)
    assert.deepEqual(askedOf({ ...question, happened: [...question.happened, newLine('endorsed')] }), {
      asOf: '2016-03-20',
      events: [
        { what: 'arrived', on: '2016-01-04' },
        { what: 'registered', on: '2016-01-05', channel: 'counter' },
      ],
      otherwise: [
        { what: 'arrived', on: '2016-01-04' },
        { what: 'registered', on: '2016-01-05', channel: 'counter' },
        { what: 'moved', on: '2016-03-25', to: 'same-city' },
      ],
    })
  })
  it('every line the form can hold fits the contract', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 6 }), (happened: readonly Line[]) => {
        const checked = ROUTES.askWhatIf.body.safeParse(askedOf({ asOf: '', happened, planned: [] }))
        assert.equal(checked.success, true, JSON.stringify(checked.error?.issues))
      }),
    )
  })
})
