export type DivisionLevel = 'province' | 'prefecture' | 'county' | 'town' | 'village'

const LEVEL_OF_LENGTH: Readonly<Record<number, DivisionLevel>> = {
  2: 'province',
  4: 'prefecture',
  6: 'county',
  9: 'town',
  12: 'village',
  15: 'village',
}

/** Beijing, Tianjin, Shanghai, Chongqing: provinces that are one city. */
const MUNICIPALITIES: readonly string[] = ['11', '12', '31', '50']

/**
 * Strips the zeros that pad a division code to six, nine or twelve digits: `440600` and `440600000000` become `4406`. The
 * registry keeps the short form: 2, 4, 6, 9, 12 digits for province, prefecture, county, town, village, or 15 where a
 * community has the longer code of GA/T 2000.33-2020.
 *
 * @returns undefined for what cannot be a division code
 */
export function canonicalDivision(code: string): string | undefined {
  if (!/^[1-9]\d+$/.test(code) || !(code.length in LEVEL_OF_LENGTH)) return undefined
  if (code.length === 15) return code
  for (const length of [2, 4, 6, 9]) {
    if (code.length > length && /^0+$/.test(code.slice(length))) return code.slice(0, length)
  }
  return code
}

/** The level of a division code, padded or not; undefined for what cannot be one. */
export function levelOf(code: string): DivisionLevel | undefined {
  const short = canonicalDivision(code)
  return short === undefined ? undefined : LEVEL_OF_LENGTH[short.length]
}

/**
 * The next division above. Cities without counties, as Dongguan (4419) and Zhongshan (4420), have their towns directly
 * below the city, so `441900003` belongs to `4419`. Undefined for a province.
 */
export function parentOf(code: string): string | undefined {
  const short = canonicalDivision(code)
  switch (short?.length) {
    case 4:
      return short.slice(0, 2)
    case 6:
      return short.slice(0, 4)
    case 9:
      return short.slice(4, 6) === '00' ? short.slice(0, 4) : short.slice(0, 6)
    case 12:
    case 15:
      return short.slice(0, 9)
    default:
      return undefined
  }
}

/**
 * The city a division belongs to, as one unit within which nobody is a migrant (流动人口): the prefecture's four digits; for the
 * four municipalities the province's two; for a county or county-level city directly under a province, whose middle
 * digits are 90, its own six. Two divisions are in the same city when the answers are equal.
 *
 * @returns undefined for a bare province, which names no city, and for what cannot be a division code
 */
export function prefectureOf(code: string): string | undefined {
  const short = canonicalDivision(code)
  if (short === undefined) return undefined
  if (MUNICIPALITIES.includes(short.slice(0, 2))) return short.slice(0, 2)
  if (short.length < 4) return undefined
  if (short.slice(2, 4) !== '90') return short.slice(0, 4)
  return short.length < 6 ? undefined : short.slice(0, 6)
}

/** The county level above or at a code, six digits; undefined where there is none, as in Dongguan or above a county. */
export function countyOf(code: string): string | undefined {
  const short = canonicalDivision(code)
  if (short === undefined || short.length < 6 || short.slice(4, 6) === '00') return undefined
  return short.slice(0, 6)
}

/** Whether a division lies within another or is the same; padded and short codes may be mixed. */
export function isWithin(code: string, ancestor: string): boolean {
  const [inner, outer] = [canonicalDivision(code), canonicalDivision(ancestor)]
  return inner !== undefined && outer !== undefined && inner.startsWith(outer)
}

/**
 * Whether a code stands for a statistical unit and no administration: development zones counted as counties (71–79), farms,
 * prisons and zones counted as towns or villages (4xx and 5xx), and the headings 市辖区 and 县 that only group counties.
 */
export function isStatisticalUnit(code: string): boolean {
  const short = canonicalDivision(code)
  if (short === undefined) return false
  if (short.length === 4) return /^(11|12|31|50)0[12]$/.test(short) || short.endsWith('90')
  if (short.length === 6) return /^7[1-9]$/.test(short.slice(4))
  return /^[45]/.test(short.slice(6, 9)) || (short.length === 12 && /^[45]/.test(short.slice(9)))
}
