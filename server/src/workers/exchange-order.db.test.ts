import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import {
  CARD_FOUND,
  CARD_LOST_IN_TRANSIT,
  CASE_PASSED,
  judgeApproval,
  type SaidBy,
  type SignedAbout,
} from '@anju/crypto/approval-evidence.ts'
import { parseEvidence, parseStatement } from '@anju/crypto/signing-evidence.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { driveApplications, held, step } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { OutboxRow } from '../store/outbox.ts'
import { handOver } from '../usecases/hand-over.ts'
import { recordCardFound, reportCardLost } from '../usecases/report-card-lost.ts'
import { reportLoss } from '../usecases/report-loss.ts'
import { orderRecord } from './exchange-order.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
})
after(() => registry.close())

const clerk = (on: string) => registry.act(OFFICIALS.clerk, on)
/** What the worker makes of the rows of a topic, the oldest first. */
async function recordsOf(topic: string, subjectId: string) {
  const { city } = clerk('2016-07-18')
  const rows = await city.pool.ask<OutboxRow>(
    'select outbox_id, topic, subject_id, payload, attempts from outbox where topic = $1 and subject_id = $2 order by outbox_id',
    [topic, subjectId],
  )
  return city.pool.look(wholeCity(city), (db) => Promise.all(rows.map((row) => orderRecord(registry.deps, db, row))))
}
/** As the police ask it, in a trial run. */
const isProven = (about: SignedAbout, saidBy: SaidBy, evidence: readonly string[]) =>
  judgeApproval(
    { city: 'foshan', about, saidBy, steps: Object.keys(saidBy), evidence },
    { officials: {}, isDemoTaken: true },
  ).is === 'proven'

describe('what an official signed goes to the police with the word that rests on it', () => {
  it('运送丢失: the report of the loss, for this very case, and nothing else that was signed in it', async () => {
    const produced = await drive.produce(await drive.atPolice())
    const sent = await drive.dispatch(produced, produced.stockNo)
    const { applicationId } = sent
    held(await reportLoss(registry.deps, clerk('2016-07-18'), { ...step(sent), note: '清单上有，箱内没有' }))
    const [record, none] = await recordsOf('exchange.reprint-order', applicationId)
    assert.ok(record?.kind === 'reprint-order/2' && none === undefined)
    const { evidence, voidStockNumber } = record.body
    assert.deepEqual([evidence.length, voidStockNumber], [1, produced.stockNo])
    assert.ok(isProven({ caseId: applicationId }, CARD_LOST_IN_TRANSIT, evidence))
    assert.ok(!isProven({ caseId: randomUUID() }, CARD_LOST_IN_TRANSIT, evidence))
    assert.ok(!isProven({ caseId: applicationId }, CASE_PASSED, evidence))
  })

  it('捡回: what was signed names the card; a loss waits for no signature', async () => {
    const who = await drive.register()
    const approved = await drive.approve(await drive.verify(await drive.accept(await drive.submit(who))))
    const produced = await drive.produce(await drive.acknowledge(await drive.send(approved)))
    const { stockNo } = produced
    const ready = await drive.notify(await drive.receive(await drive.dispatch(produced, stockNo), stockNo))
    const { idNumber: recipientIdNumber } = who.person
    const taken = { recipient: 'applicant' as const, recipientIdNumber, recipientPortrait: randomUUID() }
    held(await handOver(registry.deps, clerk('2016-07-18'), { ...step(ready), ...taken }))
    const [permit] = await registry.asOwner('select permit_id from foshan.permit where application_id = $1', [
      ready.applicationId,
    ])
    const permitId = String(permit?.['permit_id'])
    const report = () => ({ intentId: randomUUID(), permitId, note: '' })
    assert.ok((await reportCardLost(registry.deps, clerk('2016-07-19'), report())).ok)
    assert.ok((await recordCardFound(registry.deps, clerk('2016-07-20'), { ...report(), stockNo })).ok)
    const [lost, found, none] = await recordsOf('exchange.card-standing', permitId)
    assert.ok(lost?.kind === 'card-standing/2' && found?.kind === 'card-standing/2' && none === undefined)
    assert.deepEqual([lost.body.standing, lost.body.evidence], ['void', []])
    const { standing, stockNumber, evidence } = found.body
    assert.deepEqual([standing, stockNumber, evidence.length], ['good', stockNo, 1])
    assert.ok(isProven({ stockNo }, CARD_FOUND, evidence))
    assert.ok(!isProven({ stockNo: 'GD99999999' }, CARD_FOUND, evidence))
    const statement = parseStatement(parseEvidence(evidence[0] ?? '')?.statement ?? '')
    assert.deepEqual([statement?.stockNo, statement?.legalOn], [stockNo, '2016-07-20'])
  })
})
