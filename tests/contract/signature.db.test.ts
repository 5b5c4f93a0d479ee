import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import type { SigningAsked } from '@anju/contract/key-answer.ts'
import { canonicalJson, canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { verifyCaseBundle, type CaseBundle, type TrustedKeys } from '@anju/crypto/merkle-case-bundle.ts'
import { leafHash } from '@anju/crypto/merkle-log.ts'
import { evidenceSm3, signingChallenge } from '@anju/crypto/signing-evidence.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { bundleCase } from '@anju/server/store/case-bundle.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { approveApplication } from '@anju/server/usecases/approve-application.ts'
import { SignatureRequired } from '@anju/server/store/signing.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { enrolledKey, HOME, openBrowser, trySignIn, type KeyBrowser } from '@anju/tests/key-desk.ts'
import { driveApplications, step, type HeldCase } from '@anju/tests/permit-driver.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'
import { softAuthenticator, type SoftAuthenticator } from '@anju/tests/soft-authenticator.ts'

let house: RegistryHouse
let key: SoftAuthenticator
let drive: ReturnType<typeof driveApplications>
before(async () => {
  house = await openRegistryHouse()
  key = await enrolledKey(house, OFFICIALS.stationHead)
  drive = driveApplications(house.registry)
  await house.signIn(OFFICIALS.clerk)
  await house.setDay('2016-07-08')
})
after(() => house.close())

const send = (api: ApiClient, held: HeldCase, intentId: string, occupancyReason = '') =>
  api.call('approveApplication', {
    params: { city: 'foshan', applicationId: held.applicationId },
    body: { intentId, expectedVersion: held.version, occupancyReason },
  })
const desk = async (
  sign?: (asked: SigningAsked) => ReturnType<SoftAuthenticator['answer']> | undefined,
): Promise<KeyBrowser> => {
  const browser = openBrowser(house, sign === undefined ? {} : { sign })
  valueOf(await trySignIn(browser, key))
  return browser
}
const verifiedCase = async () => drive.verified()
const eventsOf = async ({ applicationId }: HeldCase) =>
  (await house.registry.asOwner('select kind from foshan.ledger where stream_id = $1', [applicationId])).length

describe('责任签名：看到什么，签什么', () => {
  it('没有签名不办理：给出要签的文字，什么也没有留下', async () => {
    const held = await verifiedCase()
    const earlier = await eventsOf(held)
    const { api } = await desk()
    const problem = problemOf(await send(api, held, randomUUID()))
    assert.deepEqual([problem.type, problem.status], ['signature', 428])
    const display = problem.signing?.display ?? ''
    for (const part of ['审核通过', '佛山', '唐国强', OFFICIALS.stationHead.name, '2016年7月8日'])
      assert.ok(display.includes(part), `${part} is not in:\n${display}`)
    assert.equal(await eventsOf(held), earlier)
  })

  it('本人密钥签名后办理；重发同一意图不再签名；签名行里有陈述、密钥的回答和公钥', async () => {
    const held = await verifiedCase()
    let asked = 0
    const { api } = await desk(({ key: { challenge } }) => {
      asked += 1
      return key.answer(challenge)
    })
    const intentId = randomUUID()
    const done = valueOf(await send(api, held, intentId))
    assert.equal(done.state, 'approved')
    const again = valueOf(await send(api, held, intentId))
    assert.deepEqual([again.repeated, asked], [true, 1])
    const [row] = await house.registry.asOwner(
      `select e.kind, e.evidence, e.display_enc from foshan.signature s join foshan.signing_evidence e using (signing_id) where s.case_id = $1 and s.step = 'review'`,
      [held.applicationId],
    )
    assert.equal(row?.['kind'], 'security-key')
    assert.notEqual(row['display_enc'], null)
    const evidence = JSON.parse(String(row['evidence']))
    assert.equal(evidence.publicKey, key.publicKey)
    assert.equal(JSON.parse(evidence.statement).caseVersion, held.version)
  })

  it('签的是这一个请求：换了内容、换了案件、换了人、过了时、用过一次的签名都不算', async () => {
    const [held, other] = [await verifiedCase(), await verifiedCase()]
    const plain = await desk()
    const intentId = randomUUID()
    const asked = problemOf(await send(plain.api, held, intentId)).signing
    assert.ok(asked)
    const answer = key.answer(asked.key.challenge)
    const bring = (body: Record<string, unknown>, applicationId: string, brought: unknown) =>
      fetch(`${house.address}/api/foshan/applications/${applicationId}/approval`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'desk',
          cookie: plain.cookie(),
          'anju-signature': Buffer.from(JSON.stringify(brought)).toString('base64url'),
        },
        body: JSON.stringify(body),
      })
    const body = { intentId, expectedVersion: held.version, occupancyReason: '' }
    const brought = { signingId: asked.signingId, answer }
    assert.equal((await bring({ ...body, occupancyReason: '另有理由' }, held.applicationId, brought)).status, 428)
    // The signing was taken by the try before: it is good for one.
    assert.equal((await bring(body, held.applicationId, brought)).status, 428)

    const fresh = async () => {
      const next = problemOf(await send(plain.api, held, intentId)).signing
      assert.ok(next)
      return next
    }
    const forOther = await fresh()
    const otherBody = { ...body, expectedVersion: other.version }
    assert.equal(
      (
        await bring(otherBody, other.applicationId, {
          signingId: forOther.signingId,
          answer: key.answer(forOther.key.challenge),
        })
      ).status,
      428,
    )
    const foreign = await fresh()
    const stranger = softAuthenticator(HOME)
    assert.equal(
      (
        await bring(body, held.applicationId, {
          signingId: foreign.signingId,
          answer: stranger.answer(foreign.key.challenge),
        })
      ).status,
      403,
    )
    const unverified = await fresh()
    assert.equal(
      (
        await bring(body, held.applicationId, {
          signingId: unverified.signingId,
          answer: key.answer(unverified.key.challenge, { unverified: true }),
        })
      ).status,
      403,
    )
    const late = await fresh()
    await house.registry.asOwner('update shared.signing set expires_at = now() where signing_id = $1', [late.signingId])
    assert.equal(
      (await bring(body, held.applicationId, { signingId: late.signingId, answer: key.answer(late.key.challenge) }))
        .status,
      428,
    )
    // And the right one is taken.
    const right = await fresh()
    assert.equal(
      (await bring(body, held.applicationId, { signingId: right.signingId, answer: key.answer(right.key.challenge) }))
        .status,
      200,
    )
  })

  it('演示链接在演示以外签不了名', async () => {
    const held = await verifiedCase()
    const act = drive.by(OFFICIALS.stationHead, '2016-07-08')
    const outside = { ...act, city: { ...act.city, demo: false } }
    const command = { ...step(held), occupancyReason: '' }
    await assert.rejects(approveApplication(house.registry.deps, outside, command), /A demo link signs nothing/)
    const { signing: _, ...unsigned } = act
    await assert.rejects(approveApplication(house.registry.deps, unsigned, command), SignatureRequired)
  })
})

