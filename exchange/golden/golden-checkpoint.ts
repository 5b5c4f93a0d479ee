import {
  checkpointBody,
  checkpointOrigin,
  checkpointSignedBytes,
  cosignedBytes,
  noteOf,
  signatureLine,
} from '@anju/crypto/merkle-checkpoint.ts'
import { leafHash, merkleRoot } from '@anju/crypto/merkle-log.ts'
import { witnessRequestText } from '@anju/crypto/merkle-witness.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'

const LEAVES = ['declared', 'accepted', 'entered'].map((entry) => leafHash(Buffer.from(entry)))

/** A checkpoint of three leaves in each of the forms in which it crosses, with the proof that it continues one of two. */
export function goldenCheckpoint(log: CryptoProvider, witness: CryptoProvider) {
  const origin = checkpointOrigin('foshan')
  const kid = log.identity.signingKid
  const at = '2016-07-06T01:02:00.000Z'
  const body = checkpointBody({ origin, size: 3, root: merkleRoot(LEAVES), at, kid, structure: '0'.repeat(64) })
  const own = signatureLine(origin, kid, log.sign(checkpointSignedBytes(body)))
  const cosignature = witness.sign(cosignedBytes(body))
  const note = noteOf(body, [own])
  return {
    request: witnessRequestText({ oldSize: 2, proof: LEAVES.slice(2), note }),
    cosignature: cosignature.toString('hex'),
    cosigned: noteOf(body, [own, signatureLine('card-service', witness.identity.signingKid, cosignature)]),
    twoLeaves: { size: 2, root: merkleRoot(LEAVES.slice(0, 2)) },
  }
}
