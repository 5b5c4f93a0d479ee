import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { inventedIdNumber, OFFICES, OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import type { Official } from '@anju/domain/access/actor.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { Act } from '../../deps.ts'
import { listOwnPosts } from '../../store/sign-in-challenge.ts'
import { standingOfPost } from '../../store/standing.ts'
import { findBrokenSeals } from '../../workers/check-seals.ts'
import { decideProposal } from './decide-proposal.ts'
import { proposeEnrolment } from './enrol.ts'
import { keepAccount } from './keep-account.ts'
import { decideDelegation, lendPost } from './lend-post.ts'
import { proposeAccount, type ProposeAccount } from './propose-account.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const ON = '2016-03-07'
const day = parsePlainDate
const { administrator, securityAdministrator, stationHead } = OFFICIALS
const as = (who: CastOfficial): Act => ({ ...registry.act(who, ON), at: new Date().toISOString() })
function must<T>(decision: Decision<T>): T {
  if (decision.ok) return decision.value
  throw new Error(JSON.stringify(decision.refusals))
}
const wanted = (role: Role, office = OFFICES.zhangcha, from = '2016-01-01') => ({
  officeId: office.officeId,
  role,
  divisionPrefix: office.divisionPrefix,
  validFrom: day(from),
  validTo: null,
})
const approve = (proposalId: string) =>
  decideProposal(registry.deps, as(securityAdministrator), {
    intentId: randomUUID(),
    proposalId,
    approve: true,
    reason: '',
  })
let births = 0
async function newOfficial(role: Role): Promise<{ officialId: string }> {
  births += 1
  const idNumber = inventedIdNumber('foshan', `1985-01-${String(births).padStart(2, '0')}`, 500 + births)
  const command = {
    intentId: randomUUID(),
    kind: 'account',
    name: '新来的',
    idNumber,
    post: wanted(role),
    reason: '',
  } as const
  const { subjectId } = must(await proposeAccount(registry.deps, as(administrator), command))
  must(await approve(command.intentId))
  return { officialId: subjectId }
}
const count = async (sql: string, parameters: readonly unknown[]) =>
  Number((await registry.asOwner(`select count(*)::int as n from ${sql}`, parameters))[0]?.['n'])

describe('三员分立，委托的岗位也算 · a lent post ends with the own one beside it', () => {
  const secure = (officialId: string, validFrom: string): ProposeAccount => ({
    intentId: randomUUID(),
    kind: 'post',
    officialId,
    reason: '',
    post: { ...wanted('security-administrator', OFFICES.migrantOffice, validFrom) },
  })
  const today = () => ({ legalOn: day(ON), at: new Date().toISOString() })
  const rolesOf = async (officialId: string) =>
    (await listOwnPosts(registry.deps.shared, officialId, ON, today().at)).map(({ role }) => role)
  /** A deputy who holds the head's post for five days, with approval. */
  async function substitute() {
    const { officialId } = await newOfficial('deputy-head')
    const delegationId = randomUUID()
    const lent = await lendPost(registry.deps, as(stationHead), {
      intentId: delegationId,
      postId: stationHead.postId,
      delegateId: officialId,
      divisionPrefix: null,
      time: { kind: 'substitution', from: day(ON), to: day('2016-03-11') },
      reason: '外出学习',
    })
    must(lent)
    const decision = { intentId: randomUUID(), delegationId, approve: true }
    must(await decideDelegation(registry.deps, as(securityAdministrator), decision))
    const [own] = await registry.asOwner('select post_id from shared.post where official_id = $1', [officialId])
    return { officialId, delegationId, postId: String(own?.['post_id']) }
  }
  const endPost = (officialId: string, postId: string, on: string) =>
    keepAccount(registry.deps, as(administrator), {
      intentId: randomUUID(),
      kind: 'end-post',
      officialId,
      postId,
      on: day(on),
      reason: '调岗',
    })
  const standsAtHead = (officialId: string) => {
    const actor = { ...registry.act(stationHead, ON).actor, officialId } as Official
    const { sql, parameters } = standingOfPost(actor, day(ON), today().at).statement
    const city = registry.deps.cities.get('foshan')!
    return city.pool.transact(wholeCity(city), async (tx) => (await tx.write(sql, parameters ?? [])).length)
  }

  it('when the own post ends, what was lent beside it is taken back, with an event; nobody acts from it any more', async () => {
    const { officialId, delegationId, postId } = await substitute()
    assert.deepEqual(await rolesOf(officialId), ['deputy-head', 'station-head'])
    assert.equal(await standsAtHead(officialId), 1, 'control: while both stand')
    must(await endPost(officialId, postId, '2016-03-06'))
    assert.deepEqual(await rolesOf(officialId), [])
    assert.equal(await standsAtHead(officialId), 0)
    assert.equal(
      await count('shared.delegation where delegation_id = $1 and revoked_at is not null', [delegationId]),
      1,
    )
    const [last] = await registry.asOwner(
      'select kind from foshan.ledger where stream_id = $1 order by stream_version desc limit 1',
      [delegationId],
    )
    assert.equal(last?.['kind'], 'end-delegation')
    // Today the person was head: security administrator only from tomorrow on.
    const same = await proposeAccount(registry.deps, as(administrator), secure(officialId, ON))
    assert.deepEqual(same.ok ? [] : same.refusals.map(({ code, facts }) => [code, facts['held']]), [
      ['account.administrators-apart', 'station-head'],
    ])
    must(await proposeAccount(registry.deps, as(administrator), secure(officialId, '2016-03-08')))
  })

  it('with both posts in force an administrator is told of each; when the own one ends later, the lent one ends that day', async () => {
    const { officialId, postId } = await substitute()
    const both = await proposeAccount(registry.deps, as(administrator), secure(officialId, ON))
    assert.deepEqual(both.ok ? [] : both.refusals.map(({ facts }) => facts['held']), ['deputy-head', 'station-head'])
    must(await endPost(officialId, postId, '2016-03-08'))
    assert.deepEqual(await rolesOf(officialId), ['deputy-head', 'station-head'])
    const held = async (on: string) =>
      (await listOwnPosts(registry.deps.shared, officialId, on, today().at)).map(({ role }) => role)
    assert.deepEqual([await held('2016-03-08'), await held('2016-03-09')], [['deputy-head', 'station-head'], []])
    const next = secure(officialId, '2016-03-09')
    must(await proposeAccount(registry.deps, as(administrator), next))
    must(await approve(next.intentId))
    assert.deepEqual(await held('2016-03-09'), ['security-administrator'])
  })

  it('who leaves has nothing lent any more, and their open leave for a key is over; every row fits its seal', async () => {
    const { officialId, delegationId } = await substitute()
    const asked = { intentId: randomUUID(), officialId, reason: 'first', replaces: null } as const
    must(await proposeEnrolment(registry.deps, as(administrator), asked))
    const leaving = {
      intentId: randomUUID(),
      kind: 'record-leaving',
      officialId,
      leftOn: day(ON),
      reason: '离职',
    } as const
    must(await keepAccount(registry.deps, as(administrator), leaving))
    assert.deepEqual(await rolesOf(officialId), ['deputy-head'], 'the own post has its last day')
    const kinds = await registry.asOwner(
      'select kind from foshan.ledger where stream_id = $1 order by stream_version',
      [delegationId],
    )
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['lend-post', 'approve-delegation', 'end-delegation'],
    )
    assert.equal(await count('shared.enrolment where enrolment_id = $1 and expires_at <= now()', [asked.intentId]), 1)
    const city = registry.deps.cities.get('foshan')!
    assert.deepEqual(await findBrokenSeals(registry.deps, city), [])
    await registry.asOwner('update shared.delegation set reason = reason || $2 where delegation_id = $1', [
      delegationId,
      '。',
    ])
    const broken = await findBrokenSeals(registry.deps, city)
    assert.deepEqual(
      broken.map(({ rowId }) => rowId),
      [delegationId],
      'control',
    )
  })

  it('by constraint, too: no row of a post or a lending puts both on one day', async () => {
    const { officialId, postId } = await substitute()
    await assert.rejects(
      registry.asOwner(
        `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from) values ($1, $2, $3, 'security-administrator', $5, $4)`,
        [randomUUID(), officialId, OFFICES.migrantOffice.officeId, '2016-03-09', OFFICES.migrantOffice.divisionPrefix],
      ),
      /post_administrators_apart/,
    )
    await registry.asOwner(`update shared.post set valid_to = '2016-03-08' where post_id = $1`, [postId])
    await registry.asOwner(
      `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from) values ($1, $2, $3, 'security-administrator', $4, '2016-03-09')`,
      [randomUUID(), officialId, OFFICES.migrantOffice.officeId, OFFICES.migrantOffice.divisionPrefix],
    )
    const roles = await listOwnPosts(registry.deps.shared, officialId, '2016-03-09', today().at)
    assert.deepEqual(
      roles.map(({ role }) => role),
      ['security-administrator'],
    )
    await registry.asOwner('delete from shared.post where official_id = $1 and valid_from = $2', [
      officialId,
      '2016-03-09',
    ])
  })
})
