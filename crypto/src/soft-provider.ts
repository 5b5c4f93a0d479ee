import { blindIndex } from './blind-index.ts'
import { openCell, sealCell } from './cell.ts'
import type { KeyFolder } from './key-folder.ts'
import { publicKeyId } from './key-set.ts'
import { assertKnownAnswers } from './known-answer.ts'
import { newPersonKey, unwrapPersonKey } from './person-key.ts'
import type { CryptoProvider, MacPurpose } from './provider.ts'
import { sm2Decrypt, sm2Sign, sm2Verify } from './sm2.ts'
import { equalDigests, hmacSm3, sm3 } from './sm3.ts'
import { SM4_KEY_BYTES } from './sm4-gcm.ts'

/**
 * The provider that works with the keys of an opened key folder, in this process. Runs the published vectors first, once a
 * process, and throws when one fails.
 */
export function softProvider({ keys, fingerprint }: Pick<KeyFolder, 'keys' | 'fingerprint'>): CryptoProvider {
  assertKnownAnswers()
  const root = {
    kid: sm3(Buffer.concat([Buffer.from('anju:root-kid\0'), keys.rootKek])).subarray(0, 4),
    key: keys.rootKek,
  }
  const macKeys: Record<MacPurpose, Buffer> = { material: keys.material, ledger: keys.ledger, 'row-seal': keys.rowSeal }
  const mac = (purpose: MacPurpose, bytes: Uint8Array) =>
    hmacSm3(macKeys[purpose], Buffer.concat([Buffer.from(`anju:${purpose}:v1\0`), bytes]))

  return {
    fingerprint,
    identity: {
      signingKid: publicKeyId(keys.signing.publicKey),
      signingPublicKey: keys.signing.publicKey,
      encryptionKid: publicKeyId(keys.encryption.publicKey),
      encryptionPublicKey: keys.encryption.publicKey,
    },
    newPersonKey: (personId, keyVersion = 1) => newPersonKey(root, personId, keyVersion),
    seal(address, plaintext, wrapped) {
      const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext
      const { key, keyVersion } = unwrapPersonKey(root, address.personId, wrapped)
      try {
        return sealCell(address, keyVersion, key, bytes)
      } finally {
        key.fill(0)
      }
    },
    open(address, cell, wrapped) {
      const { key, keyVersion } = unwrapPersonKey(root, address.personId, wrapped)
      try {
        return openCell(address, keyVersion, key, cell)
      } finally {
        key.fill(0)
      }
    },
    blindIndex: (kind, normalised) => blindIndex(keys.index, kind, normalised),
    mac,
    verifyMac: (purpose, bytes, given) => equalDigests(mac(purpose, bytes), given),
    sign: (bytes) => sm2Sign(bytes, keys.signing),
    verify: (publicKey, bytes, signature) => sm2Verify(bytes, signature, publicKey),
    unwrapPackageKey(wrapped) {
      const key = sm2Decrypt(wrapped, keys.encryption.privateKey)
      return key?.length === SM4_KEY_BYTES ? key : undefined
    },
  }
}
