import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import { isAtDesk, isDecision } from './is-entry.ts'
import type { ActTrace } from './act-trace.ts'
import { medianOfOthers } from './median-of-others.ts'
import type { MisuseRule } from './misuse-alert.ts'
import type { MisuseSearch } from './misuse-search.ts'

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
export function searchSigns(asOf: PlainDate, policy: MisusePolicy): MisuseSearch {
  const from = addDays(asOf, 1 - policy.signDays.value)
  const gathered = new Map<MisuseRule, Gathered>()
  return {
    addDay: (acts) => {
      const lately = acts.filter(({ on }) => on >= from)
      for (const { rule, among, shows } of signsOf(lately, policy)) {
        const { casesOf, speaks } = gathered.getOrInsertComputed(rule, nothingYet)
        for (const act of lately) {
          if (!among(act)) continue
          const cases = casesOf.getOrInsertComputed(act.officialId, () => new Set())
          if (!shows(act)) continue
          cases.add(act.caseId)
          if (act.on === asOf) speaks.add(act.officialId)
        }
      }
    },
    alerts: () =>
      signsOf([], policy).flatMap(({ rule, count }) => {
        const { casesOf, speaks } = gathered.get(rule) ?? nothingYet()
        const figures = new Map([...casesOf].map(([officialId, { size }]) => [officialId, size]))
        return [...speaks].flatMap((officialId) => {
          const figure = figures.get(officialId) ?? 0
          if (figure < count) return []
          const peers = medianOfOthers(figures, officialId)
          const limit = Math.max(count, peers * policy.signTimes.value)
          const caseIds = [...(casesOf.get(officialId) ?? [])]
          return figure < limit ? [] : [{ rule, officialId, on: asOf, caseIds, figure, limit, peers }]
        })
      }),
  }
}

/** The cases in which a sign shows, by official; those without any count among the others. And in whose it shows on the day itself. */
type Gathered = { readonly casesOf: Map<string, Set<string>>; readonly speaks: Set<string> }

const nothingYet = (): Gathered => ({ casesOf: new Map(), speaks: new Set() })

/** @param acts - of whole days: who else was at work says what an act is */
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
