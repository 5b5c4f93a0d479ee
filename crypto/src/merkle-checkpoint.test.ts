import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { publicKeyId } from './key-set.ts'
import {
  checkpointBody,
  checkpointOrigin,
  checkpointSignedBytes,
  cosignedBytes,
  isCosignedBy,
  isSignedByLog,
  noteOf,
  parseNote,
  signatureLine,
} from './merkle-checkpoint.ts'
import { leafHash, merkleRoot } from './merkle-log.ts'
import { parseWitnessRequest, witnessRequestText } from './merkle-witness.ts'
import { sm2Sign } from './sm2.ts'

/** The key of GB/T 32918.5 A.2, and one that is its neighbour: published, so that the golden note can be checked anywhere. */
const LOG = {
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  publicKey:
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
}
const ORIGIN = checkpointOrigin('foshan')
const root = merkleRoot(['a', 'b', 'c'].map((entry) => leafHash(Buffer.from(entry))))
const checkpoint = {
  origin: ORIGIN,
  size: 3,
  root,
  at: '2016-01-01T00:00:00.000Z',
  kid: publicKeyId(LOG.publicKey),
  structure: '0'.repeat(64),
}
const body = checkpointBody(checkpoint)
const logLine = signatureLine(ORIGIN, checkpoint.kid, sm2Sign(checkpointSignedBytes(body), LOG))
const witnessLine = signatureLine('card-service', checkpoint.kid, sm2Sign(cosignedBytes(body), LOG))

/** Signed once and kept: what an auditor printed years ago must be readable for ever. */
const GOLDEN = `anju/foshan
3
Jwbk5NQcHtnD/n94Ir82CmerzAUswsAAIsExPsPe2WU=
time 2016-01-01T00:00:00.000Z
key e6a4f9765fca89e8
structure 0000000000000000000000000000000000000000000000000000000000000000

— anju/foshan 5qT5dizwKBrSia2C8dbQfSChuMGaPqej1vViJLDfhMJukBC43ot7mP87Sispxp/vPqrW2nF/LK6P7tVjukGkqZYldr4=
— card-service 5qT5drE4KUGIzKzS8U3ZmVK6eAhuv6zq/Nub6uzBSKyCIkczOUr9pZHiHHOB0yqE1N8ZjMXKVaNQxzXh7jJ54MYEv7E=
`

test('golden: a note of old is read and holds', () => {
  const note = parseNote(GOLDEN)
  assert.ok(note)
  assert.deepEqual(note.checkpoint, checkpoint)
  assert.ok(isSignedByLog(note, [LOG.publicKey]))
  assert.ok(isCosignedBy(note, 'card-service', [LOG.publicKey]))
})

test('a note made now says the same, and its signatures hold for their own role only', () => {
  const note = parseNote(noteOf(body, [logLine, witnessLine]))
  assert.ok(note)
  assert.deepEqual(note.checkpoint, checkpoint)
  assert.ok(isSignedByLog(note, [LOG.publicKey]))
  assert.ok(isCosignedBy(note, 'card-service', [LOG.publicKey]))
  assert.ok(!isCosignedBy(note, ORIGIN, [LOG.publicKey]), 'the log is no witness of itself')
  assert.ok(!isSignedByLog(note, []), 'an unknown key')
  const swapped = parseNote(noteOf(body, [witnessLine.replace('card-service', ORIGIN)]))
  assert.ok(swapped)
  assert.ok(!isSignedByLog(swapped, [LOG.publicKey]), 'a witness line renamed')
})

test('property: no changed character of the golden note leaves it both readable and signed, but in the other line', () => {
  const logEnd = GOLDEN.indexOf('\n', GOLDEN.indexOf('— ')) + 1
  fc.assert(
    fc.property(fc.nat(logEnd - 1), fc.constantFrom('0', 'a', 'Z', '=', '\n', ' ', '-'), (at, letter) => {
      const bent = GOLDEN.slice(0, at) + letter + GOLDEN.slice(at + 1)
      const note = parseNote(bent)
      assert.equal(note !== undefined && isSignedByLog(note, [LOG.publicKey]), bent === GOLDEN, bent)
    }),
    { seed: 24221, numRuns: 1_000 },
  )
})

test('what is no note is none, and makes nobody throw', () => {
  const bare = noteOf(body, [])
  for (const text of [
    '',
    '\n\n',
    body,
    bare,
    `${bare}x`,
    noteOf(body, [logLine]).trimEnd(),
    GOLDEN.replace('\n3\n', '\n03\n'),
  ])
    assert.equal(parseNote(text), undefined, text)
  assert.equal(
    parseNote(
      noteOf(
        body,
        Array.from({ length: 40 }, () => logLine),
      ),
    ),
    undefined,
    'too long',
  )
  assert.throws(() => checkpointBody({ ...checkpoint, size: 0 }), RangeError)
  assert.throws(() => checkpointBody({ ...checkpoint, origin: 'a\nb' }), RangeError)
})

test('a request to a witness carries size, proof and note; another text is none', () => {
  const request = { oldSize: 2, proof: [leafHash(Buffer.from('c'))], note: noteOf(body, [logLine]) }
  assert.deepEqual(parseWitnessRequest(witnessRequestText(request)), request)
  assert.deepEqual(parseWitnessRequest(witnessRequestText({ ...request, oldSize: 0, proof: [] })), {
    ...request,
    oldSize: 0,
    proof: [],
  })
  for (const text of ['anju.foshan/log\n42\nAAAA\n', 'old -1\n\nx', 'old 1\nAAAA\n\nx', 'old 01\n\nx', ''])
    assert.equal(parseWitnessRequest(text), undefined, text)
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      parseWitnessRequest(text)
      parseNote(text)
    }),
    { seed: 1, numRuns: 500 },
  )
})
