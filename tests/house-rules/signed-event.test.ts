import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mustBeSigned, SIGNED_EVENTS } from '@anju/crypto/signed-event.ts'
import { APPLICATION_TRANSITIONS } from '@anju/domain/application/application-machine.ts'
import { ENDORSEMENT_TRANSITIONS } from '@anju/domain/endorsement/endorsement-machine.ts'
import { DUTIES, UNSIGNED_DUTIES, type Duty } from '@anju/domain/policy/workflow-policy.ts'
import { REGISTRATION_TRANSITIONS } from '@anju/domain/registration/registration-machine.ts'
import { CARD_CASE_TRANSITIONS } from '@anju/domain/replacement/card-case-machine.ts'
import { TRANSFER_TRANSITIONS } from '@anju/domain/transfer/transfer-machine.ts'
import { loadPacks } from '@anju/server/law/load-packs.ts'
import { listFiles, readFile } from './repository.ts'

type Row = { readonly event: string; readonly by: Duty | 'resident' | 'system' | 'police' }
const ROWS: readonly Row[] = [
  ...REGISTRATION_TRANSITIONS,
  ...APPLICATION_TRANSITIONS,
  ...CARD_CASE_TRANSITIONS,
  ...ENDORSEMENT_TRANSITIONS,
  ...TRANSFER_TRANSITIONS,
]

/** Steps of officials that decide nothing by themselves, and why. */
const OPENING: Readonly<Record<string, string>> = {
  apply: 'the papers are put in; the case is accepted or returned by a signed step',
  'declare-at-window': 'the declaration is taken down; it is entered by a signed step',
  notify: 'somebody is told',
  'post-inquiry': 'a letter is put in the post',
}

/** What acts write that is no step of a case, or follows from one that is signed beside it. */
const ASIDE: Readonly<Record<string, string>> = {
  'act-taken-back': 'follows from the signed answer to an objection, or from a signed endorsement',
  'take-effect': 'the sweep, on the day that a signed ending named',
  'take-over-stay': 'follows from the signed answer of the other office',
  'take-over-endorsement': 'follows from the signed entry of the permit',
  'import-permit': 'the bulk load, from the console',
  'record-leaving': 'signed by itself, and unsigned where it follows from a signed roster',
  'end-delegation': 'signed by itself, and unsigned where it follows from a signed end of a post',
  'give-mandate': 'signed face to face; by a code it is the word of the principal',
  'confirm-mandate': 'signed face to face; by a code, or by a visit that is signed in its own case',
  'send-mandate-code': 'a message is sent',
  'revoke-mandate': 'the word of the principal',
  'ask-cross-area': 'asking opens nothing; who opens signs',
  'end-cross-area': 'an opening is closed, which gives nobody anything',
  'explain-access': 'a look',
  'print-paper': 'a look',
  'ask-simulation': 'counting',
  'read-letter': 'an incoming letter is seen',
  'enter-dwelling': 'an address, and no case of anybody',
  'settle-address': 'an address, and no case of anybody',
  'confirm-due-days': 'follows from a calendar that was published',
  'notice-posted/1': 'a letter is put in the post',
  'notice-called/1': 'somebody is told',
  'declare-online': 'by the resident',
  'key-cloned': 'by the system',
}

/** Where the name of an event is put together, all that it can become. */
const PUT_TOGETHER: Readonly<Record<string, readonly string[]>> = {
  'propose-${kind}': ['propose-account', 'propose-post', 'propose-reinstate'],
  "${command.approve ? 'approve' : 'reject'}-${proposal.kind}": [
    'approve-account',
    'approve-post',
    'approve-reinstate',
    'reject-account',
    'reject-post',
    'reject-reinstate',
  ],
  'objection-${command.answer}': ['objection-upheld', 'objection-rejected'],
}

const isDuty = (by: Row['by']): by is Duty => DUTIES.some((duty) => duty === by)

function ruleOf(event: string, rows: readonly Row[]): 'always' | 'by-official' | undefined {
  const actors = rows.filter((row) => row.event === event).map(({ by }) => by)
  if (event in OPENING || !actors.some(isDuty)) return undefined
  // The sweep ends permits, and with them the cases of their cards.
  return event !== 'stop' && actors.every(isDuty) ? 'always' : 'by-official'
}

