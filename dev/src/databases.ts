import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withRole } from '@anju/platform/launcher/postgres-url.ts'
import { appRoles } from '@anju/platform/launcher/test-database.ts'
import { Client } from 'pg'

/** The two addresses of one node's database: as owner, who migrates, and as the role that the programs run under. */
export type NodeDatabase = { owner: string; app: string; isNew: boolean }
export type Databases = { registry: NodeDatabase; cardService: NodeDatabase }

/**
 * The registry's database is the one given; the card service gets one of its own beside it, `<name>_card`, unless
 * ANJU_CARD_DATABASE_URL names one. With `passwords` (a server that asks for them) the application roles get random
 * ones, kept in `home`; `migrate` makes the roles as their addresses say.
 */
export async function prepareDatabases(
  ownerUrl: string,
  home: string,
  env: NodeJS.ProcessEnv,
  passwords: boolean,
): Promise<Databases> {
  const name = decodeURIComponent(new URL(ownerUrl).pathname.slice(1))
  const cardOwner = env['ANJU_CARD_DATABASE_URL'] ?? withRole(ownerUrl, { database: `${name}_card` })
  await createDatabaseOnce(ownerUrl, cardOwner)
  const secret = passwords ? rolePassword(home) : undefined
  const as = (url: string, user: string) =>
    withRole(url, { user, ...(secret === undefined ? {} : { password: secret }) })
  return {
    registry: {
      owner: ownerUrl,
      app: env['ANJU_APP_DATABASE_URL'] ?? as(ownerUrl, appRoles.registry),
      isNew: await isNew(ownerUrl),
    },
    cardService: { owner: cardOwner, app: as(cardOwner, appRoles['card-service']), isNew: await isNew(cardOwner) },
  }
}

async function createDatabaseOnce(through: string, wanted: string): Promise<void> {
  const name = decodeURIComponent(new URL(wanted).pathname.slice(1))
  await withClient(through, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template0`)
  })
}

/** Whether nobody has made a table in it yet. */
async function isNew(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const tables = await client.query(
      `SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' LIMIT 1`,
    )
    return tables.rowCount === 0
  })
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function rolePassword(home: string): string {
  const path = join(home, 'app-role-password')
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(path, 'utf8')
}
