import { sm3Hex } from '@anju/crypto/sm3.ts'
import { archiveFile, listDrop, quarantineFile, readDrop } from '@anju/exchange/file-drop.ts'
import { decryptPackage, verifyPackage, type VerifiedPackage } from '@anju/exchange/package.ts'
import { buildReceipt } from '@anju/exchange/receipt.ts'
import { decideSequence } from '@anju/exchange/sequence.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act } from '../deps.ts'
import {
  dropHeld,
  findAnswered,
  findHeldNext,
  findNextSeq,
  listHeldNumbers,
  lockStream,
  recordApplied,
  recordHeld,
  recordQuarantine,
  type StreamRow,
} from '../store/exchange.ts'
import { takeAnswer } from './exchange-answer.ts'
import {
  doorsOf,
  envelope,
  hooksOf,
  placeForPolice,
  verifyAtDoor,
  type CityDoor,
  type ExchangeNode,
} from './exchange-node.ts'
import { applyResults, type Applied } from './exchange-results.ts'
import { systemAct } from './system-act.ts'

/** What came of a package of results. `receipt` is placed for the police after the commit. */
type Taken =
  | { readonly act: 'applied' | 'known'; readonly receipt: Buffer }
  | { readonly act: 'held' }
  | { readonly act: 'refused'; readonly code: string; readonly detail: string }

/**
 * Takes in everything that lies in the drop folder, for all cities. After a kill at any point the same file is handled
 * again, and each step is harmless the second time.
 * @returns how many files were handled
 */
export async function takeIn(node: ExchangeNode): Promise<number> {
  const doors = node.cities.flatMap((city) => doorsOf(node, city))
  const names = doors.length === 0 ? [] : await listDrop(node.arriving)
  for (const name of names) {
    const bytes = await readDrop(node.arriving, name)
    if (bytes !== undefined) await takeFile(node, doors, name, bytes)
  }
  for (const door of doors) if (door.brings === 'results') await applyHeld(node, door)
  return names.length
}

async function takeFile(node: ExchangeNode, doors: readonly CityDoor[], name: string, bytes: Buffer): Promise<void> {
  const found = verifyAtDoor(bytes, doors)
  if (!found.ok) return refuse(node, doors, { name, bytes, code: found.code, detail: found.detail })
  const { verified, door } = found.value
  if (door.brings === 'answers') {
    const wrong = await takeAnswer(node, door, bytes)
    if (wrong !== undefined) return refuse(node, [], { name, bytes, code: wrong.code, detail: wrong.detail })
    return archiveFile(node.arriving, name, node.archive, hooksOf(node))
  }
  const taken = await takeResults(node, door, verified, bytes)
  if (taken.act === 'refused')
    return refuse(node, [door], { name, bytes, verified, code: taken.code, detail: taken.detail })
  if (taken.act !== 'held') await placeForPolice(node, door.stream, verified.manifest.seq, taken.receipt)
  return archiveFile(node.arriving, name, node.archive, hooksOf(node))
}

/** Judges a verified package by its number; when its turn has come, its effects, the next number and our receipt are one transaction. */
async function takeResults(
  node: ExchangeNode,
  door: CityDoor,
  verified: VerifiedPackage,
  bytes: Buffer,
): Promise<Taken> {
  const { deps } = node
  const act = await systemAct(deps, door.city, 'exchange', node.now())
  const taken = await door.city.pool.transact(act.scope, async (tx): Promise<Taken> => {
    const stream = await lockStream(tx, 'in')
    const { manifest, fileSm3 } = verified
    const answered = await findAnswered(tx, manifest.seq)
    const held = await listHeldNumbers(tx)
    const decision = decideSequence(
      { expected: stream.nextSeq, lastFileSm3: stream.prevSm3, heldCount: held.length },
      { seq: manifest.seq, prev: manifest.prev, fileSm3, answeredFileSm3: answered?.fileSm3 ?? null },
    )
    switch (decision.act) {
      case 'refuse':
        return { act: 'refused', code: decision.because, detail: `number ${manifest.seq}, expected ${stream.nextSeq}` }
      case 'resend-receipt':
        if (answered === undefined || answered.receipt === null)
          throw new Error('An applied package without its receipt')
        return { act: 'known', receipt: answered.receipt }
      case 'already-held':
        return { act: 'held' }
      case 'hold':
        await recordHeld(tx, { seq: manifest.seq, fileSm3, bytes, at: node.now() })
        return { act: 'held' }
      default:
        return apply(node, act, tx, stream, verified)
    }
  })
  if (taken.act === 'applied') deps.failpoint('after-commit')
  return taken
}

