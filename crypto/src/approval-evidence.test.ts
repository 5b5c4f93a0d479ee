import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  CARD_FOUND,
  CARD_LOST_IN_TRANSIT,
  CASE_PASSED,
  judgeApproval,
  saidStep,
  type ApprovalAsked,
  type ApprovalTrust,
} from './approval-evidence.ts'
import { canonicalJson } from './canonical-json.ts'
import { parseStatement, signingChallenge, type SigningStatement } from './signing-evidence.ts'
import { generateSm2KeyPair, sm2Sign, type Sm2KeyPair } from './sm2.ts'

const clerk = generateSm2KeyPair()
const head = generateSm2KeyPair()
const trust: ApprovalTrust = {
  officials: { clerk: [clerk.publicKey], head: [head.publicKey] },
  isDemoTaken: false,
}

function statement(change: Partial<SigningStatement> = {}): SigningStatement {
  return {
    v: 1,
    type: 'responsibility',
    assurance: 'ukey',
    city: 'foshan',
    route: 'test',
    intentId: 'intent',
    requestSm3: '0'.repeat(64),
    caseId: 'case-1',
    caseVersion: 7,
    step: 'receive',
    event: 'report-loss',
    beside: [],
    attachments: [],
    displaySm3: null,
    official: 'clerk',
    post: 'post',
    delegation: null,
    session: 'session',
    pack: 'pack',
    legalOn: '2016-07-18',
    at: '2016-07-18T02:00:00.000Z',
    nonce: '5'.repeat(64),
    ...change,
  }
}

function signed(change: Partial<SigningStatement> = {}, key: Sm2KeyPair = clerk, attestationSm3 = ''): string {
  const said = statement(change)
  const text = canonicalJson(said)
  const signature = sm2Sign(signingChallenge(text, said.nonce), key).toString('base64url')
  const none = { clientDataJSON: '', authenticatorData: '' }
  const { publicKey } = key
  return canonicalJson({ v: 1, kind: 'ukey', statement: text, publicKey, attestationSm3, signature, ...none })
}

const lost = (...evidence: readonly string[]): ApprovalAsked => ({
  city: 'foshan',
  about: { caseId: 'case-1' },
  saidBy: CARD_LOST_IN_TRANSIT,
  steps: ['receive'],
  evidence,
})
const found = (...evidence: readonly string[]): ApprovalAsked => ({
  city: 'foshan',
  about: { stockNo: 'FS000001' },
  saidBy: CARD_FOUND,
  steps: ['accept'],
  evidence,
})
const outcome = (asked: ApprovalAsked, by: ApprovalTrust = trust): string => {
  const verdict = judgeApproval(asked, by)
  return verdict.is === 'refused' ? verdict.code : verdict.is
}
const FOUND = { caseId: 'report-1', caseVersion: 0, step: 'accept', event: 'card-found', stockNo: 'FS000001' }

describe('judgeApproval', () => {
  it('a card was lost on its way: the case, the step and the event, and no other', () => {
    assert.equal(outcome(lost(signed())), 'proven')
    const wrong = [{ caseId: 'case-2' }, { event: 'receive' }, { step: 'accept', event: 'accept' }, { city: 'linhe' }]
    for (const change of wrong) assert.equal(outcome(lost(signed(change))), 'order.signature', JSON.stringify(change))
    assert.equal(outcome(lost()), 'order.unsigned')
    // Among what a command of another case takes beside it, it stands as well.
    const beside = [{ caseId: 'case-1', caseVersion: 7, step: 'receive', event: 'report-loss' }]
    assert.equal(outcome(lost(signed({ caseId: 'case-2', beside }))), 'proven')
  })

  it('a card was found: this card, by its number in what was signed', () => {
    assert.equal(outcome(found(signed(FOUND))), 'proven')
    const { stockNo: _, ...nameless } = FOUND
    for (const change of [nameless, { ...FOUND, stockNo: 'FS000002' }, { ...FOUND, event: 'report-loss' }])
      assert.equal(outcome(found(signed(change))), 'order.signature', JSON.stringify(change))
    // A card is named by the statement, not by what stands beside it.
    const beside = [{ caseId: 'report-1', caseVersion: 0, step: 'accept', event: 'card-found' }]
    assert.equal(outcome(found(signed({ stockNo: 'FS000001', beside }))), 'order.signature')
  })

  it("another's key is refused, one that nobody named is unknown, in a trial run it counts", () => {
    assert.equal(outcome(lost(signed({}, head))), 'order.signature')
    const own = generateSm2KeyPair()
    assert.equal(outcome(lost(signed({}, own))), 'unknown')
    assert.equal(outcome(lost(signed({}, own)), { ...trust, isDemoTaken: true }), 'proven')
    const broken = JSON.parse(signed()) as { statement: string }
    const bent = canonicalJson({ ...broken, statement: canonicalJson(statement({ legalOn: '2016-07-19' })) })
    assert.equal(outcome(lost(bent)), 'order.signature')
  })

  it('a case is passed as before: what says something of its card passes nothing, and the other way round', () => {
    const accepted = signed({ step: 'accept', event: 'accept', caseVersion: 1 })
    const reviewed = signed({ step: 'review', event: 'approve', caseVersion: 2, official: 'head' }, head)
    const passed = { ...lost(accepted, reviewed), saidBy: CASE_PASSED, steps: ['accept', 'review'] }
    assert.equal(outcome(passed), 'proven')
    assert.equal(outcome({ ...passed, evidence: [accepted, reviewed, signed()] }), 'order.signature')
    assert.equal(outcome({ ...passed, evidence: [accepted] }), 'order.unsigned')
    assert.equal(saidStep(statement(), { caseId: 'case-1' }, CASE_PASSED), undefined)
    assert.equal(
      saidStep(statement({ step: 'constructor', event: 'name' }), { caseId: 'case-1' }, CASE_PASSED),
      undefined,
    )
  })

  it('one signature is one, however its evidence is written', () => {
    const sm3Of = (evidence: string) => {
      const verdict = judgeApproval(lost(evidence), trust)
      return verdict.is === 'proven' ? verdict.steps.map(({ sm3 }) => sm3) : assert.fail(verdict.is)
    }
    const [one, same] = [signed(), signed({}, clerk, 'ab'.repeat(32))]
    assert.notEqual(one, same)
    assert.deepEqual(sm3Of(one), sm3Of(same))
    assert.notDeepEqual(sm3Of(one), sm3Of(signed({ nonce: '6'.repeat(64) })))
  })
})

it('a statement names a card by a text or not at all', () => {
  const text = (stockNo: unknown) => canonicalJson({ ...statement(), stockNo })
  assert.equal(parseStatement(text('FS000001'))?.stockNo, 'FS000001')
  assert.equal(parseStatement(canonicalJson(statement()))?.stockNo, undefined)
  for (const wrong of [1, null, ['FS000001']]) assert.equal(parseStatement(text(wrong)), undefined)
})
