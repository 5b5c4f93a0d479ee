import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FOSHAN } from '../../test/held-law.ts'
import { parsePlainDate, type PlainDate } from '../kernel/plain-date.ts'
import type { ActTrace } from './act-trace.ts'
import { findMisuse } from './find-misuse.ts'
import type { MisuseRule } from './misuse-alert.ts'

const policy = FOSHAN.accounts.misuse
const ON = parsePlainDate('2026-03-31')

/** The nth case of an official, as a usual one: at ten, read for five minutes, visited, nothing shared with any other. */
function act(n: number, over: Partial<ActTrace> = {}): ActTrace {
  const on: PlainDate = over.on ?? ON
  return {
    officialId: 'zhang',
    officeId: 'guicheng',
    step: 'review',
    caseId: `case-${n}`,
    personId: `person-${n}`,
    at: `${on}T02:00:00Z`,
    on,
    minute: 600,
    isWorkday: true,
    openedSecondsBefore: 300,
    phone: `phone-${n}`,
    dwellingId: `dwelling-${n}`,
    agent: null,
    image: `image-${n}`,
    visited: true,
    ...over,
  }
}
const acts = (count: number, over: (n: number) => Partial<ActTrace> = () => ({}), from = 0) =>
  Array.from({ length: count }, (_, n) => act(from + n, over(n)))
const rulesOf = (traces: readonly ActTrace[], asOf = ON): readonly MisuseRule[] =>
  findMisuse(traces, asOf, policy).map(({ rule }) => rule)
const dayOf = (text: string) => parsePlainDate(text)

describe('FS-2016-14:三.五 后台监测：逐条规则的两侧（I-206）', () => {
  const sides: readonly [MisuseRule, string, number, (n: number) => Partial<ActTrace>][] = [
    ['too-many-an-hour', 'forty cases in an hour', 40, (n) => ({ minute: 540 + n })],
    ['after-hours', 'three acts from nine in the evening', 3, () => ({ minute: 1260 })],
    ['after-hours', 'three acts before half past six', 3, () => ({ minute: 389 })],
    ['after-hours', 'three acts alone on a rest day', 3, () => ({ isWorkday: false })],
    ['too-quick', 'four decisions within 29 seconds', 4, () => ({ openedSecondsBefore: 29 })],
    ['without-visit', 'three decisions without a visit that found the person', 3, () => ({ visited: false })],
    ['same-phone', 'one phone for three dwellings', 3, () => ({ step: 'accept', phone: 'phone' })],
    ['same-image', 'one image for three dwellings', 3, () => ({ step: 'register', image: 'image' })],
    [
      'same-dwelling',
      'one dwelling for five phones on two days',
      5,
      (n) => ({ step: 'accept', dwellingId: 'flat', on: n === 0 ? dayOf('2026-03-30') : ON }),
    ],
    [
      'same-agent',
      'one agent for four dwellings on two days',
      4,
      (n) => ({ step: 'accept', agent: 'agent', on: n === 0 ? dayOf('2026-03-30') : ON }),
    ],
  ]
  for (const [rule, what, limit, over] of sides)
    it(`${what}: ${limit} speak, ${limit - 1} do not`, () => {
      const [alert, ...others] = findMisuse(acts(limit, over), ON, policy)
      assert.deepEqual(others, [])
      assert.ok(alert)
      assert.deepEqual(
        { ...alert, caseIds: alert.caseIds.length, peers: alert.peers ?? 0 },
        {
          rule,
          officialId: 'zhang',
          on: ON,
          caseIds: limit,
          figure: limit,
          limit,
          peers: 0,
        },
      )
      assert.deepEqual(rulesOf(acts(limit - 1, over)), [])
    })

  const innocent: readonly [string, readonly ActTrace[]][] = [
    ['forty cases in sixty-one minutes', acts(40, (n) => ({ minute: n === 0 ? 540 : 601 }))],
    ['thirty-nine cases, each taken in and decided', [...acts(39), ...acts(39, () => ({ step: 'register' }))]],
    ['five acts at half past six and at 20:59', acts(5, (n) => ({ minute: n === 0 ? 390 : 1259 }))],
    ['visits in the evening and on a Sunday', acts(9, () => ({ step: 'verify', minute: 1300, isWorkday: false }))],
    [
      'a rest day on which a colleague of the office works, too',
      [...acts(9, () => ({ isWorkday: false })), act(99, { officialId: 'li', isWorkday: false })],
    ],
    [
      'decisions in thirty seconds, and those of which no look is known',
      acts(9, (n) => ({ openedSecondsBefore: n % 2 === 0 ? 30 : null })),
    ],
    ['what is taken in quickly', acts(9, () => ({ step: 'accept', openedSecondsBefore: 5 }))],
    ['steps that rest on no visit', acts(9, () => ({ visited: null }))],
    [
      'a family: one phone, one dwelling, one contract',
      acts(9, () => ({ step: 'accept', phone: 'p', dwellingId: 'd', image: 'i' })),
    ],
    ['flatmates who come together', acts(6, () => ({ step: 'accept', dwellingId: 'd', image: 'i' }))],
    [
      "an employer's many workers on one day, with one phone and one list",
      acts(30, () => ({ step: 'accept', agent: 'a', phone: 'p', image: 'i', dwellingId: 'd' })),
    ],
    ['what was taken in from one phone, decided by one official', acts(9, () => ({ phone: 'p' }))],
  ]
  for (const [what, traces] of innocent)
    it(`${what}: nothing is asked`, () => {
      assert.deepEqual(rulesOf(traces), [])
    })
})

