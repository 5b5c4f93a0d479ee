import { blindIndex } from './blind-index.ts'
import { openCell, sealCell } from './cell.ts'
import { KeyDestroyed } from './key-destroyed.ts'
import { activeKeyId, keyFolderStamp, openKeyFolder } from './key-folder.ts'
import type { KeyFolder } from './key-folder.ts'
import type { SigningKeyLife } from './key-list.ts'
import { indexVersionOf, KEY_NAMES, KEY_USES } from './key-ring.ts'
import type { KeyEntry, KeyName } from './key-ring.ts'
import { madeAt } from './key-rotation.ts'
import { publicKeyId } from './key-set.ts'
import type { KeySet } from './key-set.ts'
import { assertKnownAnswers } from './known-answer.ts'
import { newPersonKey, unwrapPersonKey, wrappedUnder, wrapPersonKey } from './person-key.ts'
import type { PersonKey, RootKey } from './person-key.ts'
import type { CryptoProvider, MacPurpose } from './provider.ts'
import { sm2Decrypt, sm2Sign, sm2Verify } from './sm2.ts'
import { equalDigests, hmacSm3 } from './sm3.ts'
import { SM4_KEY_BYTES } from './sm4-gcm.ts'
import { UnknownKey } from './unknown-key.ts'

/** How old the picture of the folder may be; a change of a key reaches every program within it. */
const STALE_MS_MAX = 1_000

/** What stands for a folder in a test: keys that no rotation reaches. */
export type FixedKeys = Pick<KeyFolder, 'keys' | 'fingerprint'>

/**
 * The provider that works with the keys of an opened key folder, in this process. Runs the published vectors first, once a
 * process, and throws when one fails. A key that is rotated in the folder is taken up within a second, and at once when
 * something was made under it.
 */
export function softProvider(folder: KeyFolder | FixedKeys): CryptoProvider {
  assertKnownAnswers()
  const held = holdKeys(folder)
  const rootOf = (wrapped: Uint8Array): RootKey => {
    const kid = wrappedUnder(wrapped)
    const root = held.current().roots.get(kid) ?? held.reread().roots.get(kid)
    if (root === undefined) throw new UnknownKey(kid)
    return root
  }
  const withKey = <T>(personId: string, wrapped: Uint8Array, work: (key: PersonKey) => T): T => {
    if (wrapped.length === 0) throw new KeyDestroyed()
    const personKey = unwrapPersonKey(rootOf(wrapped), personId, wrapped)
    try {
      return work(personKey)
    } finally {
      personKey.key.fill(0)
    }
  }

  return {
    fingerprint: folder.fingerprint,
    get identity() {
      const { signing, encryption } = held.current().keys
      return {
        signingKid: publicKeyId(signing.publicKey),
        signingPublicKey: signing.publicKey,
        encryptionKid: publicKeyId(encryption.publicKey),
        encryptionPublicKey: encryption.publicKey,
      }
    },
    get signingKeys() {
      return held.current().signingKeys
    },
    inventory: () => held.reread().entries,
    newPersonKey: (personId, keyVersion = 1) => newPersonKey(held.current().root, personId, keyVersion),
    rewrapPersonKey(personId, wrapped) {
      const { root } = held.current()
      if (wrappedUnder(wrapped) === Buffer.from(root.kid).toString('hex')) return undefined
      return withKey(personId, wrapped, (key) => wrapPersonKey(root, personId, key))
    },
    seal: (address, plaintext, wrapped) =>
      withKey(address.personId, wrapped, ({ key, keyVersion }) =>
        sealCell(address, keyVersion, key, typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext),
      ),
    open: (address, cell, wrapped) =>
      withKey(address.personId, wrapped, ({ key, keyVersion }) => openCell(address, keyVersion, key, cell)),
    blindIndex(kind, normalised) {
      const { indexes } = held.current()
      const active = indexes.at(-1)
      if (active === undefined) throw new Error('No index key')
      return blindIndex(active.key, kind, normalised, active.version)
    },
    blindIndexes: (kind, normalised) =>
      held
        .current()
        .indexes.map(({ version, key }) => ({ version, index: blindIndex(key, kind, normalised, version) })),
    mac: (purpose, bytes) => macUnder(first(held.current().macs[purpose]).key, purpose, bytes),
    macKid: (purpose) => first(held.current().macs[purpose]).kid,
    verifyMac(purpose, bytes, given, kid) {
      const fits = (key: MacKey) =>
        (kid === undefined || kid === key.kid) && equalDigests(macUnder(key.key, purpose, bytes), given)
      return held.current().macs[purpose].some(fits) || (held.isStale() && held.reread().macs[purpose].some(fits))
    },
    sign: (bytes) => sm2Sign(bytes, held.current().keys.signing),
    verify: (publicKey, bytes, signature) => sm2Verify(bytes, signature, publicKey),
    unwrapPackageKey(wrapped) {
      for (const privateKey of held.current().decryption) {
        const key = sm2Decrypt(wrapped, privateKey)
        if (key?.length === SM4_KEY_BYTES) return key
      }
      return undefined
    },
  }
}

