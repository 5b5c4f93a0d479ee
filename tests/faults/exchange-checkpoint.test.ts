import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { cosignedBytes, isCosignedBy, isSignedByLog, parseNote } from '@anju/crypto/merkle-checkpoint.ts'
import { sm2Verify } from '@anju/crypto/sm2.ts'
import { printCheckpoints } from '@anju/card-service/command/checkpoints.ts'
import { findingLine } from '@anju/server/command/verify-finding.ts'
import { verifyCity } from '@anju/server/command/verify.ts'
import type { City } from '@anju/server/deps.ts'
import { listCosignatures } from '@anju/server/store/checkpoint.ts'
import { exchangeRound, type Beats } from '@anju/server/workers/exchange.ts'
import { openExchangeNode, type ExchangeNode } from '@anju/server/workers/exchange-node.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { openTwoNodes, type TwoNodes } from '@anju/tests/two-nodes.ts'

let nodes: TwoNodes
let node: ExchangeNode
let city: City
const beats: Beats = new Map()
let nowMs = Date.parse('2016-07-08T02:00:00.000Z')
const now = () => new Date(nowMs).toISOString()

before(async () => {
  nodes = await openTwoNodes()
  const { exchange, peers } = nodes
  node = await openExchangeNode(nodes.registry.deps, { exchange, peers, now })
  city = nodes.registry.deps.cities.get('foshan') ?? assert.fail()
  await nodes.legalDay('2016-07-08')
})
after(() => nodes.close())

/** Lets time pass on both sides. */
function pass(minutes: number): void {
  nowMs += minutes * 60_000
  nodes.card.clock.now = now()
}
async function seal(): Promise<void> {
  pass(1)
  while ((await sealLedger(city, 'test', now())) > 0);
  await sealCheckpoint(nodes.registry.deps, city, 'test', now(), 0)
}
async function ferry(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await exchangeRound(node, beats, 'test')
    await nodes.card.round()
  }
  await exchangeRound(node, beats, 'test')
}
type Held = { readonly size: number; readonly note: string; readonly cosignature: Buffer }
const heldByPolice = async () =>
  (await nodes.card.asOwner(
    `select size::int, note, cosignature from card.witnessed_checkpoint where city = 'foshan' order by size`,
  )) as readonly Held[]
const contradictions = async () =>
  (await nodes.card.asOwner('select held_size::int from card.contradicting_checkpoint')).length
const cosigned = async () =>
  (await nodes.registry.asOwner('select size::int from foshan.checkpoint_cosignature order by size')).map(
    ({ size }) => size,
  )
const policeKey = () => nodes.card.peer.signingPublicKey

describe('checkpoints across the boundary 检查点过边界', () => {
  it('an order brings the checkpoint, its receipt the signature of the police, and both keep them', async () => {
    await nodes.approved()
    await seal()
    await ferry()
    const [held] = await heldByPolice()
    assert.ok(held)
    assert.deepEqual(await cosigned(), [held.size])
    const note = parseNote(held.note) ?? assert.fail()
    assert.ok(isSignedByLog(note, [nodes.registry.deps.crypto.identity.signingPublicKey]))
    assert.ok(isCosignedBy(note, 'card-service', [policeKey()]))
    assert.ok(sm2Verify(cosignedBytes(note.body), held.cosignature, policeKey()))
    const lines = await city.pool.look(NO_SCOPE, (db) => listCosignatures(db, held.size))
    assert.ok(held.note.includes(lines[0] ?? 'none'), 'the very same line')
    const [receipt] = await nodes.registry.asOwner(
      `select receipt is not null as there from foshan.exchange_package where direction = 'out' and seq = 1`,
    )
    assert.equal(receipt?.['there'], true)
  })

  it('each next one comes with the proof that it continues the last', async () => {
    for (let n = 0; n < 2; n += 1) {
      await nodes.approved()
      await seal()
      await ferry()
    }
    const sizes = (await heldByPolice()).map(({ size }) => size)
    assert.equal(sizes.length, 3)
    assert.deepEqual(await cosigned(), sizes)
    assert.equal(await contradictions(), 0)
  })

  it('without any order the beat carries it, every five minutes', async () => {
    await nodes.drive.register()
    await seal()
    await ferry()
    const count = (await heldByPolice()).length
    pass(6)
    await ferry()
    pass(6)
    await ferry()
    const held = await heldByPolice()
    assert.equal(held.length, count + 1)
    assert.deepEqual((await cosigned()).at(-1), held.at(-1)?.size)
  })

  it('verify finds every countersignature in order, and takes what the police print', async () => {
    const note = (await heldByPolice()).at(-1)?.note ?? assert.fail()
    const done = await verifyCity(nodes.registry.deps, city, {
      witnessKeys: [policeKey()],
      anchors: [{ name: 'printed', note }],
    })
    assert.deepEqual(done.findings.map(findingLine), [])
    const strangers = await verifyCity(nodes.registry.deps, city, { witnessKeys: [], anchors: [] })
    assert.ok(strangers.findings.every(({ table }) => table === 'checkpoint_cosignature'))
    assert.ok(strangers.findings.length >= 4)
  })

  it('the card service prints what it holds, newest or all', async () => {
    const held = await heldByPolice()
    const print = async (all: boolean) => {
      let text = ''
      await printCheckpoints(nodes.card.database.url, { city: 'foshan', all }, (more) => {
        text += more
      })
      return text
    }
    assert.equal(await print(false), held.at(-1)?.note)
    assert.equal((await print(true)).match(/^anju\/foshan$/gm)?.length, held.length)
    await assert.rejects(
      printCheckpoints(nodes.card.database.url, { city: 'linhe', all: false }, () => {}),
      /hold no/,
    )
  })

  it('a ledger that was set back is told by both: the police keep the evidence, the registry sees what it lacks', async () => {
    const held = (await heldByPolice()).at(-1) ?? assert.fail()
    const file = join(mkdtempSync(join(tmpdir(), 'anju-anchor-')), 'held.txt')
    writeFileSync(file, held.note)
    // Somebody rewrites the first leaf, does away with the checkpoints, and lets the sealer sign anew.
    await nodes.registry.asOwner('truncate foshan.checkpoint, foshan.checkpoint_cosignature, foshan.ledger_subtree')
    await nodes.registry.asOwner(
      'update foshan.ledger_leaf set leaf = set_byte(leaf, 0, 255 - get_byte(leaf, 0)) where seq = 0',
    )
    await nodes.approved()
    await seal()
    await ferry()
    pass(6)
    await ferry()
    assert.deepEqual((await heldByPolice()).at(-1), held, 'nothing of it was signed')
    const quarantine = await nodes.registry.asOwner(
      `select reason from foshan.exchange_quarantine where file_name = 'checkpoint-${held.size}'`,
    )
    assert.match(String(quarantine[0]?.['reason']), /does not have: run verify/)
    const done = await verifyCity(nodes.registry.deps, city, {
      witnessKeys: [policeKey()],
      anchors: [{ name: 'printed', note: held.note }],
    })
    assert.ok(
      done.findings.some(({ check }) => check === 'anchor'),
      done.findings.map(findingLine).join('\n'),
    )
  })
})
