import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, parsePlainDate } from '../kernel/plain-date.ts'
import { accountConfirmation, periodFrom } from './account-confirmation.ts'
import { accountStanding, type AccountFacts } from './account-standing.ts'

const law = 'FS-2016-14:三.四' as const
const number = (value: number) => ({ value, law, gist: 'test' })
const POLICY = { suspendAfterUnusedDays: number(30), closeAfterUnusedDays: number(90) }
const day = parsePlainDate
const USED = day('2026-01-01')
const facts = (with_: Partial<AccountFacts> = {}): AccountFacts => ({
  openedOn: day('2025-06-01'),
  lastUsedOn: USED,
  reinstatedOn: null,
  leftOn: null,
  ...with_,
})
const at = (on: string, with_: Partial<AccountFacts> = {}) =>
  accountStanding(facts(with_), { systemOn: day(on), legalOn: day(on) }, POLICY)

describe('FS-2016-14:三.四 一人一账号: an unused account (I-130)', () => {
  for (const [unused, state] of [
    [0, 'active'],
    [29, 'active'],
    [30, 'suspended'],
    [31, 'suspended'],
    [89, 'suspended'],
    [90, 'closed'],
    [91, 'closed'],
  ] as const)
    it(`${unused} days unused: ${state}`, () => assert.equal(at(addDays(USED, unused)).state, state))

  it('tells the exact days beforehand and afterwards', () => {
    assert.deepEqual(at('2026-01-30'), { state: 'active', suspendsOn: '2026-01-31', closesOn: '2026-04-01' })
    assert.deepEqual(at('2026-02-01'), {
      state: 'suspended',
      since: '2026-01-31',
      reason: 'unused',
      law,
      unusedSince: USED,
      closesOn: '2026-04-01',
    })
    assert.deepEqual(at('2026-12-01'), {
      state: 'closed',
      since: '2026-04-01',
      reason: 'unused',
      law,
      unusedSince: USED,
    })
  })
  it('never used: from the opening; let work again: from that day', () => {
    assert.equal(at('2025-07-01', { lastUsedOn: null }).state, 'suspended')
    assert.equal(at('2025-06-30', { lastUsedOn: null }).state, 'active')
    assert.equal(at('2026-05-29', { reinstatedOn: day('2026-04-30') }).state, 'active')
    assert.equal(at('2026-05-30', { reinstatedOn: day('2026-04-30') }).state, 'suspended')
  })
  it('who left is out on the day of leaving, not on the day before, used or not', () => {
    assert.equal(at('2026-01-04', { leftOn: day('2026-01-05') }).state, 'active')
    const left = at('2026-01-05', { leftOn: day('2026-01-05') })
    assert.deepEqual(left.state === 'closed' && [left.reason, left.since], ['left', '2026-01-05'])
  })
})

describe('季度复核 (I-133)', () => {
  const CONFIRM = { confirmEveryMonths: { ...number(3), value: 3 as const }, confirmGraceDays: number(15) }
  for (const [on, state] of [
    ['2026-02-10', 'confirmed'],
    ['2026-03-31', 'confirmed'],
    ['2026-04-01', 'due'],
    ['2026-06-30', 'due'],
    ['2026-07-01', 'late'],
    ['2026-07-15', 'late'],
    ['2026-07-16', 'lapsed'],
  ] as const)
    it(`answered for on 2026-02-10, on ${on}: ${state}`, () =>
      assert.equal(accountConfirmation(day('2026-02-10'), day(on), CONFIRM).state, state))
  it('a quarter begins in January, April, July and October', () => {
    assert.equal(periodFrom(day('2026-12-31'), 3), '2026-10-01')
    assert.equal(periodFrom(day('2026-03-31'), 3), '2026-01-01')
    assert.equal(accountConfirmation(day('2026-11-30'), day('2027-04-16'), CONFIRM).state, 'lapsed')
  })
})
