import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { readPeers } from '@anju/exchange/peer.ts'
import { readMigrations } from '@anju/platform/database/migrate.ts'
import { openPool, sqlStateOf, type Statement } from '@anju/platform/database/pool.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { relyingPartyOf } from '@anju/platform/webauthn/relying-party.ts'
import { folderBlobStore } from './blob/blob-store.ts'
import type { City, Deps } from './deps.ts'
import { fitOfCity } from './city-version.ts'
import { failpointAt } from './failpoint.ts'
import { parseGatewaySettings, type CityGateways } from './gateway/gateway-settings.ts'
import type { IdentityProvider } from './identity/identity-provider.ts'
import { parseIdentitySettings, readSecret } from './identity/identity-settings.ts'
import { oidcProvider } from './identity/oidc-provider.ts'
import { clamdScanner, scannerAddress } from './blob/clamd-scanner.ts'
import { loadCalendar } from './law/load-calendar.ts'
import { loadClauseTexts } from './law/load-clause-texts.ts'
import { loadPacks, nationalBounds } from './law/load-packs.ts'
import { findKeyFingerprint, listCities, listCityMigrations, listUnsafeSettings } from './store/installation.ts'

const CITY_MIGRATIONS = fileURLToPath(new URL('../migrations/city/', import.meta.url))
export const COUNTER_FACE = fileURLToPath(new URL('../../faces/counter/dist/', import.meta.url))
export const CITIZEN_FACE = fileURLToPath(new URL('../../faces/citizen/dist/', import.meta.url))

export type Wired = { readonly deps: Deps; readonly close: () => Promise<void> }
export type WireOptions = {
  readonly connectionsMax?: number
  readonly onStatement?: (statement: Statement) => void
  readonly onRefusedCity?: (why: string) => void
}

/**
 * Wires the registry: pools, keys, law, blobs. Refuses to start with a way out when the keys are missing or foreign, when
 * the database role could do more than it may, or when a setting would let a commit be lost.
 */
export async function wire(environment: Environment, program: string, options: WireOptions = {}): Promise<Wired> {
  const url = environment.appDatabaseUrl
  if (url === undefined)
    throw new Error(
      'ANJU_APP_DATABASE_URL is missing: the address of the database for the role anju_app. npm start sets it.',
    )
  const gateways = readGateways(environment.gateways)
  const identityProviders = readIdentityProviders(environment.identity)
  const keys = openKeyFolder(environment.keys, { role: 'registry', create: false })
  const crypto = softProvider(keys)
  const pool = (searchPath: string) => openPool({ url, searchPath, applicationName: `anju ${program}`, ...options })
  const shared = pool('shared')
  const closing: (() => Promise<void>)[] = [() => shared.close()]
  const close = async () => {
    await Promise.all(closing.map((end) => end()))
  }
  try {
    const unsafe = await listUnsafeSettings(shared)
    if (unsafe.length > 0)
      throw new Error(
        `The database is not safe to work with:\n${unsafe.map((line) => `  - ${line}`).join('\n')}\nRun migrate as the owner, and connect as anju_app.`,
      )
    const fingerprint = await findKeyFingerprint(shared).catch(sayMigrate)
    if (fingerprint !== crypto.fingerprint) {
      throw new Error(
        `The key folder ${environment.keys} does not belong to this database. Point ANJU_KEYS at the folder it was set up with, or restore that from its backup.`,
      )
    }
    const known = (await readMigrations(CITY_MIGRATIONS)).map(({ name }) => name)
    const cities = new Map<string, City>()
    for (const row of await listCities(shared)) {
      const cityPool = pool(`${row.city}, shared`)
      closing.push(() => cityPool.close())
      const fit = fitOfCity(known, await listCityMigrations(cityPool))
      if (!fit.fits) {
        options.onRefusedCity?.(`${row.city} ${fit.why}`)
        continue
      }
      const identityProvider = identityProviders.get(row.city)
      cities.set(row.city, {
        city: row.city,
        jurisdiction: row.jurisdiction,
        divisionPrefix: row.division_prefix,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        pool: cityPool,
        demo: environment.dev,
        ...gateways.get(row.city),
        ...(identityProvider === undefined ? {} : { identityProvider }),
      })
    }
    const deps: Deps = {
      shared,
      cities,
      packs: loadPacks(),
      nationalBounds: nationalBounds().toSorted((a, b) => a.inForceFrom.localeCompare(b.inForceFrom)),
      calendar: loadCalendar(),
      clauseTexts: loadClauseTexts(),
      crypto,
      blobs: folderBlobStore(environment.blobs),
      ...(environment.scanner === undefined ? {} : { scanner: clamdScanner(scannerAddress(environment.scanner)) }),
      relyingParty: relyingPartyOf(environment),
      witnessKeys: async () =>
        (await readPeers(environment.peers, 'card-service')).map(({ signingPublicKey }) => signingPublicKey),
      newId: () => uuidV7(),
      failpoint: failpointAt(environment.failpoint, () => process.kill(process.pid, 'SIGKILL')),
    }
    return { deps, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The settings of the cities' gateways. Secrets stand in them, so nobody else may read the file. */
function readGateways(path: string | undefined): ReadonlyMap<string, CityGateways> {
  if (path === undefined) return new Map()
  if (!existsSync(path)) throw new Error(`ANJU_GATEWAYS names ${path}, which is not there.`)
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(`${path} holds secrets and can be read by others. Run: chmod 600 ${path}`)
  return parseGatewaySettings(readFileSync(path, 'utf8'))
}

function sayMigrate(error: unknown): never {
  if (sqlStateOf(error) !== '42P01') throw error
  throw new Error('The database has none of our tables yet. Run migrate as its owner, then keys.')
}

/** The identity providers of the cities; each secret lies in a file of its own. */
function readIdentityProviders(path: string | undefined): ReadonlyMap<string, IdentityProvider> {
  if (path === undefined) return new Map()
  if (!existsSync(path)) throw new Error(`ANJU_IDENTITY names ${path}, which is not there.`)
  const settings = parseIdentitySettings(readFileSync(path, 'utf8'))
  return new Map([...settings].map(([city, one]) => [city, oidcProvider(one, readSecret(one.secretFile))]))
}

/** The instant by the system clock; the one place beside the HTTP edge and the workers that reads it. */
export function systemNow(): string {
  return new Date().toISOString()
}
