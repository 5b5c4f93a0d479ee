import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { driveCards, grantedCard, LINHE_2018 } from '@anju/tests/card-driver.ts'
import { refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { openPaperPress } from '../paper/paper-press.ts'
import { printPaper } from './print-paper.ts'
import { chargeFee } from './take-fee.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveCards>
before(async () => {
  registry = await openTestRegistry({ packs: [LINHE_2018] })
  drive = driveCards(registry)
})
after(() => registry.close())

describe('居住证注销、收缴告知书，收费收据', () => {
  it('the refusal of another card is a paper, once it is decided', async () => {
    const { permitId } = await drive.issued()
    const press = openPaperPress()
    const act = drive.at(OFFICIALS.hallClerk, '2018-06-11')
    const print = (subjectId: string) =>
      printPaper(registry.deps, act, { intentId: randomUUID(), kind: 'card-refusal', subjectId }, press)
    const asked = grantedCard(await drive.open(permitId, '2018-06-11', { reason: { kind: 'damaged' } }))
    assert.deepEqual(refusalCodes(await print(asked.subjectId)), ['paper.not-yet'])
    grantedCard(await drive.refuse(asked, '2018-06-11'))
    const paper = grantedCard(await print(asked.subjectId))
    assert.equal(paper.pdf.subarray(0, 5).toString(), '%PDF-')
  })

  it('no notice before two officials stand behind it; then a PDF, and a receipt for money', async () => {
    const { permitId } = await drive.issued()
    const press = openPaperPress()
    const act = drive.at(OFFICIALS.hallClerk, '2018-06-11')
    const print = (kind: 'permit-cancellation' | 'fee-receipt', subjectId: string) =>
      printPaper(registry.deps, act, { intentId: randomUUID(), kind, subjectId }, press)
    const asked = grantedCard(await drive.open(permitId, '2018-06-11'))
    const paid = grantedCard(
      await chargeFee(registry.deps, act, { intentId: randomUUID(), cardCaseId: asked.subjectId }),
    )
    const receipt = grantedCard(await print('fee-receipt', paid.subjectId))
    assert.equal(receipt.pdf.subarray(0, 5).toString(), '%PDF-')
    const proposed = grantedCard(await drive.end(permitId, '2018-06-11', { event: 'fraud' }))
    assert.deepEqual(refusalCodes(await print('permit-cancellation', proposed.subjectId)), ['paper.not-yet'])
    grantedCard(await drive.decideEnding(proposed, '2018-06-11'))
    const notice = grantedCard(await print('permit-cancellation', proposed.subjectId))
    assert.equal(notice.pdf.subarray(0, 5).toString(), '%PDF-')
  })
})
