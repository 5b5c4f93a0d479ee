import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { destroyKey, rotateKey } from '@anju/crypto/key-rotation.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { UnknownKey } from '@anju/crypto/unknown-key.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { checkout, programs } from '@anju/dev/checkout.ts'
import { constraintOf } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { countOtherwiseWrapped, listWrappedColumns } from '@anju/server/command/rotate-column.ts'
import { findAccountByNumber, recordAccount, sealOfficial } from '@anju/server/store/account.ts'
import { accountIndexes } from '@anju/server/store/account-claim.ts'
import { claimPersonId } from '@anju/server/store/person.ts'
import { createAccount, findAccount } from '@anju/server/store/resident-account.ts'
import { verifyCity } from '@anju/server/command/verify.ts'
import { enterSealedRows } from '@anju/tests/enter-sealed-rows.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'

const ON = '2016-07-18'

let registry: TestRegistry
let keys: string
before(async () => {
  registry = await openTestRegistry({
    // Other tests share the folder of the run: this one turns its keys over, so it has a copy.
    arrange: (database) => {
      keys = `${database.keys}-${database.name}`
      cpSync(database.keys, keys, { recursive: true })
      database.keys = keys
      return Promise.resolve()
    },
  })
})
after(async () => {
  await registry.close()
  rmSync(keys, { recursive: true, force: true })
})

const folder = () => openKeyFolder(keys, { role: 'registry', create: false })
/** Held at the window: what is sealed for a person is there, and nobody has to sign yet. */
const register = (person = newPerson('foshan'), deps = registry.deps) => {
  const declaration = declarationOf(person, DWELLINGS.flat.dwellingId, ON)
  return registerResidence(
    deps,
    registry.act(OFFICIALS.clerk, ON, 'city'),
    { intentId: randomUUID(), ...declaration },
    'held',
  )
}

/** The index that a program writes: the last of those it knows. */
const oneOf = (crypto: CryptoProvider): CryptoProvider['blindIndex'] => {
  return (kind, normalised) =>
    crypto.blindIndexes(kind, normalised).at(-1)?.index ?? crypto.blindIndex(kind, normalised)
}

