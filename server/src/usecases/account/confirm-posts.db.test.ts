import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICES, OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { Act } from '../../deps.ts'
import { confirmPosts, listPostsToConfirm } from './confirm-posts.ts'

const { administrator, clerk, securityAdministrator, stationHead } = OFFICIALS
let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())
const as = (who: CastOfficial, at: string): Act => ({ ...registry.act(who, '2016-03-01'), at })
const must = (done: Decision<unknown>) => assert.ok(done.ok, JSON.stringify(done))

describe('季度复核', () => {
  it('the head confirms the unit, not himself; the security administrator confirms heads; an unconfirmed post lapses', async () => {
    const inQuarters = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const head = as(stationHead, inQuarters(95))
    const list = await listPostsToConfirm(registry.deps, head)
    const mine = list.filter(({ isMine }) => isMine)
    assert.ok(mine.some(({ post }) => post.post_id === clerk.postId))
    assert.ok(mine.every(({ post }) => post.office_id === stationHead.office.officeId))
    assert.ok(mine.every(({ confirmation }) => confirmation.state === 'due' || confirmation.state === 'late'))
    const confirm = (act: Act, postId: string) =>
      confirmPosts(registry.deps, act, { intentId: randomUUID(), postIds: [postId] })
    assert.deepEqual(refusalCodes(await confirm(head, stationHead.postId)), ['confirmation.own-post'])
    assert.deepEqual(refusalCodes(await confirm(head, administrator.postId)), ['confirmation.not-of-unit'])
    must(await confirm(head, clerk.postId))
    assert.deepEqual(refusalCodes(await confirm(head, clerk.postId)), ['confirmation.not-due'])
    must(await confirm(as(securityAdministrator, inQuarters(95)), stationHead.postId))
    const later = await listPostsToConfirm(registry.deps, as(stationHead, inQuarters(95 + 120)))
    const states = new Map(later.map(({ post, confirmation }) => [post.post_id, confirmation.state]))
    assert.notEqual(states.get(clerk.postId), 'lapsed')
    assert.ok([...states.values()].includes('lapsed'))
  })
})

describe('季度复核，岗位很多的市', () => {
  const MANY = 2_050
  before(() =>
    registry.asOwner(
      `with person as (
         insert into shared.official (official_id, name, id_bidx, recorded_at) select gen_random_uuid(), '众', sha256(gen_random_uuid()::text::bytea), now() from generate_series(1, ${MANY}) returning official_id
       )
       insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from)
       select gen_random_uuid(), official_id, $1, 'coordinator', $2, '2016-01-01' from person`,
      [OFFICES.zhangcha.officeId, OFFICES.zhangcha.divisionPrefix],
    ),
  )
  it('the posts of heads are still there to confirm, and each by its number', async () => {
    const later = new Date(Date.now() + 195 * 86_400_000).toISOString()
    const act = as(securityAdministrator, later)
    const listed = await listPostsToConfirm(registry.deps, act)
    assert.equal(listed.length, 2_000)
    const heads = await registry.asOwner(
      `select count(*)::int as heads from shared.post p join shared.office f using (office_id) where f.city = 'foshan' and p.role = 'station-head' and p.valid_to is null`,
    )
    assert.equal(listed.filter(({ post }) => post.role === 'station-head').length, heads[0]?.['heads'])
    const confirm = (postId: string) => confirmPosts(registry.deps, act, { intentId: randomUUID(), postIds: [postId] })
    must(await confirm(stationHead.postId))
    // One that the list has no room for is still told apart: it is its head's to confirm.
    assert.deepEqual(refusalCodes(await confirm(clerk.postId)), ['confirmation.not-of-unit'])
  })
})