describe('T9 应用服务器上的 root：没有官员的密钥', () => {
  it('离线核验认得真签名；100 次伪造全部被拒绝', async () => {
    const held = await verifiedCase()
    const { api } = await desk(({ key: { challenge } }) => key.answer(challenge))
    valueOf(await send(api, held, randomUUID()))
    const { deps } = house.registry
    const city = deps.cities.get('foshan') ?? assert.fail()
    const at = new Date().toISOString()
    while ((await sealLedger(city, 'test', at)) > 0);
    await sealCheckpoint(deps, city, 'test', at, 0)
    const genuine = await city.pool.look(wholeCity(city), (db) => bundleCase(db, 'foshan', held.applicationId))
    const trusted: TrustedKeys = { registry: [deps.crypto.identity.signingPublicKey], witness: [] }
    const verdict = verifyCaseBundle(genuine, trusted)
    assert.deepEqual(verdict.faults, [])
    assert.deepEqual(
      verdict.signed.map(({ by }) => by),
      ['demo', 'demo', 'security-key'],
      'the others of this case were signed in a demo, and it says so',
    )
    const officials = { [OFFICIALS.stationHead.officialId]: [key.publicKey] }
    const reviewFaults = (bundle: CaseBundle) =>
      verifyCaseBundle(bundle, { ...trusted, officials }).faults.filter((fault) => fault.includes('event 4'))
    assert.deepEqual(reviewFaults(genuine), [], 'the control: what the key signed holds')

    const review = genuine.signatures.at(-1) ?? assert.fail()
    const event = genuine.events.at(-1) ?? assert.fail()
    const evidence = JSON.parse(review.evidence ?? '{}')
    let rejected = 0
    for (let n = 0; n < 100; n += 1) {
      const forged = forge(n, { evidence, envelope: event.envelope })
      const faults = reviewFaults(withReview(genuine, forged, (bytes) => deps.crypto.sign(bytes)))
      if (faults.some((fault) => !fault.includes('not in the log'))) rejected += 1
      else assert.fail(`forgery ${n} was taken`)
    }
    assert.equal(rejected, 100)
  })
})

