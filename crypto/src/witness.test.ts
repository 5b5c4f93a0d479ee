import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

import { publicKeyId } from './key-set.ts'
import {
  checkpointBody,
  checkpointOrigin,
  checkpointSignedBytes,
  isCosignedBy,
  noteOf,
  parseNote,
  signatureLine,
} from './merkle-checkpoint.ts'
import { appendLeaves, EMPTY_FRONTIER, frontierRoot, leafHash } from './merkle-log.ts'
import { OFFICE_WITNESS } from './merkle-witness.ts'
import { generateSm2KeyPair, sm2Sign } from './sm2.ts'
import { signingKeysIn, witnessOnce } from './witness.ts'

const folder = mkdtempSync(join(tmpdir(), 'anju-witness-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const registry = generateSm2KeyPair()
/** A log of so many leaves; another history has other leaves from the beginning. */
function answer(size: number, history: string) {
  const leaves = Array.from({ length: size }, (_, n) => leafHash(Buffer.from(`${history}${n}`)))
  const kid = publicKeyId(registry.publicKey)
  const origin = checkpointOrigin('linhe')
  const root = frontierRoot(appendLeaves(EMPTY_FRONTIER, leaves))
  const body = checkpointBody({ origin, kid, size, root, at: '2026-11-22T08:00:00.000Z', structure: 'a'.repeat(64) })
  const note = noteOf(body, [signatureLine(origin, kid, sm2Sign(checkpointSignedBytes(body), registry))])
  // Of two leaves the proof from the first is the second.
  const proof = size === 2 ? [leaves[1]?.toString('hex')] : []
  return { note, size, proof }
}
const witness = (size: number, history = 'a', keys = [registry.publicKey]) =>
  witnessOnce({
    address: 'http://registry',
    city: 'linhe',
    registryKeys: keys,
    folder,
    ask: () => Promise.resolve(answer(size, history)),
  })

test('an office outside signs what continues what it holds, keeps what contradicts it, and never signs that', async () => {
  const first = parseNote(await witness(1))
  const own = signingKeysIn(readFileSync(join(folder, 'witness.json'), 'utf8'))
  assert.ok(first !== undefined && isCosignedBy(first, OFFICE_WITNESS, own))
  const second = parseNote(await witness(2))
  assert.ok(second !== undefined && isCosignedBy(second, OFFICE_WITNESS, own))
  await assert.rejects(witness(2, 'b'), /CONTRADICTION/)
  assert.ok(readdirSync(folder).includes('linhe-contradicts-2.txt'))
  assert.equal(parseNote(readFileSync(join(folder, 'linhe.txt'), 'utf8'))?.checkpoint.size, 2, 'what it holds stays')
  await assert.rejects(witness(1), /older/)
  await assert.rejects(witness(2, 'a', [generateSm2KeyPair().publicKey]), /not of this registry/)
})
