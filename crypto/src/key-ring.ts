/** The keys of a node by what they are for. `index-1` keeps the name of its first version whatever the version is. */
export const KEY_NAMES = [
  'root-kek',
  'index-1',
  'ledger',
  'material',
  'row-seal',
  'sm2-signing',
  'sm2-encryption',
] as const
export type KeyName = (typeof KEY_NAMES)[number]

/**
 * Where a key is in its life. Only an active one makes anything new; a decrypt-only one opens and unwraps, a verify-only one checks
 * what was made under it; of a destroyed one only its name is left.
 */
export type KeyState = 'active' | 'decrypt-only' | 'verify-only' | 'destroyed'

/** What a key becomes when another takes its place. */
export const RETIRED_STATE: Readonly<Record<KeyName, 'decrypt-only' | 'verify-only'>> = {
  'root-kek': 'decrypt-only',
  'index-1': 'verify-only',
  ledger: 'verify-only',
  material: 'verify-only',
  'row-seal': 'verify-only',
  'sm2-signing': 'verify-only',
  'sm2-encryption': 'decrypt-only',
}

/** What each key is and serves, for the inventory. */
export const KEY_USES: Readonly<Record<KeyName, { readonly alg: string; readonly usedFor: readonly string[] }>> = {
  'root-kek': {
    alg: 'SM4-GCM',
    usedFor: ['wraps the keys of persons, images and accounts (every column dek_wrapped)'],
  },
  'index-1': {
    alg: 'HMAC-SM3',
    usedFor: ['finds ID numbers and telephone numbers (every column id_bidx, mobile_bidx)'],
  },
  ledger: { alg: 'HMAC-SM3', usedFor: ['ledger.facts_mac', 'ledger.envelope_mac'] },
  material: { alg: 'HMAC-SM3', usedFor: ['blob.plain_mac: the same image is known again'] },
  'row-seal': {
    alg: 'HMAC-SM3',
    usedFor: ['column seal of permits, cards, endorsements, officials, posts, authenticators, enrolments, delegations'],
  },
  'sm2-signing': { alg: 'SM2 with SM3', usedFor: ['checkpoints', 'countersignatures', 'packages and receipts'] },
  'sm2-encryption': { alg: 'SM2', usedFor: ['unwraps the keys of packages'] },
}

/**
 * A key that another one took the place of.
 *
 * @property since instant from which it was active; @property until instant at which it was retired
 * @property secret absent once destroyed; @property publicKey of a key pair
 * @property introduction of a signing key: what its predecessor signed, hex; absent for the first
 */
export interface RetiredKey {
  readonly name: KeyName
  readonly kid: string
  readonly state: Exclude<KeyState, 'active'>
  readonly since: string
  readonly until: string
  readonly secret?: Buffer
  readonly publicKey?: string
  readonly introduction?: string
}

/** One line of the inventory. Holds no secret. */
export interface KeyEntry {
  readonly name: KeyName
  readonly kid: string
  readonly alg: string
  readonly state: KeyState
  readonly since: string
  readonly until: string | null
  readonly usedFor: readonly string[]
}

/** Version of the index key by how many came before it; the first is 1. */
export function indexVersionOf(retired: readonly RetiredKey[], kid?: string): number {
  const before = retired.filter(({ name }) => name === 'index-1')
  const at = kid === undefined ? -1 : before.findIndex((each) => each.kid === kid)
  return at === -1 ? before.length + 1 : at + 1
}
