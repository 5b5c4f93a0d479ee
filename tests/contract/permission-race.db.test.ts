import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import type { Official } from '@anju/domain/access/actor.ts'
import type { Act } from '@anju/server/deps.ts'
import { RegistryError } from '@anju/server/registry-error.ts'
import { standingOfPost } from '@anju/server/store/standing.ts'
import { askCrossArea } from '@anju/server/usecases/open-cross-area.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { actorOf, openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'

const REQUESTS = 200
const DAY = '2016-03-02'

let registry: TestRegistry
let personId: string
before(async () => {
  registry = await openTestRegistry()
  const act = registry.act(OFFICIALS.clerk, '2016-01-05', 'city')
  const done = await registerResidence(registry.deps, act, {
    intentId: randomUUID(),
    ...declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-04'),
  })
  assert.ok(done.ok)
  personId = done.value.personId
})
after(() => registry.close())

/** A request that was let in while the post stood: admission compiled what must hold until the commit. */
function letIn(withStanding: boolean): Act {
  const act = registry.act(OFFICIALS.guichengClerk, DAY, 'city')
  const actor = actorOf(OFFICIALS.guichengClerk) as Official
  return withStanding ? { ...act, scope: { ...act.scope, standing: standingOfPost(actor, act.legalOn, act.at) } } : act
}

/**
 * Sends 200 acts, and withdraws the post under them when some are committed. What is committed at the instant of the
 * withdrawal is counted in its own transaction, while it holds the row.
 */
async function withdrawUnderLoad(withStanding: boolean) {
  const owner = new Client({ connectionString: registry.database.url })
  await owner.connect()
  const count = async () => {
    const rows = await owner.query<{ n: number }>(`select count(*)::int as n from foshan.cross_area_grant`)
    return rows.rows[0]?.n ?? 0
  }
  try {
    const beforehand = await count()
    const act = letIn(withStanding)
    const sent = Array.from({ length: REQUESTS }, () =>
      askCrossArea(registry.deps, act, { intentId: randomUUID(), personId, reason: '协查', hours: 1 }),
    )
    const settled = Promise.allSettled(sent)
    while ((await count()) < beforehand + 20) await new Promise((resolve) => setTimeout(resolve, 2))
    await owner.query('begin')
    await owner.query(`update shared.post set valid_to = '2016-03-01' where post_id = $1`, [
      OFFICIALS.guichengClerk.postId,
    ])
    const atWithdrawal = await count()
    await owner.query('commit')
    const outcomes = await settled
    const end = await count()
    await owner.query('update shared.post set valid_to = null where post_id = $1', [OFFICIALS.guichengClerk.postId])
    return { begun: atWithdrawal - beforehand, after: end - atWithdrawal, outcomes }
  } finally {
    await owner.end()
  }
}

it('T18 a post withdrawn while 200 requests are under way: none is committed after the withdrawal', async () => {
  const { begun, after: late, outcomes } = await withdrawUnderLoad(true)
  assert.equal(late, 0)
  assert.ok(begun >= 20 && begun < REQUESTS, `the withdrawal fell into the load: ${begun}`)
  const granted = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.ok).length
  assert.equal(granted, begun, 'whoever was told yes is committed, and nobody else')
  for (const outcome of outcomes)
    if (outcome.status === 'rejected')
      assert.ok(outcome.reason instanceof RegistryError && outcome.reason.code === 'signed-out', String(outcome.reason))
})

it('T18 without the standing in the transaction acts are committed after the withdrawal (negative control)', async () => {
  const { after: late } = await withdrawUnderLoad(false)
  assert.ok(late > 0)
})
