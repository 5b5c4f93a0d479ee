/**
 * Each city has one numbered stream in each direction, so that a stop in one city never holds up another. Receipts and
 * status beats about a stream travel the other way under that stream's own name.
 */

const CITY = /^[a-z]{2,30}$/

/** Orders of a city: registry to card service. */
export function ordersStream(city: string): string {
  return `${checked(city)}.orders`
}

/** Results for a city: card service to registry. */
export function resultsStream(city: string): string {
  return `${checked(city)}.results`
}

/** Names of the two folders below the exchange folder, seen from the registry. */
export const DROP_FOLDERS = { toCardService: 'out', toRegistry: 'in' } as const

/** How the two nodes name themselves in a manifest. */
export const NODES = { registry: 'registry', cardService: 'card-service' } as const

function checked(city: string): string {
  if (!CITY.test(city)) throw new TypeError(`Not the name of a city: ${JSON.stringify(city)}`)
  return city
}
