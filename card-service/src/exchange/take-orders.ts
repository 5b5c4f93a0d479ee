import { decryptPackage } from '@anju/exchange/package.ts'
import type { VerifiedPackage } from '@anju/exchange/package.ts'
import { buildReceipt } from '@anju/exchange/receipt.ts'
import type { RejectionCode } from '@anju/exchange/rejection.ts'
import { decideSequence } from '@anju/exchange/sequence.ts'
import type { SequenceDecision } from '@anju/exchange/sequence.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'

import { findAnswered, lockInboundStream, recordApplied, recordHeld, recordOutcomes } from '../store/inbound.ts'
import type { InboundStream } from '../store/inbound.ts'
import { applyOrders } from './apply-orders.ts'
import { answerEnvelope } from './node.ts'
import type { CityDoor, Exchange } from './node.ts'
import { witnessCheckpoint } from './witness.ts'

export type RefusalCode = RejectionCode | Extract<SequenceDecision, { act: 'refuse' }>['because']

/** What came of a package of orders. `receipt` is placed for the registry after the commit. */
export type Taken =
  | { readonly act: 'applied' | 'known'; readonly receipt: Buffer }
  | { readonly act: 'held' }
  | { readonly act: 'refused'; readonly code: RefusalCode; readonly detail: string }

/**
 * Judges a verified package by its number, and applies it when its turn has come: its effects, the stream's next number and
 * our signed receipt are one transaction.
 */
export async function takeOrders(
  exchange: Exchange,
  door: CityDoor,
  verified: VerifiedPackage,
  bytes: Buffer,
): Promise<Taken> {
  const { deps } = exchange
  const legalOn = await exchange.legalDay()
  const taken = await deps.pool.transact(
    scopeOf({ city: '', prefixes: [door.city.areaCode] }),
    async (tx): Promise<Taken> => {
      const stream = await lockInboundStream(tx, door.stream)
      const { manifest, fileSm3 } = verified
      const answered = await findAnswered(tx, door.stream, manifest.seq)
      const decision = decideSequence(
        { expected: stream.expected, lastFileSm3: stream.last_file_sm3, heldCount: stream.held },
        { seq: manifest.seq, prev: manifest.prev, fileSm3, answeredFileSm3: answered?.fileSm3 ?? null },
      )
      switch (decision.act) {
        case 'refuse':
          return {
            act: 'refused',
            code: decision.because,
            detail: `number ${manifest.seq}, expected ${stream.expected}`,
          }
        case 'resend-receipt':
          if (answered?.receipt === null || answered === undefined)
            throw new Error('An applied package without its receipt')
          return { act: 'known', receipt: answered.receipt }
        case 'already-held':
          return { act: 'held' }
        case 'hold':
          await recordHeld(tx, { stream: door.stream, seq: manifest.seq, fileSm3, bytes, at: deps.now() })
          return { act: 'held' }
        default:
          return apply(exchange, tx, { door, stream, verified, legalOn })
      }
    },
  )
  if (taken.act === 'applied') deps.failpoint('after-commit')
  return taken
}

type Applying = {
  readonly door: CityDoor
  readonly stream: InboundStream
  readonly verified: VerifiedPackage
  readonly legalOn: string
}

async function apply({ deps }: Exchange, tx: Tx, { door, stream, verified, legalOn }: Applying): Promise<Taken> {
  const opened = decryptPackage(verified, deps.crypto)
  if (!opened.ok) return { act: 'refused', code: opened.code, detail: opened.detail }
  const { manifest, fileSm3, records } = opened.value
  const at = deps.now()
  const results = await applyOrders({ deps, tx, city: door.city, at, legalOn }, records)
  const receipt = buildReceipt(answerEnvelope(deps, door.stream, stream.expected + 1), {
    result: 'ack',
    stream: door.stream,
    seq: manifest.seq,
    packageId: manifest.packageId,
    fileSm3,
    code: null,
    records: results.map(({ recordId, result, code }) => ({ recordId, result, code })),
    cosignature: await witnessCheckpoint(deps, tx, door.city.city, manifest.checkpoint),
  })
  await recordApplied(tx, {
    stream: door.stream,
    seq: manifest.seq,
    packageId: manifest.packageId,
    fileSm3,
    recordCount: records.length,
    receipt: receipt.bytes,
    at,
  })
  await recordOutcomes(
    tx,
    door.stream,
    manifest.seq,
    results.flatMap((one) => one.keep ?? []),
  )
  deps.failpoint('before-commit')
  return { act: 'applied', receipt: receipt.bytes }
}
