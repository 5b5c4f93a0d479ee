import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { hasKeyFolder, openKeyFolder } from '@anju/crypto/key-folder.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { parsePeer, peerOf } from '@anju/exchange/peer.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'

import { bindKeys } from './migrate.ts'
import type { Say } from './migrate.ts'

/**
 * The key ceremony, one half of it. Without options: makes the key folder when there is none, binds the database to it and
 * prints the public identity. `--export <file>` writes that for the registry; `--trust <file>` takes the registry's, after
 * showing the two key ids that its operator reads out.
 */
export async function keepKeys(environment: Environment, args: readonly string[], say: Say): Promise<void> {
  const [option, file] = args
  if (option === '--trust') {
    if (file === undefined) throw new Error('keys --trust <file>: the public identity of the registry')
    trust(environment.peers, file, say)
    return
  }
  if (option !== undefined && (option !== '--export' || file === undefined))
    throw new Error('keys [--export <file> | --trust <file>]')
  const folder = openKeyFolder(environment.keys, { role: 'card-service', create: !hasKeyFolder(environment.keys) })
  if (environment.ownerDatabaseUrl !== undefined)
    await bindKeys(environment.ownerDatabaseUrl, softProvider(folder).fingerprint)
  const text = `${JSON.stringify(peerOf(folder), null, 2)}\n`
  if (file === undefined) say(text.trimEnd())
  else {
    writeFileSync(file, text, { mode: 0o600 })
    say(
      `${file}: signing key ${peerOf(folder).signingKeyId}, encryption key ${peerOf(folder).encryptionKeyId}. Read both to the registry's operator.`,
    )
  }
}

/** Keeps the registry's public identity; the one before stays, so that what is on its way is still taken. */
function trust(peers: string, file: string, say: Say): void {
  const peer = parsePeer(readFileSync(file, 'utf8'))
  if (peer.node !== 'registry') throw new Error(`${file} is the identity of a ${peer.node}, not of a registry`)
  mkdirSync(peers, { recursive: true, mode: 0o700 })
  const current = join(peers, 'registry.json')
  try {
    const before = parsePeer(readFileSync(current, 'utf8'))
    if (before.signingKeyId !== peer.signingKeyId)
      renameSync(current, join(peers, `registry-${before.signingKeyId}.json`))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const fresh = `${current}.new`
  writeFileSync(fresh, `${JSON.stringify(peer, null, 2)}\n`, { mode: 0o600 })
  chmodSync(fresh, 0o600)
  renameSync(fresh, current)
  say(
    `Trusted: registry with signing key ${peer.signingKeyId}, encryption key ${peer.encryptionKeyId}. Compare both with what the registry's operator reads out.`,
  )
}
