import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { evidenceFaults, evidenceSm3, parseEvidence, parseStatement } from '@anju/crypto/signing-evidence.ts'
import { sm2Verify } from '@anju/crypto/sm2.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import { softAuthenticator, type Misbehaviour, type SoftAuthenticator } from '@anju/tests/soft-authenticator.ts'
import { openHouse, type House } from '../../test/card-side.ts'
import { permitOrder } from '../../test/registry-side.ts'
import { closeStaff, enrolStaff } from '../command/keep-staff.ts'
import { signInLinks } from '../command/seed.ts'
import type { SigningAsked } from '../sign-in-contract.ts'
import { statementBytes } from '../store/order-event.ts'
import { listPending } from '../store/outgoing.ts'
import { checkQuality } from '../usecase/check-quality.ts'
import { openCardService } from './open-card-service.ts'

const HOME = { rpId: 'localhost', origin: 'http://localhost:8421' }
const OPERATORS = ['110001', '110002'] as const
const AT = '2016-07-06T01:00:00.000Z'
const quiet = () => {}

let house: House
let app: App
let maker: SoftAuthenticator
let sender: SoftAuthenticator
before(async () => {
  house = await openHouse()
  app = await house.app()
  maker = await boundKey('440601')
  sender = await boundKey('440602')
})
after(async () => {
  await app.close()
  await house.close()
})

type Answered = { readonly status: number; readonly value: Record<string, never>; readonly cookie: string }
async function post(url: string, body: object, headers: Record<string, string> = {}, at = app): Promise<Answered> {
  const response = await at.inject({ method: 'POST', url, headers, payload: body })
  const cookie = String(response.headers['set-cookie'] ?? '').split(';')[0] ?? ''
  return { status: response.statusCode, value: response.json(), cookie }
}
const looks = async (cookie: string, headers: Record<string, string> = {}, at = app) =>
  (await at.inject({ method: 'GET', url: '/api/orders', headers: { cookie, ...headers } })).statusCode

/** @param cookie - of the session that a further key is bound in */
async function bind(code: string, key: SoftAuthenticator, wrong: Misbehaviour = {}, cookie = ''): Promise<number> {
  const begun = await post('/api/enrolments/begin', { code }, { cookie })
  if (begun.status !== 200) return begun.status
  const { challengeId, challenge } = begun.value as unknown as { challengeId: string; challenge: string }
  const body = { code, challengeId, label: '', key: key.enrol(challenge, wrong) }
  const { status } = await post('/api/enrolments', body, { cookie })
  return status
}
async function boundKey(badge: string, cookie = ''): Promise<SoftAuthenticator> {
  const key = softAuthenticator(HOME)
  const code = await enrolStaff(house.database.url, { badge, operators: OPERATORS }, quiet)
  assert.equal(await bind(code, key, {}, cookie), 200)
  return key
}

/** A challenge for a sign-in, answered with or without fault. */
async function signIn(key: SoftAuthenticator, wrong: Misbehaviour = {}, laterSeconds = 0): Promise<Answered> {
  const { challengeId, key: asked } = (await post('/api/sign-in/begin', {})).value as unknown as {
    challengeId: string
    key: { challenge: string }
  }
  const answer = key.answer(asked.challenge, wrong)
  house.clock.now = new Date(Date.parse(house.clock.now) + laterSeconds * 1000).toISOString()
  const answered = await post('/api/sign-in', { challengeId, answer })
  house.clock.now = AT
  return answered
}

describe('密钥登记 · binding a key', () => {
  it('two operators give a code, and neither of them to themselves', async () => {
    const refuse = (badge: string, operators: [string, string]) =>
      assert.rejects(enrolStaff(house.database.url, { badge, operators }, quiet))
    await refuse('440601', ['110001', '110001'])
    await refuse('440601', ['110001', '440601'])
    await refuse('440601', ['110001', ''])
    await refuse('999999', ['110001', '110002'])
  })

  it('0 of 5 wrong keys are bound; the right one is, and the code is used up by it', async () => {
    const { cookie } = await signIn(maker)
    const code = await enrolStaff(house.database.url, { badge: '440601', operators: OPERATORS }, quiet)
    const wrongs: Misbehaviour[] = [
      { unverified: true },
      { origin: 'https://elsewhere.example' },
      { rpId: 'elsewhere.example' },
      { backedUp: true },
      { multiDevice: true },
    ]
    for (const wrong of wrongs)
      assert.equal(await bind(code, softAuthenticator(HOME), wrong, cookie), 403, JSON.stringify(wrong))
    assert.equal(await bind(code, softAuthenticator(HOME), {}, cookie), 200)
    assert.equal(await bind(code, softAuthenticator(HOME)), 403)
    assert.equal(await bind('0000-0000-0000', softAuthenticator(HOME)), 403)
  })
})

