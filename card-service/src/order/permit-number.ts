import { idCheckCharacter } from '@anju/standards/id-number.ts'

/** Permits one city can number in a year. */
export const PERMIT_SERIAL_MAX = 9_999_999

/**
 * The number of a permit: the letter R, division of six digits, year of issue, serial of seven digits, check character (ISO
 * 7064 MOD 11-2 over the 17 digits): 19 characters. The serial is a counter row of the city and year, so no two are alike.
 * The letter keeps it from being taken for an ID number, which is written and checked alike. The layout is ours: the
 * standard for permit numbers is not public.
 *
 * @throws RangeError when a part does not fit
 */
export function composePermitNumber({
  areaCode,
  year,
  serial,
}: {
  areaCode: string
  year: number
  serial: number
}): string {
  const fits = /^[1-9]\d{3}(\d{2})?$/.test(areaCode) && Number.isInteger(year) && year >= 1000 && year <= 9999
  if (!fits || !Number.isInteger(serial) || serial < 1 || serial > PERMIT_SERIAL_MAX)
    throw new RangeError(`no permit number from ${areaCode} ${year} ${serial}`)
  const digits = `${areaCode.padEnd(6, '0')}${year}${String(serial).padStart(7, '0')}`
  return `R${digits}${idCheckCharacter(digits)}`
}

/** Whether a text is a permit number of ours, with the right check character. */
export function isPermitNumber(text: string): boolean {
  return /^R[1-9]\d{16}[\dX]$/.test(text) && idCheckCharacter(text.slice(1, 18)) === text[18]
}
