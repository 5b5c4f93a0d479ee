import type { CastOfficial } from '@anju/dev/cast.ts'
import type { Actor } from '@anju/domain/access/actor.ts'
import { DEFAULT_POST_SCOPE } from '@anju/domain/access/compile-scope.ts'
import type { OfficeId, OfficialId } from '@anju/domain/kernel/id.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Statement } from '@anju/platform/database/pool.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import { parseEnvironment } from '@anju/platform/launcher/environment.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { wire, type Wired } from '@anju/server/app.ts'
import { Client } from 'pg'
import type { Act, Deps } from '@anju/server/deps.ts'

/** The registry's insides over a database of the test's own: for tests of use cases, without HTTP. */
export type TestRegistry = {
  readonly deps: Deps
  readonly database: TestDatabase
  /** Statements as they were sent, oldest first; clear it before what is to be counted. */
  readonly statements: Statement[]
  /** An act of a member of the cast on a legal day. `reach` city sees the whole city. */
  act(member: CastOfficial, legalOn: string, reach?: 'post' | 'city'): Act
  systemAct(city: string, legalOn: string): Act
  /** One statement as the owner of the tables: to arrange what no program may do. */
  asOwner(sql: string, parameters?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  close(): Promise<void>
}

/** What a test changes before the registry is wired: rows of its own, and packs beside those of `law/packs`. */
export type Arrangement = {
  readonly arrange?: (database: TestDatabase) => Promise<void>
  readonly packs?: readonly Pack[]
  /** A folder of peers of its own; the one of the run belongs to every test. */
  readonly peers?: string
}

export async function openTestRegistry({ arrange, packs = [], peers }: Arrangement = {}): Promise<TestRegistry> {
  const database = await testDatabase('registry')
  await arrange?.(database)
  const statements: Statement[] = []
  const environment = parseEnvironment(
    {
      ANJU_HOME: database.home,
      ANJU_KEYS: database.keys,
      ANJU_APP_DATABASE_URL: database.appUrl,
      DATABASE_URL: database.url,
      // The cast signs with demo links here, as in a trial run.
      ANJU_DEV: '1',
      ...(peers === undefined ? {} : { ANJU_PEERS: peers }),
    },
    'registry',
  )
  const wired: Wired = await wire(environment, 'test', { onStatement: (statement) => statements.push(statement) })
  const act = (city: string, actor: Actor, legalOn: string, prefix: string | undefined): Act => {
    const served = wired.deps.cities.get(city)
    if (served === undefined) throw new Error(`The cast has no city ${city}`)
    return {
      city: served,
      actor,
      sessionRef: 'test',
      legalOn: parsePlainDate(legalOn),
      at: `${legalOn}T02:00:00.000Z`,
      scope: scopeOf({
        city,
        prefixes: [prefix ?? served.divisionPrefix],
        actor: actor.kind === 'official' ? actor.officialId : null,
      }),
      signing: { kind: 'demo', request: { route: 'test', requestSm3: '0'.repeat(64), attachments: [] } },
    }
  }
  return {
    deps: { ...wired.deps, packs: [...wired.deps.packs, ...packs] },
    database,
    statements,
    act: (member, legalOn, reach = 'post') =>
      act(member.city, actorOf(member), legalOn, reach === 'city' ? undefined : member.divisionPrefix),
    systemAct: (city, legalOn) => act(city, { kind: 'system', name: 'test' }, legalOn, undefined),
    async asOwner(sql, parameters = []) {
      const client = new Client({ connectionString: database.url })
      await client.connect()
      try {
        return (await client.query<Record<string, unknown>>(sql, [...parameters])).rows
      } finally {
        await client.end()
      }
    },
    async close() {
      await wired.close()
      await database.drop()
    },
  }
}

export function actorOf(member: CastOfficial): Actor {
  return {
    kind: 'official',
    officialId: member.officialId as OfficialId,
    postId: member.postId,
    name: member.name,
    role: member.role,
    officeId: member.office.officeId as OfficeId,
    officeCode: member.office.code,
    officeKind: member.office.kind,
    divisionPrefix: member.divisionPrefix,
    dataScope: DEFAULT_POST_SCOPE,
  }
}
