import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { produceCard } from '@anju/card-service/usecase/produce-card.ts'
import { remakeCard } from '@anju/card-service/usecase/remake-card.ts'
import { canonicalJson } from '@anju/crypto/canonical-json.ts'
import type { SigningEvidence, SigningStatement } from '@anju/crypto/signing-evidence.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { handOver } from '@anju/server/usecases/hand-over.ts'
import { recordCardFound, reportCardLost } from '@anju/server/usecases/report-card-lost.ts'
import { reportLoss } from '@anju/server/usecases/report-loss.ts'
import { exchangeAlarms } from '@anju/server/workers/watch-exchange.ts'
import { type Ferry, openFerry } from '@anju/tests/ferry.ts'
import {
  approveWith,
  bindSigners,
  evidenceBy,
  insertKey,
  pinRoster,
  runSigned,
  signedBy,
  type Signers,
  verifiedBySigners,
} from '@anju/tests/forge-approvals.ts'
import { HOME } from '@anju/tests/key-desk.ts'
import { type HeldCase, type Registered, step } from '@anju/tests/permit-driver.ts'
import { softAuthenticator, type SoftAuthenticator } from '@anju/tests/soft-authenticator.ts'
import { openTwoNodes, type TwoNodes } from '@anju/tests/two-nodes.ts'

/** A word to the police that rests on one signature of the clerk: held back, and what was really signed under it. */
type HeldBack = {
  readonly topic: string
  readonly subjectId: string
  readonly signedIn: string
  readonly genuine: string
}

let nodes: TwoNodes
let ferry: Ferry
let keys: Signers
let own: SoftAuthenticator
before(async () => {
  nodes = await openTwoNodes()
  ferry = await openFerry(nodes, '2016-07-08')
  keys = await bindSigners(nodes)
  await pinRoster(nodes)
  // Everything below is later than the roster: the forger's key as well.
  own = softAuthenticator(HOME)
  await insertKey(nodes, OFFICIALS.clerk, own)
})
after(() => nodes.close())

const owner = (sql: string, values: readonly unknown[]) => nodes.registry.asOwner(sql, values)
const sign = <T>(run: Parameters<typeof runSigned<T>>[1], on: string) =>
  runSigned(nodes.clerk(on), run, signedBy(keys.clerk))

/** A card on its way, of a case that three people passed with their keys. */
async function inTransit(who?: Registered): Promise<HeldCase> {
  await ferry.day('2016-07-08')
  const theCase = await approveWith(nodes, await verifiedBySigners(nodes, keys, who), signedBy(keys.stationHead))
  await ferry.cross()
  await nodes.check(theCase, 'accepted')
  await nodes.make(theCase, produceCard)
  await nodes.dispatch(theCase)
  await ferry.cross()
  await ferry.day('2016-07-18')
  return now(theCase)
}
async function now({ applicationId }: HeldCase): Promise<HeldCase> {
  const [row] = await owner('select version, state from foshan.application where application_id = $1', [applicationId])
  return { applicationId, version: Number(row?.['version']), state: await nodes.stateOf({ applicationId }) }
}
async function reportedLost(theCase: HeldCase): Promise<HeldBack> {
  const command = { ...step(theCase), note: '清单上有，箱内没有' }
  const done = await sign((act) => reportLoss(nodes.registry.deps, act, command), '2016-07-18')
  assert.ok(done.ok, JSON.stringify(done))
  return holdBack('exchange.reprint-order', theCase.applicationId, theCase.applicationId)
}
const permitOf = async ({ applicationId }: HeldCase) => {
  const [row] = await owner('select permit_id from foshan.permit where application_id = $1', [applicationId])
  return String(row?.['permit_id'])
}

