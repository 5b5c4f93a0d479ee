import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { startPostgres } from '@anju/platform/launcher/postgres.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'
import { folderBlobStore } from '../blob/blob-store.ts'
import { registerResidence } from '../usecases/register-residence.ts'
import { dumpCity, loadCity } from './dump.ts'
import { bindKeys, migrateAll, migrateSchema } from './migrate.ts'

const quiet = () => {}
let registry: TestRegistry
let other: TestDatabase
let folder: string
before(async () => {
  registry = await openTestRegistry()
  other = await testDatabase('empty')
  folder = mkdtempSync(join(tmpdir(), 'anju-dump-'))
})
after(async () => {
  await registry.close()
  await other.drop()
  rmSync(folder, { recursive: true, force: true })
})

const query = async (url: string, sql: string) => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
const load = (from: string) =>
  loadCity(
    other.url,
    folderBlobStore(join(folder, 'target')),
    from,
    (city) => migrateSchema(other.url, city, quiet),
    quiet,
  )

describe('dump and load a city', () => {
  it('moves it whole to another database and back to the same bytes', async () => {
    const act = registry.act(OFFICIALS.clerk, '2016-01-05', 'city')
    const { deps, database } = registry
    assert.ok(
      (
        await registerResidence(deps, act, {
          intentId: randomUUID(),
          ...declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-04'),
        })
      ).ok,
    )
    const blobs = folderBlobStore(join(folder, 'source'))
    const first = join(folder, 'first')
    await dumpCity(database.url, blobs, 'foshan', first, quiet)

    await migrateAll(other.url, undefined, quiet)
    await assert.rejects(load(first), /bound to no key folder/)
    await bindKeys(other.url, deps.crypto.fingerprint)
    await load(first)
    const count = `select (select count(*) from foshan.person)::int as persons, (select count(*) from foshan.ledger)::int as ledger, (select receipt_no from foshan.registration) as receipt,
      (select count(*) from shared.official)::int > 0 as officials, (select name_zh from shared.city) as city`
    assert.deepEqual(await query(other.url, count), [
      { persons: 1, ledger: 2, receipt: '4406041012016010500001', officials: true, city: '佛山市' },
    ])

    const second = join(folder, 'second')
    await dumpCity(other.url, folderBlobStore(join(folder, 'target')), 'foshan', second, quiet)
    for (const file of readdirSync(first).filter((name) => name.endsWith('.copy'))) {
      const lines = (path: string) => readFileSync(join(path, file), 'utf8').split('\n').sort()
      // Officials without a post in this city stay behind; everything of the city itself is the same.
      if (file.startsWith('city.')) assert.deepEqual(lines(second), lines(first), file)
    }
    await assert.rejects(load(first), /has rows already/)
  })

  it("moves between this server and an embedded one, there and back: on Debian's PostgreSQL 15 that is both ways between the two", async () => {
    const { deps, database } = registry
    const home = mkdtempSync(join(tmpdir(), 'anju-embedded-'))
    const embedded = await startPostgres({ dataDir: join(home, 'postgres'), log: join(home, 'postgres.log') })
    const back = await testDatabase('empty')
    const blobs = folderBlobStore(join(folder, 'source'))
    const loadInto = async (url: string, from: string) => {
      await migrateAll(url, undefined, quiet)
      await bindKeys(url, deps.crypto.fingerprint)
      await loadCity(url, blobs, from, (city) => migrateSchema(url, city, quiet), quiet)
    }
    try {
      const [out, onward] = [join(folder, 'out'), join(folder, 'onward')]
      await dumpCity(database.url, blobs, 'foshan', out, quiet)
      await loadInto(embedded.url, out)
      await dumpCity(embedded.url, blobs, 'foshan', onward, quiet)
      await loadInto(back.url, onward)
      const rows = `select receipt_no, encode(form_enc, 'hex') as form from foshan.registration order by 1`
      const original = await query(database.url, rows)
      assert.equal(original.length, 1)
      assert.deepEqual(await query(embedded.url, rows), original)
      assert.deepEqual(await query(back.url, rows), original)
    } finally {
      await back.drop()
      await embedded.stop()
      rmSync(home, { recursive: true, force: true })
    }
  })

  it('refuses a file that is not as it was dumped, and leaves nothing', async () => {
    const spoilt = join(folder, 'spoilt')
    await dumpCity(registry.database.url, folderBlobStore(join(folder, 'source')), 'linhe', spoilt, quiet)
    appendFileSync(join(spoilt, 'city.lane.copy'), '150802001009\t假路\t2016-01-01\n')
    await assert.rejects(load(spoilt), /city\.lane is not as it was dumped/)
    assert.deepEqual(await query(other.url, `select 1 from shared.city where city = 'linhe'`), [])
  })
})
