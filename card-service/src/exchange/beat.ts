import { buildStatus } from '@anju/exchange/receipt.ts'
import { missingNumbers } from '@anju/exchange/sequence.ts'
import { ordersStream } from '@anju/exchange/stream-name.ts'

import type { ServedCity } from '../store/city.ts'
import { findStanding } from '../store/inbound.ts'
import { findNewestNote } from '../store/witnessed-checkpoint.ts'
import { answerEnvelope } from './node.ts'
import type { Exchange } from './node.ts'
import { placeForRegistry } from './place.ts'

/** What was last said of each stream, and when; lost with the process, which then speaks again at once. */
export type Beats = Map<string, { readonly atMs: number; readonly said: string }>

/** Tells the registry how far we are with a city's orders: regularly, so that silence is a fault, and when it changes. */
export async function beat(exchange: Exchange, beats: Beats, city: ServedCity): Promise<void> {
  const { deps, beatMs } = exchange
  const stream = ordersStream(city.city)
  const standing = await findStanding(deps.pool, stream)
  if (standing === undefined) return
  const { expected, held } = standing
  const missing = missingNumbers(expected, held)
  const checkpoint = await findNewestNote(deps.pool, city.city)
  const said = JSON.stringify([expected, held.length, missing.length, checkpoint])
  const last = beats.get(stream)
  const nowMs = Date.parse(deps.now())
  if (last !== undefined && last.said === said && nowMs - last.atMs < beatMs) return
  const status = buildStatus(
    { ...answerEnvelope(deps, stream, expected), checkpoint },
    { stream, appliedUpTo: expected - 1, missing },
  )
  await placeForRegistry(exchange, stream, expected - 1, status)
  beats.set(stream, { atMs: nowMs, said })
}