/** Takes a word out of the outbox before the worker sees it. */
async function holdBack(topic: string, subjectId: string, signedIn: string): Promise<HeldBack> {
  const gone = await owner(
    `delete from foshan.outbox where topic = $1 and subject_id = $2 and state = 'new' returning 1`,
    [topic, subjectId],
  )
  assert.equal(gone.length, 1)
  const [row] = await owner(
    'select e.evidence from foshan.signature s join foshan.signing_evidence e using (signing_id) where s.case_id = $1 order by s.case_version desc limit 1',
    [signedIn],
  )
  return { topic, subjectId, signedIn, genuine: String(row?.['evidence']) }
}

/** Puts something in place of what was signed, and has the registry's own worker send the word. @returns what the police made of it */
async function sendWith({ topic, subjectId, signedIn }: HeldBack, stockNo: string, evidence: string | null) {
  await owner(
    `update foshan.signing_evidence set evidence = $2 where signing_id =
       (select signing_id from foshan.signature where case_id = $1 order by case_version desc limit 1)`,
    [signedIn, evidence ?? '{}'],
  )
  const payload = { voidStockNo: stockNo, stockNo, because: 'found', signedIn, legalOn: '2016-07-18' }
  const outboxId = randomUUID()
  await owner(
    'insert into foshan.outbox (outbox_id, topic, subject_id, payload, available_at) values ($1, $2, $3, $4, $5)',
    [outboxId, topic, subjectId, JSON.stringify(payload), '2016-07-01T00:00:00.000Z'],
  )
  await ferry.cross()
  const [row] = await owner(
    `select concat_ws(' ', outcome, code) as answer from foshan.exchange_record where record_id = $1`,
    [outboxId],
  )
  return String(row?.['answer'])
}

/** What root can put in place of the clerk's signature, and what the police answer. What says something else the worker does not even send. */
function forgeries(
  genuine: string,
  others: Readonly<Record<string, string>>,
): readonly (readonly [string, string | null, string])[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by ourselves
  const evidence = JSON.parse(genuine) as SigningEvidence
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by ourselves
  const statement = JSON.parse(evidence.statement) as SigningStatement
  const bent = canonicalJson({ ...statement, nonce: '7'.repeat(64) })
  const parts = (text: string): Record<string, unknown> => JSON.parse(text)
  const demo = canonicalJson({ ...statement, assurance: 'demo' })
  const empty = { publicKey: '', attestationSm3: '', clientDataJSON: '', authenticatorData: '', signature: '' }
  return [
    ['no signature', null, 'refused order.unsigned'],
    ['a demo', canonicalJson({ v: 1, kind: 'demo', statement: demo, ...empty }), 'refused order.demo-signature'],
    ...Object.entries(others).map(([what, text]) => [what, text, 'refused order.unsigned'] as const),
    ['under another statement', canonicalJson({ ...parts(genuine), statement: bent }), 'refused order.signature'],
    [
      "the clerk's public key over what another key signed",
      canonicalJson({ ...parts(evidenceBy(own, statement)), publicKey: keys.clerk.publicKey }),
      'refused order.signature',
    ],
    ["the head's key", evidenceBy(keys.stationHead, statement), 'refused order.signature'],
    ["a key of their own, entered as the clerk's", evidenceBy(own, statement), 'applied order.official-unknown'],
  ]
}
const byClerk = (genuine: string, change: Partial<SigningStatement>): string => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by ourselves
  const { statement } = JSON.parse(genuine) as SigningEvidence
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by ourselves
  return evidenceBy(keys.clerk, { ...(JSON.parse(statement) as SigningStatement), ...change })
}
const alarms = async () =>
  exchangeAlarms(
    nodes.registry.deps.cities.get('foshan') ?? assert.fail(),
    '2016-07-18T02:00:00.000Z',
    '2016-07-18T02:00:00.000Z',
  )
const stockOf = async (stockNo: string) =>
  (await nodes.card.asOwner<{ state: string }>('select state from card.card_stock where stock_no = $1', [stockNo]))[0]
    ?.state

