import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { testDatabase } from '@anju/platform/launcher/test-database.ts'
import { folderBlobStore } from '@anju/server/blob/blob-store.ts'
import { dumpCity, loadCity } from '@anju/server/command/dump.ts'
import { migrateCity } from '@anju/server/command/migrate.ts'
import { verifyCity } from '@anju/server/command/verify.ts'
import { findingLine } from '@anju/server/command/verify-finding.ts'
import { addErasures, readErasures } from '@anju/server/workers/erasures-folder.ts'
import { listDoneErasures, recordHold } from '@anju/server/store/erase.ts'
import { erasePerson, proposeErasure } from '@anju/server/usecases/erase-person.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { findPlaintext } from '@anju/tests/plaintext-scan.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'

const REGISTERED = '2016-07-18'
const LATER = '2019-07-19'
/** Persons whose numbers are looked for; a long run takes a thousand. */
const PERSONS = Number(process.env['ANJU_ERASE_PERSONS'] ?? 10)

const folder = mkdtempSync(join(tmpdir(), 'anju-erase-'))
let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(async () => {
  await registry.close()
  rmSync(folder, { recursive: true, force: true })
})

const quiet = () => {}
type Registered = {
  readonly personId: string
  readonly idNumber: string
  readonly mobile: string
  readonly name: string
}

async function register(person = newPerson('foshan')): Promise<Registered> {
  const declaration = declarationOf(person, DWELLINGS.flat.dwellingId, REGISTERED)
  const act = registry.act(OFFICIALS.clerk, REGISTERED, 'city')
  const done = await registerResidence(registry.deps, act, { intentId: randomUUID(), ...declaration }, 'held')
  assert.ok(done.ok)
  const { idNumber, mobile, name } = declaration.person
  return { personId: done.value.personId, idNumber, mobile, name }
}

/** Years have gone by: the registration ended on the day it was made. */
async function endOf({ personId }: Registered): Promise<void> {
  await registry.asOwner(`update foshan.registration set state = 'ended', ended_on = $2 where person_id = $1`, [
    personId,
    REGISTERED,
  ])
}

const propose = ({ personId }: Registered, on = LATER) =>
  proposeErasure(registry.deps, registry.act(OFFICIALS.stationHead, on, 'city'), {
    intentId: randomUUID(),
    personId,
    reason: 'asked',
  })
const decide = (erasureId: string, by = OFFICIALS.deputyHead) =>
  erasePerson(registry.deps, registry.act(by, LATER, 'city'), { intentId: randomUUID(), erasureId, approve: true })
const codes = (decision: Awaited<ReturnType<typeof propose>>) =>
  decision.ok ? [] : decision.refusals.map(({ code }) => code)
const personRow = async (personId: string) =>
  (
    await registry.asOwner(
      'select name, length(dek_wrapped) as key, length(id_enc) as id, mobile_enc from foshan.person where person_id = $1',
      [personId],
    )
  )[0]

/** Where the server of the tests keeps its tables and its log of writes. */
async function databaseFolders(): Promise<readonly string[]> {
  await registry.asOwner('checkpoint')
  const [row] = await registry.asOwner(
    `select current_setting('data_directory') as folder, (select oid::text from pg_database where datname = current_database()) as own`,
  )
  const root = String(row?.['folder'])
  return [join(root, 'base', String(row?.['own'])), join(root, 'pg_wal'), `${root}.log`, join(root, 'log')]
}