describe('与同岗相比', () => {
  const quick = (officialId: string, count: number, from: number) =>
    acts(count, () => ({ officialId, openedSecondsBefore: 10 }), from)

  it('where others have four quick decisions, eight speak and seven do not', () => {
    const others = ['li', 'wang', 'zhao'].flatMap((officialId, n) => quick(officialId, 4, 100 * (n + 1)))
    const [alert] = findMisuse([...others, ...quick('zhang', 8, 0)], ON, policy)
    assert.deepEqual([alert?.rule, alert?.figure, alert?.limit, alert?.peers], ['too-quick', 8, 8, 4])
    assert.deepEqual(rulesOf([...others, ...quick('zhang', 7, 0)]), [])
  })

  it('an agent of whom others took two: six dwellings speak, five do not', () => {
    const brought = (count: number) => [
      ...acts(count, (n) => ({ step: 'accept', agent: 'a', on: n === 0 ? dayOf('2026-03-30') : ON })),
      ...acts(2, () => ({ step: 'accept', agent: 'a', officialId: 'li' }), 50),
    ]
    assert.deepEqual(rulesOf(brought(6)), ['same-agent'])
    assert.deepEqual(rulesOf(brought(5)), [])
  })

  it('three times the acts of three others of the office speak; less, or only two others, do not', () => {
    const minute = (n: number) => ({ minute: (n % 12) * 61 + 400 })
    const of = (officialId: string, count: number, from: number) =>
      acts(count, (n) => ({ officialId, ...minute(n) }), from)
    const two = [...of('li', 10, 100), ...of('wang', 10, 200)]
    const three = [...two, ...of('zhao', 10, 300)]
    assert.deepEqual(rulesOf([...three, ...of('zhang', 30, 0)]), ['unlike-peers'])
    assert.deepEqual(rulesOf([...three, ...of('zhang', 29, 0)]), [])
    assert.deepEqual(rulesOf([...two, ...of('zhang', 30, 0)]), [])
  })
})

describe('观察期', () => {
  const night = (on: string, n: number) => act(n, { minute: 1400, on: dayOf(on) })

  it('odd acts are counted over fourteen days: the first of three counts on 2026-03-18, not on 2026-03-17', () => {
    const rest = [night('2026-03-20', 2), night('2026-03-31', 3)]
    assert.deepEqual(rulesOf([night('2026-03-18', 1), ...rest]), ['after-hours'])
    assert.deepEqual(rulesOf([night('2026-03-17', 1), ...rest]), [])
  })

  it('what comes again is counted over thirty days: the first of three counts on 2026-03-02, not on 2026-03-01', () => {
    const withPhone = (on: string, n: number) => act(n, { step: 'accept', phone: 'phone', on: dayOf(on) })
    const rest = [withPhone('2026-03-20', 2), withPhone('2026-03-31', 3)]
    assert.deepEqual(rulesOf([withPhone('2026-03-02', 1), ...rest]), ['same-phone'])
    assert.deepEqual(rulesOf([withPhone('2026-03-01', 1), ...rest]), [])
  })

  it('it speaks on the day that adds to it, and what comes after the day is not read', () => {
    const five = Array.from({ length: 5 }, (_, n) => night('2026-03-20', n))
    assert.deepEqual(rulesOf(five, dayOf('2026-03-20')), ['after-hours'])
    assert.deepEqual(rulesOf([...five, act(9, { on: dayOf('2026-03-21') })], dayOf('2026-03-21')), [])
    assert.deepEqual(rulesOf(five, dayOf('2026-03-19')), [])
  })

  it('one alert per rule, official and day, of the phone that came most often', () => {
    const one = acts(4, () => ({ step: 'accept', phone: 'one' }))
    const other = acts(6, () => ({ step: 'accept', phone: 'other' }), 10)
    const found = findMisuse([...one, ...other], ON, policy)
    assert.deepEqual(
      found.map(({ rule, figure }) => [rule, figure]),
      [['same-phone', 6]],
    )
  })
})
