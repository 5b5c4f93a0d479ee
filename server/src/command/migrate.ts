import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { migrate, readMigrations } from '@anju/platform/database/migrate.ts'
import { DUTIES, type Duty } from '@anju/domain/policy/workflow-policy.ts'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { loadPacks } from '../law/load-packs.ts'
import { loadCalendar } from '../law/load-calendar.ts'
import { workDaysOf } from '../law/work-days.ts'
import { REFRESH_WORK_DAYS, workDayColumns } from '../store/work-day.ts'

export const APP_ROLE = 'anju_app'
const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url))
const DIVISIONS = fileURLToPath(new URL('../../seed/divisions.csv.gz', import.meta.url))

export type Say = (line: string) => void

/**
 * Brings the database to this version as its owner: the role that runs the application, the shared schema, the divisions,
 * and every city that is there. Safe to run again; resumes where it stopped.
 * @param appUrl - when it carries a password, the role gets it
 */
export async function migrateAll(ownerUrl: string, appUrl: string | undefined, say: Say): Promise<void> {
  await ensureRole(ownerUrl, appUrl)
  await migrateSchema(ownerUrl, 'shared', say)
  await loadDivisions(ownerUrl, say)
  await loadWorkDays(ownerUrl, say)
  for (const city of await listCityNames(ownerUrl)) await migrateCity(ownerUrl, city, say)
}

/** Brings a city to this version and gives its ledger and its log of looks the partitions of the months to come. */
export async function migrateCity(ownerUrl: string, city: string, say: Say): Promise<void> {
  await migrateSchema(ownerUrl, city, say)
  await asOwner(ownerUrl, async (client) => {
    for (const table of ['ledger', 'look'] as const) await makePartitions(client, city, table)
    await refreshSignerClasses(client, city)
  })
}

/** The two looks at one endorsement, in every city: what the machine of endorsements refuses, the table does not bear. */
const SECOND_LOOK: readonly string[] = ['endorse', 'check-endorsement'] satisfies readonly Duty[]

/**
 * Brings the separation of signers to what the newest pack of the city says: steps that must have different signers share a
 * class. The programs cannot change it, and a constraint holds it.
 */
async function refreshSignerClasses(client: Client, city: string): Promise<void> {
  const known = await client.query<{ jurisdiction: string }>('select jurisdiction from shared.city where city = $1', [
    city,
  ])
  const packs = loadPacks().filter(({ jurisdiction }) => jurisdiction === known.rows[0]?.jurisdiction)
  const newest = packs.toSorted((a, b) => a.inForceFrom.localeCompare(b.inForceFrom)).at(-1)
  const distinct: readonly string[] = newest?.workflow.application.distinctSigners.value ?? []
  const classOf = (duty: string) =>
    [distinct, SECOND_LOOK].find((together) => together.includes(duty))?.join('|') ?? duty
  await client.query(
    `insert into ${city}.signer_class (step, class) select step, class from unnest($1::text[], $2::text[]) as s(step, class)
     on conflict (step) do update set class = excluded.class where signer_class.class <> excluded.class
       and not exists (select from ${city}.signature where signature.step = excluded.step)`,
    [[...DUTIES], DUTIES.map(classOf)],
  )
}

/** Months for which partitions are made ahead. Rows of any other month go to the rest, so nothing waits for this. */
const PARTITION_MONTHS = 24

/** A partition needs its months free of rows in the rest; one that comes too late is left out, and the rest keeps them. */
async function makePartitions(client: Client, city: string, table: 'ledger' | 'look'): Promise<void> {
  const months = await client.query<{ name: string; from_at: string; to_at: string }>(
    `select '${table}_' || to_char(m, 'YYYYMM') as name, to_char(m, 'YYYY-MM-DD') as from_at, to_char(m + interval '1 month', 'YYYY-MM-DD') as to_at
     from generate_series(date_trunc('month', now() at time zone 'UTC'), date_trunc('month', now() at time zone 'UTC') + make_interval(months => $1), interval '1 month') as m
     where not exists (select 1 from ${city}.${table}_rest where at >= (m at time zone 'UTC') and at < ((m + interval '1 month') at time zone 'UTC'))
       and to_regclass($2 || '.${table}_' || to_char(m, 'YYYYMM')) is null`,
    [PARTITION_MONTHS, city],
  )
  for (const { name, from_at, to_at } of months.rows) {
    await client.query(
      `create table ${city}.${name} partition of ${city}.${table} for values from ('${from_at} 00:00+00') to ('${to_at} 00:00+00')`,
    )
    await client.query(
      `comment on table ${city}.${name} is '${table === 'ledger' ? 'Ledger rows' : 'Looks'} of one month (UTC)'`,
    )
  }
}