describe('登录 · signing in', () => {
  it('0 of 8 wrong answers let anybody in; the honest one does (control)', async () => {
    const wrongs: Misbehaviour[] = [
      { unverified: true },
      { origin: 'http://localhost.example:8421' },
      { origin: 'https://elsewhere.example', rpId: 'elsewhere.example' },
      { rpId: 'elsewhere.example' },
      { backedUp: true },
      { multiDevice: true },
      { type: 'webauthn.create' },
    ]
    for (const wrong of wrongs) {
      const answered = await signIn(maker, wrong)
      assert.deepEqual([answered.status, answered.cookie], [403, ''], JSON.stringify(wrong))
    }
    assert.equal((await signIn(softAuthenticator(HOME))).status, 403)
    const { status, cookie } = await signIn(maker)
    assert.deepEqual([status, await looks(cookie)], [200, 200])
  })

  it('a challenge is answered once, and within two minutes', async () => {
    const begun = (await post('/api/sign-in/begin', {})).value as unknown as {
      challengeId: string
      key: { challenge: string }
    }
    const { challengeId } = begun
    assert.equal((await post('/api/sign-in', { challengeId, answer: maker.answer(begun.key.challenge) })).status, 200)
    assert.equal((await post('/api/sign-in', { challengeId, answer: maker.answer(begun.key.challenge) })).status, 403)
    assert.equal((await signIn(maker, {}, 121)).status, 403)
    assert.equal((await signIn(maker, {}, 119)).status, 200)
  })

  it('one person, one session, at one desk; it ends idle after 15 minutes and in any case after 12 hours', async () => {
    const first = (await signIn(maker)).cookie
    const second = (await signIn(maker)).cookie
    assert.deepEqual([await looks(first), await looks(second)], [401, 200])
    assert.equal(await looks(second, { 'user-agent': 'another browser' }), 401)
    const lookAfter = async (minutes: number) => {
      house.clock.now = new Date(Date.parse(AT) + minutes * 60_000).toISOString()
      return looks(second)
    }
    assert.deepEqual([await lookAfter(14), await lookAfter(28)], [200, 200])
    assert.equal(await lookAfter(44), 401)
    for (let minutes = 28; minutes < 720; minutes += 10) assert.equal(await lookAfter(minutes), 200)
    assert.equal(await lookAfter(720), 401)
    house.clock.now = AT
    await house.asOwner(`update card.session set ended_at = now() where ended_at is null`)
  })

  it('a counter that does not grow is a copy: refused, the key revoked, its session closed', async () => {
    const key = await boundKey('440602', (await signIn(sender)).cookie)
    const { cookie } = await signIn(key, { count: 9 })
    assert.equal(await looks(cookie), 200)
    assert.equal((await signIn(key, { count: 9 })).status, 403)
    assert.equal(await looks(cookie), 401)
    assert.equal((await signIn(key, { count: 50 })).status, 403)
    const [row] = await house.asOwner<{ revoke_reason: string }>(
      'select revoke_reason from card.authenticator where revoked_at is not null',
    )
    assert.equal(row?.revoke_reason, 'cloned')
  })
})

/** A fresh order in the queue. */
async function newOrder(): Promise<string> {
  const order = permitOrder()
  await house.registry.send([order])
  await house.round()
  return order.id
}
const command = (more: object = {}) => ({ intentId: randomUUID(), expectedVersion: 1, result: 'accepted', ...more })
const quality = (orderId: string) => `/api/orders/${orderId}/quality`
const askedIn = ({ value }: Answered) => (value as unknown as { signing: SigningAsked }).signing
const header = (signingId: string, answer: object) => ({
  'anju-signature': Buffer.from(JSON.stringify({ signingId, answer })).toString('base64url'),
})
/** A command that its person signs when they are asked. */
async function signed(url: string, body: object, cookie: string, key: SoftAuthenticator): Promise<Answered> {
  const asked = askedIn(await post(url, body, { cookie }))
  return post(url, body, { cookie, ...header(asked.signingId, key.answer(asked.key.challenge)) })
}
const stateOf = async (orderId: string) =>
  (await house.asOwner<{ state: string }>('select state from card.card_order where order_id = $1', [orderId]))[0]?.state

