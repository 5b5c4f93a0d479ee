import { fileURLToPath } from 'node:url'

import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { readPeers } from '@anju/exchange/peer.ts'
import { openPool } from '@anju/platform/database/pool.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { relyingPartyOf } from '@anju/platform/webauthn/relying-party.ts'

import { civilDay } from './civil-day.ts'
import type { Deps } from './deps.ts'
import { failpointAt } from './failpoint.ts'
import { rosterReader } from './pinned-roster.ts'
import { findLegalDay } from './store/city.ts'
import { findKeyFingerprint, listUnsafeSettings } from './store/installation.ts'

export const CARD_FACE = fileURLToPath(new URL('../face/dist/', import.meta.url))
export const CARD_SCHEMA = 'card'

/** How often the exchange folder is looked into, and how often the registry hears of us when nothing happens. */
export const EXCHANGE_EVERY_MS = 500
export const BEAT_MS = 5 * 60_000

export type Wired = {
  readonly deps: Deps
  readonly legalDay: () => Promise<string>
  readonly close: () => Promise<void>
}

/**
 * Wires the card service: pool, keys, the registry's public keys. Refuses to start with a way out when keys are missing or
 * foreign, when no registry is trusted yet, when the database role could do more than it may, or when a commit could be lost.
 */
export async function wire(environment: Environment, program: string): Promise<Wired> {
  const url = environment.appDatabaseUrl
  if (url === undefined)
    throw new Error(
      'ANJU_APP_DATABASE_URL is missing: the address of the database for the role anju_card. npm start sets it.',
    )
  const crypto = softProvider(openKeyFolder(environment.keys, { role: 'card-service', create: false }))
  const registry = await readPeers(environment.peers, 'registry')
  if (registry.length === 0)
    throw new Error(
      `No registry is trusted yet: ${environment.peers} has no registry.json. Fetch the registry's file and run: keys --trust <file>.`,
    )
  const pool = openPool({ url, searchPath: CARD_SCHEMA, applicationName: `anju card-service ${program}` })
  try {
    const unsafe = await listUnsafeSettings(pool)
    if (unsafe.length > 0)
      throw new Error(
        `The database is not safe to work with:\n${unsafe.map((line) => `  - ${line}`).join('\n')}\nRun migrate as the owner, and connect as anju_card.`,
      )
    if ((await findKeyFingerprint(pool)) !== crypto.fingerprint) {
      throw new Error(
        `The key folder ${environment.keys} does not belong to this database. For a new one run: keys. Else point ANJU_KEYS at the folder it was set up with, or restore that from its backup.`,
      )
    }
    const deps: Deps = {
      pool,
      crypto,
      registry,
      officials: rosterReader(environment.peers),
      relyingParty: relyingPartyOf(environment),
      secondKeyGraceDays: environment.secondKeyGraceDays,
      dev: environment.dev,
      newId: () => uuidV7(),
      now: systemNow,
      failpoint: failpointAt(environment.failpoint, () => process.kill(process.pid, 'SIGKILL')),
    }
    // In dev mode only: elsewhere a row in legal_clock has no effect.
    const legalDay = async () => (environment.dev ? await findLegalDay(pool) : undefined) ?? civilDay(systemNow())
    return { deps, legalDay, close: () => pool.close() }
  } catch (error) {
    await pool.close()
    throw error
  }
}

/** The instant by the system clock. */
export function systemNow(): string {
  return new Date().toISOString()
}
