import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readPeers } from '@anju/exchange/peer.ts'
import { readMigrations } from '@anju/platform/database/migrate.ts'
import type { Pool } from '@anju/platform/database/pool.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { systemNow, wire } from '../app.ts'
import type { City, Deps } from '../deps.ts'
import { listSignersWithoutPost } from '../store/signer-audit.ts'
import { bundleCase } from '../store/case-bundle.ts'
import { findingLine } from './verify-finding.ts'
import type { Anchor } from './verify-head.ts'
import { officeKeys } from './witness.ts'
import { verifyLedger, type Verification, type Verifying } from './verify-ledger.ts'

const CITY_MIGRATIONS = fileURLToPath(new URL('../../migrations/city/', import.meta.url))
const FINDINGS_SHOWN = 100

export type Say = (line: string) => void

/**
 * `verify <city> [anchors]`: says whether the ledger of a city is the one that was written, and where not. Anchors are files
 * with checkpoints that were kept elsewhere: printed by the card service, or taken from the public page earlier.
 * @returns whether all is as it was written
 */
export async function verify(
  environment: Environment,
  { city: name, anchors }: { readonly city: string; readonly anchors: string | undefined },
  say: Say,
): Promise<boolean> {
  const { deps, close } = await wire(environment, 'verify')
  try {
    const city = deps.cities.get(name)
    if (city === undefined) throw new Error(`No city ${name} that this version serves`)
    const startedMs = performance.now()
    const verification = await verifyCity(deps, city, {
      witnessKeys: [
        ...(await readPeers(environment.peers, 'card-service')).map((peer) => peer.signingPublicKey),
        ...officeKeys(environment.peers),
      ],
      anchors: anchors === undefined ? [] : await readAnchors(anchors),
      at: systemNow(),
    })
    report(name, verification, performance.now() - startedMs, say)
    const unposted = await city.pool.look(wholeCity(city), listSignersWithoutPost)
    for (const { case_id, case_version, step, official_id, signed_on } of unposted)
      say(`signer without a post: ${case_id} version ${case_version}, ${step} by ${official_id} on ${signed_on}`)
    return verification.findings.length === 0 && unposted.length === 0
  } finally {
    await close()
  }
}

/** Verifies one city through its own pool, at one instant. */
export async function verifyCity(
  deps: Pick<Deps, 'crypto'>,
  city: Pick<City, 'city' | 'divisionPrefix'> & { readonly pool: Pool },
  outside: Pick<Verifying, 'witnessKeys' | 'anchors' | 'without'> & { readonly at?: string },
): Promise<Verification> {
  const migrations = (await readMigrations(CITY_MIGRATIONS)).map(({ name, sm3 }) => ({ name, sm3 }))
  return city.pool.look(wholeCity(city), async (db) => {
    // The pipeline keeps the order, so this comes before the first look.
    await db.read('set transaction isolation level repeatable read')
    await db.read('set local statement_timeout = 0')
    return verifyLedger(db, {
      ...outside,
      city: city.city,
      crypto: deps.crypto,
      registryKeys: deps.crypto.signingKeys.map(({ publicKey }) => publicKey),
      keyLives: deps.crypto.signingKeys,
      migrations,
    })
  })
}

/** `bundle <city> <case> <file>`: writes a case with its proofs, to be verified offline. */
export async function writeBundle(
  environment: Environment,
  { city: name, caseId, path }: { readonly city: string; readonly caseId: string; readonly path: string },
  say: Say,
): Promise<void> {
  const { deps, close } = await wire(environment, 'bundle')
  try {
    const city = deps.cities.get(name)
    if (city === undefined) throw new Error(`No city ${name} that this version serves`)
    const bundle = await city.pool.look(wholeCity(city), (db) => bundleCase(db, name, caseId))
    await writeFile(path, `${JSON.stringify(bundle, null, 1)}\n`, { mode: 0o600 })
    say(`${path}: ${bundle.events.length} events, ${bundle.signatures.length} signatures`)
  } finally {
    await close()
  }
}

/** Every file of a folder, or one file. */
async function readAnchors(path: string): Promise<readonly Anchor[]> {
  const names = await readdir(path).catch(() => undefined)
  const paths = names === undefined ? [path] : names.toSorted().map((name) => join(path, name))
  return Promise.all(paths.map(async (name) => ({ name, note: await readFile(name, 'utf8') })))
}

function report(city: string, done: Verification, tookMs: number, say: Say): void {
  for (const finding of done.findings.slice(0, FINDINGS_SHOWN)) say(findingLine(finding))
  if (done.findings.length > FINDINGS_SHOWN) say(`… and ${done.findings.length - FINDINGS_SHOWN} more`)
  for (const note of done.notes) say(`note: ${note}`)
  if (done.shredded > 0) say(`note: ${done.shredded} events whose facts cannot be read: the person's key is gone`)
  const events = done.leaves + done.waiting
  say(
    `${city}: ${events} events, ${done.waiting} of them waiting, ${done.signatures} signatures, ${done.checkpoints} checkpoints in ${(tookMs / 1_000).toFixed(1)} s: ${done.findings.length === 0 ? 'all as it was written' : `${done.findings.length} findings`}`,
  )
}
