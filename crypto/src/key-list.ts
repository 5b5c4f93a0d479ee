import { canonicalJsonBytes } from './canonical-json.ts'
import { publicKeyId } from './key-set.ts'
import { isSm2PublicKey, sm2Sign, sm2Verify } from './sm2.ts'
import type { Sm2KeyPair } from './sm2.ts'

/**
 * The signing keys of a node over the years: each was introduced by the one before, which signed the instant of the change. Who
 * trusts any one of them, from the key ceremony, follows the chain to all later ones.
 */

/** @property until null for the key in use */
export interface SigningKeyLife {
  readonly kid: string
  readonly publicKey: string
  readonly since: string
  readonly until: string | null
  /** Signature of the key before, hex; null for the first. */
  readonly introduction: string | null
}

export interface KeyList {
  readonly format: 'anju-key-list/1'
  readonly keys: readonly SigningKeyLife[]
}

function introducedBytes(publicKey: string, since: string, afterKid: string): Buffer {
  const told = { format: 'anju-key-introduction/1', kid: publicKeyId(publicKey), publicKey, since, after: afterKid }
  return Buffer.concat([Buffer.from('anju:key-introduction:v1\0'), canonicalJsonBytes(told)])
}

/** What the retiring key signs for the one that follows it, hex. */
export function introduceKey(before: Sm2KeyPair, publicKey: string, since: string): string {
  return sm2Sign(introducedBytes(publicKey, since, publicKeyId(before.publicKey)), before).toString('hex')
}

/**
 * The keys of a list that follow from keys trusted already.
 * @throws Error when the list is no list, no key of it is trusted, or an introduction does not hold
 */
export function verifyKeyList(value: unknown, trusted: readonly string[]): readonly SigningKeyLife[] {
  const keys = keysIn(value)
  const start = keys.findIndex(({ publicKey }) => trusted.includes(publicKey))
  if (start === -1) throw new Error('The key list holds no key that is trusted from the ceremony')
  return keys.slice(start).map((key, n, following) => {
    if (key.kid !== publicKeyId(key.publicKey)) throw new Error(`The key list names ${key.kid} wrongly`)
    const before = following[n - 1]
    if (before === undefined) return key
    const bytes = introducedBytes(key.publicKey, key.since, before.kid)
    const signature = Buffer.from(key.introduction ?? '', 'hex')
    if (before.until !== key.since || !sm2Verify(bytes, signature, before.publicKey))
      throw new Error(`Key ${key.kid} was not introduced by ${before.kid}`)
    return key
  })
}

/** Whether a key was the signing key at an instant. */
export function wasSigningAt(life: Pick<SigningKeyLife, 'since' | 'until'>, at: string): boolean {
  const ms = Date.parse(at)
  // The instant of the change belongs to both: what was under way then was signed by either.
  return ms >= Date.parse(life.since) && (life.until === null || ms <= Date.parse(life.until) + CHANGE_MS)
}

/** Whether a key had been retired before an instant: what it signs then is not the node's. */
export function wasRetiredAt(life: Pick<SigningKeyLife, 'until'>, at: string): boolean {
  return life.until !== null && Date.parse(at) > Date.parse(life.until) + CHANGE_MS
}

/** A running program learns of the change of a key within this time. */
const CHANGE_MS = 5_000

function keysIn(value: unknown): readonly SigningKeyLife[] {
  if (typeof value !== 'object' || value === null || !('keys' in value) || !Array.isArray(value.keys))
    throw new Error('Not a key list')
  return value.keys.map((key: unknown) => {
    if (!isLife(key)) throw new Error('Not a key list')
    return key
  })
}

function isLife(key: unknown): key is SigningKeyLife {
  return (
    typeof key === 'object' &&
    key !== null &&
    'publicKey' in key &&
    typeof key.publicKey === 'string' &&
    isSm2PublicKey(key.publicKey) &&
    'kid' in key &&
    'since' in key &&
    typeof key.since === 'string' &&
    'until' in key &&
    'introduction' in key
  )
}
