import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { produceCard } from '@anju/card-service/usecase/produce-card.ts'
import { checkout, programs } from '@anju/dev/checkout.ts'
import type { HeldCase } from '@anju/tests/permit-driver.ts'
import { openTwoNodes, type TwoNodes } from '@anju/tests/two-nodes.ts'
import { startChild, type Child } from '@anju/platform/launcher/child.ts'
import { Client } from 'pg'

/** Where the registry's worker dies while an order goes out, its receipt comes back, and results are taken in. */
const KILLS = [
  'after-claim:1',
  'before-commit:1',
  'before-commit:3',
  'after-commit:1',
  'before-rename:1',
  'before-rename:3',
  'after-rename:2',
  'before-receipt-apply:1',
  'after-receipt-apply:1',
] as const

const WITHIN_MS = 40_000
let nodes: TwoNodes
let owner: Client
let worker: Child | undefined
let kills = 0

before(async () => {
  nodes = await openTwoNodes()
  await nodes.legalDay('2016-07-15')
  owner = new Client({ connectionString: nodes.registry.database.url })
  await owner.connect()
})
after(async () => {
  await worker?.stop()
  await owner.end()
  await nodes.close()
})

async function start(failpoint?: string): Promise<void> {
  const { database } = nodes.registry
  worker = await startChild({
    name: 'worker',
    args: [programs.registry, 'work'],
    cwd: checkout,
    log: join(nodes.home, 'worker.log'),
    env: {
      PATH: process.env['PATH'],
      ANJU_HOME: database.home,
      ANJU_KEYS: database.keys,
      ANJU_PEERS: nodes.peers,
      ANJU_EXCHANGE: nodes.exchange,
      ANJU_APP_DATABASE_URL: database.appUrl,
      ANJU_DEV: '1',
      ...(failpoint === undefined ? {} : { ANJU_FAILPOINT: failpoint }),
    },
  })
}

/** What a killed worker held runs out: here at once, else within seconds. */
async function letClaimsRunOut(): Promise<void> {
  await owner.query(`update foshan.outbox set claimed_until = '2000-01-01' where state = 'taken'`)
  await owner.query(`update foshan.lease set until = '2000-01-01'`)
}

/** Rounds of the card service beside the worker, who is started again whenever it was killed. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WITHIN_MS
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${WITHIN_MS} ms: ${what}`)
    nodes.card.clock.now = new Date().toISOString()
    await nodes.card.round()
    const exit = await Promise.race([worker?.exited, pause(100)])
    if (exit === undefined) continue
    assert.equal(exit.signal, 'SIGKILL')
    kills += 1
    await letClaimsRunOut()
    await start()
  }
}

/** The ledger of a case, in its order. */
async function eventsOf({ applicationId }: HeldCase): Promise<readonly string[]> {
  const rows = await owner.query<{ kind: string }>(
    'select kind from foshan.ledger where stream_id = $1 order by stream_version',
    [applicationId],
  )
  return rows.rows.map(({ kind }) => kind)
}

describe('the worker killed at every named point of the exchange: nothing lost, nothing twice', () => {
  for (const failpoint of KILLS) {
    it(failpoint, async () => {
      kills = 0
      try {
        await start(failpoint)
      } catch {
        // Killed before it could say that it is ready: it works from the start.
        kills += 1
        await letClaimsRunOut()
        await start()
      }
      const theCase = await nodes.approved()
      await until('the order is with the police', async () => (await nodes.stateOf(theCase)) === 'at-police')
      await nodes.check(theCase, 'accepted')
      await nodes.make(theCase, produceCard)
      await until('the card is known', async () => (await nodes.stateOf(theCase)) === 'produced')
      await until('every package has its receipt', async () => {
        const ours = await owner.query(
          `select 1 from foshan.exchange_package where direction = 'out' and state <> 'acked'`,
        )
        const theirs = await nodes.card.asOwner(`select 1 from card.outgoing_package where state <> 'acked'`)
        return ours.rowCount === 0 && theirs.length === 0
      })
      assert.equal(kills, 1, 'the failpoint was passed')
      assert.deepEqual((await eventsOf(theCase)).slice(-3), ['export', 'acknowledge', 'produce'])
      const orders = await nodes.card.asOwner('select 1 from card.card_order where application_id = $1', [
        theCase.applicationId,
      ])
      assert.equal(orders.length, 1)
      await worker?.stop()
      worker = undefined
      await letClaimsRunOut()
    })
  }

  it('both sides have the same packages, without a gap, and nothing was set aside', async () => {
    const ours = await owner.query<{ direction: string; seq: string; sm3: string }>(
      `select direction, seq, encode(file_sm3, 'hex') as sm3 from foshan.exchange_package order by direction, seq`,
    )
    const of = (direction: string) =>
      ours.rows.filter((row) => row.direction === direction).map(({ seq, sm3 }) => `${seq} ${sm3}`)
    const taken = await nodes.card.asOwner<{ seq: string; file_sm3: string }>(
      `select seq, file_sm3 from card.inbound_package order by seq`,
    )
    const sent = await nodes.card.asOwner<{ seq: string; file_sm3: string }>(
      `select seq, file_sm3 from card.outgoing_package order by seq`,
    )
    const named = (rows: readonly { seq: string; file_sm3: string }[]) =>
      rows.map((row) => `${row.seq} ${row.file_sm3}`)
    assert.deepEqual(of('out'), named(taken))
    assert.deepEqual(of('in'), named(sent))
    assert.deepEqual(
      taken.map(({ seq }) => Number(seq)),
      KILLS.map((_, index) => index + 1),
    )
    assert.equal((await owner.query('select 1 from foshan.exchange_quarantine')).rowCount, 0)
    assert.equal((await nodes.card.asOwner('select 1 from card.quarantine')).length, 0)
  })
})
