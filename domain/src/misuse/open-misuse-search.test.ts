import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { FOSHAN } from '../../test/held-law.ts'
import { findInWholeWindow } from '../../test/misuse-whole-window.ts'
import { makeMisuseYear, type MisuseYear } from '../../test/misuse-year.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import type { ActTrace } from './act-trace.ts'
import { MISUSE_RULES, type MisuseAlert } from './misuse-alert.ts'
import { openMisuseSearch } from './open-misuse-search.ts'

const policy = FOSHAN.accounts.misuse
const low = (sourced: MisusePolicy['perHour'], value: number) => ({ ...sourced, value })
/** Figures so low that every rule speaks often, for what is compared is what they count. */
const asking: MisusePolicy = {
  ...policy,
  perHour: low(policy.perHour, 6),
  afterHours: low(policy.afterHours, 1),
  quickCount: low(policy.quickCount, 1),
  samePhone: low(policy.samePhone, 1),
  sameDwelling: low(policy.sameDwelling, 1),
  sameAgent: low(policy.sameAgent, 1),
  sameImage: low(policy.sameImage, 1),
  withoutVisit: low(policy.withoutVisit, 1),
  signTimes: low(policy.signTimes, 1),
  peerTimes: low(policy.peerTimes, 1),
}

let year: MisuseYear
before(() => {
  year = makeMisuseYear(3, { offices: 3, fraud: true })
})

const daysUntil = (asOf: PlainDate, count: number) =>
  Array.from({ length: count }, (_, n) => addDays(asOf, n + 1 - count))
const actsOn = (on: PlainDate): readonly ActTrace[] => year.actsOn.get(on) ?? []

/** @param days - how many, with the day itself; all of the window unless told otherwise */
function byDays(asOf: PlainDate, figures: MisusePolicy, days = figures.windowDays.value): readonly MisuseAlert[] {
  const search = openMisuseSearch(actsOn(asOf), asOf, figures)
  for (const on of daysUntil(asOf, days).slice(0, -1)) search.addDay(actsOn(on))
  return search.alerts()
}
const inWhole = (asOf: PlainDate, figures: MisusePolicy) =>
  findInWholeWindow(daysUntil(asOf, figures.windowDays.value + 5).flatMap(actsOn), asOf, figures)

describe('滥用监测：逐日看和整段看，问的一样（合成半年，种子 3）', () => {
  it('规则原来的数：半年里每一天，一条不多，一条不少，连案号的次序也一样', () => {
    const asked = year.days.flatMap((on) => {
      const alerts = byDays(on, policy)
      assert.deepEqual(alerts, inWhole(on, policy), on)
      return alerts
    })
    assert.ok(asked.length > 50, `${asked.length}`)
  })

  it('把数降到九条规则天天都问，也一样；少看最早一天就不一样（反证）', () => {
    const rules = new Set<string>()
    const shorter: PlainDate[] = []
    for (const on of year.days.filter((_, n) => n % 3 === 0)) {
      const alerts = byDays(on, asking)
      assert.deepEqual(alerts, inWhole(on, asking), on)
      for (const { rule } of alerts) rules.add(rule)
      const without = byDays(on, asking, asking.windowDays.value - 1)
      if (JSON.stringify(without) !== JSON.stringify(alerts)) shorter.push(on)
    }
    assert.deepEqual([...rules].toSorted(), MISUSE_RULES.toSorted())
    assert.ok(shorter.length > 20, `${shorter.length}`)
  })

  it('一天的办理不拆开、不重来、不倒着来，窗口外的一天不收', () => {
    const asOf = year.days[60] ?? assert.fail()
    const window = daysUntil(asOf, policy.windowDays.value).filter((on) => actsOn(on).length > 1)
    const [first = asOf, second = asOf] = window
    const search = openMisuseSearch(actsOn(asOf), asOf, policy)
    const refused = (acts: readonly ActTrace[]) => assert.throws(() => search.addDay(acts), RangeError)
    refused([...actsOn(first), ...actsOn(second)])
    refused(actsOn(addDays(asOf, -policy.windowDays.value)))
    refused(actsOn(year.days[61] ?? asOf))
    search.addDay(actsOn(second))
    refused(actsOn(second).slice(1))
    refused(actsOn(first))
  })
})