function macUnder(key: Uint8Array, purpose: MacPurpose, bytes: Uint8Array): Buffer {
  return hmacSm3(key, Buffer.concat([Buffer.from(`anju:${purpose}:v1\0`), bytes]))
}

type MacKey = { readonly kid: string; readonly key: Buffer }

/** The keys of a folder by what asks for them. Of each ring the one in use comes first, but of indexes last. */
type Held = {
  readonly keys: KeySet
  readonly root: RootKey
  readonly roots: ReadonlyMap<string, RootKey>
  readonly macs: Readonly<Record<MacPurpose, readonly MacKey[]>>
  readonly indexes: readonly { readonly version: number; readonly key: Buffer }[]
  readonly decryption: readonly string[]
  readonly signingKeys: readonly SigningKeyLife[]
  readonly entries: readonly KeyEntry[]
}

function first<T>(ring: readonly T[]): T {
  const [key] = ring
  if (key === undefined) throw new Error('A ring of keys is never empty')
  return key
}

/** Keeps the keys, and looks from time to time whether the folder has changed. */
function holdKeys(folder: KeyFolder | FixedKeys) {
  const opened = 'path' in folder ? folder : undefined
  let held = ringsOf(folder.keys, opened?.folderId)
  if (opened === undefined) return { current: () => held, reread: () => held, isStale: () => false }
  let stamp = keyFolderStamp(opened.path)
  let lookedMs = performance.now()
  const isStale = () => keyFolderStamp(opened.path) !== stamp
  const reread = () => {
    lookedMs = performance.now()
    if (!isStale()) return held
    const seen = keyFolderStamp(opened.path)
    const again = openKeyFolder(opened.path, { role: opened.role, create: false })
    if (again.fingerprint !== folder.fingerprint)
      throw new Error(`${opened.path} is another key folder now: start again`)
    held = ringsOf(again.keys, again.folderId)
    stamp = seen
    return held
  }
  return { current: () => (performance.now() - lookedMs < STALE_MS_MAX ? held : reread()), reread, isStale }
}

function rootKeyOf({ kid, key }: MacKey): RootKey {
  return { kid: Buffer.from(kid, 'hex'), key }
}

function ringsOf(keys: KeySet, folderId: string | undefined): Held {
  const retired = keys.retired ?? []
  const of = (name: KeyName) =>
    retired.flatMap((key) => (key.name === name && key.secret !== undefined ? [{ kid: key.kid, key: key.secret }] : []))
  const macsOf = (name: KeyName, key: Buffer): readonly MacKey[] => [
    { kid: activeKeyId(keys, name), key },
    ...of(name).toReversed(),
  ]
  const root = rootKeyOf({ kid: activeKeyId(keys, 'root-kek'), key: keys.rootKek })
  const roots = [root, ...of('root-kek').map(rootKeyOf)]
  return {
    keys,
    root,
    roots: new Map(roots.map((each) => [Buffer.from(each.kid).toString('hex'), each])),
    macs: {
      ledger: macsOf('ledger', keys.ledger),
      material: macsOf('material', keys.material),
      'row-seal': macsOf('row-seal', keys.rowSeal),
    },
    indexes: [
      ...of('index-1').map(({ kid, key }) => ({ version: indexVersionOf(retired, kid), key })),
      { version: indexVersionOf(retired), key: keys.index },
    ],
    decryption: [keys.encryption.privateKey, ...of('sm2-encryption').map(({ key }) => key.toString('hex'))],
    signingKeys: signingKeysOf(keys, folderId),
    entries: entriesOf(keys, folderId),
  }
}

function sinceOf(keys: KeySet, name: KeyName, folderId: string | undefined): string {
  return keys.since?.[name] ?? (folderId === undefined ? new Date(0).toISOString() : madeAt(folderId))
}

function signingKeysOf(keys: KeySet, folderId: string | undefined): readonly SigningKeyLife[] {
  const before = (keys.retired ?? []).flatMap(({ name, kid, publicKey, since, until, introduction = null }) =>
    name === 'sm2-signing' && publicKey !== undefined ? [{ kid, publicKey, since, until, introduction }] : [],
  )
  const { publicKey } = keys.signing
  const since = sinceOf(keys, 'sm2-signing', folderId)
  const introduction = keys.introduction ?? null
  return [...before, { kid: publicKeyId(publicKey), publicKey, since, until: null, introduction }]
}

function entriesOf(keys: KeySet, folderId: string | undefined): readonly KeyEntry[] {
  return KEY_NAMES.flatMap((name) => [
    ...(keys.retired ?? [])
      .filter((key) => key.name === name)
      .map(({ kid, state, since, until }): KeyEntry => ({ name, kid, state, since, until, ...KEY_USES[name] })),
    {
      name,
      kid: activeKeyId(keys, name),
      state: 'active',
      since: sinceOf(keys, name, folderId),
      until: null,
      ...KEY_USES[name],
    },
  ])
}
