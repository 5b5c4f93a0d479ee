import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import { isAtDesk, isDecision } from './is-entry.ts'
import type { ActTrace } from './act-trace.ts'
import { medianOfOthers } from './median-of-others.ts'
import type { MisuseAlert, MisuseRule } from './misuse-alert.ts'

/** What may be seen in a single act: among which acts, and in which of them. */
type Sign = {
  readonly rule: MisuseRule
  readonly count: number
  readonly among: (act: ActTrace) => boolean
  readonly shows: (act: ActTrace) => boolean
}

/**
 * Acts that stand out one by one and are counted over some days: at night or alone on a rest day, decided in seconds, without a visit. A
 * count speaks from the limit of the pack, and from the policy's multiple of what others have who do the same work, if that is more: weeks in which
 * everybody stays late ask nobody. With five and twofold: 5 where others have 2, 8 where they have 4.
 */
export function findSigns(window: readonly ActTrace[], asOf: PlainDate, policy: MisusePolicy): readonly MisuseAlert[] {
  const from = addDays(asOf, 1 - policy.signDays.value)
  const lately = window.filter(({ on }) => on >= from)
  return signsOf(lately, policy).flatMap(({ rule, count, among, shows }) => {
    const casesOf = new Map<string, Set<string>>()
    const speaks = new Set<string>()
    for (const act of lately) {
      if (!among(act)) continue
      const cases = casesOf.get(act.officialId) ?? new Set()
      casesOf.set(act.officialId, cases)
      if (!shows(act)) continue
      cases.add(act.caseId)
      if (act.on === asOf) speaks.add(act.officialId)
    }
    const figures = new Map([...casesOf].map(([officialId, { size }]) => [officialId, size]))
    return [...speaks].flatMap((officialId) => {
      const figure = figures.get(officialId) ?? 0
      if (figure < count) return []
      const peers = medianOfOthers(figures, officialId)
      const limit = Math.max(count, peers * policy.signTimes.value)
      const caseIds = [...(casesOf.get(officialId) ?? [])]
      return figure < limit ? [] : [{ rule, officialId, on: asOf, caseIds, figure, limit, peers }]
    })
  })
}

function signsOf(acts: readonly ActTrace[], policy: MisusePolicy): readonly Sign[] {
  const quickBelow = policy.quickSeconds.value
  return [
    { rule: 'after-hours', count: policy.afterHours.value, among: isAtDesk, shows: atOddHours(acts, policy) },
    {
      rule: 'too-quick',
      count: policy.quickCount.value,
      among: (act) => isDecision(act) && act.openedSecondsBefore !== null,
      shows: ({ openedSecondsBefore }) => openedSecondsBefore !== null && openedSecondsBefore < quickBelow,
    },
    {
      rule: 'without-visit',
      count: policy.withoutVisit.value,
      among: ({ visited }) => visited !== null,
      shows: ({ visited }) => visited === false,
    },
  ]
}

/** Outside the hours of the pack, or on a rest day on which nobody else of the office worked: in company it was open. */
function atOddHours(acts: readonly ActTrace[], { hours }: Pick<MisusePolicy, 'hours'>): Sign['shows'] {
  const [from, to] = [minuteOf(hours.value.from), minuteOf(hours.value.to)]
  const atWork = new Map<string, Set<string>>()
  for (const act of acts) {
    if (act.isWorkday || !isAtDesk(act)) continue
    const day = `${act.on} ${act.officeId}`
    atWork.set(day, (atWork.get(day) ?? new Set()).add(act.officialId))
  }
  return ({ minute, isWorkday, on, officeId }) =>
    minute < from || minute >= to || (!isWorkday && atWork.get(`${on} ${officeId}`)?.size === 1)
}

function minuteOf(timeOfDay: string): number {
  const [hour = 0, minute = 0] = timeOfDay.split(':').map(Number)
  return hour * 60 + minute
}
