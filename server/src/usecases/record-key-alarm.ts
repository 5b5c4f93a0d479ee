import { ground } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Deps } from '../deps.ts'
import { revokeCloned, type AuthenticatorRow } from '../store/authenticator.ts'
import { recordEvents } from '../store/record-event.ts'
import { actOnAccount } from './act-on-account.ts'

/** Revokes a key of which a copy was used, and writes it into the ledger of the official's city (克隆密钥告警); once. */
export async function recordKeyAlarm(deps: Deps, row: AuthenticatorRow, at: string): Promise<void> {
  const act = await actOnAccount(deps, row.official_id, at)
  if (act === undefined) return
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  await act.city.pool.transact(act.scope, async (tx) => {
    if (!(await revokeCloned(tx, { crypto: deps.crypto, act }, row.authenticator_id))) return
    await recordEvents(tx, deps.crypto, deps.newId, {
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
    })
  })
}
