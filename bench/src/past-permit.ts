import { idCheckCharacter } from '@anju/standards/id-number.ts'
import { dayNumber, dayText, workingInstant } from './civil-days.ts'
import { CITY_ENDS_ON } from './city-plan.ts'
import type { CityTable } from './city-table.ts'
import type { CopyValue } from './copy-text.ts'
import { packOn, type PastRegistration } from './past-registration.ts'
import { seededUuid, type SeededRandom } from './seeded-random.ts'

export type PermitQuestion = {
  readonly registration: PastRegistration
  readonly index: number
  readonly random: SeededRandom
  readonly serialOf: (day: number, name: string) => string
  /** First day of residence, from which half a year counts. */
  readonly startDay: number
  readonly birthDay: number
}

const LAST_DAY = dayNumber(CITY_ENDS_ON)
/** Days that are surely more than half a year. */
const HALF_YEAR_DAYS = 185
/** Of those past the half year and of age, so many applied. */
const APPLIED_SHARE = 0.75

/** Application, permit and card of a person past the half year; nothing for the others. */
export function permitLines(question: PermitQuestion): readonly (readonly [CityTable, readonly CopyValue[]])[] {
  const { registration, random, startDay, birthDay } = question
  const { home, personId, registrationId } = registration
  const earliest = Math.max(startDay + HALF_YEAR_DAYS, registration.registeredDay, birthDay + 16 * 366)
  const isResident = registration.endedDay === null && earliest < LAST_DAY - 25
  if (!isResident || !random.chance(APPLIED_SHARE)) return []

  const applied = Math.min(LAST_DAY - 25, earliest + random.below(120))
  const [accepted, made, handedOver] = [applied, applied + 9, Math.min(LAST_DAY, applied + 14 + random.below(9))]
  const at = workingInstant(applied, random.next())
  const applicationId = seededUuid(random, at)
  const permitId = seededUuid(random, workingInstant(made, random.next()))
  const { station } = home.town
  const on = (day: number) => dayText(day)
  home.permits += 1
  return [
    [
      'foshan.application',
      [
        applicationId,
        12,
        personId,
        registrationId,
        home.dwellingId,
        station.officeId,
        home.village.code,
        'issued',
        on(handedOver),
        packOn(applied),
        random.pick(['employment', 'employment', 'employment', 'dwelling', 'study']),
        on(applied),
        on(accepted),
        question.serialOf(accepted, 'acceptance'),
        on(applied + 15),
        'applicant',
        'live-capture',
        true,
        on(applied + 4),
        on(applied + 5),
        on(made),
        on(made + 2),
        on(made + 4),
        on(handedOver),
        on(handedOver),
      ],
    ],
    [
      'foshan.permit',
      [
        permitId,
        2,
        personId,
        applicationId,
        home.dwellingId,
        home.village.code,
        permitNo(question.index + 1, on(made)),
        'in-force',
        on(made),
        on(made),
        on(handedOver),
      ],
    ],
    [
      'foshan.card',
      [
        seededUuid(random, at),
        permitId,
        home.village.code,
        `B${String(question.index + 1).padStart(9, '0')}`,
        null,
        'good',
        on(made),
      ],
    ],
  ]
}

/** As the police side writes it: R, area, year, serial of seven digits, check character. */
function permitNo(serial: number, issuedOn: string): string {
  const digits = `440600${issuedOn.slice(0, 4)}${String(serial).padStart(7, '0')}`
  return `R${digits}${idCheckCharacter(digits)}`
}
