/** Digits of a division code by level: province 2, city 4, county 6, town 9, village or community 12. */
export type DivisionLevelNumber = 2 | 4 | 6 | 9 | 12

/** The division above or at a code at one level; undefined while the choice has not come that far. */
export function codeOfLevel(code: string, level: DivisionLevelNumber): string | undefined {
  return code.length >= level ? code.slice(0, level) : undefined
}

/** The lists to show below a city's prefix: a district city (150802) starts at its towns. */
export function levelsBelow(prefix: string): readonly DivisionLevelNumber[] {
  return ([2, 4, 6, 9, 12] as const).filter((level) => level > prefix.length)
}

/** The code a desk starts with: its own district and town, so that clerks choose only the village. */
export function startingCode(postPrefix: string | undefined): string {
  return postPrefix !== undefined && [6, 9, 12].includes(postPrefix.length) ? postPrefix : ''
}
