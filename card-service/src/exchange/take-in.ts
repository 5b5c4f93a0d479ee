import { listDrop, quarantineFile, readDrop } from '@anju/exchange/file-drop.ts'
import { verifyPackage } from '@anju/exchange/package.ts'
import type { VerifiedPackage } from '@anju/exchange/package.ts'
import { buildReceipt } from '@anju/exchange/receipt.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'

import { dropHeld, findHeldNext, findStanding, recordQuarantine } from '../store/inbound.ts'
import { answerEnvelope, verifyAtDoor } from './node.ts'
import type { CityDoor, Exchange } from './node.ts'
import { archive, placeBytes, placeForRegistry } from './place.ts'
import { takeAnswer } from './take-answer.ts'
import { takeOrders } from './take-orders.ts'

/** Takes in everything that lies in the drop folder. @returns how many files were handled */
export async function takeIn(exchange: Exchange, doors: readonly CityDoor[]): Promise<number> {
  const names = doors.length === 0 ? [] : await listDrop(exchange.folders.arriving)
  for (const name of names) {
    const bytes = await readDrop(exchange.folders.arriving, name)
    if (bytes !== undefined) await takeFile(exchange, doors, name, bytes)
  }
  for (const door of doors) if (door.schemas.includes('orders/1')) await applyHeld(exchange, door)
  return names.length
}

/** After a kill at any point the same file is handled again: each step is harmless the second time. */
async function takeFile(exchange: Exchange, doors: readonly CityDoor[], name: string, bytes: Buffer): Promise<void> {
  const found = verifyAtDoor(bytes, doors)
  if (!found.ok) {
    await refuse(exchange, doors, { name, bytes, code: found.code, detail: found.detail })
    return
  }
  const { verified, door } = found.value
  if (!door.schemas.includes('orders/1')) {
    const wrong = await takeAnswer(exchange, door, bytes)
    if (wrong === undefined) await archive(exchange, name)
    else await refuse(exchange, [], { name, bytes, code: wrong.code, detail: wrong.detail })
    return
  }
  const taken = await takeOrders(exchange, door, verified, bytes)
  if (taken.act === 'refused') {
    await refuse(exchange, [door], { name, bytes, verified, code: taken.code, detail: taken.detail })
    return
  }
  if (taken.act !== 'held') await placeBytes(exchange, door.stream, verified.manifest.seq, taken.receipt)
  await archive(exchange, name)
}

/** Applies what was held and follows now, one after another. */
async function applyHeld(exchange: Exchange, door: CityDoor): Promise<void> {
  for (;;) {
    const bytes = await findHeldNext(exchange.deps.pool, door.stream)
    if (bytes === undefined) return
    const verified = verifyPackage(bytes, door)
    if (!verified.ok) throw new Error(`A held package no longer verifies: ${verified.code}`)
    const { seq } = verified.value.manifest
    const taken = await takeOrders(exchange, door, verified.value, bytes)
    if (taken.act === 'applied') {
      await placeBytes(exchange, door.stream, seq, taken.receipt)
      continue
    }
    // It cannot be applied after all: its place is free for a file that can.
    const { code, detail } = taken.act === 'refused' ? taken : { code: 'held', detail: '' }
    await refuse(exchange, [door], {
      name: `held-${door.stream}-${seq}`,
      bytes,
      verified: verified.value,
      code,
      detail,
    })
    await dropHeld(exchange.deps.pool, door.stream, seq)
    return
  }
}

type Refusing = {
  readonly name: string
  readonly bytes: Buffer
  readonly code: string
  readonly detail: string
  readonly verified?: VerifiedPackage
}

/**
 * Sets a file aside with the reason, and tells the registry. Whose a file is that nobody signed cannot be known: its digest
 * is told to every city's stream, where the sender of a damaged file finds it.
 */
async function refuse(
  exchange: Exchange,
  tell: readonly CityDoor[],
  { name, bytes, code, detail, verified }: Refusing,
): Promise<void> {
  const { deps, folders } = exchange
  const manifest = verified?.manifest
  const fileSm3 = verified?.fileSm3 ?? sm3Hex(bytes)
  await recordQuarantine(deps.pool, {
    fileSm3,
    fileName: name,
    stream: manifest?.stream ?? null,
    seq: manifest?.seq ?? null,
    code,
    detail,
    at: deps.now(),
  })
  for (const door of tell.filter((one) => one.schemas.includes('orders/1'))) {
    const standing = await findStanding(deps.pool, door.stream)
    const seq = manifest === undefined || manifest.seq < 1 ? null : manifest.seq
    const nack = buildReceipt(answerEnvelope(deps, door.stream, standing?.expected ?? 1), {
      result: 'nack',
      stream: manifest === undefined ? null : door.stream,
      seq,
      packageId: manifest?.packageId ?? null,
      fileSm3,
      code,
      records: [],
      cosignature: null,
    })
    await placeForRegistry(exchange, door.stream, seq ?? 0, nack)
  }
  if (!name.startsWith('held-')) await quarantineFile(folders.arriving, name, folders.quarantine, `${code} ${detail}`)
}