describe('deleting the facts of a person 删除个人信息', () => {
  it('is refused with every reason at once while anything is under way, held or still to be kept', async () => {
    const person = await register()
    assert.deepEqual(codes(await propose(person)), ['erasure.case-open'])
    await endOf(person)
    const city = registry.deps.cities.get('foshan')
    assert.ok(city !== undefined)
    const hold = {
      holdId: randomUUID(),
      personId: person.personId,
      divisionCode: DWELLINGS.flat.address.divisionCode,
      reason: '复核中',
      by: OFFICIALS.stationHead.officialId,
    }
    await city.pool.transact(wholeCity(city), (tx) =>
      recordHold(tx, { ...hold, on: registry.act(OFFICIALS.clerk, LATER).legalOn }),
    )
    assert.deepEqual(codes(await propose(person, '2019-07-18')), ['erasure.held', 'erasure.still-kept'])
    assert.deepEqual(codes(await propose(person)), ['erasure.held'])
  })

  it('takes two officials; then nothing of the person can be read, the ledger is whole and the number belongs to nobody', async () => {
    const keyed = newPerson('foshan')
    const person = await register(keyed)
    await endOf(person)
    const proposed = await propose(person)
    assert.ok(proposed.ok)
    const alone = await decide(proposed.value.subjectId, {
      ...OFFICIALS.deputyHead,
      officialId: OFFICIALS.stationHead.officialId,
    })
    assert.deepEqual(codes(alone), ['erasure.proposed-by-same-person'])
    assert.ok((await decide(proposed.value.subjectId)).ok)
    assert.deepEqual(await personRow(person.personId), { name: '', key: 0, id: 0, mobile_enc: null })
    assert.deepEqual(
      await registry.asOwner('select 1 from shared.id_index where person_id = $1', [person.personId]),
      [],
    )
    assert.deepEqual(codes(await propose(person)), ['erasure.already-done'])
    const signed = await registry.asOwner(
      `select step from foshan.signature where case_id = $1 order by case_version`,
      [proposed.value.subjectId],
    )
    assert.deepEqual(signed, [{ step: 'propose-erasure' }, { step: 'approve-erasure' }])
    // Coming back, it is a new person.
    const again = await register(keyed)
    assert.notEqual(again.personId, person.personId)
  })

  it('no path of the programs removes a leaf of the ledger, and the verifier finds nothing wrong after a deletion', async () => {
    const city = registry.deps.cities.get('foshan')
    assert.ok(city !== undefined)
    const now = new Date().toISOString()
    await sealLedger(city, 'test', now)
    await sealCheckpoint(registry.deps, city, 'test', now, 0)
    const { findings, shredded } = await verifyCity(registry.deps, city, { witnessKeys: [], anchors: [] })
    assert.deepEqual(findings.filter(({ check }) => check !== 'state').map(findingLine), [])
    assert.ok(shredded >= 1)
    const rights = await registry.asOwner(
      `select table_name, privilege_type from information_schema.role_table_grants where grantee = 'anju_app' and table_schema = 'foshan'
         and (table_name like 'ledger%' or table_name like 'checkpoint%' or table_name = 'signature') and privilege_type not in ('SELECT', 'INSERT')`,
    )
    // What waits for a place in the log leaves the waiting table with it.
    assert.deepEqual(rights, [{ table_name: 'ledger_pending', privilege_type: 'DELETE' }])
  })

  it('a copy restored from before is erased again by the list, and the copy itself has everything', async () => {
    const person = await register()
    await endOf(person)
    const copy = join(folder, 'copy')
    await dumpCity(registry.database.url, folderBlobStore(join(folder, 'blobs')), 'foshan', copy, quiet)
    const proposed = await propose(person)
    assert.ok(proposed.ok && (await decide(proposed.value.subjectId)).ok)
    const city = registry.deps.cities.get('foshan')
    assert.ok(city !== undefined)
    const done = await city.pool.look(wholeCity(city), listDoneErasures)
    assert.equal(addErasures(folder, 'foshan', done), done.length)
    assert.equal(addErasures(folder, 'foshan', done), 0)

    assert.ok(
      readFileSync(join(copy, 'city.person.copy'), 'utf8').includes(person.personId),
      'control: the copy has the person',
    )
    assert.ok(readFileSync(join(copy, 'city.person.copy'), 'utf8').includes(person.name), 'control: readable')
    // Another server of the installation, with its divisions and keys, and without the city.
    const restored = await testDatabase('registry')
    try {
      const owner = new Client({ connectionString: restored.url })
      await owner.connect()
      await owner.query('drop schema foshan cascade')
      await owner.end()
      const erasures = (name: string) => readErasures(folder, name)
      const blobs = folderBlobStore(join(folder, 'restored'))
      await loadCity(restored.url, blobs, copy, (name) => migrateCity(restored.url, name, quiet), quiet, erasures)
      const client = new Client({ connectionString: restored.url })
      await client.connect()
      const { rows } = await client.query<Record<string, unknown>>(
        'select name, length(dek_wrapped) as key, length(id_enc) as id from foshan.person where person_id = $1',
        [person.personId],
      )
      await client.end()
      assert.deepEqual(rows, [{ name: '', key: 0, id: 0 }])
    } finally {
      await restored.drop()
    }
  })
})

describe('numbers are nowhere in clear 明文扫描', () => {
  it(`ID numbers and telephone numbers of ${PERSONS} persons: 0 hits in tables, write-ahead log, copies and logs`, async (t) => {
    // Nothing written before holds the numbers of people who are only made now; a second for the grain of file times.
    const since = () => Date.now() - 1_000
    const startedMs = since()
    const persons: Registered[] = []
    for (let n = 0; n < PERSONS; n += 1) persons.push(await register())
    const copy = join(folder, 'scan')
    await dumpCity(registry.database.url, folderBlobStore(join(folder, 'blobs')), 'foshan', copy, quiet)
    const folders = [...(await databaseFolders()), copy]
    const numbers = persons.flatMap(({ idNumber, mobile }) => [idNumber, mobile])
    assert.deepEqual(findPlaintext(folders, numbers, startedMs), [])
    t.diagnostic(`${numbers.length} numbers, names and addresses stand in clear on purpose`)

    const [first] = numbers
    const controlMs = since()
    await registry.asOwner(`insert into foshan.lane (division_code, name) values ('440604011001', $1)`, [first])
    assert.ok(
      findPlaintext(await databaseFolders(), numbers, controlMs).length >= 2,
      'control: the table and the write-ahead log',
    )
  })
})
