import { wholeCity } from '@anju/platform/database/scope.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import type { Act, City, Deps } from '../deps.ts'
import { findLegalDay } from '../store/session.ts'

/** An act of the system on a city as a whole: by the settable legal day in dev mode, else by the day it is. */
export async function systemAct(deps: Deps, city: City, name: string, at: string): Promise<Act> {
  const legalOn = (await findLegalDay(deps.shared)) ?? civilDateOf(at)
  return {
    city,
    actor: { kind: 'system', name },
    sessionRef: '',
    legalOn,
    at,
    scope: wholeCity(city),
  }
}
