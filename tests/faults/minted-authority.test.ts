import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { enrolmentCodeSm3, newEnrolmentCode } from '@anju/crypto/enrolment-code.ts'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { verifyAuthority } from '@anju/server/command/verify-authority.ts'
import { sealEntered } from '@anju/server/store/row-seal.ts'
import { enrolledKey, HOME, leaveFor, openBrowser, trySignIn, type KeyBrowser } from '@anju/tests/key-desk.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'
import { softAuthenticator, type SoftAuthenticator } from '@anju/tests/soft-authenticator.ts'
import { Client } from 'pg'

const { stationHead, deputyHead, clerk, guichengClerk, coordinator } = OFFICIALS
const CITY = { params: { city: 'foshan' } }
let house: RegistryHouse
before(async () => {
  house = await openRegistryHouse()
})
after(() => house.close())
const asOwner = (sql: string, values: readonly unknown[]) => house.registry.asOwner(sql, values)

/** Binds a key under a code. @returns how the registry answered the question and the key */
async function bind({ api }: KeyBrowser, code: string): Promise<readonly number[]> {
  const begun = await api.call('beginEnrolment', { body: { code } })
  if (!begun.ok) return [problemOf(begun).status]
  const { challengeId, challenge } = begun.value
  const body = { code, challengeId, key: softAuthenticator(HOME).enrol(challenge), label: '' }
  const done = await api.call('finishEnrolment', { body })
  return [200, done.ok ? 200 : problemOf(done).status]
}

/** What somebody who rules the database writes to be let in: leave that two administrators seem to have given. */
async function forgeLeave({ officialId }: typeof stationHead): Promise<string> {
  const code = newEnrolmentCode()
  await asOwner(
    `insert into shared.enrolment (enrolment_id, official_id, reason, proposed_by, proposed_at, approved_by, approved_at, code_sm3, expires_at)
     values ($1, $2, 'first', $3, now(), $4, now(), $5, now() + interval '1 hour')`,
    [
      randomUUID(),
      officialId,
      OFFICIALS.administrator.officialId,
      OFFICIALS.securityAdministrator.officialId,
      enrolmentCodeSm3(code),
    ],
  )
  return code
}

describe('数据库管理员铸造签名 · whoever rules the database mints an official', () => {
  it('leave to bind a key that nobody gave binds none; leave that was given does (control)', async () => {
    assert.deepEqual(await bind(openBrowser(house), await forgeLeave(clerk)), [500])
    assert.deepEqual(await bind(openBrowser(house), await leaveFor(house, clerk)), [200, 200])
  })

  it("under true leave, too, nobody binds a key while the old one's row says what nobody wrote", async () => {
    const key = await enrolledKey(house, stationHead)
    const revoke = (at: string | null) =>
      asOwner('update shared.authenticator set revoked_at = $2 where official_id = $1', [stationHead.officialId, at])
    const code = await leaveFor(house, stationHead)
    await revoke(new Date().toISOString())
    assert.deepEqual(await bind(openBrowser(house), code), [500])
    await revoke(null)
    const browser = openBrowser(house)
    valueOf(await trySignIn(browser, key))
    assert.deepEqual(await bind(browser, code), [200, 200], 'control: undone, and with the own key there')
  })

  it('a post that nobody lent lets nobody in; one that its holder lends does (control)', async () => {
    const { officialId, postId } = guichengClerk
    const delegationId = randomUUID()
    await asOwner(
      `insert into shared.delegation (delegation_id, city, kind, post_id, holder_id, post_prefix, division_prefix, delegate_id, delegate_post_id, begins_at, ends_at, reason, given_by, given_at)
       values ($1, 'foshan', 'temporary', $2, $3, $4, $4, $5, $6, now() - interval '1 minute', now() + interval '4 hours', '顶班', $3, now())`,
      [delegationId, stationHead.postId, stationHead.officialId, stationHead.divisionPrefix, officialId, postId],
    )
    const borrower = await house.signIn(guichengClerk)
    const chosen = await borrower.call('choosePost', { body: { postId: stationHead.postId } })
    assert.deepEqual(chosen.ok ? 200 : problemOf(chosen).status, 500)

    const lender = await house.signIn(deputyHead)
    valueOf(
      await lender.call('lendPost', {
        ...CITY,
        body: {
          intentId: randomUUID(),
          postId: deputyHead.postId,
          delegateId: coordinator.officialId,
          divisionPrefix: null,
          time: { kind: 'temporary', hours: 2 },
          reason: '顶班',
        },
      }),
    )
    const lent = await house.signIn(coordinator)
    valueOf(await lent.call('choosePost', { body: { postId: deputyHead.postId } }))
  })
})