describe('确认必签 · no step without its signature', () => {
  let orderId = ''
  let cookie = ''
  before(async () => {
    orderId = await newOrder()
    cookie = (await signIn(maker)).cookie
  })

  it('0 of 12 wrong signatures are taken, and nothing is kept of any', async () => {
    const body = command()
    const url = quality(orderId)
    const tried: [string, number][] = []
    const attempt = async (what: string, send: (asked: SigningAsked) => Promise<Answered>) => {
      const asked = askedIn(await post(url, body, { cookie }))
      tried.push([what, (await send(asked)).status])
      house.clock.now = AT
    }
    const bring = (asked: SigningAsked, answer: object, to = url, sent: object = body, as = cookie) =>
      post(to, sent, { cookie: as, ...header(asked.signingId, answer) })
    const wrongs: Misbehaviour[] = [
      { unverified: true },
      { origin: 'https://elsewhere.example' },
      { rpId: 'elsewhere.example' },
      { backedUp: true },
      { multiDevice: true },
      { type: 'webauthn.create' },
    ]
    for (const wrong of wrongs)
      await attempt(JSON.stringify(wrong), (asked) => bring(asked, maker.answer(asked.key.challenge, wrong)))
    await attempt('the key of another person', (asked) => bring(asked, sender.answer(asked.key.challenge)))
    await attempt('of another challenge', (asked) => bring(asked, maker.answer(Buffer.alloc(32).toString('base64url'))))
    await attempt('too late', (asked) => {
      house.clock.now = new Date(Date.parse(AT) + 121_000).toISOString()
      return bring(asked, maker.answer(asked.key.challenge))
    })
    const other = await newOrder()
    await attempt('for another order', (asked) => bring(asked, maker.answer(asked.key.challenge), quality(other)))
    await attempt('for another decision', (asked) =>
      bring(asked, maker.answer(asked.key.challenge), url, {
        ...body,
        result: 'rejected',
        reasons: [{ code: 'photo', text: '模糊' }],
      }),
    )
    await attempt('in the session of another person', async (asked) => {
      const theirs = (await signIn(sender)).cookie
      return bring(asked, maker.answer(asked.key.challenge), url, body, theirs)
    })
    assert.deepEqual(
      tried.filter(([, status]) => status === 200),
      [],
    )
    assert.equal(tried.length, 12)
    assert.deepEqual([await stateOf(orderId), await stateOf(other)], ['received', 'received'])
    assert.deepEqual(
      await house.asOwner('select 1 from card.signing_evidence where subject_id in ($1, $2)', [orderId, other]),
      [],
    )
  })

  it('the honest one is taken once (control): shown, kept, countersigned, and its digest told to the registry', async () => {
    const body = command()
    const asked = await post(quality(orderId), body, { cookie })
    const { signingId, display, key } = askedIn(asked)
    assert.equal(asked.status, 428)
    assert.match(display, /签名事项：审核数据质量：通过/)
    assert.match(display, /当事人：/)
    assert.match(display, /签名人：陈制证（警号 440601）/)
    const brought = header(signingId, maker.answer(key.challenge))
    assert.equal((await post(quality(orderId), body, { cookie, ...brought })).status, 200)
    // A retry finds its outcome and asks nobody again; the same signature serves no other intent.
    assert.equal((await post(quality(orderId), body, { cookie })).status, 200)
    assert.equal((await post(quality(orderId), command(), { cookie, ...brought })).status, 409)

    type Kept = { evidence: string; evidence_sm3: string; statement: string; countersignature: Buffer }
    const [kept] = await house.asOwner<Kept>('select * from card.signing_evidence where subject_id = $1', [orderId])
    const evidence = parseEvidence(kept?.evidence ?? '')
    assert.ok(kept && evidence)
    assert.deepEqual(evidenceFaults(evidence), [])
    assert.equal(evidence.publicKey, maker.publicKey)
    assert.equal(parseStatement(evidence.statement)?.caseId, orderId)
    assert.equal(evidenceSm3(kept.evidence), kept.evidence_sm3)
    const { signingPublicKey } = house.deps.crypto.identity
    assert.ok(sm2Verify(statementBytes(kept.statement), kept.countersignature, signingPublicKey))
    assert.ok(kept.statement.includes(kept.evidence_sm3))
    const scope = scopeOf({ city: '', prefixes: ['4406'] })
    const told = await house.deps.pool.transact(scope, (tx) => listPending(tx, house.deps.crypto, 'foshan', 100))
    const [result] = told.filter(({ kind }) => kind === 'quality-result/1')
    assert.equal(result?.kind === 'quality-result/1' ? result.body.evidenceSm3 : '', kept.evidence_sm3)
  })

  it('making, sending and telling wait for it too, and each has its own', async () => {
    const produce = { intentId: randomUUID(), expectedVersion: 2, stockNo: 'FS000001' }
    const url = `/api/orders/${orderId}/production`
    assert.equal((await post(url, produce, { cookie })).status, 428)
    assert.equal((await signed(url, produce, cookie, maker)).status, 200)
    const remake = { intentId: randomUUID(), expectedVersion: 3, stockNo: 'FS000002' }
    assert.equal((await signed(`/api/orders/${orderId}/remake`, remake, cookie, maker)).status, 200)
    const batch = { intentId: randomUUID(), officeCode: '440605001', orderIds: [orderId] }
    assert.equal((await post('/api/batches', batch, { cookie })).status, 428)
    const sent = await signed('/api/batches', batch, cookie, maker)
    assert.equal(sent.status, 200)
    const told = {
      intentId: randomUUID(),
      event: 'death',
      idNumber: '11010519491231002X',
      happenedOn: '2016-07-01',
    }
    assert.equal((await post('/api/civil-events', told, { cookie })).status, 428)
    const recorded = await signed('/api/civil-events', told, cookie, maker)
    assert.equal(recorded.status, 200)
    const rows = await house.asOwner<{ step: string; evidence: string; subject_id: string }>(
      'select step, evidence, subject_id from card.signing_evidence order by at, signing_id',
    )
    assert.deepEqual(rows.map(({ step }) => step).toSorted(), [
      'accept-quality',
      'dispatch',
      'produce',
      'remake',
      'report-civil-event',
    ])
    for (const { evidence, subject_id: subject } of rows) {
      const parsed = parseEvidence(evidence)
      assert.ok(parsed)
      assert.deepEqual(evidenceFaults(parsed), [])
      assert.equal(parseStatement(parsed.statement)?.caseId, subject)
    }
    const ids = [sent.value['batchId'], recorded.value['recordId']].map(String)
    assert.ok(ids.every((id) => rows.some(({ subject_id: subject }) => subject === id)))
  })

  it('空白证卡入库和作废也要签名，各有其证；作废的摘要告知登记系统', async () => {
    const delivery = { intentId: randomUUID(), cards: [{ stockNo: 'NEW001', chipUid: '04A0B0C1' }] }
    const asked = await post('/api/stock', delivery, { cookie })
    assert.equal(asked.status, 428)
    assert.match(askedIn(asked).display, /签名事项：空白证卡入库\n[^]*证卡 NEW001，芯片 04A0B0C1/)
    assert.deepEqual(await house.asOwner(`select 1 from card.card_stock where stock_no = 'NEW001'`), [])
    assert.equal((await signed('/api/stock', delivery, cookie, maker)).status, 200)
    const gone = { intentId: randomUUID(), stockNo: 'NEW001', reason: 'spoiled' }
    assert.equal((await post('/api/stock/void', gone, { cookie })).status, 428)
    assert.equal((await signed('/api/stock/void', gone, cookie, maker)).status, 200)
    type Kept = { received: string; voided: string; evidence_sm3: string }
    const [card] = await house.asOwner<Kept>(
      `select r.step as received, v.step as voided, v.evidence_sm3 from card.card_stock s
       join card.signing_evidence r on r.signing_id = s.receive_signing_id join card.signing_evidence v on v.signing_id = s.void_signing_id
       where s.stock_no = 'NEW001'`,
    )
    assert.deepEqual([card?.received, card?.voided], ['receive-stock', 'void-stock'])
    const scope = scopeOf({ city: '', prefixes: ['4406'] })
    const told = await house.deps.pool.transact(scope, (tx) => listPending(tx, house.deps.crypto, 'foshan', 100))
    const list = told.find(({ kind }) => kind === 'void-list/1')
    assert.equal(list?.kind === 'void-list/1' ? list.body.evidenceSm3 : '', card?.evidence_sm3)
    // The service's own role can enter no card that nobody signed for; one that is signed it can (control: above).
    await assert.rejects(
      house.deps.pool.ask(
        `insert into card_stock (stock_no, city, chip_uid, state, received_on) values ('NEW002', 'foshan', '04A0B0C2', 'unused', '2016-07-06')`,
      ),
      /row-level security/,
    )
  })

  it('锁屏期间什么也看不到、办不了；只有本人的密钥能打开', async () => {
    const held = (await signIn(maker)).cookie
    const locked = await post('/api/session/lock', {}, { cookie: held })
    assert.deepEqual([locked.status, await looks(held)], [200, 423])
    assert.equal((await post('/api/stock/void', { intentId: randomUUID() }, { cookie: held })).status, 400)
    const body = { intentId: randomUUID(), stockNo: 'FS000020', reason: 'lost' }
    assert.equal((await post('/api/stock/void', body, { cookie: held })).status, 423)
    const unlock = async (key: SoftAuthenticator, wrong: Misbehaviour = {}) => {
      const begun = (await post('/api/session/confirm/begin', {}, { cookie: held })).value as unknown as {
        challengeId: string
        key: { challenge: string }
      }
      const answer = key.answer(begun.key.challenge, wrong)
      return (await post('/api/session/confirm', { challengeId: begun.challengeId, answer }, { cookie: held })).status
    }
    assert.equal(await unlock(sender), 403, 'another person')
    assert.equal(await unlock(maker, { unverified: true }), 403, 'nobody verified')
    const without = await post('/api/session/confirm', { challengeId: null, answer: null }, { cookie: held })
    assert.deepEqual([without.status, await looks(held)], [403, 423])
    assert.deepEqual([await unlock(maker), await looks(held)], [200, 200])
    cookie = held
  })

  it('outside dev mode a demo link opens nothing and signs nothing, and the database takes no unsigned step', async () => {
    const order = await newOrder()
    const lines: string[] = []
    await signInLinks(house.database.url, '', AT, (line) => lines.push(line))
    const { url } = JSON.parse(lines[0] ?? '{}') as { url: string }
    const entered = await app.inject({ method: 'GET', url })
    const demo = String(entered.headers['set-cookie']).split(';')[0] ?? ''
    const deps = { ...house.deps, dev: false }
    const earnest = await openCardService(
      { deps, legalDay: house.legalDay, dev: false },
      { faceFolder: '/nowhere', logLevel: 'silent', fault: () => undefined, silentAfterMs: 900_000 },
    )
    assert.deepEqual([await looks(demo), await looks(demo, {}, earnest)], [200, 401])
    assert.equal((await post(quality(order), command(), { cookie: demo }, earnest)).status, 401)
    await earnest.close()
    const asDemo = {
      intentId: randomUUID(),
      orderId: order,
      expectedVersion: 1,
      result: 'accepted',
      reasons: [],
    } as const
    await assert.rejects(checkQuality(deps, await house.actAs('440601'), asDemo), /outside dev mode/)
    assert.equal(await stateOf(order), 'received')
    await assert.rejects(
      house.asOwner(
        `insert into card.order_event (order_id, version, area_code, at, legal_on, kind, staff_id, facts_enc, content_sm3, statement, countersignature)
         select order_id, 2, '4406', now(), now(), 'accept-quality', (select staff_id from card.staff limit 1), '', '', '', '' from card.card_order where order_id = $1`,
        [order],
      ),
      /order_event_is_signed/,
    )
    // Control: in dev mode the same step is taken, and says that nobody's key signed it.
    assert.equal((await checkQuality(house.deps, await house.actAs('440601'), asDemo)).ok, true)
    const [kept] = await house.asOwner<{ kind: string }>(
      'select kind from card.signing_evidence where subject_id = $1',
      [order],
    )
    assert.equal(kept?.kind, 'demo')
  })

  it('whoever has left signs nothing from that moment on', async () => {
    const order = await newOrder()
    const { cookie: own } = await signIn(sender)
    const asked = askedIn(await post(quality(order), command(), { cookie: own }))
    await closeStaff(house.database.url, '440602', quiet)
    const answer = sender.answer(asked.key.challenge)
    assert.equal(
      (await post(quality(order), command(), { cookie: own, ...header(asked.signingId, answer) })).status,
      401,
    )
    assert.equal((await signIn(sender)).status, 403)
    assert.equal(await stateOf(order), 'received')
  })
})
