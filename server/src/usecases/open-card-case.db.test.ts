import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { cardCaseOf, driveCards, grantedCard, LINHE_2018 } from '@anju/tests/card-driver.ts'
import { childOf } from '@anju/tests/mandate-driver.ts'
import { paper, refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { endByRecord } from './end-by-record.ts'
import { getResidence } from './get-residence.ts'
import { openCardCase } from './open-card-case.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveCards>
before(async () => {
  registry = await openTestRegistry({ packs: [LINHE_2018] })
  drive = driveCards(registry)
})
after(() => registry.close())

const standing = async (personId: string, on: string) => {
  const { permits } = await getResidence(registry.deps, drive.at(OFFICIALS.hallClerk, on), personId)
  const [permit] = permits
  return {
    state: permit?.state,
    issuedOn: permit?.issuedOn,
    validUntil: permit?.validUntil,
    missing: permit?.cardMissing,
  }
}
const KEPT = { issuedOn: '2017-11-15', validUntil: '2018-11-15' }

describe('openCardCase 换领、补领、更正', () => {
  it('lost and reissued: void from the minute of the report, the calendar stays, the found card stays void', async () => {
    const { permitId, personId, idNumber, stockNo } = await drive.issued()
    grantedCard(await drive.lose(permitId, '2018-05-10'))
    assert.deepEqual(refusalCodes(await drive.lose(permitId, '2018-05-10')), ['card.already-void'])
    assert.deepEqual(await standing(personId, '2018-05-10'), { state: 'in-force', ...KEPT, missing: true })
    const asked = grantedCard(await drive.open(permitId, '2018-05-15'))
    assert.deepEqual([asked.state, asked.business, asked.dueOn], ['accepted', 'reissue', '2018-05-30'])
    assert.deepEqual(refusalCodes(await drive.open(permitId, '2018-05-16')), ['card.case-open'])
    const made = grantedCard(await drive.produce(asked, '2018-05-20', 'LH-R-1'))
    assert.deepEqual(refusalCodes(await drive.handOver(made, '2018-05-21', '110101198001010011')), [
      'application.recipient-unknown',
    ])
    const done = grantedCard(await drive.handOver(made, '2018-05-21', idNumber))
    assert.equal(done.state, 'handed-over')
    assert.deepEqual(await standing(personId, '2018-05-21'), { state: 'in-force', ...KEPT, missing: false })
    grantedCard(await drive.find(permitId, stockNo, '2018-05-23'))
    assert.deepEqual(await drive.cards(permitId), [
      {
        stock_no: stockNo,
        state: 'void',
        made_for: 'first',
        void_reason: 'lost',
        voided_on: '2018-05-10',
        found_on: '2018-05-23',
      },
      { stock_no: 'LH-R-1', state: 'good', made_for: 'reissue', void_reason: null, voided_on: null, found_on: null },
    ])
    const signed = await registry.asOwner('select step from linhe.signature where case_id = $1 order by case_version', [
      asked.subjectId,
    ])
    assert.deepEqual(
      signed.map(({ step }) => step),
      ['accept', 'produce', 'hand-over'],
    )
  })

  it('lost and found before another was asked for: it serves again; while one is being made it does not', async () => {
    const first = await drive.issued()
    assert.deepEqual(refusalCodes(await drive.find(first.permitId, first.stockNo, '2018-05-09')), [
      'card.not-reported-lost',
    ])
    grantedCard(await drive.lose(first.permitId, '2018-05-10'))
    grantedCard(await drive.find(first.permitId, first.stockNo, '2018-05-15'))
    assert.deepEqual(
      (await drive.cards(first.permitId)).map(({ state }) => state),
      ['good'],
    )
    assert.equal((await standing(first.personId, '2018-05-15')).missing, false)
    const second = await drive.issued()
    grantedCard(await drive.open(second.permitId, '2018-05-10'))
    grantedCard(await drive.find(second.permitId, second.stockNo, '2018-05-15'))
    assert.deepEqual(
      (await drive.cards(second.permitId)).map(({ state }) => state),
      ['void'],
    )
  })

  it('damaged: every reason at once; then the old card is handed in and void, the new one keeps the days', async () => {
    const { permitId, personId, idNumber } = await drive.issued()
    const no = await drive.open(permitId, '2018-03-01', {
      reason: { kind: 'changed', particulars: ['residence-address'] },
      materials: [],
      inPerson: false,
    })
    assert.deepEqual(refusalCodes(no), [
      'application.in-person-required',
      'application.materials-missing',
      'card.particulars-not-listed',
    ])
    const asked = grantedCard(await drive.open(permitId, '2018-03-01', { reason: { kind: 'damaged' } }))
    assert.deepEqual(
      (await drive.cards(permitId)).map(({ state, void_reason: why }) => [state, why]),
      [['void', 'damaged']],
    )
    grantedCard(await drive.handOver(grantedCard(await drive.produce(asked, '2018-03-05')), '2018-03-06', idNumber))
    assert.deepEqual(await standing(personId, '2018-03-06'), { state: 'in-force', ...KEPT, missing: false })
  })

  it('damaged while suspended: the endorsement comes first; an error of the office waits for nothing', async () => {
    const { permitId } = await drive.issued()
    const asked = { reason: { kind: 'damaged' as const } }
    assert.deepEqual(refusalCodes(await drive.open(permitId, '2018-12-03', asked)), ['card.endorse-first'])
    const corrected = { field: 'name' as const, before: '唐国祥', after: '唐国强' }
    const done = grantedCard(
      await drive.open(permitId, '2018-12-03', { reason: { kind: 'office-error' }, particulars: [corrected] }),
    )
    assert.equal(done.business, 'office-error-correction')
    const rows = await registry.asOwner('select particulars from linhe.card_case where card_case_id = $1', [
      done.subjectId,
    ])
    assert.deepEqual(rows, [{ particulars: ['name'] }])
  })

  it('where the pack has every case passed: not made before, never passed by who accepted it, and a refusal leaves the old card good', async () => {
    const { permitId } = await drive.issued()
    const asked = grantedCard(await drive.open(permitId, '2018-06-04', { reason: { kind: 'damaged' } }))
    assert.deepEqual(
      (await drive.cards(permitId)).map(({ state }) => state),
      ['good'],
    )
    assert.deepEqual(refusalCodes(await drive.produce(asked, '2018-06-05')), ['card.event-not-allowed'])
    assert.deepEqual(refusalCodes(await drive.approve(asked, '2018-06-05', OFFICIALS.hallClerk)), [
      'access.post-lacks-authority',
    ])
    const refused = grantedCard(await drive.refuse(asked, '2018-06-05'))
    assert.equal(refused.state, 'refused')
    assert.deepEqual(
      (await drive.cards(permitId)).map(({ state }) => state),
      ['good'],
    )
    const again = grantedCard(await drive.open(permitId, '2018-06-06', { reason: { kind: 'damaged' } }))
    const approved = grantedCard(await drive.approve(again, '2018-06-07'))
    assert.deepEqual(
      (await drive.cards(permitId)).map(({ state }) => state),
      ['void'],
    )
    assert.equal(grantedCard(await drive.produce(approved, '2018-06-08')).state, 'ready')
  })

  it('two clerks at once: of sixty-four on one permit one is taken', async () => {
    const { permitId } = await drive.issued()
    const all = await Promise.all(Array.from({ length: 64 }, () => drive.open(permitId, '2018-03-01')))
    assert.equal(all.filter(({ ok }) => ok).length, 1)
    for (const no of all.filter(({ ok }) => !ok)) assert.deepEqual(refusalCodes(no), ['card.case-open'])
  })

  it('the same intent twice is one case; with other content it is refused', async () => {
    const { permitId } = await drive.issued()
    const command = cardCaseOf(permitId)
    const act = drive.at(OFFICIALS.hallClerk, '2018-03-01')
    const first = grantedCard(await openCardCase(registry.deps, act, command))
    const again = grantedCard(await openCardCase(registry.deps, act, command))
    assert.deepEqual([again.subjectId, again.repeated], [first.subjectId, true])
    const other = { ...command, materials: [paper('identity-document')] }
    assert.deepEqual(refusalCodes(await openCardCase(registry.deps, act, other)), ['intent.reused-with-other-content'])
  })

  it('an entry that cannot be entered in the register is told; a name that is passed stands there', async () => {
    const { permitId, personId, idNumber } = await drive.issued()
    const entry = { field: 'sex' as const, before: '男', after: '先生' }
    const changed = { kind: 'changed' as const, particulars: ['sex' as const] }
    const no = await drive.open(permitId, '2018-03-01', { reason: changed, particulars: [entry] })
    assert.deepEqual(refusalCodes(no), ['card.entry-unreadable'])
    const name = { field: 'name' as const, before: '唐国祥', after: '唐国强' }
    const asked = grantedCard(
      await drive.open(permitId, '2018-03-01', {
        reason: { kind: 'changed', particulars: ['name'] },
        particulars: [name],
      }),
    )
    const rows = await registry.asOwner('select name, sex from linhe.person where person_id = $1', [personId])
    assert.deepEqual(rows, [{ name: '唐国强', sex: '1' }])
    const made = grantedCard(await drive.produce(asked, '2018-03-05'))
    assert.deepEqual(refusalCodes(await drive.handOver(made, '2018-03-06', idNumber, { oldCard: null })), [
      'card.old-not-handed-in',
    ])
    assert.deepEqual(refusalCodes(await drive.handOver(made, '2018-03-06', idNumber, { oldCard: 'lost' })), [
      'card.old-not-handed-in',
    ])
    assert.deepEqual(refusalCodes(await drive.lose(permitId, '2018-03-06')), ['card.not-handed-over'])
    grantedCard(await drive.handOver(made, '2018-03-06', idNumber, { oldCard: 'lost', note: '搬家时遗失' }))
  })
})

describe('代办、照片、重制 a card case with an agent, a photo, a spoilt card', () => {
  const papersOfBoth = [
    'identity-document',
    'residence-permit',
    'household-booklet',
    'agent-identity-document',
    'agent-household-booklet',
  ].map((kind) => paper(kind))
  const daughter = childOf(ARRIVALS.zhao)
  const bedridden = { ...daughter, ground: 'disabled-limited' as const }

  it('an agent: every reason at once; with mandate and papers of both taken in, counted, and the portrait kept', async () => {
    const { permitId, personId } = await drive.issued()
    const no = await drive.open(permitId, '2018-03-01', {
      agent: { ...bedridden, mobilityEvidence: false, relation: '99', idNumber: '110101199003070001' },
      inPerson: false,
      photo: { source: 'chip', blobId: randomUUID(), cardValidFrom: null },
      materials: [paper('identity-document')],
    })
    assert.deepEqual(refusalCodes(no), [
      'agency.agent-not-close-relative',
      'agency.documents-missing',
      'agency.mobility-not-limited',
      'id-number.check-digit-wrong',
      'mandate.missing',
    ])
    const mandateId = await drive.mandate(personId, bedridden, '2018-03-01', ['reissue'])
    const agentPortrait = randomUUID()
    const command = { agent: bedridden, inPerson: false, materials: papersOfBoth, mandateId, agentPortrait }
    const foreign = await drive.open(permitId, '2018-03-01', { ...command, reason: { kind: 'damaged' } })
    assert.deepEqual(refusalCodes(foreign), ['mandate.other-scope'])
    const corrected = await drive.open(permitId, '2018-03-01', { ...command, reason: { kind: 'office-error' } })
    assert.ok(refusalCodes(corrected).includes('agency.not-offered-for-step'), JSON.stringify(corrected))
    const asked = grantedCard(await drive.open(permitId, '2018-03-01', command))
    assert.equal(asked.business, 'reissue')
    const kept = await registry.asOwner(
      `select kind, blob_id from linhe.material where card_case_id = $1 and kind in ('agent-portrait', 'photo')`,
      [asked.subjectId],
    )
    assert.deepEqual(kept, [{ kind: 'agent-portrait', blob_id: agentPortrait }])
    const used = await registry.asOwner('select count(*)::int as n from linhe.mandate_use where mandate_id = $1', [
      mandateId,
    ])
    assert.deepEqual(used, [{ n: 1 }])
  })

  it('a photo that was brought: from a source the city names only, told with the other reasons; kept in the case', async () => {
    const { permitId } = await drive.issued()
    const blobId = randomUUID()
    const brought = { photo: { source: 'receipt' as const, blobId, cardValidFrom: null } }
    const asked = grantedCard(await drive.open(permitId, '2018-03-01', brought))
    const kept = await registry.asOwner(
      `select provenance, blob_id from linhe.material where card_case_id = $1 and kind = 'photo'`,
      [asked.subjectId],
    )
    assert.deepEqual(kept, [{ provenance: 'window-scan', blob_id: blobId }])
    const again = await drive.open(permitId, '2018-03-02', { inPerson: false, materials: [] })
    assert.deepEqual(refusalCodes(again), [
      'application.in-person-required',
      'application.materials-missing',
      'card.case-open',
    ])
    const late = await drive.issued()
    const chip = { source: 'chip' as const, blobId, cardValidFrom: parsePlainDate('2003-06-01') }
    const old = await drive.open(late.permitId, '2018-07-02', { photo: chip, materials: [] })
    assert.deepEqual(refusalCodes(old), ['application.materials-missing', 'photo.chip-too-old'])
  })

  it('spoilt before it was handed over: made again by the maker, free; the spoilt one is void for good', async () => {
    const { permitId, idNumber, stockNo } = await drive.issued()
    const asked = grantedCard(await drive.open(permitId, '2018-03-01', { reason: { kind: 'damaged' } }))
    assert.deepEqual(refusalCodes(await drive.remake(asked, '2018-03-02')), ['card.event-not-allowed'])
    const made = grantedCard(await drive.produce(asked, '2018-03-05', 'LH-SP-1'))
    assert.deepEqual(refusalCodes(await drive.remake(made, '2018-03-06', 'LH-SP-2', OFFICIALS.hallClerk)), [
      'access.post-lacks-authority',
    ])
    assert.deepEqual(refusalCodes(await drive.remake(made, '2018-03-06', 'LH-SP-1')), ['card.stock-number-used'])
    const remade = grantedCard(await drive.remake(made, '2018-03-06', 'LH-SP-2'))
    assert.equal(remade.state, 'ready')
    assert.deepEqual(
      (await drive.cards(permitId)).map(({ stock_no: no, state, void_reason: why }) => [no, state, why]),
      [
        [stockNo, 'void', 'damaged'],
        ['LH-SP-1', 'void', 'spoiled'],
        ['LH-SP-2', 'good', null],
      ],
    )
    const done = grantedCard(await drive.handOver(remade, '2018-03-07', idNumber))
    assert.deepEqual(refusalCodes(await drive.remake(done, '2018-03-08')), ['card.event-not-allowed'])
  })

  it('a permit that ended meanwhile has no card made again', async () => {
    const { permitId } = await drive.issued()
    const asked = grantedCard(await drive.open(permitId, '2018-10-20', { reason: { kind: 'damaged' } }))
    const made = grantedCard(await drive.produce(grantedCard(await drive.approve(asked, '2018-10-21')), '2018-10-22'))
    grantedCard(await drive.end(permitId, '2018-11-01', { event: 'conditions-gone', cardTaken: false }))
    grantedCard(await drive.remake(made, '2018-11-14'))
    assert.deepEqual(refusalCodes(await drive.remake({ ...made, version: made.version + 1 }, '2018-11-15')), [
      'permit.ended',
    ])
  })
})

describe('endPermit 注销、收缴', () => {
  it('local hukou: ended that day, card void, told; a second time refused', async () => {
    const { permitId, personId } = await drive.issued()
    const done = grantedCard(await drive.end(permitId, '2018-03-02'))
    assert.equal(done.state, 'done')
    assert.equal((await standing(personId, '2018-03-02')).state, 'ended')
    assert.deepEqual(
      (await drive.cards(permitId)).map(({ void_reason: why }) => why),
      ['ended'],
    )
    assert.deepEqual(refusalCodes(await drive.end(permitId, '2018-03-03')), ['permit.ended'])
    const told = await registry.asOwner(
      `select topic from linhe.outbox where subject_id = $1 and topic like 'notice.permit%'`,
      [permitId],
    )
    assert.deepEqual(told, [{ topic: 'notice.permit-ended' }])
  })

  it('fraud: nothing changes until another official confirms it; never the same one; and it stops a card being made', async () => {
    const { permitId, personId } = await drive.issued()
    const asked = grantedCard(await drive.open(permitId, '2018-03-01'))
    const fraud = { event: 'fraud' as const, note: '租赁合同系伪造' }
    const proposed = grantedCard(await drive.end(permitId, '2018-03-02', fraud))
    assert.equal(proposed.state, 'proposed')
    assert.equal((await standing(personId, '2018-03-02')).state, 'in-force')
    assert.deepEqual(refusalCodes(await drive.end(permitId, '2018-03-02', fraud)), ['ending.already-proposed'])
    assert.deepEqual(refusalCodes(await drive.decideEnding(proposed, '2018-03-03', true, OFFICIALS.hallClerk)), [
      'access.post-lacks-authority',
    ])
    // The table does not bear it either, whatever a program says.
    await assert.rejects(
      registry.asOwner(
        `update linhe.permit_ending set state = 'done', decided_by = proposed_by, decided_on = '2018-03-05', ends_on = '2018-03-05' where permit_id = $1`,
        [permitId],
      ),
      /whoever proposed an ending does not decide it/,
    )
    const done = await drive.decideEnding(proposed, '2018-03-05')
    assert.ok(done.ok)
    assert.deepEqual(
      done.grounds.map(({ key }) => key),
      ['ending.fraud', 'remedy.review', 'remedy.lawsuit'],
    )
    assert.equal((await standing(personId, '2018-03-05')).state, 'ended')
    assert.deepEqual(refusalCodes(await drive.decideEnding({ ...proposed, version: 2 }, '2018-03-05')), [
      'ending.already-decided',
    ])
    const stopped = await registry.asOwner('select state from linhe.card_case where card_case_id = $1', [
      asked.subjectId,
    ])
    assert.deepEqual(stopped, [{ state: 'stopped' }])
  })

  it('put forward and not confirmed: the permit goes on', async () => {
    const { permitId, personId } = await drive.issued()
    const proposed = grantedCard(await drive.end(permitId, '2018-03-02', { event: 'fraud' }))
    assert.equal(grantedCard(await drive.decideEnding(proposed, '2018-03-05', false)).state, 'rejected')
    assert.equal((await standing(personId, '2018-03-05')).state, 'in-force')
  })

  it('leaving the city ends no permit; no condition any more ends it at the end of its year', async () => {
    const { permitId, personId } = await drive.issued()
    assert.deepEqual(refusalCodes(await drive.end(permitId, '2018-03-02', { event: 'left-city' })), [
      'ending.permit-goes-on',
    ])
    grantedCard(await drive.end(permitId, '2018-11-01', { event: 'conditions-gone', cardTaken: false }))
    assert.equal((await standing(personId, '2018-11-14')).state, 'in-force')
    assert.equal((await standing(personId, '2018-11-15')).state, 'ended')
    assert.deepEqual(
      (await drive.cards(permitId)).map(({ state }) => state),
      ['good'],
    )
  })

  it('a death by the record of the police ends registration and permit together', async () => {
    const { permitId, personId, registrationId } = await drive.issued()
    const rows = await registry.asOwner('select version from linhe.registration where registration_id = $1', [
      registrationId,
    ])
    grantedCard(
      await endByRecord(registry.deps, drive.at(OFFICIALS.registrar, '2018-03-06'), {
        intentId: randomUUID(),
        registrationId,
        expectedVersion: Number(rows[0]?.['version']),
        reason: 'died',
        on: parsePlainDate('2018-03-02'),
        document: '死亡证明',
      }),
    )
    const permit = await registry.asOwner(
      'select state, ended_on::text, end_reason from linhe.permit where permit_id = $1',
      [permitId],
    )
    assert.deepEqual(permit, [{ state: 'ended', ended_on: '2018-03-02', end_reason: 'died' }])
    assert.equal((await standing(personId, '2018-03-06')).state, 'ended')
  })
})