describe('受托的岗位上签的字：说明是哪一次委托', () => {
  it('案件和委托各有一份离线核验包，都不缺；委托被人改过就签不了', async () => {
    const { deputyHead, secondCoordinator } = OFFICIALS
    const { deps } = house.registry
    const delegationId = randomUUID()
    const holder = await house.signIn(deputyHead)
    const lent = {
      intentId: delegationId,
      postId: deputyHead.postId,
      delegateId: secondCoordinator.officialId,
      divisionPrefix: null,
      time: { kind: 'temporary', hours: 2 } as const,
      reason: '顶班',
    }
    valueOf(await holder.call('lendPost', { params: { city: 'foshan' }, body: lent }))
    const own = await enrolledKey(house, secondCoordinator)
    const { api } = openBrowser(house, { sign: ({ key: { challenge } }) => own.answer(challenge) })
    valueOf(await trySignIn({ api, cookie: () => '' }, own))
    valueOf(await api.call('choosePost', { body: { postId: deputyHead.postId } }))
    const held = await verifiedCase()
    const bend = (reason: string) =>
      house.registry.asOwner('update shared.delegation set reason = $2 where delegation_id = $1', [
        delegationId,
        reason,
      ])
    await bend('长期顶班')
    assert.equal(problemOf(await send(api, held, randomUUID())).status, 500)
    await bend(lent.reason)
    valueOf(await send(api, held, randomUUID()))

    const city = deps.cities.get('foshan') ?? assert.fail()
    const at = new Date().toISOString()
    while ((await sealLedger(city, 'test', at)) > 0);
    await sealCheckpoint(deps, city, 'test', at, 0)
    const verdictOn = async (caseId: string) =>
      verifyCaseBundle(await city.pool.look(wholeCity(city), (db) => bundleCase(db, 'foshan', caseId)), {
        registry: [deps.crypto.identity.signingPublicKey],
        witness: [],
      })
    const verdict = await verdictOn(held.applicationId)
    assert.deepEqual(verdict.faults, [])
    assert.deepEqual(
      verdict.signed.map(({ lending }) => lending),
      [undefined, undefined, delegationId],
    )
    const lending = await verdictOn(delegationId)
    assert.deepEqual([lending.faults, lending.signed.map(({ step: signed }) => signed)], [[], ['lead-unit']])
  })
})

type Said = Record<string, unknown>
type Forged = {
  readonly evidence: string | undefined
  readonly envelope: Said
  readonly v?: 1
  readonly unsigned?: true
}

/** What somebody with everything of the server, and no key of an official, can make of a review. */
function forge(n: number, genuine: { readonly evidence: Said; readonly envelope: Readonly<Said> }): Forged {
  const envelope = { ...genuine.envelope, factsMac: sm3Hex(Buffer.from(`another approval ${n}`)) }
  const statement: Said = {
    ...JSON.parse(String(genuine.evidence['statement'])),
    nonce: sm3Hex(Buffer.from(`nonce ${n}`)),
  }
  const text = canonicalJson(statement)
  const challenge = signingChallenge(text, String(statement['nonce'])).toString('base64url')
  switch (n % 8) {
    // A key of the forger's own.
    case 0: {
      const own = softAuthenticator(HOME)
      const { kind, clientDataJSON, authenticatorData, signature } = own.answer(challenge)
      return {
        envelope,
        evidence: canonicalJson({
          ...genuine.evidence,
          kind,
          statement: text,
          publicKey: own.publicKey,
          clientDataJSON,
          authenticatorData,
          signature,
        }),
      }
    }
    // The official's public key over what the forger's key signed.
    case 1: {
      const { clientDataJSON, authenticatorData, signature } = softAuthenticator(HOME).answer(challenge)
      return {
        envelope,
        evidence: canonicalJson({ ...genuine.evidence, statement: text, clientDataJSON, authenticatorData, signature }),
      }
    }
    // What the key once said, under a statement that it did not say it for.
    case 2:
      return { envelope, evidence: canonicalJson({ ...genuine.evidence, statement: text }) }
    case 3:
      return { envelope: { ...envelope, kind: 'refuse' }, evidence: canonicalJson(genuine.evidence) }
    case 4:
      return {
        envelope,
        evidence: canonicalJson({
          ...genuine.evidence,
          kind: 'demo',
          statement: canonicalJson({ ...statement, assurance: 'demo' }),
        }),
      }
    case 5:
      return { envelope, evidence: undefined }
    case 6:
      return { envelope, evidence: undefined, v: 1 }
    default:
      return { envelope: { ...envelope, signedStep: null }, evidence: undefined, unsigned: true }
  }
}

/** A bundle with the forged review, countersigned by the registry's own key. */
function withReview(
  genuine: CaseBundle,
  { evidence, envelope, v, unsigned }: Forged,
  sign: (bytes: Buffer) => Buffer,
): CaseBundle {
  const last = genuine.events.at(-1) ?? assert.fail()
  const review = genuine.signatures.at(-1) ?? assert.fail()
  const said: Said = {
    ...JSON.parse(review.statement),
    event: envelope['kind'],
    contentSm3: sm3Hex(canonicalJsonBytes(envelope)),
    ...(evidence === undefined ? {} : { evidenceSm3: evidenceSm3(evidence) }),
    ...(v === undefined ? {} : { v }),
  }
  const statement = canonicalJson(said)
  const { evidence: _, ...rest } = review
  const countersignature = sign(Buffer.from(`anju:responsibility:v1\0${statement}`)).toString('hex')
  const forged = { ...rest, statement, countersignature, ...(evidence === undefined ? {} : { evidence }) }
  assert.equal(leafHash(canonicalJsonBytes(envelope)).length, 32)
  return {
    ...genuine,
    events: [...genuine.events.slice(0, -1), { ...last, envelope }],
    signatures: [...genuine.signatures.slice(0, -1), ...(unsigned === true ? [] : [forged])],
  }
}
