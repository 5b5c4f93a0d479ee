import { scopeOf } from '@anju/platform/database/scope.ts'
import { buildPackage } from '@anju/exchange/package.ts'
import { NODES, resultsStream } from '@anju/exchange/stream-name.ts'

import type { ServedCity } from '../store/city.ts'
import { findStanding } from '../store/inbound.ts'
import { hasPending, listDue, listPending, lockOutgoingStream, markPlaced, recordPackage } from '../store/outgoing.ts'
import { ordersStream } from '@anju/exchange/stream-name.ts'
import type { Exchange } from './node.ts'
import { placeForRegistry } from './place.ts'

/** Results in one package: far below what the format carries, so that one refusal holds up little. */
const RECORDS_IN_ONE = 200
const MINUTE_MS = 60_000

/** Puts pending results of a city into a numbered package; its bytes are kept in the transaction that gives the number. */
export async function packResults({ deps }: Exchange, city: ServedCity): Promise<void> {
  const [registry] = deps.registry
  if (registry === undefined || !(await hasPending(deps.pool, city.city))) return
  const expects = (await findStanding(deps.pool, ordersStream(city.city)))?.expected ?? 1
  await deps.pool.transact(scopeOf({ city: '', prefixes: [city.areaCode] }), async (tx) => {
    const { stream, next_seq: seq, prev_sm3: prevSm3 } = await lockOutgoingStream(tx, resultsStream(city.city))
    const records = await listPending(tx, deps.crypto, city.city, RECORDS_IN_ONE)
    if (records.length === 0) return
    const packageId = deps.newId()
    const at = deps.now()
    const { bytes, fileSm3 } = buildPackage({
      stream,
      seq,
      prevSm3,
      packageId,
      from: NODES.cardService,
      to: NODES.registry,
      createdAt: at,
      schema: 'results/1',
      records,
      signer: deps.crypto,
      receiverEncryptionPublicKey: registry.encryptionPublicKey,
      expects,
      checkpoint: null,
    })
    await recordPackage(tx, { stream, seq, packageId, fileSm3, bytes, recordIds: records.map(({ id }) => id), at })
    deps.failpoint('before-commit')
  })
  deps.failpoint('after-commit')
}

/** Places every package that is due, with the same bytes each time: 1, 2, 4 … 60 minutes apart until its receipt is here. */
export async function sendDue(exchange: Exchange): Promise<void> {
  const { deps } = exchange
  for (const due of await listDue(deps.pool, deps.now())) {
    await placeForRegistry(exchange, due.stream, due.seq, { bytes: due.file_bytes, fileSm3: due.file_sm3 })
    const at = deps.now()
    await markPlaced(deps.pool, due, at, new Date(Date.parse(at) + backOffMs(due.sends)).toISOString())
  }
}

/** How long to wait after so many earlier sends. */
export function backOffMs(sends: number): number {
  return Math.min(2 ** sends, 60) * MINUTE_MS
}
