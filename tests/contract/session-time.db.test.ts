import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { openRegistryHouse, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

let house: RegistryHouse
before(async () => {
  house = await openRegistryHouse()
})
after(() => house.close())

/** Signs in anew, moves a time of the session by the database, and asks whether it still holds. */
async function holdsWhen(change: string): Promise<boolean> {
  const clerk = await house.signIn(OFFICIALS.clerk)
  await house.registry.asOwner(`update shared.session set ${change} where ended_at is null`)
  return valueOf(await clerk.call('getSession', {})).signedIn
}

test('空闲十五分钟退出 · a session that was idle for fifteen minutes is over, one minute before it holds', async () => {
  assert.equal(await holdsWhen(`last_seen_at = now() - interval '14 minutes'`), true)
  assert.equal(await holdsWhen(`last_seen_at = now() - interval '16 minutes'`), false)
})

test('十二小时必须重新登录 · a session ends at its last instant, however busy it is', async () => {
  assert.equal(await holdsWhen(`expires_at = now() + interval '1 minute'`), true)
  assert.equal(await holdsWhen(`expires_at = now() - interval '1 second'`), false)
  const [row] = await house.registry.asOwner(
    'select max(extract(epoch from expires_at - created_at))::int as seconds from shared.session where official_id is not null',
  )
  assert.ok(Number(row?.['seconds']) <= 12 * 3_600)
})
