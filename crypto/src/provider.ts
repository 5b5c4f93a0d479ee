import type { BlindIndexKind } from './blind-index.ts'
import type { CellAddress } from './cell.ts'
import type { SigningKeyLife } from './key-list.ts'
import type { KeyEntry } from './key-ring.ts'

/** What a keyed hash is for. Each purpose has a key of its own, so a hash made for one says nothing in another. */
export type MacPurpose = 'material' | 'ledger' | 'row-seal'

export interface VersionedIndex {
  readonly version: number
  readonly index: Buffer
}

/** The public half of a node, as the ceremony hands it to the peer. Keys are 130 hex characters, kids 16. */
export interface NodeIdentity {
  readonly signingKid: string
  readonly signingPublicKey: string
  readonly encryptionKid: string
  readonly encryptionPublicKey: string
}

/**
 * Everything the system asks of cryptography, as one object, so that a cryptographic machine (GM/T 0018) can stand where the
 * key folder stands. Calls are synchronous because that interface is. Keys never leave it; only wrapped keys do.
 */
export interface CryptoProvider {
  /** SM3 over public parts and key checks, 64 hex characters. A database keeps it and refuses another folder. */
  readonly fingerprint: string
  readonly identity: NodeIdentity
  /** Every signing key of this node, oldest first, the one in use last. */
  readonly signingKeys: readonly SigningKeyLife[]
  /** The inventory: every key of this node, of each name oldest first. */
  inventory(): readonly KeyEntry[]

  /** A fresh key for a person, wrapped, to be stored in the person's row. The version is inside; the first is 1. */
  newPersonKey(personId: string, keyVersion?: number): Buffer
  /** The same key wrapped under the root key in use; undefined when it is so already. */
  rewrapPersonKey(personId: string, wrappedPersonKey: Uint8Array): Buffer | undefined
  /** Seals a value at its place under the person's wrapped key. Text is UTF-8. */
  seal(address: CellAddress, plaintext: Uint8Array | string, wrappedPersonKey: Uint8Array): Buffer
  /** Opens a sealed value, or throws NotAuthentic. */
  open(address: CellAddress, cell: Uint8Array, wrappedPersonKey: Uint8Array): Buffer

  /** The 32 bytes under which a normalised value is found again. */
  blindIndex(kind: BlindIndexKind, normalised: string): Buffer
  /** The same under every index key that is still looked up, oldest version first; the last is that of `blindIndex`. */
  blindIndexes(kind: BlindIndexKind, normalised: string): readonly VersionedIndex[]
  /** A keyed hash for one purpose, 32 bytes. */
  mac(purpose: MacPurpose, bytes: Uint8Array): Buffer
  /** The name of the key that `mac` uses now, to be kept beside it where there is a place. */
  macKid(purpose: MacPurpose): string
  /** True under the key in use or a retired one; with `kid` under that one alone. */
  verifyMac(purpose: MacPurpose, bytes: Uint8Array, mac: Uint8Array, kid?: string): boolean

  /** This node's SM2 signature with the national ID, 64 bytes r‖s. Callers put a domain label in front of what they sign. */
  sign(bytes: Uint8Array): Buffer
  /** Checks anybody's SM2 signature; false for anything malformed. */
  verify(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean
  /** Opens a package key that a peer wrapped for this node; undefined when it is not for us. Fill it with zeros after use. */
  unwrapPackageKey(wrapped: Uint8Array): Buffer | undefined
}