async function apply(
  node: ExchangeNode,
  act: Act,
  tx: Tx,
  stream: StreamRow,
  verified: VerifiedPackage,
): Promise<Taken> {
  const { deps } = node
  const opened = decryptPackage(verified, deps.crypto)
  if (!opened.ok) return { act: 'refused', code: opened.code, detail: opened.detail }
  const { manifest, fileSm3, records } = opened.value
  const results = await applyResults(deps, act, tx, records)
  const receipt = buildReceipt(envelope(node, stream.stream, stream.nextSeq + 1), {
    result: 'ack',
    stream: stream.stream,
    seq: manifest.seq,
    packageId: manifest.packageId,
    fileSm3,
    code: null,
    records: results.map((one) => ({ recordId: one.record.id, result: resultOf(one), code: one.code })),
    cosignature: null,
  })
  const fresh = results.filter(({ isKnown }) => !isKnown)
  await recordApplied(tx, {
    seq: manifest.seq,
    packageId: manifest.packageId,
    fileSm3,
    receipt: receipt.bytes,
    records: fresh.map((one) => ({
      recordId: one.record.id,
      kind: one.record.kind,
      caseId: one.caseId,
      outcome: resultOf(one),
      code: one.code,
    })),
    at: node.now(),
  })
  deps.failpoint('before-commit')
  return { act: 'applied', receipt: receipt.bytes }
}

/** Applies what was held and follows now, one after another. */
async function applyHeld(node: ExchangeNode, door: CityDoor): Promise<void> {
  for (;;) {
    const bytes = await findHeldNext(door.city.pool)
    if (bytes === undefined) return
    const verified = verifyPackage(bytes, door)
    if (!verified.ok) throw new Error(`A held package no longer verifies: ${verified.code}`)
    const { seq } = verified.value.manifest
    const taken = await takeResults(node, door, verified.value, bytes)
    if (taken.act === 'applied') {
      await placeForPolice(node, door.stream, seq, taken.receipt)
      continue
    }
    // It cannot be applied after all: its place is free for a file that can.
    const { code, detail } = taken.act === 'refused' ? taken : { code: 'held', detail: '' }
    await refuse(node, [door], { bytes, verified: verified.value, code, detail })
    await dropHeld(door.city.pool, seq)
    return
  }
}

/** @property name of the file in the drop folder; a held one has none any more */
type Refusing = {
  readonly name?: string
  readonly bytes: Buffer
  readonly code: string
  readonly detail: string
  readonly verified?: VerifiedPackage
}

/**
 * Sets a file aside with the reason, and tells the police. Whose a file is that nobody signed cannot be known: its digest is
 * told to every city's stream, where the sender of a damaged file finds it.
 */
async function refuse(
  node: ExchangeNode,
  tell: readonly CityDoor[],
  { name, bytes, code, detail, verified }: Refusing,
): Promise<void> {
  const fileSm3 = sm3Hex(bytes)
  const manifest = verified?.manifest
  const noteIn = tell[0]?.city ?? node.cities[0]
  if (noteIn !== undefined) {
    await recordQuarantine(noteIn.pool, {
      fileSm3,
      name: name ?? 'held',
      reason: `${code} ${detail}`.trim(),
      at: node.now(),
    })
  }
  for (const door of tell.filter(({ brings }) => brings === 'results')) {
    const seq = manifest === undefined || manifest.seq < 1 ? null : manifest.seq
    const nack = buildReceipt(envelope(node, door.stream, await findNextSeq(door.city.pool, 'in')), {
      result: 'nack',
      stream: manifest === undefined ? null : door.stream,
      seq,
      packageId: manifest?.packageId ?? null,
      fileSm3,
      code,
      records: [],
      cosignature: null,
    })
    await placeForPolice(node, door.stream, seq ?? 0, nack.bytes)
  }
  if (name !== undefined) await quarantineFile(node.arriving, name, node.quarantine, `${code} ${detail}`)
}

function resultOf({ code, isKnown }: Applied): 'refused' | 'known' | 'applied' {
  if (code !== null) return 'refused'
  return isKnown ? 'known' : 'applied'
}
