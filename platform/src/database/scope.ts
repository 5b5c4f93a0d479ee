import type { Scope } from './pool.ts'

/** The one way to make a scope: what is left out is not seen. */
export function scopeOf(scope: Pick<Scope, 'city' | 'prefixes'> & Partial<Scope>): Scope {
  return { except: [], actor: null, own: false, persons: [], ...scope }
}

/** All of a city: for the system, and for what is asked at any window about one person or dwelling. */
export function wholeCity(city: { readonly city: string; readonly divisionPrefix: string }): Scope {
  return scopeOf({ city: city.city, prefixes: [city.divisionPrefix] })
}

/** No personal row of any city: for tables without them. */
export const NO_SCOPE: Scope = scopeOf({ city: '', prefixes: [] })
