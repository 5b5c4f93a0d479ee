import { ground } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { wholeCity } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import type { AuthenticatorRow } from '../store/authenticator.ts'
import { recordEvents } from '../store/record-event.ts'
import { findCityOfOfficial, findLegalDay } from '../store/session.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'

/** Writes into the ledger of the official's city that a copy of their key was used (克隆密钥告警). */
export async function recordKeyAlarm(deps: Deps, row: AuthenticatorRow, at: string): Promise<void> {
  const city = deps.cities.get((await findCityOfOfficial(deps.shared, row.official_id)) ?? '')
  if (city === undefined) return
  const legalOn = (await findLegalDay(deps.shared)) ?? civilDateOf(at)
  const pack = packInForce(deps.packs, city.jurisdiction, legalOn)
  const act: Act = {
    city,
    actor: { kind: 'system', name: 'sign-in' },
    sessionRef: '',
    legalOn,
    at,
    scope: wholeCity(city),
  }
  await city.pool.transact(act.scope, (tx) =>
    recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent: undefined,
      streamId: row.authenticator_id,
      pack: pack.id,
      person: null,
      events: [
        {
          kind: 'key-cloned',
          version: 1,
          facts: { officialId: row.official_id, authenticatorId: row.authenticator_id },
          grounds: [ground(pack.source, 'key.cloned')],
        },
      ],
      effects: [],
    }),
  )
}
