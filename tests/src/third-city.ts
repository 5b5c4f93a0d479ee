import { join } from 'node:path'
import { createApiClient, type ApiClient } from '@anju/contract/api-client.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import { addCity } from '@anju/server/command/migrate.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { systemNow } from '@anju/server/app.ts'
import { LAW_FOLDER, loadPacksOf } from '@anju/server/law/load-packs.ts'
import { sweepAllCities } from '@anju/server/workers/sweep.ts'
import type { TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { Client } from 'pg'
import { openTestRegistry, type TestRegistry } from './test-registry.ts'

/** A city that is in no code and no cast: what an administrator would enter, and nothing else. */
export type NewCity = {
  readonly city: string
  readonly jurisdiction: string
  readonly divisionPrefix: string
  readonly nameZh: string
  readonly nameEn: string
  /** One official for each role, all at one office of its division. */
  readonly roles: readonly Role[]
  readonly officeDivision: string
  /** Registered lanes 街路巷, by village or community. */
  readonly lanes: Readonly<Record<string, readonly string[]>>
}

export type ThirdCity = {
  readonly registry: TestRegistry
  readonly packs: readonly Pack[]
  readonly address: string
  signIn(role: Role): Promise<ApiClient>
  close(): Promise<void>
}

/** Packs of `law/examples` for one jurisdiction, as an administrator would copy them to `law/packs`. */
export function examplePacks(jurisdiction: string): readonly Pack[] {
  return loadPacksOf(join(LAW_FOLDER, 'examples', jurisdiction))
}

/** Migrates the city's schema, enters its offices, officials and lanes, and opens the registry with its packs over HTTP. */
export async function openThirdCity(city: NewCity): Promise<ThirdCity> {
  const packs = examplePacks(city.jurisdiction)
  const registry = await openTestRegistry({ packs, arrange: (database) => enterCity(database, city, packs) })
  const app = await openRegistry(
    { deps: registry.deps, now: systemNow },
    {
      dev: true,
      sweepAll: (at) => sweepAllCities(registry.deps, at),
      faceFolder: '/nowhere',
      citizenFolder: '/nowhere',
      logLevel: 'warn',
    },
  )
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    registry,
    packs,
    address,
    signIn: (role) => signIn(address, registry.database.url, city, role),
    async close() {
      await app.close()
      await registry.close()
    },
  }
}

async function enterCity({ url }: TestDatabase, city: NewCity, packs: readonly Pack[]): Promise<void> {
  await addCity(url, city, () => {})
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const [at, role] of city.roles.entries()) {
      const officeKind = packs[0]?.workflow.roles.find((named) => named.role === role)?.officeKind
      if (officeKind === undefined) throw new Error(`The pack has no role ${role}`)
      await client.query(
        `insert into shared.office (office_id, city, kind, code, name_zh, name_en, division_prefix) values ($1, $2, $3, $4, $5, $6, $7)`,
        [rowId(1, at), city.city, officeKind, String(300 + at), `${city.nameZh}${role}`, role, city.officeDivision],
      )
      await client.query('insert into shared.official (official_id, name, id_bidx) values ($1, $2, $3)', [
        rowId(2, at),
        `${role}经办`,
        Buffer.from(`third-city-${at}`),
      ])
      await client.query(
        `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from) values ($1, $2, $3, $4, $5, '2015-01-01')`,
        [rowId(3, at), rowId(2, at), rowId(1, at), role, city.officeDivision],
      )
    }
    for (const [divisionCode, names] of Object.entries(city.lanes)) {
      await client.query(`insert into ${city.city}.lane (division_code, name) select $1, unnest($2::text[])`, [
        divisionCode,
        names,
      ])
    }
  } finally {
    await client.end()
  }
}

async function signIn(address: string, ownerUrl: string, city: NewCity, role: Role): Promise<ApiClient> {
  const at = city.roles.indexOf(role)
  const member = { kind: 'official', officialId: rowId(2, at), postId: rowId(3, at), city: city.city } as const
  const token = await createSignInLink({ ownerUrl, member, expiresInMinutes: 5 })
  const response = await fetch(`${address}/sign-in/${token}`, { redirect: 'manual' })
  const cookie = /anju_session=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0]
  if (cookie === undefined) throw new Error(`No session for ${role}: ${response.status}`)
  const withCookie: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } })
  return createApiClient({ fetch: withCookie, baseUrl: address })
}

function rowId(kind: number, n: number): string {
  return `01530000-0000-7000-8000-${String(kind).padStart(4, '0')}${String(n + 1).padStart(8, '0')}`
}
