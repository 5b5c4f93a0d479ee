import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FOSHAN } from '../../test/held-law.ts'
import { listAlerts, measure } from '../../test/misuse-measure.ts'
import { makeMisuseYear } from '../../test/misuse-year.ts'
import { findMisuse } from './find-misuse.ts'

const policy = FOSHAN.accounts.misuse
const small = { offices: 3 } as const

/** The long run has all seeds and fifty clerks; these are few and show that nothing is broken. */
describe('T1：合成半年中的滥用（短跑，种子 1）', () => {
  const year = makeMisuseYear(1, { ...small, fraud: true })

  it('five of six frauds at least are found by the day of the fifth case', () => {
    const { frauds } = measure(year, listAlerts(year, findMisuse, policy))
    assert.equal(frauds.length, 6)
    const late = frauds.filter(({ foundInTime }) => !foundInTime)
    assert.ok(late.length <= 1, JSON.stringify(late))
  })

  it('without rules nothing is found (negative control)', () => {
    const { frauds } = measure(
      year,
      listAlerts(year, () => [], policy),
    )
    assert.ok(frauds.every(({ foundInTime, foundAtCase }) => !foundInTime && foundAtCase === null))
  })

  it('where nobody sells, at most one question a clerk and month', (t) => {
    const honest = makeMisuseYear(2, { ...small, fraud: false })
    const alerts = listAlerts(honest, findMisuse, policy)
    const { falseAlarms, clerkMonths } = measure(honest, alerts)
    const asked = [...falseAlarms.values()].reduce((sum, count) => sum + count, 0)
    t.diagnostic(`${asked} in ${clerkMonths} clerk-months`)
    assert.equal(asked, alerts.length)
    assert.ok(asked <= clerkMonths, `${asked}`)
  })
})
