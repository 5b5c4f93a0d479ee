import { addDays, type PlainDate } from '../src/kernel/plain-date.ts'
import type { ActTrace } from '../src/misuse/act-trace.ts'
import { findBusyHours } from '../src/misuse/find-busy-hours.ts'
import { isAtDesk, isDecision, isEntry } from '../src/misuse/is-entry.ts'
import { medianOfOthers } from '../src/misuse/median-of-others.ts'
import type { MisuseAlert, MisuseRule } from '../src/misuse/misuse-alert.ts'
import type { MisusePolicy } from '../src/policy/misuse-policy.ts'

/**
 * The rules read over a window that is held whole, as they were first written. It needs the memory of a city's month; the search by days has
 * to say the same.
 */
export function findInWholeWindow(
  traces: readonly ActTrace[],
  asOf: PlainDate,
  policy: MisusePolicy,
): readonly MisuseAlert[] {
  const from = addDays(asOf, 1 - policy.windowDays.value)
  const window = traces.filter(({ on }) => on >= from && on <= asOf)
  return [
    ...findBusyHours(window, asOf, policy),
    ...findSigns(window, asOf, policy),
    ...findReuse(window, asOf, policy),
    ...findUnlikePeers(window, asOf, policy),
  ]
}

type Sign = {
  readonly rule: MisuseRule
  readonly count: number
  readonly among: (act: ActTrace) => boolean
  readonly shows: (act: ActTrace) => boolean
}

function findSigns(window: readonly ActTrace[], asOf: PlainDate, policy: MisusePolicy): readonly MisuseAlert[] {
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

type Reuse = {
  readonly rule: MisuseRule
  readonly count: number
  readonly again: (act: ActTrace) => string | null
  readonly differing: (act: ActTrace) => string
  readonly daysMin: number
}

function findReuse(window: readonly ActTrace[], asOf: PlainDate, policy: MisusePolicy): readonly MisuseAlert[] {
  const entries = window.filter(isEntry)
  return reusesOf(policy).flatMap((reuse) => findReused(entries, asOf, reuse, policy.peerTimes.value))
}

function reusesOf({ samePhone, sameDwelling, sameImage, sameAgent, habitDays }: MisusePolicy): readonly Reuse[] {
  const daysMin = habitDays.value
  return [
    { rule: 'same-phone', count: samePhone.value, again: ownPhone, differing: dwellingOf, daysMin: 1 },
    { rule: 'same-dwelling', count: sameDwelling.value, again: ownDwelling, differing: phoneOf, daysMin },
    { rule: 'same-image', count: sameImage.value, again: ownImage, differing: dwellingOf, daysMin: 1 },
    { rule: 'same-agent', count: sameAgent.value, again: agentOf, differing: dwellingOf, daysMin },
  ]
}

const ownPhone = ({ agent, phone }: ActTrace) => (agent === null ? phone : null)
const ownDwelling = ({ agent, dwellingId }: ActTrace) => (agent === null ? dwellingId : null)
const ownImage = ({ agent, image }: ActTrace) => (agent === null ? image : null)
const agentOf = ({ agent }: ActTrace) => agent
const dwellingOf = ({ dwellingId, personId }: ActTrace) => dwellingId ?? personId
const phoneOf = ({ phone, personId }: ActTrace) => phone ?? personId

function findReused(
  entries: readonly ActTrace[],
  asOf: PlainDate,
  { rule, count, again, differing, daysMin }: Reuse,
  peerTimes: number,
): readonly MisuseAlert[] {
  const most = new Map<string, MisuseAlert>()
  for (const acts of groupsOfToday(entries, asOf, again)) {
    for (const [officialId, own] of Map.groupBy(acts, (act) => act.officialId)) {
      const figure = new Set(own.map(differing)).size
      if (figure < count || figure <= (most.get(officialId)?.figure ?? 0)) continue
      const days = new Set(own.map(({ on }) => on))
      if (!days.has(asOf) || days.size < daysMin) continue
      const peers = new Set(acts.filter((act) => act.officialId !== officialId).map(differing)).size
      const limit = Math.max(count, peers * peerTimes)
      const caseIds = [...new Set(own.map(({ caseId }) => caseId))]
      if (figure >= limit) most.set(officialId, { rule, officialId, on: asOf, caseIds, figure, limit, peers })
    }
  }
  return [...most.values()]
}

function groupsOfToday(
  entries: readonly ActTrace[],
  asOf: PlainDate,
  again: Reuse['again'],
): Iterable<readonly ActTrace[]> {
  const groups = new Map<string, ActTrace[]>()
  for (const act of entries) {
    const value = act.on === asOf ? again(act) : null
    if (value !== null) groups.set(value, [])
  }
  for (const act of entries) {
    const value = again(act)
    if (value !== null) groups.get(value)?.push(act)
  }
  return groups.values()
}

type Figures = Map<string, number>

function findUnlikePeers(
  window: readonly ActTrace[],
  asOf: PlainDate,
  { peerTimes, peersMin }: Pick<MisusePolicy, 'peerTimes' | 'peersMin'>,
): readonly MisuseAlert[] {
  const tally = countActs(window)
  const found = new Map<string, MisuseAlert>()
  const today = window.filter(({ on }) => on === asOf)
  for (const acts of Map.groupBy(today, ({ officialId, step }) => `${officialId} ${step}`).values()) {
    const [first] = acts
    const figures = first && tally.get(first.step)?.get(first.officeId)
    if (first === undefined || figures === undefined || figures.size <= peersMin.value) continue
    const { officialId } = first
    const figure = figures.get(officialId) ?? 0
    const peers = medianOfOthers(figures, officialId)
    const limit = peers * peerTimes.value
    if (figure < limit || figure <= (found.get(officialId)?.figure ?? 0)) continue
    const caseIds = [...new Set(acts.map(({ caseId }) => caseId))]
    found.set(officialId, { rule: 'unlike-peers', officialId, on: asOf, caseIds, figure, limit, peers })
  }
  return [...found.values()]
}

function countActs(window: readonly ActTrace[]): ReadonlyMap<string, ReadonlyMap<string, Figures>> {
  const tally = new Map<string, Map<string, Figures>>()
  for (const { step, officeId, officialId } of window) {
    const offices = tally.get(step) ?? new Map<string, Figures>()
    const figures = offices.get(officeId) ?? new Map<string, number>()
    figures.set(officialId, (figures.get(officialId) ?? 0) + 1)
    tally.set(step, offices.set(officeId, figures))
  }
  return tally
}
