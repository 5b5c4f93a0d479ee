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
import { claimPersonId } from '@anju/server/store/person.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

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

describe('the index key is changed while two desks enter the same people 盲索引密钥轮换', () => {
  it('one person stays one person, found under either key; claims under one key each would make two', async () => {
    const before = folder()
    // A desk whose program does not know of the change, and one that does.
    const unaware = { ...registry.deps, crypto: softProvider({ keys: before.keys, fingerprint: before.fingerprint }) }
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

  it('after another round everybody is found under the new key alone', async () => {
    const done = await run(['rotate-key', 'index-1', '--resume'])
    assert.equal(done.status, 0, done.stderr)
    const left = await registry.asOwner('select count(*)::int as n from foshan.person where index_key_version < 2')
    assert.deepEqual(left, [{ n: 0 }])
    const lost = await registry.asOwner(
      'select count(*)::int as n from foshan.person p where not exists (select from shared.id_index i where i.index_key_version = 2 and i.id_bidx = p.id_bidx and i.person_id = p.person_id)',
    )
    assert.deepEqual(lost, [{ n: 0 }])
  })
})
