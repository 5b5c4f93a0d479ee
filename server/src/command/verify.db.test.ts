import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { City } from '../deps.ts'
import { registerResidence } from '../usecases/register-residence.ts'
import { sealCheckpoint } from '../workers/seal-checkpoint.ts'
import { sealLedger } from '../workers/seal-ledger.ts'
import { verifyCity } from './verify.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
let registry: TestRegistry
let city: City
let home: string
let caseId = ''
before(async () => {
  registry = await openTestRegistry()
  city = registry.deps.cities.get('foshan') ?? assert.fail()
  home = mkdtempSync(join(tmpdir(), 'anju-verify-'))
  for (let n = 0; n < 3; n += 1) {
    const declaration = declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, '2016-01-05')
    const act = { ...registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), at: new Date().toISOString() }
    const done = await registerResidence(registry.deps, act, { intentId: randomUUID(), ...declaration })
    assert.ok(done.ok)
    caseId = done.value.subjectId
  }
  await seal(Date.now())
})
after(async () => {
  rmSync(home, { recursive: true, force: true })
  await registry.close()
})

async function seal(atMs: number): Promise<void> {
  const at = new Date(atMs).toISOString()
  while ((await sealLedger(city, 'test', at)) > 0);
  await sealCheckpoint(registry.deps, city, 'test', at, 0)
}
function run(args: readonly string[]) {
  const { database } = registry
  return spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    env: { ANJU_HOME: database.home, ANJU_KEYS: database.keys, ANJU_APP_DATABASE_URL: database.appUrl },
  })
}

describe('verify, as a program 台账核验', () => {
  it('says that all is as it was written, and ends with 0; with a kept checkpoint too', async () => {
    const plain = run(['verify', 'foshan'])
    assert.equal(plain.status, 0, plain.stdout + plain.stderr)
    assert.match(
      plain.stdout,
      /foshan: 6 events, 0 of them waiting, 3 signatures, 1 checkpoints in .*: all as it was written/,
    )
    const rows = await registry.asOwner('select note from foshan.checkpoint')
    writeFileSync(join(home, 'kept.txt'), String(rows[0]?.['note']))
    assert.equal(run(['verify', 'foshan', home]).status, 0)
    writeFileSync(join(home, 'kept.txt'), String(rows[0]?.['note']).replace('\n6\n', '\n7\n'))
    const forged = run(['verify', 'foshan', home])
    assert.equal(forged.status, 1)
    assert.match(forged.stdout, /\[anchor\] .*kept\.txt is no checkpoint signed by this registry/)
  })

  it('writes a case with its proofs', () => {
    const path = join(home, 'case.json')
    const done = run(['bundle', 'foshan', caseId, path])
    assert.equal(done.status, 0, done.stderr)
    assert.equal(JSON.parse(readFileSync(path, 'utf8')).caseId, caseId)
    assert.equal(run(['bundle', 'foshan', randomUUID(), path]).status, 1)
  })

  it('names what was bent, and ends with 1', async () => {
    await registry.asOwner(
      `update foshan.ledger set legal_on = '2016-01-01' where stream_id = $1 and stream_version = 2`,
      [caseId],
    )
    const bent = run(['verify', 'foshan'])
    assert.equal(bent.status, 1)
    assert.ok(bent.stdout.includes(`stream ${caseId}, version 2, seq 5, column legal_on`), bent.stdout)
    assert.match(bent.stdout, /with 2016-01-05 it would be/)
    await registry.asOwner(
      `update foshan.ledger set legal_on = '2016-01-05' where stream_id = $1 and stream_version = 2`,
      [caseId],
    )
    assert.equal(run(['verify', 'foshan']).status, 0)
    assert.equal(run(['verify', 'nowhere']).status, 1)
  })

  it('seals on demand: what waits is under a checkpoint afterwards', async () => {
    const declaration = declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, '2016-01-05')
    const act = { ...registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), at: new Date().toISOString() }
    assert.ok((await registerResidence(registry.deps, act, { intentId: randomUUID(), ...declaration })).ok)
    await registry.asOwner(`update foshan.lease set until = '2000-01-01' where name = 'ledger-sealer'`)
    assert.match(run(['seal', 'foshan']).stdout, /a checkpoint over 2 new events/)
    await registry.asOwner(`update foshan.lease set until = '2000-01-01' where name = 'ledger-sealer'`)
    assert.match(run(['seal', 'foshan']).stdout, /over 0 new events; nothing waits/)
    assert.match(run(['verify', 'foshan']).stdout, /8 events, 0 of them waiting, 4 signatures, 2 checkpoints/)
  })

  it('tells that the witness has been silent for more than an hour', async () => {
    const silent = async () => {
      const { findings } = await verifyCity(registry.deps, city, { witnessKeys: [], anchors: [] })
      return findings.filter(({ check }) => check === 'backlog').map(({ what }) => what)
    }
    await registry.asOwner(
      `insert into foshan.checkpoint_cosignature (size, witness, line, received_at) select size, 'card-service', '', now() from foshan.checkpoint`,
    )
    const grow = async (minutes: number) => {
      await registry.asOwner(
        `insert into foshan.ledger_pending (stream_id, stream_version, at, leaf) values ($1, 1, now(), $2)`,
        [randomUUID(), Buffer.alloc(32)],
      )
      await seal(Date.now() + minutes * 60_000)
    }
    await registry.asOwner(`update foshan.lease set until = '2000-01-01' where name = 'ledger-sealer'`)
    await grow(59)
    assert.deepEqual(await silent(), [])
    await grow(62)
    assert.match((await silent()).join(), /none of the last 6[12] minutes/)
  })
})
