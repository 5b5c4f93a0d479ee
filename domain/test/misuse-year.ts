import { isWorkday } from '../src/calendar/work-calendar.ts'
import { addDays, dayOfWeek, parsePlainDate, type PlainDate } from '../src/kernel/plain-date.ts'
import type { ActTrace } from '../src/misuse/act-trace.ts'
import { CALENDAR } from './held-law.ts'
import { type Clerk, type Day, decide, type Open, takeIn } from './misuse-act.ts'
import { commitFrauds, type Fraud } from './misuse-fraud.ts'
import { makeTown } from './misuse-town.ts'
import { type SeededChance, seededChance } from './seeded-chance.ts'

/** A synthetic half-year: what every act left, day by day, and which of it was fraud. */
export type MisuseYear = {
  readonly days: readonly PlainDate[]
  readonly actsOn: ReadonlyMap<PlainDate, readonly ActTrace[]>
  readonly clerks: readonly Clerk[]
  readonly frauds: readonly Fraud[]
}

export const FIRST_DAY_ON = parsePlainDate('2025-11-01')
const LAST_DAY_ON = '2026-04-30'
const SPRING_FESTIVAL_ON = '2026-02-17'
const PER_OFFICE = 5
/** Visits to the window a clerk has on an ordinary day: with families and agents about sixteen cases, two thousand in the half-year. */
const ARRIVALS_PER_DAY = 9.5
/**
 * Half a year of offices of five (2025-11 to 2026-04, with the Spring Festival). Everybody takes in about 2,000 cases and decides on as many that colleagues took
 * in. Busy Mondays and the weeks after the Festival; late evenings before it; some offices open on Saturdays with two of the five; somebody comes
 * alone on a Sunday now and then; quick and slow readers.
 */
export function makeMisuseYear(seed: number, { offices, fraud }: { offices: number; fraud: boolean }): MisuseYear {
  const chance = seededChance(seed)
  const actsOn = new Map<PlainDate, ActTrace[]>()
  const clerks = Array.from({ length: offices }, (_, office) => makeOffice(chance, office)).flat()
  const days = listDays()
  const record = (act: ActTrace) => {
    const acts = actsOn.get(act.on)
    if (acts === undefined) actsOn.set(act.on, [act])
    else acts.push(act)
  }
  for (const office of Map.groupBy(clerks, ({ officeId }) => officeId).values())
    workHalfYear(chance, office, days, record)
  const frauds = fraud ? commitFrauds(chance, clerks, days, record) : []
  return { days: days.map(({ on }) => on), actsOn, clerks, frauds }
}

function makeOffice(chance: SeededChance, office: number): Clerk[] {
  return Array.from({ length: PER_OFFICE }, (_, desk) => ({
    officialId: `official-${office}-${desk}`,
    officeId: `office-${office}`,
    readSeconds: Math.max(75, chance.around(170, 0.35)),
    inOneGo: chance.happens(0.4),
    pace: 0.7 + chance.roll() * 0.6,
  }))
}

function listDays(): readonly Day[] {
  const days: Day[] = []
  for (let on = FIRST_DAY_ON; on <= LAST_DAY_ON; on = addDays(on, 1)) {
    const before = on >= addDays(parsePlainDate(SPRING_FESTIVAL_ON), -21) && on < SPRING_FESTIVAL_ON
    const after = on > SPRING_FESTIVAL_ON && on <= addDays(parsePlainDate(SPRING_FESTIVAL_ON), 35)
    const season = before ? 0.8 : after ? 1.6 : 0.93
    const load = season * (dayOfWeek(on) === 1 ? 1.4 : 0.9)
    days.push({ on, isWorkday: isWorkday(CALENDAR, on), load, lateShare: before ? 0.3 : after ? 0.08 : 0.02 })
  }
  return days
}

function workHalfYear(
  chance: SeededChance,
  office: readonly Clerk[],
  days: readonly Day[],
  record: (act: ActTrace) => void,
): void {
  const town = makeTown(chance, office)
  const waiting = new Map<Clerk, Open[]>(office.map((clerk) => [clerk, []]))
  const opensSaturdays = chance.happens(0.5)
  let cases = 0
  for (const day of days) {
    for (const clerk of atWork(chance, office, day, opensSaturdays)) {
      const alone = !day.isWorkday && !(opensSaturdays && dayOfWeek(day.on) === 6)
      const arrivals = alone
        ? []
        : town.arrive(day, clerk, Math.round(ARRIVALS_PER_DAY * day.load * clerk.pace * (0.7 + chance.roll() * 0.6)))
      for (const arrival of arrivals) {
        const caseId = `${clerk.officeId}-${(cases += 1)}`
        record(takeIn(chance, clerk, day, { arrival, caseId }))
        waiting.get(chance.pick(office.filter((one) => one !== clerk)))?.push({ arrival, caseId })
      }
      const due = waiting.get(clerk) ?? []
      const ready = due.splice(0, alone ? chance.between(2, 8) : Math.ceil(due.length * (0.5 + chance.roll() * 0.5)))
      decideAll(chance, clerk, day, ready, alone).forEach(record)
    }
  }
}

function atWork(chance: SeededChance, office: readonly Clerk[], day: Day, opensSaturdays: boolean): readonly Clerk[] {
  if (day.isWorkday) return office.filter(() => !chance.happens(0.06))
  if (opensSaturdays && dayOfWeek(day.on) === 6) {
    const first = chance.between(0, office.length - 1)
    return office.filter((_, desk) => desk === first || desk === (first + 1) % office.length)
  }
  return office.filter(() => chance.happens(0.006))
}

function decideAll(
  chance: SeededChance,
  clerk: Clerk,
  day: Day,
  ready: readonly Open[],
  alone: boolean,
): readonly ActTrace[] {
  const late = chance.happens(day.lateShare)
  let minute = alone ? chance.between(540, 1200) : late ? chance.between(1080, 1140) : 970
  return ready.map((one) => {
    const goesLate = late && chance.happens(0.5)
    const inTurn = alone || goesLate || clerk.inOneGo
    if (inTurn)
      minute = Math.min(
        1439,
        minute + Math.ceil((chance.around(clerk.readSeconds, 0.4) + chance.between(20, 240)) / 60),
      )
    return decide(chance, clerk, day, one, inTurn ? minute : chance.between(520, 1050))
  })
}
