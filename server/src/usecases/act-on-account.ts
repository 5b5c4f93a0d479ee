import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { Act, Deps } from '../deps.ts'
import { findCityOfOfficial, findLegalDay } from '../store/session.ts'

/**
 * An act of the program on an account outside any session, such as binding a key: it goes into the ledger of the city where the
 * official has a post. Undefined when they have none in a city that is served.
 */
export async function actOnAccount(deps: Deps, officialId: string, at: string): Promise<Act | undefined> {
  const city = deps.cities.get((await findCityOfOfficial(deps.shared, officialId)) ?? '')
  if (city === undefined) return undefined
  const legalOn = (await findLegalDay(deps.shared)) ?? civilDateOf(at)
  const actor = { kind: 'system', name: 'sign-in' } as const
  return { city, actor, sessionRef: '', legalOn, at, scope: wholeCity(city) }
}