describe('T9 应用服务器上的 root：没有官员的密钥，证不会多制一张，丢失的证不会重新有效', () => {
  it('运送丢失：伪造的重制要求一概不制；真的制一张，且只制一张', async () => {
    const theCase = await inTransit()
    const word = await reportedLost(theCase)
    const { stock_no: stockNo } = await nodes.orderOf(theCase)
    assert.ok(stockNo)
    const others = {
      'signed for another case': byClerk(word.genuine, { caseId: randomUUID() }),
      'signed that the card came': byClerk(word.genuine, { event: 'receive' }),
    }
    for (const [what, evidence, answer] of forgeries(word.genuine, others)) {
      assert.equal(await sendWith(word, stockNo, evidence), answer, what)
      assert.equal((await nodes.orderOf(theCase)).state, 'dispatched', what)
    }
    assert.ok((await alarms()).some((alarm) => alarm.includes(`order for case ${theCase.applicationId}`)))
    assert.equal(await sendWith(word, stockNo, word.genuine), 'applied')
    assert.equal((await nodes.orderOf(theCase)).state, 'reprint-due')

    await nodes.make(theCase, remakeCard)
    await nodes.dispatch(theCase)
    await ferry.cross()
    const again = await nodes.orderOf(theCase)
    assert.ok(again.stock_no !== null && again.stock_no !== stockNo)
    // What was really signed once makes no third card.
    assert.equal(await sendWith(word, again.stock_no, word.genuine), 'refused order.signature-used')
    const twice = await reportedLost(await now(theCase))
    assert.equal(await sendWith(twice, again.stock_no, twice.genuine), 'applied')
    assert.equal((await nodes.orderOf(theCase)).state, 'reprint-due')
  })

  it('挂失：立即作废；伪造的捡回一概无效；真的恢复使用，且只用一次', async () => {
    const { registry, drive, clerk } = nodes
    const who = await drive.register()
    const arrived = await inTransit(who)
    const { stock_no: stockNo } = await nodes.orderOf(arrived)
    assert.ok(stockNo)
    const ready = await drive.notify(await drive.receive(arrived, stockNo))
    const { idNumber: recipientIdNumber } = who.person
    const command = {
      ...step(ready),
      recipient: 'applicant' as const,
      recipientIdNumber,
      recipientPortrait: randomUUID(),
    }
    assert.ok((await sign((act) => handOver(registry.deps, act, command), '2016-07-18')).ok)
    const permitId = await permitOf(arrived)
    const report = () => ({ intentId: randomUUID(), permitId, note: '' })
    const lose = async () => {
      assert.ok((await reportCardLost(registry.deps, clerk('2016-07-18'), report())).ok)
      ferry.wait(1)
      await ferry.cross()
      assert.equal(await stockOf(stockNo), 'void', 'nobody need sign for that')
    }
    await lose()
    const finding = { ...report(), stockNo }
    const found = await sign((act) => recordCardFound(registry.deps, act, finding), '2016-07-18')
    assert.ok(found.ok, JSON.stringify(found))
    const word = await holdBack('exchange.card-standing', permitId, found.value.subjectId)
    const others = {
      'signed for another card': byClerk(word.genuine, { stockNo: 'FS000099' }),
      'signed that it was lost': byClerk(word.genuine, { event: 'report-loss' }),
    }
    for (const [what, evidence, answer] of forgeries(word.genuine, others)) {
      assert.equal(await sendWith(word, stockNo, evidence), answer, what)
      assert.equal(await stockOf(stockNo), 'void', what)
    }
    assert.ok((await alarms()).some((alarm) => alarm.includes(`finding of a card of permit ${permitId}`)))
    assert.equal(await sendWith(word, stockNo, word.genuine), 'applied')
    assert.equal(await stockOf(stockNo), 'used')
    await lose()
    assert.equal(await sendWith(word, stockNo, word.genuine), 'refused order.signature-used')
    assert.equal(await stockOf(stockNo), 'void')
  })
})
