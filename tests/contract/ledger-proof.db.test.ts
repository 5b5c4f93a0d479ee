import { wholeCity } from '@anju/platform/database/scope.ts'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { verifyCaseBundle, type CaseBundle } from '@anju/crypto/merkle-case-bundle.ts'
import { isCosignedBy, isSignedByLog, parseNote } from '@anju/crypto/merkle-checkpoint.ts'
import { verifyConsistency, verifyInclusion } from '@anju/crypto/merkle-log.ts'
import { checkout } from '@anju/dev/checkout.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { bundleCase } from '@anju/server/store/case-bundle.ts'
import { openTamperedCity, type TamperedCity } from '@anju/tests/tampered-city.ts'
import { problemOf, valueOf } from '@anju/tests/registry-house.ts'
import { createApiClient } from '@anju/contract/api-client.ts'

let bent: TamperedCity
let home: string
before(async () => {
  bent = await openTamperedCity()
  home = mkdtempSync(join(tmpdir(), 'anju-verify-'))
})
after(async () => {
  rmSync(home, { recursive: true, force: true })
  await bent.close()
})

const params = { city: 'foshan' }
const stranger = () => createApiClient({ fetch, baseUrl: bent.house.address })
const registryKey = () => bent.house.registry.deps.crypto.identity.signingPublicKey
const hexes = (texts: readonly string[]) => texts.map((text) => Buffer.from(text, 'hex'))

async function anIssuedCase(): Promise<string> {
  const rows = await bent.house.registry.asOwner(`select application_id from foshan.application where state = 'issued'`)
  return String(rows[0]?.['application_id'])
}
async function aBundle(): Promise<CaseBundle> {
  const { city } = bent
  const caseId = await anIssuedCase()
  return city.pool.look(wholeCity(city), (db) => bundleCase(db, 'foshan', caseId))
}

describe('the ledger over HTTP 台账公开读取', () => {
  it('anybody may keep the newest checkpoint, and check that it continues one kept earlier', async () => {
    const { size, root, note: text } = valueOf(await stranger().call('getCheckpoint', { params }))
    const note = parseNote(text) ?? assert.fail()
    assert.ok(isSignedByLog(note, [registryKey()]) && isCosignedBy(note, 'card-service', [bent.witnessKey]))
    assert.equal(note.checkpoint.root.toString('hex'), root)
    const rows = await bent.house.registry.asOwner(
      'select size::int, root from foshan.checkpoint order by size limit 1',
    )
    const older = { size: Number(rows[0]?.['size']), root: rows[0]?.['root'] as Buffer }
    const { proof } = valueOf(
      await stranger().call('getConsistency', { params, query: { from: older.size, to: size } }),
    )
    assert.ok(verifyConsistency(older, { size, root: Buffer.from(root, 'hex') }, hexes(proof)))
    const bad = { size: older.size, root: Buffer.alloc(32, 1) }
    assert.ok(!verifyConsistency(bad, { size, root: Buffer.from(root, 'hex') }, hexes(proof)))
  })

  it('sizes that no checkpoint covers, or in the wrong order, are not found', async () => {
    for (const query of [
      { from: 1, to: 1_000_000 },
      { from: 5, to: 4 },
    ])
      assert.equal(problemOf(await stranger().call('getConsistency', { params, query })).status, 404)
  })

  it('an official gets the proof of a case; a stranger and a resident do not', async () => {
    const caseId = await anIssuedCase()
    const clerk = await bent.house.signIn(OFFICIALS.clerk)
    const { checkpoint, events } = valueOf(await clerk.call('getCaseProof', { params: { ...params, caseId } }))
    const head = { size: checkpoint.size, root: Buffer.from(checkpoint.root, 'hex') }
    assert.ok(events.length >= 10)
    for (const { seq, leaf, proof } of events)
      assert.ok(verifyInclusion(Buffer.from(leaf, 'hex'), seq, head, hexes(proof)))
    assert.equal(problemOf(await stranger().call('getCaseProof', { params: { ...params, caseId } })).status, 401)
    const resident = await bent.house.signIn(await bent.house.newResident('foshan'))
    assert.equal(problemOf(await resident.call('getCaseProof', { params: { ...params, caseId } })).status, 403)
  })
})

