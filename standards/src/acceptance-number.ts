import { type CivilDay, compactDay, dayFromCompact } from './civil-day.ts'

/** The parts of an acceptance number (受理号). */
export type AcceptanceNumber = {
  /** County-level division of the accepting office, six digits. */
  readonly divisionCode: string
  /** The office within that division, three digits. */
  readonly officeCode: string
  readonly acceptedOn: CivilDay
  /** Counted from 1 for each office and day. */
  readonly serial: number
}

/** Cases one office can number in a day. */
export const ACCEPTANCE_SERIAL_MAX = 99_999

/** How acceptance numbers are written; another standard is another value of this type. */
export type AcceptanceNumbering = {
  compose(parts: AcceptanceNumber): string
  parse(text: string): AcceptanceNumber | undefined
}

/**
 * 22 digits: six of the division, three of the office, eight of the day, five of the serial. The layout is that of GA 214.4-2004
 * for identity cards; the standard for residence permits, GA/T 2000.286-2020, is not public.
 */
export const acceptanceNumbering: AcceptanceNumbering = {
  compose: composeAcceptanceNumber,
  parse: parseAcceptanceNumber,
}

/** @throws RangeError when a part does not fit: a defect of the caller, since parts come from office, clock and counter */
export function composeAcceptanceNumber({ divisionCode, officeCode, acceptedOn, serial }: AcceptanceNumber): string {
  const day = compactDay(acceptedOn)
  const fits = /^[1-9]\d{5}$/.test(divisionCode) && /^\d{3}$/.test(officeCode) && dayFromCompact(day) !== undefined
  if (!fits || !Number.isInteger(serial) || serial < 1 || serial > ACCEPTANCE_SERIAL_MAX) {
    throw new RangeError(`no acceptance number from ${divisionCode} ${officeCode} ${acceptedOn} ${serial}`)
  }
  return divisionCode + officeCode + day + String(serial).padStart(5, '0')
}

/** Reads an acceptance number; undefined when it is none. */
export function parseAcceptanceNumber(text: string): AcceptanceNumber | undefined {
  const parts = /^([1-9]\d{5})(\d{3})(\d{8})(\d{5})$/.exec(text)
  const acceptedOn = dayFromCompact(parts?.[3] ?? '')
  const serial = Number(parts?.[4])
  if (!parts || acceptedOn === undefined || serial < 1) return undefined
  return { divisionCode: parts[1] ?? '', officeCode: parts[2] ?? '', acceptedOn, serial }
}