const machineFaults = (rows: readonly Row[]) =>
  [...new Set(rows.map(({ event }) => event))].filter((event) => SIGNED_EVENTS.get(event) !== ruleOf(event, rows))

/** Names that acts write as text, in the files that write to the ledger. */
const written = listFiles()
  .filter((path) => path.startsWith('server/src/usecases/') && path.endsWith('.ts') && !path.endsWith('test.ts'))
  .map(readFile)
  .filter((text) => /\brecord(?:Account)?Events?\(|\brecordTakenOver\(|signedStep/.test(text))

describe('确认必签 · what the outside verifier wants signed', () => {
  it('is every step of the five machines that an official takes, and no other', () => {
    assert.deepEqual(machineFaults(ROWS), [])
  })
  it('a new step, or one that somebody else may take too, is missed (negative control)', () => {
    assert.deepEqual(machineFaults([...ROWS, { event: 'seal-door', by: 'visit' }]), ['seal-door'])
    assert.deepEqual(machineFaults([...ROWS, { event: 'hand-over', by: 'police' }]), ['hand-over'])
    assert.deepEqual(machineFaults([...ROWS, { event: 'export', by: 'accept' }]), ['export'])
  })

  it('in both cities those steps are of duties that are signed', () => {
    const packs = loadPacks()
    assert.ok(packs.length >= 2)
    for (const { id, workflow } of packs) {
      for (const { event, by } of ROWS)
        if (isDuty(by) && SIGNED_EVENTS.has(event)) assert.notEqual(workflow.duties[by]?.signed, false, `${id} ${by}`)
      for (const duty of DUTIES)
        assert.notEqual(workflow.duties[duty]?.signed, UNSIGNED_DUTIES.includes(duty), `${id} ${duty}`)
    }
  })

  it('knows the name of every event that acts write', () => {
    const events = written.flatMap((text) => [
      ...[...text.matchAll(/\{ kind: '([a-z/1-]+)', version/g)].map(([, kind = '']) => kind),
      ...[...text.matchAll(/\bkind: '([a-z/1-]+)',\s+version/g)].map(([, kind = '']) => kind),
      ...[...text.matchAll(/\bsubjectId[^\n]*\n?\s*kind: '([a-z-]+)'/g)].map(([, kind = '']) => kind),
      ...[...text.matchAll(/\bintent, [^\n]*kind: '([a-z-]+)'/g)].map(([, kind = '']) => kind),
    ])
    const machines = new Set(ROWS.map(({ event }) => event))
    const unknown = events.filter((kind) => !SIGNED_EVENTS.has(kind) && !machines.has(kind) && !(kind in ASIDE))
    assert.deepEqual([...new Set(unknown)], [])
    assert.ok(new Set(events).size > 30, `only ${new Set(events).size} names were found`)
  })

  it('names nothing that is not written', () => {
    const texts = written.join('\n')
    const machines = new Set(ROWS.map(({ event }) => event))
    const together = Object.entries(PUT_TOGETHER).flatMap(([form, names]) =>
      texts.includes(`\`${form}\``) ? names : [],
    )
    const none = [...SIGNED_EVENTS.keys(), ...Object.keys(ASIDE)].filter(
      (kind) => !machines.has(kind) && !texts.includes(`'${kind}'`) && !together.includes(kind),
    )
    assert.deepEqual(none, [])
  })

  it('who acted decides where others may do it, too', () => {
    const grounds = [{ law: 'CN-663:10.1', key: 'card-case.stop', facts: {} }]
    assert.equal(mustBeSigned({ kind: 'produce', postId: null, grounds: [] }), false)
    assert.equal(mustBeSigned({ kind: 'produce', postId: 'p', grounds: [] }), true)
    assert.equal(mustBeSigned({ kind: 'approve', postId: null, grounds: [] }), true)
    assert.equal(mustBeSigned({ kind: 'stop', postId: 'p', grounds }, 'accept'), false)
    assert.equal(mustBeSigned({ kind: 'stop', postId: 'p', grounds }, 'apply'), true)
    assert.equal(mustBeSigned({ kind: 'stop', postId: 'p', grounds: [] }), true)
    assert.equal(mustBeSigned({ kind: 'import-permit', postId: null, grounds: [] }), false)
  })
})
