import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { KeyFolder } from '@anju/crypto/key-folder.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import { isSm2PublicKey } from '@anju/crypto/sm2.ts'

import { FieldError, hex, object, oneOf, uuid } from './field.ts'
import type { Field, FieldValue } from './field.ts'

/**
 * What one node tells the other about itself: the file that is carried across in the key ceremony. Nothing in it is secret;
 * whoever carries it reads the two key ids to the other side, so that nobody can swap it on the way.
 */

const publicKey: Field<string> = (value, path) => {
  if (typeof value !== 'string' || !isSm2PublicKey(value)) throw new FieldError(path, 'an SM2 public key')
  return value
}

const peer = object(
  {
    format: oneOf('anju-peer/1'),
    node: oneOf('registry', 'card-service'),
    folderId: uuid,
    signingKeyId: hex(8),
    signingPublicKey: publicKey,
    encryptionKeyId: hex(8),
    encryptionPublicKey: publicKey,
  },
  (value) =>
    value.signingKeyId === publicKeyId(value.signingPublicKey) &&
    value.encryptionKeyId === publicKeyId(value.encryptionPublicKey)
      ? undefined
      : 'the key ids are not those of the keys',
)

export type Peer = FieldValue<typeof peer>
export type PeerNode = Peer['node']

/** The public half of a key folder. */
export function peerOf(folder: Pick<KeyFolder, 'role' | 'folderId' | 'keys'>): Peer {
  const { signing, encryption } = folder.keys
  return {
    format: 'anju-peer/1',
    node: folder.role,
    folderId: folder.folderId,
    signingKeyId: publicKeyId(signing.publicKey),
    signingPublicKey: signing.publicKey,
    encryptionKeyId: publicKeyId(encryption.publicKey),
    encryptionPublicKey: encryption.publicKey,
  }
}

/** Reads a peer's file. Throws FieldError, or SyntaxError when it is no JSON. */
export function parsePeer(text: string): Peer {
  return peer(JSON.parse(text), 'peer')
}

/**
 * The trusted identities of one node: `<node>.json` first, the current one; then others of the same node, whose signatures
 * are still taken for a while after a change of keys. Empty when none was exchanged yet.
 */
export async function readPeers(folder: string, node: PeerNode): Promise<readonly Peer[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
  const peers = await Promise.all(
    names.map(async (name) => ({ name, peer: parsePeer(await readFile(join(folder, name), 'utf8')) })),
  )
  const current = `${node}.json`
  return peers
    .filter((one) => one.peer.node === node)
    .sort((a, b) => Number(b.name === current) - Number(a.name === current))
    .map((one) => one.peer)
}
