import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sm3 } from '@anju/crypto/sm3.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'
import type { City } from '../deps.ts'
import { giveUpLease } from '../store/lease.ts'
import { registerResidence } from '../usecases/register-residence.ts'
import { sealLedger } from './seal-ledger.ts'

let registry: TestRegistry
let owner: Client
let foshan: City
before(async () => {
  registry = await openTestRegistry()
  owner = new Client({ connectionString: registry.database.url })
  owner.on('error', () => {})
  await owner.connect()
  const city = registry.deps.cities.get('foshan')
  assert.ok(city)
  foshan = city
})
after(async () => {
  await owner.end()
  await registry.close()
})

const NOON = Date.parse('2026-01-01T12:00:00.000Z')
const at = (seconds: number) => new Date(NOON + seconds * 1_000).toISOString()

async function registerOne(): Promise<void> {
  const command = {
    intentId: randomUUID(),
    ...declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, '2016-01-05'),
  }
  const done = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), command)
  assert.ok(done.ok, JSON.stringify(done))
}

async function log(): Promise<{ seqs: number[]; pending: number; ledger: number }> {
  const { rows } = await owner.query('select seq::int from foshan.ledger_leaf order by seq')
  const counts = await owner.query(
    'select (select count(*)::int from foshan.ledger_pending) as pending, (select count(*)::int from foshan.ledger) as ledger',
  )
  return { seqs: rows.map(({ seq }) => seq), ...counts.rows[0] }
}

describe('sealing of the ledger 台账封存', () => {
  it('numbers every leaf once, from 0 and without a gap, while people register and several sealers run', async () => {
    const done = new AbortController()
    const sealing = ['a', 'b', 'c'].map(async (holder, which) => {
      let moved = 0
      for (let round = 0; !done.signal.aborted || round < 3; round += 1)
        moved += await sealLedger(foshan, holder, at(round * 11 + which))
      return moved
    })
    for (let batch = 0; batch < 5; batch += 1) await Promise.all(Array.from({ length: 5 }, registerOne))
    done.abort()
    const moved = (await Promise.all(sealing)).reduce((sum, each) => sum + each, 0)
    const rest = await sealLedger(foshan, 'a', at(1_000_000))
    const { seqs, pending, ledger } = await log()
    assert.equal(pending, 0)
    assert.equal(ledger, 50)
    assert.deepEqual(
      seqs,
      Array.from({ length: 50 }, (_, seq) => seq),
    )
    assert.equal(moved + rest, 50)
  })

  it('a leaf that commits after later ones were sealed is not passed over', async () => {
    const slow = new Client({ connectionString: registry.database.url })
    await slow.connect()
    const stream = randomUUID()
    await slow.query('begin')
    await slow.query('insert into foshan.ledger_pending (stream_id, stream_version, at, leaf) values ($1, 1, $2, $3)', [
      stream,
      '2016-01-01T00:00:00Z',
      sm3(Buffer.from('slow')),
    ])
    await registerOne()
    assert.equal(await sealLedger(foshan, 'a', at(2_000_000)), 2)
    await slow.query('commit')
    await slow.end()
    assert.equal(await sealLedger(foshan, 'a', at(2_000_001)), 1)
    const { rows } = await owner.query('select seq::int from foshan.ledger_leaf where stream_id = $1', [stream])
    assert.deepEqual(rows, [{ seq: 52 }])
  })

  it('keeps the order of versions in a stream whose clocks disagree', async () => {
    const stream = randomUUID()
    for (const [version, time] of [
      [1, '2016-01-02T00:00:00Z'],
      [2, '2016-01-01T00:00:00Z'],
    ] as const) {
      await owner.query(
        'insert into foshan.ledger_pending (stream_id, stream_version, at, leaf) values ($1, $2, $3, $4)',
        [stream, version, time, sm3(Buffer.from(String(version)))],
      )
    }
    await sealLedger(foshan, 'a', at(3_000_000))
    const { rows } = await owner.query(
      'select stream_version from foshan.ledger_leaf where stream_id = $1 order by seq',
      [stream],
    )
    assert.deepEqual(
      rows.map(({ stream_version }) => stream_version),
      [1, 2],
    )
  })

  it('one holder at a time: another waits for the end of the lease, or for its return', async () => {
    await registerOne()
    assert.equal(await sealLedger(foshan, 'a', at(4_000_000)), 2)
    await registerOne()
    assert.equal(await sealLedger(foshan, 'b', at(4_000_005)), 0)
    assert.equal(await sealLedger(foshan, 'b', at(4_000_011)), 2)
    await registerOne()
    await giveUpLease(foshan.pool, 'ledger-sealer', 'b')
    assert.equal(await sealLedger(foshan, 'a', at(4_000_012)), 2)
  })
})