async function withOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: registry.database.url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Runs a command of the registry; the tests' own work goes on beside it. */
async function run(args: readonly string[], failpoint?: string) {
  const { url, appUrl, home } = registry.database
  const child = spawn(process.execPath, [programs.registry, ...args], {
    cwd: checkout,
    env: {
      PATH: process.env['PATH'],
      ANJU_HOME: home,
      ANJU_KEYS: keys,
      DATABASE_URL: url,
      ANJU_APP_DATABASE_URL: appUrl,
      ANJU_DEV: '1',
      ...(failpoint === undefined ? {} : { ANJU_FAILPOINT: failpoint }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { stdout, stderr, status: child.exitCode, signal: child.signalCode }
}

type Sealed = {
  readonly person_id: string
  readonly id_enc: Buffer
  readonly dek_wrapped: Buffer
  readonly facts_enc: Buffer
  readonly stream_id: string
}

/** Rows of which something cannot be read any more, with why. */
async function unreadable(crypto: CryptoProvider): Promise<readonly unknown[]> {
  const rows = (await registry.asOwner(
    'select p.person_id, p.id_enc, p.dek_wrapped, l.facts_enc, l.stream_id from foshan.person p join foshan.ledger l using (person_id)',
  )) as readonly Sealed[]
  assert.ok(rows.length >= 12)
  return rows.flatMap((row) => {
    try {
      const place = { rowId: row.person_id, personId: row.person_id }
      assert.match(
        crypto.open({ ...place, table: 'person', column: 'id_enc' }, row.id_enc, row.dek_wrapped).toString(),
        /^\d{17}[\dX]$/,
      )
      crypto.open(
        { ...place, table: 'ledger', column: 'facts_enc', rowId: row.stream_id },
        row.facts_enc,
        row.dek_wrapped,
      )
      return []
    } catch (error) {
      return [error]
    }
  })
}

const wrappedUnder = async (kid: string) =>
  Number(
    (
      await registry.asOwner(
        `select count(*) as n from foshan.person where substring(dek_wrapped from 3 for 4) = decode($1, 'hex')`,
        [kid],
      )
    )[0]?.['n'],
  )
const rootOf = (state: string) =>
  softProvider(folder())
    .inventory()
    .find((key) => key.name === 'root-kek' && key.state === state)?.kid ?? ''

describe('the root key is changed while people register 根密钥轮换', () => {
  it('control: without wrapping anew, what the old key wrapped is lost with it', async () => {
    for (let n = 0; n < 12; n += 1) assert.ok((await register()).ok)
    const lost = `${keys}-lost`
    cpSync(keys, lost, { recursive: true })
    const changed = rotateKey(
      openKeyFolder(lost, { role: 'registry', create: false }),
      'root-kek',
      new Date().toISOString(),
    )
    const kid = changed.keys.retired?.[0]?.kid ?? ''
    const crypto = softProvider(destroyKey(changed, 'root-kek', kid))
    const errors = await unreadable(crypto)
    assert.ok(errors.length >= 12)
    for (const error of errors) assert.ok(error instanceof UnknownKey && error.message.includes(kid))
    rmSync(lost, { recursive: true })
  })

  it('killed in the middle and resumed, beside writers and readers: nothing is unreadable, everything is under the new key', async (t) => {
    const stop = new AbortController()
    let [written, read] = [0, 0]
    const writing = [0, 1].map(async () => {
      while (!stop.signal.aborted) {
        assert.ok((await register()).ok)
        written += 1
      }
    })
    const reading = (async () => {
      while (!stop.signal.aborted) {
        assert.deepEqual(await unreadable(registry.deps.crypto), [])
        read += 1
        await new Promise((done) => setTimeout(done, 20))
      }
    })()
    const killed = await run(['rotate-key', 'root-kek'], 'after-batch:1')
    assert.equal(killed.signal, 'SIGKILL', killed.stderr)
    const old = rootOf('decrypt-only')
    const resumed = await run(['rotate-key', 'root-kek', '--resume'])
    assert.equal(resumed.status, 0, resumed.stderr)
    stop.abort()
    await Promise.all([...writing, reading])
    t.diagnostic(
      `${written} registrations and ${read} readings of everybody beside it; ${resumed.stdout.trim().replaceAll('\n', '; ')}`,
    )
    assert.ok(written > 5 && read > 1)
    assert.deepEqual(await unreadable(registry.deps.crypto), [])
    assert.equal(await wrappedUnder(old), 0)
    const columns = await withOwner((client) => listWrappedColumns(client))
    const tables = columns.map(({ table }) => table)
    for (const table of ['foshan.person', 'foshan.blob', 'shared.official', 'shared.account_proposal'])
      assert.ok(tables.includes(table), table)
    for (const column of columns)
      assert.equal(
        await withOwner((client) => countOtherwiseWrapped(client, column, rootOf('active'))),
        0,
        column.table,
      )
    const [official] = await registry.asOwner(
      'select count(*)::int as n from shared.official where length(dek_wrapped) > 0',
    )
    assert.ok(Number(official?.['n']) > 0)
    assert.ok((await wrappedUnder(rootOf('active'))) > 12)
  })

  it('the old key cannot be destroyed while it may be needed, and afterwards nothing misses it', async () => {
    const old = rootOf('decrypt-only')
    const refused = await run(['destroy-key', 'root-kek', old])
    assert.equal(refused.status, 1)
    assert.match(refused.stderr, /wait \d+ minutes/)
    destroyKey(folder(), 'root-kek', old)
    assert.deepEqual(await unreadable(softProvider(folder())), [])
    const told = await registry.asOwner('select state from shared.key_change where kid = $1', [old])
    assert.deepEqual(told, [{ state: 'decrypt-only' }])
  })
})

describe('keys that sign and seal are changed 签名、台账、行印密钥轮换', () => {
  it('what was made before still verifies, what is made after too; with the new keys alone it would not', async () => {
    const city = registry.deps.cities.get('foshan')
    assert.ok(city !== undefined)
    const sealAll = async (deps: TestRegistry['deps']) => {
      const at = new Date().toISOString()
      while ((await sealLedger(city, 'test', at)) > 0);
      await sealCheckpoint(deps, city, 'test', at, 0)
    }
    const verified = async (crypto: CryptoProvider) => {
      const { findings } = await verifyCity({ crypto }, city, { witnessKeys: [], anchors: [] })
      return findings.map(({ check }) => check)
    }
    await enterSealedRows(registry)
    await sealAll(registry.deps)
    const past = folder()
    for (const name of ['sm2-signing', 'ledger', 'row-seal']) assert.equal((await run(['rotate-key', name])).status, 0)
    const crypto = softProvider(folder())
    const deps = { ...registry.deps, crypto }
    assert.ok((await register(newPerson('foshan'), deps)).ok)
    await enterSealedRows({ ...registry, deps })
    await sealAll(deps)
    assert.deepEqual(await verified(crypto), [])
    const [, newest] = crypto.signingKeys
    assert.ok(newest !== undefined && crypto.signingKeys.length === 2)
    assert.ok((await verified({ ...crypto, signingKeys: [newest] })).includes('checkpoint'), 'control')
    const old = softProvider({ keys: past.keys, fingerprint: past.fingerprint })
    assert.ok((await verified(old)).includes('seal'), 'control: a folder from before does not know the new seals')
  })
})

describe('the index key is changed while two desks enter the same people 盲索引密钥轮换', () => {
  it('one person stays one person, found under either key; claims under one key each would make two', async () => {
    const past = folder()
    // A desk whose program does not know of the change, and one that does.
    const unaware = { ...registry.deps, crypto: softProvider({ keys: past.keys, fingerprint: past.fingerprint }) }
    const changed = await run(['rotate-key', 'index-1'])
    assert.equal(changed.status, 0, changed.stderr)
    const aware = { ...registry.deps, crypto: softProvider(folder()) }
    assert.equal(aware.crypto.blindIndexes('idno', '1').length, 2)
    for (let n = 0; n < 6; n += 1) {
      const person = newPerson('foshan')
      const [first, second] = await Promise.all([register(person, unaware), register(person, aware)])
      assert.notEqual(first.ok, second.ok, 'the second one is told that there is a registration already')
      const indexes = aware.crypto.blindIndexes('idno', person.idNumber)
      const found = await Promise.all(
        indexes.map((index) => claimPersonId(registry.deps.shared, [index], randomUUID())),
      )
      assert.equal(new Set(found).size, 1)
      const rows = await registry.asOwner('select person_id from foshan.person where id_bidx = any($1)', [
        indexes.map(({ index }) => index),
      ])
      assert.deepEqual(rows, [{ person_id: found[0] }])
    }
    const apart = aware.crypto.blindIndexes('idno', newPerson('foshan').idNumber)
    const claims = await Promise.all(apart.map((index) => claimPersonId(registry.deps.shared, [index], randomUUID())))
    assert.equal(new Set(claims).size, 2, 'control')
  })

  it('one person gets one account, of an official and of a resident, found under either key; without claims there would be two', async () => {
    const newest: CryptoProvider = softProvider(folder())
    const oldest: CryptoProvider = {
      ...newest,
      blindIndexes: (...asked) => newest.blindIndexes(...asked).slice(0, 1),
    }
    const act = registry.systemAct('foshan', ON)
    const enter = (made: CryptoProvider, idNumber: string) => {
      const officialId = randomUUID()
      const sealing = { crypto: made, act }
      return act.city.pool
        .transact(act.scope, (tx) =>
          recordAccount(tx, sealing, { officialId, name: '同一人', ...sealOfficial(made, officialId, idNumber) }),
        )
        .then(
          () => officialId,
          (error: unknown) => constraintOf(error),
        )
    }
    const bind = (made: CryptoProvider, idNumber: string) => {
      const accountId = randomUUID()
      const account = {
        accountId,
        name: '同一人',
        idNumber,
        mobile: undefined,
        assurance: 'phone',
        at: act.at,
      } as const
      return registry.deps.shared
        .transact(NO_SCOPE, (tx) => createAccount(tx, made, account))
        .then((isMade) => (isMade ? accountId : undefined))
    }
    for (let n = 0; n < 6; n += 1) {
      const { idNumber } = newPerson('foshan')
      const entered = await Promise.all([enter(oldest, idNumber), enter(newest, idNumber)])
      assert.equal(entered.filter((made) => made === 'account_claim_pkey').length, 1, entered.join())
      const bound = (await Promise.all([bind(oldest, idNumber), bind(newest, idNumber)])).filter((made) => made)
      assert.equal(bound.length, 1)
      for (const looking of [oldest, newest]) {
        const found = await registry.deps.shared.look(NO_SCOPE, (db) => findAccountByNumber(db, looking, idNumber))
        assert.ok(found !== undefined && entered.includes(found.official_id))
        const indexes = accountIndexes(looking, idNumber)
        const resident = await registry.deps.shared.transact(NO_SCOPE, (tx) => findAccount(tx, indexes))
        assert.equal(resident?.accountId, bound[0])
      }
    }
    await registry.asOwner('alter table shared.account_claim drop constraint account_claim_pkey')
    const { idNumber } = newPerson('foshan')
    const apart = await Promise.all(
      [oldest, newest].map((made) => enter({ ...made, blindIndex: oneOf(made) }, idNumber)),
    )
    assert.equal(new Set(apart).size, 2)
    const two = await registry.asOwner('select 1 from shared.official where official_id = any($1)', [apart])
    assert.equal(two.length, 2, 'control')
    await registry.asOwner('delete from shared.account_claim where account_id = any($1)', [apart])
    await registry.asOwner('delete from shared.official where official_id = any($1)', [apart])
    await registry.asOwner('alter table shared.account_claim add primary key (kind, id_bidx)')
  })

  it('after another round everybody is found under the new key alone', async () => {
    const done = await run(['rotate-key', 'index-1', '--resume'])
    assert.equal(done.status, 0, done.stderr)
    const left = await registry.asOwner('select count(*)::int as n from foshan.person where index_key_version < 2')
    assert.deepEqual(left, [{ n: 0 }])
    const lost = await registry.asOwner(
      'select count(*)::int as n from foshan.person p where not exists (select from shared.id_index i where i.index_key_version = 2 and i.id_bidx = p.id_bidx and i.person_id = p.person_id)',
    )
    assert.deepEqual(lost, [{ n: 0 }])
    const crypto = softProvider(folder())
    const last = (made: CryptoProvider): CryptoProvider => ({
      ...made,
      blindIndexes: (...asked) => made.blindIndexes(...asked).slice(-1),
    })
    const found = await Promise.all(
      Object.values(OFFICIALS).map(({ idNumber }) =>
        registry.deps.shared.look(NO_SCOPE, (db) => findAccountByNumber(db, last(crypto), idNumber)),
      ),
    )
    assert.deepEqual(
      found.map((account) => account?.official_id),
      Object.values(OFFICIALS).map(({ officialId }) => officialId),
    )
  })
})
