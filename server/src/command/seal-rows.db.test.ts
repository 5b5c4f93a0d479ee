import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { enterSealedRows } from '@anju/tests/enter-sealed-rows.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { sealStreamOf } from '../store/row-seal.ts'
import { findBrokenSeals } from '../workers/check-seals.ts'
import { sealRows } from './seal-rows.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

test('a row from before seals is sealed once; one whose seal was taken away is refused and goes on being found', async () => {
  const { city } = registry.act(OFFICIALS.clerk, '2016-07-18')
  await enterSealedRows(registry)
  assert.deepEqual(await findBrokenSeals(registry.deps, city), [])
  const old = randomUUID()
  await registry.asOwner('insert into shared.official (official_id, name, id_bidx) values ($1, $2, $3)', [
    old,
    '旧账号',
    randomBytes(32),
  ])
  const taken =
    'update shared.authenticator set seal = null, seal_kid = null where official_id = $1 returning authenticator_id'
  const [row] = await registry.asOwner(taken, [OFFICIALS.clerk.officialId])
  const stripped = String(row?.['authenticator_id'])
  const found = async () => (await findBrokenSeals(registry.deps, city)).map(({ rowId }) => rowId)
  assert.deepEqual((await found()).toSorted(), [old, stripped].toSorted())

  const { sealed, refused } = await sealRows(registry.deps, city, new Date().toISOString())
  assert.deepEqual([sealed.official, sealed.authenticator], [1, 0])
  assert.equal(refused.length, 1)
  assert.match(refused[0] ?? '', new RegExp(`authenticator ${stripped} .* it had a seal, which is gone`))
  assert.deepEqual(await found(), [stripped])
  assert.equal((await sealRows(registry.deps, city, new Date().toISOString())).sealed.official, 0)
})

test('leave and lendings from before are sealed where the ledger has who gave them, and stay out where it has nothing', async () => {
  const { city } = registry.act(OFFICIALS.clerk, '2016-07-18')
  const { clerk, deputyHead, stationHead } = OFFICIALS
  // As an installation has them after the upgrade: no seal, and none of theirs in the ledger.
  for (const [table, id] of [
    ['enrolment', 'enrolment_id'],
    ['delegation', 'delegation_id'],
  ] as const) {
    const rows = await registry.asOwner(
      `update shared.${table} set seal = null, seal_kid = null, version = 1 returning ${id} as id`,
    )
    const streams = rows.map(({ id: row }) => sealStreamOf(table, String(row)))
    for (const part of ['ledger', 'ledger_pending', 'ledger_leaf'])
      await registry.asOwner(`delete from foshan.${part} where stream_id = any($1)`, [streams])
  }
  const [forgedLeave, forgedLoan] = [randomUUID(), randomUUID()]
  await registry.asOwner(
    `insert into shared.enrolment (enrolment_id, official_id, reason, proposed_at, approved_at, code_sm3, expires_at) values ($1, $2, 'first', now(), now(), $3, now())`,
    [forgedLeave, stationHead.officialId, randomBytes(32)],
  )
  await registry.asOwner(
    `insert into shared.delegation (delegation_id, city, kind, post_id, holder_id, post_prefix, division_prefix, delegate_id, delegate_post_id, begins_at, ends_at, reason, given_by, given_at)
     values ($1, 'foshan', 'temporary', $2, $3, $4, $4, $5, $6, now(), now() + interval '1 hour', '', $3, now())`,
    [forgedLoan, deputyHead.postId, deputyHead.officialId, deputyHead.divisionPrefix, clerk.officialId, clerk.postId],
  )
  const { sealed, refused } = await sealRows(registry.deps, city, new Date().toISOString())
  assert.deepEqual([sealed.enrolment, sealed.delegation], [2, 2])
  for (const line of [`enrolment ${forgedLeave}`, `delegation ${forgedLoan}`])
    assert.ok(
      refused.some((each) => each.startsWith(`${line} stays without a seal: the ledger has nothing`)),
      line,
    )
  const named = (await findBrokenSeals(registry.deps, city)).map(({ rowId }) => rowId)
  assert.ok(named.includes(forgedLeave) && named.includes(forgedLoan))
})
