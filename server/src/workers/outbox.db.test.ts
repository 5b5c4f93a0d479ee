import { scopeOf } from '@anju/platform/database/scope.ts'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'
import type { City } from '../deps.ts'
import { claimOutbox, finishOutbox } from '../store/outbox.ts'
import { listNotices } from '../usecases/list-notices.ts'
import { registerResidence } from '../usecases/register-residence.ts'
import { noticeHandler } from './notices.ts'
import { deliverOutbox, type OutboxHandler } from './outbox.ts'

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

/** Effects are due from the legal day of the test's acts on; this is later than all of them. */
const NOON = '2016-02-01T12:00:00.000Z'
const later = (ms: number) => new Date(Date.parse(NOON) + ms).toISOString()
const claimAt = (worker: string, at: string, limit = 50) =>
  claimOutbox(foshan.pool, {
    topics: ['notice.'],
    worker,
    at,
    until: new Date(Date.parse(at) + 5_000).toISOString(),
    limit,
  })

async function registerOne(): Promise<string> {
  const command = {
    intentId: randomUUID(),
    ...declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, '2016-01-05'),
  }
  const done = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), command)
  assert.ok(done.ok, JSON.stringify(done))
  return done.value.subjectId
}

async function outboxOf(
  caseId: string,
): Promise<{ state: string; attempts: number; last_error: string | null; available_at: string }> {
  const { rows } = await owner.query(
    'select state, attempts, last_error, available_at from foshan.outbox where subject_id = $1',
    [caseId],
  )
  assert.equal(rows.length, 1)
  return rows[0]
}

async function noticesOf(caseId: string): Promise<number> {
  const { rows } = await owner.query(
    'select count(*)::int as n from foshan.notice join foshan.outbox using (outbox_id) where subject_id = $1',
    [caseId],
  )
  return rows[0].n
}

describe('outbox 待发 and notices 通知', () => {
  it('makes one notice of a registration, with its dates and without the number, and nothing the second time', async () => {
    const caseId = await registerOne()
    assert.equal(await deliverOutbox(registry.deps, foshan, noticeHandler, 'a', () => NOON), 1)
    assert.equal(await deliverOutbox(registry.deps, foshan, noticeHandler, 'a', () => NOON), 0)
    assert.equal((await outboxOf(caseId)).state, 'done')
    const [notice] = await listNotices(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-06'))
    assert.equal(
      notice?.text,
      '【佛山居住证】郑国强，居住登记已录入，登记日期2016年1月5日，等待上门核实。满半年为2016年7月5日。',
    )
    assert.equal(notice?.mobileMasked, '138****0999')
    assert.deepEqual(
      { template: notice?.template, madeOn: notice?.madeOn, state: notice?.state },
      { template: 'registered/1', madeOn: '2016-01-05', state: 'shown' },
    )
    assert.deepEqual(await listNotices(registry.deps, registry.act(OFFICIALS.guichengClerk, '2016-01-06')), [])
  })

  it('two workers that claim at once never take the same row', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, registerOne))
    const claims = await Promise.all(['a', 'b', 'c', 'd'].map((worker) => claimAt(worker, NOON)))
    const taken = claims.flat().map(({ outbox_id }) => outbox_id)
    assert.equal(taken.length, cases.length)
    assert.equal(new Set(taken).size, cases.length)
    await deliverOutbox(registry.deps, foshan, noticeHandler, 'e', () => later(10_000))
  })

  it('a row whose worker died is delivered once its claim has run out; the dead one coming back changes nothing', async () => {
    const caseId = await registerOne()
    const [row] = await claimAt('dead', NOON)
    assert.ok(row)
    assert.equal(await deliverOutbox(registry.deps, foshan, noticeHandler, 'b', () => later(4_000)), 0)
    assert.equal(await deliverOutbox(registry.deps, foshan, noticeHandler, 'b', () => later(6_000)), 1)
    assert.equal(
      await foshan.pool.transact(scopeOf({ city: 'foshan', prefixes: ['4406'] }), (tx) =>
        finishOutbox(tx, row.outbox_id, 'dead'),
      ),
      false,
    )
    const act = registry.systemAct('foshan', '2016-01-05')
    await noticeHandler.deliver({
      deps: registry.deps,
      act,
      row,
      finish: (tx) => finishOutbox(tx, row.outbox_id, 'dead'),
    })
    assert.equal(await noticesOf(caseId), 1)
    assert.equal((await outboxOf(caseId)).attempts, 2)
  })

  it('what fails is tried again later each time, and given up after twelve', async () => {
    const caseId = await registerOne()
    const failing: OutboxHandler = {
      topics: ['notice.'],
      deliver: () => Promise.reject(new Error('the gateway is away')),
    }
    await deliverOutbox(registry.deps, foshan, failing, 'a', () => NOON)
    const once = await outboxOf(caseId)
    assert.deepEqual(
      { state: once.state, attempts: once.attempts, last_error: once.last_error },
      { state: 'new', attempts: 1, last_error: 'Error: the gateway is away' },
    )
    assert.ok(once.available_at > NOON)
    for (let at = 1; at < 12; at += 1)
      await deliverOutbox(registry.deps, foshan, failing, 'a', () => later(at * 3_600_000))
    assert.deepEqual((({ state, attempts }) => ({ state, attempts }))(await outboxOf(caseId)), {
      state: 'failed',
      attempts: 12,
    })
    assert.equal(await deliverOutbox(registry.deps, foshan, noticeHandler, 'a', () => later(100 * 3_600_000)), 0)
  })

  it('a person without a number gets no message, and that is on record; other topics are left to their own worker', async () => {
    const caseId = await registerOne()
    await owner.query(
      'update foshan.person set mobile_enc = null where person_id = (select person_id from foshan.registration where registration_id = $1)',
      [caseId],
    )
    const other = randomUUID()
    await owner.query(
      `insert into foshan.outbox (outbox_id, topic, subject_id, payload, available_at) values ($1, 'exchange.permit-order', $1, '{}', $2)`,
      [other, NOON],
    )
    await deliverOutbox(registry.deps, foshan, noticeHandler, 'a', () => later(1_000))
    const { rows } = await owner.query(
      'select n.state from foshan.notice n join foshan.outbox using (outbox_id) where subject_id = $1',
      [caseId],
    )
    assert.deepEqual(rows, [{ state: 'no-number' }])
    assert.equal((await outboxOf(other)).state, 'new')
  })
})