/** Leave as the console gives it to the first administrators, and the key under it. */
async function consoleKey(member: CastOfficial): Promise<SoftAuthenticator> {
  const { registry } = house
  const code = newEnrolmentCode()
  const enrolmentId = randomUUID()
  await asOwner(
    `insert into shared.enrolment (enrolment_id, official_id, reason, proposed_at, approved_at, code_sm3, expires_at, city)
     values ($1, $2, 'first', now(), now(), $3, now() + interval '1 hour', 'foshan')`,
    [enrolmentId, member.officialId, enrolmentCodeSm3(code)],
  )
  const client = new Client({ connectionString: registry.database.url })
  await client.connect()
  await sealEntered(client, registry.deps.crypto, 'enrolment', [enrolmentId])
  await client.end()
  return boundKey(code)
}

async function boundKey(code: string): Promise<SoftAuthenticator> {
  const { api } = openBrowser(house)
  const key = softAuthenticator(HOME)
  const { challengeId, challenge } = valueOf(await api.call('beginEnrolment', { body: { code } }))
  valueOf(await api.call('finishEnrolment', { body: { code, challengeId, key: key.enrol(challenge), label: '' } }))
  return key
}

async function deskOf(key: SoftAuthenticator): Promise<KeyBrowser['api']> {
  const browser = openBrowser(house, { sign: ({ key: { challenge } }) => key.answer(challenge) })
  valueOf(await trySignIn(browser, key))
  return browser.api
}

const verified = () => {
  const { city } = house.registry.act(clerk, '2016-01-05')
  return city.pool.look(wholeCity(city), (db) =>
    verifyAuthority(db, { city: 'foshan', crypto: house.registry.deps.crypto }),
  )
}

describe('每把密钥、每次委托都有签名 · what stands behind a key and a lent post, signed with keys', () => {
  it('given as it should be it is told of by nobody; what a signature was not given for is', async () => {
    const { findings: earlier, notes } = await verified()
    assert.deepEqual([earlier.map(({ table }) => table), notes], [['delegation'], []], 'the lending of above')
    const [administers, approves] = [
      await deskOf(await consoleKey(OFFICIALS.administrator)),
      await deskOf(await consoleKey(OFFICIALS.securityAdministrator)),
    ]
    const enrolmentId = randomUUID()
    const { officialId, postId } = deputyHead
    valueOf(
      await administers.call('proposeEnrolment', {
        params: { ...CITY.params, officialId },
        body: { intentId: enrolmentId, reason: 'first' },
      }),
    )
    const { code } = valueOf(
      await approves.call('approveEnrolment', {
        params: { ...CITY.params, enrolmentId },
        body: { intentId: randomUUID(), faceToFace: true },
      }),
    )
    const deputy = await deskOf(await boundKey(code))
    const delegationId = randomUUID()
    const today = civilDateOf(new Date().toISOString())
    const time = { kind: 'substitution', from: today, to: today } as const
    const asked = { postId, delegateId: clerk.officialId, divisionPrefix: null, time, reason: '外出开会' }
    valueOf(await deputy.call('lendPost', { ...CITY, body: { intentId: delegationId, ...asked } }))
    valueOf(
      await approves.call('decideDelegation', {
        params: { ...CITY.params, delegationId },
        body: { intentId: randomUUID(), approve: true },
      }),
    )
    const honest = await verified()
    assert.deepEqual(honest.findings, earlier)
    assert.equal(honest.notes.length, 2, 'the two of the console')

    // With the key of the server the row and its event can be made to say something else; the official's key cannot.
    const reason = '长期外出'
    const facts = { ...asked, reason, holderId: officialId }
    const mac = house.registry.deps.crypto.mac('ledger', canonicalJsonBytes(facts))
    await asOwner('update shared.delegation set reason = $2 where delegation_id = $1', [delegationId, reason])
    await asOwner(`update foshan.ledger set facts_mac = $2 where stream_id = $1 and kind = 'lend-post'`, [
      delegationId,
      mac,
    ])
    const told = (await verified()).findings.filter(({ streamId }) => streamId === delegationId)
    assert.deepEqual(
      told.map(({ what }) => what),
      [`under lend-post there is no signature of ${officialId} for it`],
    )
  })
})
