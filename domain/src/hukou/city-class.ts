import type { PlainDate } from '../kernel/plain-date.ts'
import type { CityClass, HukouPolicy, NationalHukou } from '../policy/hukou-policy.ts'

/**
 * The class of a city with so many people in its urban area (城区常住人口). A class begins with its number and ends below the next
 * (以上 includes, 以下 does not; GF-2014-51:划分标准): 499,999 small, 500,000 medium; 2,999,999 large II, 3,000,000 large I;
 * 5,000,000 very large.
 */
export function cityClassOf(population: number, { rows }: NationalHukou): CityClass {
  const row = rows.find(({ below }) => below === null || population < below)
  if (row === undefined) throw new RangeError(`No class of city holds ${population} people`)
  return row.class
}

/**
 * The class that holds in the year of `on`, with its source and whether a published figure was seen.
 *
 * @throws RangeError when no class is held for that year: a city's size is never guessed.
 */
export function cityClassOn({ cityClasses }: HukouPolicy, on: PlainDate): HukouPolicy['cityClasses'][number] {
  const year = Number(on.slice(0, 4))
  const last = cityClasses
    .filter(({ fromYear }) => fromYear <= year)
    .reduce<HukouPolicy['cityClasses'][number] | undefined>(
      (held, row) => (held && held.fromYear > row.fromYear ? held : row),
      undefined,
    )
  if (last === undefined) throw new RangeError(`No class of the city is held for ${year}`)
  return last
}