/** Makes a city: its row, its schema, its tables. Safe to run again. */
export async function addCity(
  ownerUrl: string,
  city: {
    readonly city: string
    readonly jurisdiction: string
    readonly divisionPrefix: string
    readonly nameZh: string
    readonly nameEn: string
  },
  say: Say,
): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    await client.query(
      'insert into shared.city (city, jurisdiction, division_prefix, name_zh, name_en) values ($1, $2, $3, $4, $5) on conflict do nothing',
      [city.city, city.jurisdiction, city.divisionPrefix, city.nameZh, city.nameEn],
    )
  })
  await migrateCity(ownerUrl, city.city, say)
}

/**
 * Binds the database to a key folder, once.
 * @throws Error when it is bound to another: keys are never replaced silently.
 */
export async function bindKeys(ownerUrl: string, fingerprint: string): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    await client.query('insert into shared.installation (key_fingerprint) values ($1) on conflict do nothing', [
      fingerprint,
    ])
    const bound = await client.query<{ key_fingerprint: string }>('select key_fingerprint from shared.installation')
    if (bound.rows[0]?.key_fingerprint !== fingerprint) {
      throw new Error(
        'This database belongs to another key folder. Point ANJU_KEYS at that folder, or restore it from its backup.',
      )
    }
  })
}

/** Brings one schema, `shared` or a city's, to this version. */
export async function migrateSchema(ownerUrl: string, schema: string, say: Say): Promise<void> {
  const migrations = await readMigrations(join(MIGRATIONS, schema === 'shared' ? 'shared' : 'city'))
  await migrate({
    url: ownerUrl,
    schema,
    migrations,
    identifiers: { app: APP_ROLE },
    onApplied: (name) => say(`${schema}: ${name}`),
  })
}

async function ensureRole(ownerUrl: string, appUrl: string | undefined): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [APP_ROLE])
    if (known.rowCount === 0) {
      // Roles belong to the server, not the database: a neighbour migrating at the same moment may have made it.
      await client
        .query(`create role ${APP_ROLE} login nosuperuser nobypassrls nocreatedb nocreaterole`)
        .catch((error: unknown) => {
          if (!(error instanceof Error && 'code' in error && (error.code === '42710' || error.code === '23505')))
            throw error
        })
    }
    const password = appUrl === undefined ? '' : decodeURIComponent(new URL(appUrl).password)
    if (password !== '') await client.query(`alter role ${APP_ROLE} password ${client.escapeLiteral(password)}`)
  })
}

/** Loads the divisions of the whole country once. An empty start of validity means: as far back as anybody asks. */
async function loadDivisions(ownerUrl: string, say: Say): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const there = await client.query('select 1 from shared.division limit 1')
    if (there.rowCount !== 0) return
    await client.query('begin')
    await client.query(
      'create temporary table seed (code text, name text, level text, parent_code text, is_statistical boolean, valid_from date, source text) on commit drop',
    )
    const target = client.query(copyFrom(`copy seed from stdin with (format csv, header true)`))
    await pipeline(createReadStream(DIVISIONS), createGunzip(), target)
    const loaded = await client.query(
      `insert into shared.division (code, name, level, parent_code, valid_from, statistical)
       select code, name, array_position(array['province', 'prefecture', 'county', 'town', 'village'], level), parent_code, valid_from, is_statistical from seed`,
    )
    await client.query('commit')
    await client.query('analyze shared.division')
    say(`shared: ${loaded.rowCount} divisions`)
  })
}

/** Brings the table of working days to what the year files of the law say. */
async function loadWorkDays(ownerUrl: string, say: Say): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    await client.query('set search_path = shared')
    const changed = await client.query(REFRESH_WORK_DAYS, [...workDayColumns(workDaysOf(loadCalendar()))])
    if (changed.rowCount !== 0) say(`shared: ${changed.rowCount} working days and rest days`)
  })
}

async function listCityNames(ownerUrl: string): Promise<readonly string[]> {
  return asOwner(ownerUrl, async (client) =>
    (await client.query<{ city: string }>('select city from shared.city order by city')).rows.map((row) => row.city),
  )
}

async function asOwner<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'anju migrate' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
