import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasKeyFolder, openKeyFolder } from '@anju/crypto/key-folder.ts'
import type { KeyFolder } from '@anju/crypto/key-folder.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import type { NodeFolder, NodeName, StateFolder } from './state-folder.ts'

/** What one node tells the other about itself. Nothing in it is secret. */
export type PublicNode = {
  format: 'anju-peer/1'
  node: NodeName
  folderId: string
  signingKeyId: string
  signingPublicKey: string
  encryptionKeyId: string
  encryptionPublicKey: string
}

/**
 * Makes the key folder of each node once, and hands each node the public keys of the other. In production two people
 * carry these files across and read the key ids to each other; a trial run does both halves. A node whose database is
 * there but whose keys are gone is never given new ones: `databaseIsNew` must be true to make any.
 */
export function holdKeyCeremony(state: StateFolder, databaseIsNew: { registry: boolean; cardService: boolean }): void {
  const registry = openOrCreate(state.registry, 'registry', databaseIsNew.registry)
  const cardService = openOrCreate(state.cardService, 'card-service', databaseIsNew.cardService)
  tell(state.registry, cardService)
  tell(state.cardService, registry)
}

function openOrCreate(folder: NodeFolder, role: NodeName, databaseIsNew: boolean): KeyFolder {
  return openKeyFolder(folder.keys, { role, create: databaseIsNew && !hasKeyFolder(folder.keys) })
}

function tell(to: NodeFolder, about: KeyFolder): void {
  const { signing, encryption } = about.keys
  const peer: PublicNode = {
    format: 'anju-peer/1',
    node: about.role,
    folderId: about.folderId,
    signingKeyId: publicKeyId(signing.publicKey),
    signingPublicKey: signing.publicKey,
    encryptionKeyId: publicKeyId(encryption.publicKey),
    encryptionPublicKey: encryption.publicKey,
  }
  const path = join(to.peers, `${about.role}.json`)
  const text = `${JSON.stringify(peer, null, 2)}\n`
  mkdirSync(to.peers, { recursive: true, mode: 0o700 })
  if (readOrNothing(path) === text) return
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