describe('a case verified offline 个案离线核验', () => {
  const keys = () => ({ registry: [registryKey()], witness: [bent.witnessKey] })

  it('as it was written', async () => {
    const verdict = verifyCaseBundle(await aBundle(), keys())
    assert.deepEqual(verdict.faults, [])
    assert.ok(verdict.isWitnessed && verdict.events >= 10 && verdict.signatures >= 4)
  })

  it('every single change is told', async () => {
    const bundle = await aBundle()
    const [first, second, ...rest] = bundle.events
    const [signature, ...signatures] = bundle.signatures
    assert.ok(first && second && signature)
    const bends: Readonly<Record<string, unknown>> = {
      'another actor': {
        ...bundle,
        events: [{ ...first, envelope: { ...first.envelope, actorId: second.envelope['streamId'] } }, second, ...rest],
      },
      'another day': {
        ...bundle,
        events: [{ ...first, envelope: { ...first.envelope, legalOn: '2016-01-01' } }, second, ...rest],
      },
      'an event left out': { ...bundle, events: [first, ...rest] },
      'events in another order': { ...bundle, events: [second, first, ...rest] },
      'another place': { ...bundle, events: [{ ...first, seq: first.seq + 1 }, second, ...rest] },
      'a signature left out': { ...bundle, signatures },
      'another signature': {
        ...bundle,
        signatures: [{ ...signature, countersignature: signatures[0]?.countersignature }, ...signatures],
      },
      'another statement': {
        ...bundle,
        signatures: [{ ...signature, statement: signature.statement.replace(/"v":\d/, '"v":9') }, ...signatures],
      },
      'another step': { ...bundle, signatures: [{ ...signature, step: 'review' }, ...signatures] },
      'another city': { ...bundle, city: 'linhe' },
      'another root': { ...bundle, checkpoint: bundle.checkpoint.replace('\ntime 2', '\ntime 1') },
      'no bundle': { ...bundle, events: 'none' },
      nothing: null,
    }
    for (const [name, value] of Object.entries(bends))
      assert.notDeepEqual(verifyCaseBundle(value, keys()).faults, [], name)
    assert.notDeepEqual(
      verifyCaseBundle(bundle, { ...keys(), registry: [bent.witnessKey] }).faults,
      [],
      'another registry',
    )
    assert.notDeepEqual(verifyCaseBundle(bundle, { ...keys(), witness: [registryKey()] }).faults, [], 'another witness')
  })

  it('by a program that stands alone: the crypto folder, the bundle, two public keys, nothing else', async () => {
    cpSync(join(checkout, 'crypto/src'), join(home, 'src'), { recursive: true })
    writeFileSync(join(home, 'package.json'), '{"type":"module"}')
    symlinkSync(join(checkout, 'node_modules'), join(home, 'node_modules'))
    const file = (name: string, value: unknown) => {
      writeFileSync(join(home, name), JSON.stringify(value))
      return join(home, name)
    }
    const bundle = await aBundle()
    const paths = [
      file('case.json', bundle),
      file('registry.json', { signingPublicKey: registryKey() }),
      file('card-service.json', { signingPublicKey: bent.witnessKey }),
    ]
    const run = (args: readonly string[]) =>
      spawnSync(process.execPath, [join(home, 'src/verify-case.ts'), ...args], { encoding: 'utf8', env: {} })
    const good = run(paths)
    assert.equal(good.status, 0, good.stdout + good.stderr)
    assert.match(good.stdout, /as it was written/)
    const [first, ...rest] = bundle.events
    const bad = run([
      file('bent.json', { ...bundle, events: [{ ...first, envelope: { ...first?.envelope, kind: 'x' } }, ...rest] }),
      ...paths.slice(1),
    ])
    assert.equal(bad.status, 1)
    assert.match(bad.stdout, /event 1: not in the log/)
  })
})
