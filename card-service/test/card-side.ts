import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { hasKeyFolder, openKeyFolder } from '@anju/crypto/key-folder.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import { peerOf, type Peer } from '@anju/exchange/peer.ts'
import { openPool } from '@anju/platform/database/pool.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import { withRole } from '@anju/platform/launcher/postgres-url.ts'
import { testDatabase } from '@anju/platform/launcher/test-database.ts'
import { relyingPartyOf } from '@anju/platform/webauthn/relying-party.ts'

import type { QueryResultRow } from 'pg'

import { asOwner } from '../src/command/as-owner.ts'
import { bindKeys } from '../src/command/migrate.ts'
import { pinDemoRoster } from '../src/command/officials.ts'
import { seed } from '../src/command/seed.ts'
import type { Act, Deps } from '../src/deps.ts'
import { exchangeRound } from '../src/exchange/exchange-loop.ts'
import { dropFolders } from '../src/exchange/node.ts'
import type { Exchange } from '../src/exchange/node.ts'
import type { Beats } from '../src/exchange/beat.ts'
import { openCardService } from '../src/http/open-card-service.ts'
import { rosterReader } from '../src/pinned-roster.ts'
import { listCities, recordLegalDay, findLegalDay } from '../src/store/city.ts'
import { registrySide } from './registry-side.ts'

export type House = Awaited<ReturnType<typeof openHouse>>
export type CardSide = Awaited<ReturnType<typeof openCardSide>>

/** A card service with a simulated registry across the folder. */
export async function openHouse() {
  const home = mkdtempSync(join(tmpdir(), 'anju-card-'))
  const exchangeFolder = join(home, 'exchange')
  const keys = openKeyFolder(join(home, 'keys'), { role: 'card-service', create: true })
  const registry = registrySide(exchangeFolder, peerOf(keys))
  const card = await openCardSide({ home, exchangeFolder, registry: registry.peer })
  return { ...card, registry }
}

/**
 * A card service with a real database, a key folder `keys` in `home` (made unless it is there), and a drop folder. The
 * clock is the test's.
 */
export async function openCardSide({
  home,
  exchangeFolder,
  registry,
}: {
  home: string
  exchangeFolder: string
  registry: Peer
}) {
  const database = await testDatabase('card-service')
  const keysFolder = join(home, 'keys')
  const keys = openKeyFolder(keysFolder, { role: 'card-service', create: !hasKeyFolder(keysFolder) })
  const crypto = softProvider(keys)
  const peers = join(home, 'peers')
  mkdirSync(peers, { mode: 0o700 })
  writeFileSync(join(peers, 'registry.json'), JSON.stringify(registry), { mode: 0o600 })
  pinDemoRoster(peers, new Date().toISOString())
  // The template may be bound to keys of the test run; this house has its own.
  await asOwner(database.url, (client) => client.query('delete from card.installation'))
  await bindKeys(database.url, crypto.fingerprint)
  await seed(database.url, () => {})
  const appUrl = withRole(database.url, { user: 'anju_card' })
  const pool = openPool({ url: appUrl, searchPath: 'card', applicationName: 'test', connectionsMax: 4 })
  const clock = { now: '2016-07-06T01:00:00.000Z' }
  await recordLegalDay(pool, '2016-07-06')
  const deps: Deps = {
    pool,
    crypto,
    registry: [registry],
    officials: rosterReader(peers),
    relyingParty: relyingPartyOf({ dev: true, keyModels: [] }),
    secondKeyGraceDays: 7,
    dev: true,
    newId: () => uuidV7(),
    now: () => clock.now,
    failpoint: () => {},
  }
  const legalDay = async () => (await findLegalDay(pool)) ?? '2016-07-06'
  const exchange: Exchange = { deps, folders: dropFolders(exchangeFolder), beatMs: 300_000, legalDay }
  const beats: Beats = new Map()
  const cities = await listCities(pool)
  const actAs = async (badge: string, city = 'foshan'): Promise<Act> => {
    const [row] = await pool.ask<{ staff_id: string; name: string; badge: string }>(
      'select staff_id, name, badge from staff where badge = $1',
      [badge],
    )
    const served = cities.find((one) => one.city === city)
    if (row === undefined || served === undefined) throw new Error(`No ${badge} in ${city}`)
    return {
      staff: { staffId: row.staff_id, name: row.name, badge: row.badge },
      city: served,
      sessionRef: 'test',
      legalOn: await legalDay(),
      at: clock.now,
      scope: scopeOf({ city: '', prefixes: [served.areaCode] }),
      signing: { kind: 'demo', request: { route: 'test', intentId: uuidV7(), requestSm3: '0'.repeat(64) } },
    }
  }
  return {
    deps,
    exchange,
    peer: peerOf(keys),
    clock,
    database,
    appUrl,
    home,
    peers,
    exchangeFolder,
    actAs,
    legalDay,
    setDay: (on: string) => recordLegalDay(pool, on),
    round: () => exchangeRound(exchange, beats),
    ask: (sql: string) => pool.ask(sql),
    asOwner: <T extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> =>
      asOwner(database.url, async (client) => (await client.query<T>(sql, [...parameters])).rows),
    app: () =>
      openCardService(
        { deps, legalDay, dev: true },
        { faceFolder: '/nowhere', logLevel: 'silent', fault: () => undefined, silentAfterMs: 900_000 },
      ),
    close: async () => {
      await pool.close()
      await database.drop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
