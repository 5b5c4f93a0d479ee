import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { isSignedByLog, parseNote } from '@anju/crypto/merkle-checkpoint.ts'
import { leafHash, merkleRoot, verifyConsistency, verifyInclusion } from '@anju/crypto/merkle-log.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { City } from '../deps.ts'
import { findNewestCheckpoint, type CheckpointRow } from '../store/checkpoint.ts'
import { proveConsistency, proveInclusion, rootAt } from '../store/ledger-proof.ts'
import { sealCheckpoint } from './seal-checkpoint.ts'
import { sealLedger } from './seal-ledger.ts'

let registry: TestRegistry
let city: City
before(async () => {
  registry = await openTestRegistry()
  city = registry.deps.cities.get('foshan') ?? assert.fail()
})
after(() => registry.close())

const NOON = Date.parse('2026-01-01T12:00:00.000Z')
const at = (seconds: number) => new Date(NOON + seconds * 1_000).toISOString()
const leaves: Buffer[] = []

/** Puts so many leaves into the log, as the sealer does. */
async function grow(count: number, seconds: number): Promise<void> {
  const fresh = Array.from({ length: count }, (_, n) => leafHash(Buffer.from(`${leaves.length + n}`)))
  await registry.asOwner(
    `insert into foshan.ledger_pending (stream_id, stream_version, at, leaf)
     select $1, n, timestamptz '2016-01-01' + make_interval(secs => $3 + n), leaf from unnest($2::bytea[]) with ordinality as l(leaf, n)`,
    [randomUUID(), fresh, seconds * 10_000],
  )
  leaves.push(...fresh)
  while ((await sealLedger(city, 'a', at(seconds))) > 0);
}
const seal = (seconds: number, everyMs?: number) => sealCheckpoint(registry.deps, city, 'a', at(seconds), everyMs)
const look = <T>(work: Parameters<typeof city.pool.look<T>>[1]) => city.pool.look(NO_SCOPE, work)
async function newest(): Promise<CheckpointRow> {
  return (await look(findNewestCheckpoint)) ?? assert.fail('no checkpoint')
}

describe('checkpoints of the ledger 台账检查点', () => {
  it('none without anything new; the first is signed at once, the next when ten seconds are full', async () => {
    assert.equal(await seal(0), 0)
    await grow(5, 0)
    assert.equal(await seal(1), 5)
    assert.equal(await seal(100), 0, 'nothing new')
    await grow(3, 100)
    assert.equal(await seal(10), 0, 'nine seconds after the first')
    assert.equal(await seal(11), 3)
    await grow(1, 101)
    assert.equal(await seal(12, 0), 1, 'on demand')
  })

  it('root and signature are those of the leaves, and the rows agree with the note', async () => {
    const row = await newest()
    const note = parseNote(row.note) ?? assert.fail()
    assert.equal(row.size, 9)
    assert.deepEqual(note.checkpoint.root, merkleRoot(leaves))
    assert.deepEqual(row.root, note.checkpoint.root)
    assert.equal(note.checkpoint.origin, 'anju/foshan')
    assert.equal(note.checkpoint.at, at(12))
    assert.ok(isSignedByLog(note, [registry.deps.crypto.identity.signingPublicKey]))
  })

  it('across 256 leaves proofs are made from kept subtrees, and hold', async () => {
    await grow(700, 200)
    assert.equal(await seal(300), 700)
    const { size, root } = await newest()
    assert.deepEqual(await look((db) => rootAt(db, size)), merkleRoot(leaves))
    for (const seq of [0, 8, 255, 256, 511, 512, 708]) {
      const proof = await look((db) => proveInclusion(db, seq, size))
      assert.ok(verifyInclusion(leaves[seq] ?? assert.fail(), seq, { size, root }, proof), String(seq))
    }
    for (const older of [1, 5, 8, 9, 256, 512, 700, 709]) {
      const proof = await look((db) => proveConsistency(db, older, size))
      assert.ok(
        verifyConsistency({ size: older, root: merkleRoot(leaves.slice(0, older)) }, { size, root }, proof),
        String(older),
      )
    }
  })

  it('of several sealers at once each checkpoint is made by one', async () => {
    await grow(10, 400)
    const covered = await Promise.all(
      ['a', 'b', 'c'].map((holder) => sealCheckpoint(registry.deps, city, holder, at(400))),
    )
    assert.equal(
      covered.reduce((sum, each) => sum + each),
      10,
    )
  })

  it('does not go on from a checkpoint that is not the one it sealed, nor over a gap', async () => {
    await grow(2, 500)
    const { size, frontier } = await newest()
    const bent = Buffer.from(frontier)
    bent[0] = (bent[0] ?? 0) ^ 1
    await registry.asOwner('update foshan.checkpoint set frontier = $2 where size = $1', [size, bent])
    await assert.rejects(seal(600), /not the one that was sealed/)
    await registry.asOwner('update foshan.checkpoint set frontier = $2 where size = $1', [size, frontier])
    await registry.asOwner('update foshan.ledger_leaf set seq = seq + 1 where seq = $1', [size + 1])
    await registry.asOwner('delete from foshan.ledger_leaf where seq = $1', [size])
    await assert.rejects(seal(600), /gap before leaf/)
  })

  it('the application role can neither change nor remove a checkpoint, a cosignature, a kept hash', async () => {
    for (const statement of [
      `update checkpoint set note = ''`,
      'delete from checkpoint',
      'truncate checkpoint cascade',
      'delete from checkpoint_cosignature',
      `update checkpoint_cosignature set line = ''`,
      `update ledger_subtree set hash = ''`,
      `update structure set description = ''`,
    ])
      await assert.rejects(city.pool.ask(statement), /permission denied/, statement)
  })
})
