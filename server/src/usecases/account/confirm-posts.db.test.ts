import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICES, OFFICIALS } from '@anju/dev/cast.ts'
import { refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { confirmPosts, listPostsToConfirm } from './confirm-posts.ts'

const { clerk, securityAdministrator, stationHead } = OFFICIALS
let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

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
    const later = new Date(Date.now() + 95 * 86_400_000).toISOString()
    const act = { ...registry.act(securityAdministrator, '2016-03-01'), at: later }
    const listed = await listPostsToConfirm(registry.deps, act)
    assert.equal(listed.length, 2_000)
    const heads = await registry.asOwner(
      `select count(*)::int as heads from shared.post p join shared.office f using (office_id) where f.city = 'foshan' and p.role = 'station-head' and p.valid_to is null`,
    )
    assert.equal(listed.filter(({ post }) => post.role === 'station-head').length, heads[0]?.['heads'])
    const confirm = (postId: string) => confirmPosts(registry.deps, act, { intentId: randomUUID(), postIds: [postId] })
    const done = await confirm(stationHead.postId)
    assert.ok(done.ok, JSON.stringify(done))
    // One that the list has no room for is still told apart: it is its head's to confirm.
    assert.deepEqual(refusalCodes(await confirm(clerk.postId)), ['confirmation.not-of-unit'])
  })
})
