import { fileURLToPath } from 'node:url'

import { ordersStream, resultsStream } from '@anju/exchange/stream-name.ts'
import { migrate, readMigrations } from '@anju/platform/database/migrate.ts'

import { CARD_SCHEMA } from '../app.ts'
import type { ServedCity } from '../store/city.ts'
import { asOwner } from './as-owner.ts'

export const CARD_ROLE = 'anju_card'
const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url))

export type Say = (line: string) => void

/**
 * Brings the database to this version as its owner, and makes the role that the service runs under. Safe to run again.
 * @param appUrl - when it carries a password, the role gets it
 */
export async function migrateAll(ownerUrl: string, appUrl: string | undefined, say: Say): Promise<void> {
  await ensureRole(ownerUrl, appUrl)
  await migrate({
    url: ownerUrl,
    schema: CARD_SCHEMA,
    migrations: await readMigrations(MIGRATIONS),
    identifiers: { app: CARD_ROLE },
    onApplied: (name) => say(`${CARD_SCHEMA}: ${name}`),
  })
}

/** Starts to serve a city: its row and its two streams. Safe to run again. */
export async function addCity(ownerUrl: string, { city, areaCode, nameZh, nameEn }: ServedCity): Promise<void> {
  const [orders, results] = [ordersStream(city), resultsStream(city)]
  await asOwner(ownerUrl, async (client) => {
    await client.query(
      'insert into card.served_city (city, area_code, name_zh, name_en) values ($1, $2, $3, $4) on conflict (city) do nothing',
      [city, areaCode, nameZh, nameEn],
    )
    await client.query(
      'insert into card.inbound_stream (stream, city, expected) values ($1, $2, 1) on conflict do nothing',
      [orders, city],
    )
    await client.query(
      'insert into card.outgoing_stream (stream, city, next_seq) values ($1, $2, 1) on conflict do nothing',
      [results, city],
    )
  })
}

/**
 * Binds the database to a key folder, once.
 * @throws Error when it is bound to another: keys are never replaced silently.
 */
export async function bindKeys(ownerUrl: string, fingerprint: string): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    await client.query('insert into card.installation (key_fingerprint) values ($1) on conflict do nothing', [
      fingerprint,
    ])
    const bound = await client.query<{ key_fingerprint: string }>('select key_fingerprint from card.installation')
    if (bound.rows[0]?.key_fingerprint !== fingerprint) {
      throw new Error(
        'This database belongs to another key folder. Point ANJU_KEYS at that folder, or restore it from its backup.',
      )
    }
  })
}

async function ensureRole(ownerUrl: string, appUrl: string | undefined): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [CARD_ROLE])
    if (known.rowCount === 0) {
      // Roles belong to the server, not the database: a neighbour migrating at the same moment may have made it.
      await client
        .query(`create role ${CARD_ROLE} login nosuperuser nobypassrls nocreatedb nocreaterole`)
        .catch((error: unknown) => {
          if (!(error instanceof Error && 'code' in error && (error.code === '42710' || error.code === '23505')))
            throw error
        })
    }
    const password = appUrl === undefined ? '' : decodeURIComponent(new URL(appUrl).password)
    if (password !== '') await client.query(`alter role ${CARD_ROLE} password ${client.escapeLiteral(password)}`)
  })
}
