import { idCheckCharacter } from '@anju/standards/id-number.ts'
import { dayText, workingInstant } from './civil-days.ts'
import type { CityTable } from './city-table.ts'
import type { CopyValue } from './copy-text.ts'
import { endorsementLines, yearsLater } from './past-endorsement.ts'
import { type Home, NATIONAL_DAY, packOn, type PastRegistration } from './past-registration.ts'
import { seededUuid, type SeededRandom } from './seeded-random.ts'

export type PermitQuestion = {
  /** Of one person, oldest first. */
  readonly registrations: readonly PastRegistration[]
  readonly index: number
  readonly random: SeededRandom
  readonly serialOf: (home: Home, day: number, name: string) => string
  readonly birthDay: number
  /** Last day of the city's past. */
  readonly lastDay: number
}

/** Days that are surely more than half a year. */
const HALF_YEAR_DAYS = 185
/** Of those past the half year and of age, so many applied. */
const APPLIED_SHARE = 0.75
/** Permits from before the regulation were valid for one to three years; the last renewal was missed by some. */
const OLD_YEARS_MAX = 3
const OLD_LAPSED_SHARE = 0.08

/** Application, permit, card and endorsements of a person past the half year; nothing for the others. */
export function permitLines(question: PermitQuestion): readonly (readonly [CityTable, readonly CopyValue[]])[] {
  const { registrations, random, birthDay, lastDay } = question
  const [first, last] = [registrations[0], registrations.at(-1)]
  if (first === undefined || last === undefined) return []
  const { personId } = last
  const leftDay = last.endedDay
  const earliest = Math.max(startBefore(registrations, lastDay) + HALF_YEAR_DAYS, birthDay + 16 * 366)
  if (earliest >= (leftDay ?? lastDay) - 25 || !random.chance(APPLIED_SHARE)) return []

  const applied = Math.min((leftDay ?? lastDay) - 25, earliest + random.below(120))
  const old = renewed(applied + 9, random)
  const accepted = old === undefined ? applied : old.issuedDay - 9
  const [made, handedOver] = [accepted + 9, Math.min(lastDay, accepted + 14 + random.below(9))]
  const homeOn = (day: number) =>
    registrations.findLast(({ registeredDay }) => registeredDay <= day)?.home ?? first.home
  const there = registrations.findLast(({ registeredDay }) => registeredDay <= accepted) ?? first
  const at = workingInstant(accepted, random.next())
  const applicationId = seededUuid(random, at)
  const permitId = seededUuid(random, workingInstant(made, random.next()))
  if (leftDay === null) last.home.permits += 1
  const on = dayText
  const application: readonly CopyValue[] = [
    applicationId,
    12,
    personId,
    there.registrationId,
    there.home.dwellingId,
    there.home.town.station.officeId,
    there.home.village.code,
    'issued',
    on(handedOver),
    packOn(accepted),
    random.pick(['employment', 'employment', 'employment', 'dwelling', 'study']),
    on(accepted),
    on(accepted),
    question.serialOf(there.home, accepted, 'acceptance'),
    on(accepted + 15),
    'applicant',
    'live-capture',
    true,
    on(accepted + 4),
    on(accepted + 5),
    on(made),
    on(made + 2),
    on(made + 4),
    on(handedOver),
    on(handedOver),
  ]
  const permit: readonly CopyValue[] = [
    permitId,
    2,
    personId,
    applicationId,
    last.home.dwellingId,
    last.home.village.code,
    permitNo(question.index + 1, on(made)),
    leftDay === null ? 'in-force' : 'ended',
    on(made),
    on(made),
    on(handedOver),
    there.home.village.code.slice(0, 6),
    old === undefined ? null : on(old.expiryDay),
    leftDay === null ? null : on(leftDay),
    leftDay === null ? null : 'left-city',
  ]
  const stockNo = `B${String(question.index + 1).padStart(9, '0')}`
  const endorsements = endorsementLines({
    permitId,
    personId,
    baseDay: old?.expiryDay ?? made,
    dueAtBase: old !== undefined,
    lastDay: leftDay === null ? lastDay : leftDay - 1,
    homeOn,
    random,
  })
  return [
    ['foshan.application', application],
    ['foshan.permit', permit],
    ['foshan.card', [seededUuid(random, at), permitId, last.home.village.code, stockNo, null, 'good', on(made)]],
    ...endorsements.map((values) => ['foshan.endorsement', values] as const),
  ]
}

/** First day of the residence that goes on at the end: a stay that began without following another begins anew. */
function startBefore(registrations: readonly PastRegistration[], lastDay: number): number {
  const begun = registrations.filter(({ registeredDay }) => registeredDay <= lastDay)
  return (begun.findLast(({ follows }) => follows === null) ?? begun[0])?.registeredDay ?? lastDay
}

/** The permit that runs on into the regulation: renewed as often as its years ran out before; by a few not the last time. */
function renewed(
  firstMade: number,
  random: SeededRandom,
): { readonly issuedDay: number; readonly expiryDay: number } | undefined {
  if (firstMade >= NATIONAL_DAY) return undefined
  const years = 1 + random.below(OLD_YEARS_MAX)
  let issuedDay = firstMade
  while (
    yearsLater(issuedDay, years) < NATIONAL_DAY &&
    !(isLastRenewal(issuedDay, years) && random.chance(OLD_LAPSED_SHARE))
  ) {
    issuedDay = yearsLater(issuedDay, years)
  }
  return { issuedDay, expiryDay: yearsLater(issuedDay, years) }
}

function isLastRenewal(issuedDay: number, years: number): boolean {
  return yearsLater(issuedDay, years * 2) >= NATIONAL_DAY
}

/** As the police side writes it: R, area, year, serial of seven digits, check character. */
function permitNo(serial: number, issuedOn: string): string {
  const digits = `440600${issuedOn.slice(0, 4)}${String(serial).padStart(7, '0')}`
  return `R${digits}${idCheckCharacter(digits)}`
}
