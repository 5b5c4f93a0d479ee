import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LifeView } from '@anju/contract/life-shape.ts'
import { headlineOf } from './headline.ts'

const why = { law: 'CN-663:10.1', key: 'permit.in-force', facts: {}, zh: '', en: '' }
const nobody: LifeView = {
  asOf: '2018-08-01',
  segments: [],
  residing: false,
  residenceStart: null,
  eligibleFrom: null,
  daysToGo: null,
  residenceYears: 0,
  nextYearOn: null,
  permits: [],
  owed: [],
  milestones: [],
}
const permit: LifeView['permits'][number] = {
  ...why,
  permitId: 'p',
  state: 'in-force',
  issuedOn: '2017-07-15',
  baseOn: '2017-07-15',
  timesEndorsed: 1,
  validUntil: '2019-07-15',
  window: { anniversaryOn: '2019-07-15', opensOn: '2019-06-15', lastInTimeOn: '2019-07-15', provisional: false },
  endorsementPending: false,
  suspendedSince: null,
  restsSince: null,
  restoredOn: [],
  endedOn: null,
  cardMissing: false,
  periods: [],
}
const waiting = { ...nobody, residing: true, residenceStart: '2018-05-01', eligibleFrom: '2018-11-01', daysToGo: 92 }
const held = (change: Partial<typeof permit>) => ({ ...waiting, permits: [{ ...permit, ...change }] })

describe('the sentence to read first', () => {
  const rows: readonly (readonly [string, LifeView, string])[] = [
    ['nobody registered', nobody, 'headline.not-residing -'],
    ['half a year still to come', waiting, 'headline.wait 2018-11-01'],
    ['half a year full today', { ...waiting, asOf: '2018-11-01', daysToGo: 0 }, 'headline.may-apply -'],
    ['a permit in force', held({}), 'headline.in-force 2019-07-15'],
    ['the day before the window', { ...held({}), asOf: '2019-06-14' }, 'headline.in-force 2019-07-15'],
    ['its first day', { ...held({}), asOf: '2019-06-15' }, 'headline.in-window 2019-07-15'],
    ['suspended', held({ state: 'suspended', suspendedSince: '2018-07-17' }), 'headline.suspended 2018-07-17'],
    ['the card is lost', held({ cardMissing: true }), 'headline.card-missing -'],
    [
      'ended, and nobody resides',
      { ...nobody, permits: [{ ...permit, state: 'ended', endedOn: '2018-03-02', window: null }] },
      'headline.ended 2018-03-02',
    ],
    [
      'ended, and residing again',
      held({ state: 'ended', endedOn: '2018-03-02', window: null }),
      'headline.wait 2018-11-01',
    ],
    [
      'the second permit counts',
      { ...waiting, permits: [{ ...permit, state: 'ended', endedOn: '2018-03-02', window: null }, permit] },
      'headline.in-force 2019-07-15',
    ],
  ]
  for (const [name, life, expected] of rows) {
    it(name, () => {
      const { word, on } = headlineOf(life)
      assert.equal(`${word} ${on ?? '-'}`, expected)
    })
  }
})
