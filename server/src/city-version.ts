/** Whether a city's schema fits this version of the program. */
export type CityFit = { readonly fits: true } | { readonly fits: false; readonly why: string }

/**
 * A program works with a city at its own version of the tables, or at the one before it, so that cities migrate one by one
 * while the others go on. A city further behind, or ahead, is refused alone.
 *
 * @param known - migrations of this version, oldest first; @param applied - those the city has
 */
export function fitOfCity(known: readonly string[], applied: readonly string[]): CityFit {
  const newer = applied.filter((name) => !known.includes(name))
  if (newer.length > 0)
    return { fits: false, why: `has tables of a newer version (${newer.join(', ')}): run that version` }
  const missing = known.filter((name) => !applied.includes(name))
  const before = known.slice(0, -1)
  if (
    missing.length === 0 ||
    (missing.length === 1 && applied.length > 0 && before.every((name) => applied.includes(name)))
  ) {
    return { fits: true }
  }
  return { fits: false, why: `lacks ${missing.join(', ')}: run migrate as the owner` }
}
