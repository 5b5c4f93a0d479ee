import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicKeyId } from './key-set.ts'
import { checkpointBody, checkpointSignedBytes, noteOf, signatureLine } from './merkle-checkpoint.ts'
import { consistencyRanges, leafHash, merkleRoot } from './merkle-log.ts'
import { decideWitness, witnessRequestText } from './merkle-witness.ts'
import { generateSm2KeyPair, sm2Sign } from './sm2.ts'

const log = generateSm2KeyPair()
const leaves = Array.from({ length: 12 }, (_, n) => leafHash(Buffer.from(String(n))))
const bent = leaves.with(2, leafHash(Buffer.from('bent')))
const head = (size: number, of = leaves) => ({ size, root: merkleRoot(of.slice(0, size)) })

function request(oldSize: number, size: number, of = leaves, key = log): string {
  const kid = publicKeyId(key.publicKey)
  const at = '2016-01-01T00:00:00.000Z'
  const body = checkpointBody({ ...head(size, of), origin: 'anju/foshan', at, kid, structure: '0'.repeat(64) })
  const note = noteOf(body, [signatureLine('anju/foshan', kid, sm2Sign(checkpointSignedBytes(body), key))])
  const proof = consistencyRanges(oldSize, size).map(({ start, end }) => merkleRoot(of.slice(start, end)))
  return witnessRequestText({ oldSize, proof, note })
}
const decide = (text: string, held = head(5)) =>
  decideWitness(text, { origin: 'anju/foshan', publicKeys: [log.publicKey], held }).act

test('a witness signs what continues the checkpoint it holds, and the same one again', () => {
  assert.equal(decide(request(5, 12)), 'sign')
  assert.equal(decide(request(3, 5)), 'sign')
  const none = { origin: 'anju/foshan', publicKeys: [log.publicKey], held: undefined }
  assert.equal(decideWitness(request(0, 7), none).act, 'sign', 'the first one is taken as it comes')
})

test('it waits for what is older, and for a proof that starts where it stands', () => {
  assert.equal(decide(request(0, 4)), 'wait')
  assert.equal(decide(request(0, 12)), 'wait')
  assert.equal(decide(request(4, 12)), 'wait')
})

test('a changed history contradicts, at the same size and beyond it', () => {
  assert.equal(decide(request(0, 5, bent)), 'contradicts')
  assert.equal(decide(request(5, 12, bent)), 'contradicts')
})

test('another key, another log and another text are refused', () => {
  assert.equal(decide(request(5, 12, leaves, generateSm2KeyPair())), 'refuse')
  assert.equal(decide('old 0\n\nnothing'), 'refuse')
  const other = { origin: 'anju/linhe', publicKeys: [log.publicKey], held: undefined }
  assert.equal(decideWitness(request(0, 12), other).act, 'refuse')
})
