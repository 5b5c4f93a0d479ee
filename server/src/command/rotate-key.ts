import { openKeyFolder, type KeyFolder } from '@anju/crypto/key-folder.ts'
import { KEY_NAMES, type KeyEntry, type KeyName } from '@anju/crypto/key-ring.ts'
import { destroyKey as destroyInFolder, rotateKey as rotateInFolder } from '@anju/crypto/key-rotation.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { sqlStateOf } from '@anju/platform/database/pool.ts'
import { Client } from 'pg'
import { systemNow } from '../app.ts'
import { failpointAt } from '../failpoint.ts'
import {
  claimAccounts,
  countIndexedBefore,
  dropClaimsBefore,
  listCitySchemas,
  reindexAccounts,
  reindexPersons,
} from './rotate-index.ts'
import {
  countOtherwiseWrapped,
  countWrappedUnder,
  listWrappedColumns,
  recordKeyStates,
  rewrapNext,
} from './rotate-column.ts'
import type { Say } from './migrate.ts'

const BATCH = 500
/** A command that began under the retired key has ended by then, and every program has taken up the new one. */
const RETIRED_MS_MIN = 10 * 60_000
/** A new key cannot know again what was hashed under the old one, so it has no rotation: it is no secret that opens anything. */
const NEVER_ROTATED: readonly KeyName[] = ['material']

export type RotateOptions = { readonly resume?: boolean }

/**
 * `rotate-key <name>`: puts a new key in the place of one in use and carries over what must be carried over, in batches, while
 * the registry works. With `resume` no new key is made: it goes on where a crash or a stop left it.
 */
export async function rotateKey(
  environment: Environment,
  ownerUrl: string,
  name: string,
  { resume = false }: RotateOptions,
  say: Say,
): Promise<void> {
  const known = keyName(name)
  if (NEVER_ROTATED.includes(known))
    throw new Error(`${name} is not rotated: by it the same image is known again over the years`)
  const pass = failpointAt(environment.failpoint, () => process.kill(process.pid, 'SIGKILL'))
  let folder = openKeyFolder(environment.keys, { role: 'registry', create: false })
  await withClient(ownerUrl, async (client) => {
    if (!resume) {
      folder = rotateInFolder(folder, known, systemNow())
      say(
        `${name}: a new key is in use. Bring the key folder to every other machine that has one before anything else.`,
      )
    }
    const crypto = softProvider(folder)
    await recordKeyStates(client, crypto.inventory(), systemNow())
    if (known === 'root-kek') await rewrapAll(client, crypto, pass, say)
    if (known === 'index-1') await reindexAll(client, crypto, pass, say)
    for (const line of keyLines(crypto.inventory().filter((key) => key.name === known))) say(line)
  })
}

/** Wraps every person's key under the root key in use, round after round until a round finds none that was not. */
export async function rewrapAll(
  client: Client,
  crypto: CryptoProvider,
  pass: (name: string) => void,
  say: Say,
): Promise<void> {
  const kid = activeKid(crypto, 'root-kek')
  for (const column of await listWrappedColumns(client)) {
    let changed = 0
    while ((await countOtherwiseWrapped(client, column, kid)) > 0) {
      let last: string | undefined
      do {
        const from = last
        const batch = await again(() => rewrapNext(client, crypto, column, from, BATCH))
        changed += batch.changed
        last = batch.last
        if (batch.changed > 0) pass('after-batch')
      } while (last !== undefined)
    }
    if (changed > 0) say(`${column.table}: ${changed} keys wrapped under ${kid}`)
  }
}

async function reindexAll(
  client: Client,
  crypto: CryptoProvider,
  pass: (name: string) => void,
  say: Say,
): Promise<void> {
  await claimAccounts(client, crypto)
  for (const city of await listCitySchemas(client)) {
    let done = 0
    for (let batch = -1; batch !== 0;) {
      batch = await again(() => reindexPersons(client, crypto, city, BATCH))
      done += batch
      if (batch > 0) pass('after-batch')
    }
    say(`${city}: ${done} persons are found under the new index key`)
  }
  const unknown = await reindexAccounts(client, crypto)
  if (unknown > 0)
    say(`${unknown} accounts have no number on file: they stay under the old key until it is entered again`)
}

/**
 * `destroy-key <name> <kid>`: takes the secret of a retired key out of the folder, once nothing is left that needs it.
 * @throws Error while something does, or when it was retired a moment ago
 */
export async function destroyKey(
  environment: Environment,
  ownerUrl: string,
  { name, kid }: { readonly name: string; readonly kid: string },
  say: Say,
): Promise<void> {
  const known = keyName(name)
  const folder = openKeyFolder(environment.keys, { role: 'registry', create: false })
  const crypto = softProvider(folder)
  const found = crypto.inventory().find((key) => key.name === known && key.kid === kid)
  if (found === undefined || found.until === null) throw new Error(`No retired ${name} key ${kid}: see key-inventory`)
  const restMs = Date.parse(found.until) + RETIRED_MS_MIN - Date.parse(systemNow())
  if (restMs > 0) throw new Error(`${kid} was retired a moment ago: wait ${Math.ceil(restMs / 60_000)} minutes more`)
  await withClient(ownerUrl, async (client) => {
    const needed = await countNeeding(client, crypto, known, kid)
    if (needed > 0) throw new Error(`${needed} rows still need ${name} ${kid}: run rotate-key ${name} --resume`)
    const after = softProvider(destroyInFolder(folder, known, kid))
    if (known === 'index-1') await dropClaimsBefore(client, newestVersion(after))
    await recordKeyStates(client, after.inventory(), systemNow())
  })
  say(`${name} ${kid} is destroyed in this folder. Destroy it in the copies and backups of the folder too.`)
}

/** Rows that only this key opens or verifies. What signs or seals for years is never free of them. */
async function countNeeding(client: Client, crypto: CryptoProvider, name: KeyName, kid: string): Promise<number> {
  if (name === 'root-kek') return countWrappedUnder(client, kid)
  if (name === 'index-1') return countIndexedBefore(client, newestVersion(crypto))
  if (name === 'sm2-encryption') return 0
  throw new Error(`A retired ${name} key is kept: what was made under it is verified for as long as it is kept`)
}

function newestVersion(crypto: CryptoProvider): number {
  return crypto.blindIndexes('idno', '0').at(-1)?.version ?? 1
}

/** `key-inventory`: every key with what it is, its state and what it serves, as JSON for the assessment 密评. */
export function keyInventory(folder: KeyFolder): string {
  const crypto = softProvider(folder)
  const told = {
    format: 'anju-key-inventory/1',
    folder: crypto.fingerprint,
    role: folder.role,
    keys: crypto.inventory(),
  }
  return JSON.stringify({ ...told, signingKeys: { format: 'anju-key-list/1', keys: crypto.signingKeys } }, null, 2)
}

function keyLines(keys: readonly KeyEntry[]): readonly string[] {
  return keys.map(
    ({ name, kid, state, since, until }) =>
      `${name} ${kid} ${state} since ${since}${until === null ? '' : `, until ${until}`}`,
  )
}

function activeKid(crypto: CryptoProvider, name: KeyName): string {
  const active = crypto.inventory().find((key) => key.name === name && key.state === 'active')
  if (active === undefined) throw new Error(`No ${name} key is in use`)
  return active.kid
}

function keyName(name: string): KeyName {
  const known = KEY_NAMES.find((each) => each === name)
  if (known === undefined) throw new Error(`No key ${name}; there are ${KEY_NAMES.join(', ')}`)
  return known
}

const TRIES_MAX = 5

/** Once more when PostgreSQL broke a deadlock with a command. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= TRIES_MAX || sqlStateOf(error) !== '40P01') throw error
    }
  }
}

async function withClient(ownerUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'anju rotate-key' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
