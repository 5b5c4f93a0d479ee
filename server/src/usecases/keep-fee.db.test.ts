import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { driveCards, grantedCard, LINHE_2018 } from '@anju/tests/card-driver.ts'
import { refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { listEventsWithoutRow, listRowsWithoutEvent } from '../store/stream-audit.ts'
import { keepFee } from './keep-fee.ts'
import { listFees } from './list-fees.ts'
import { listQueue } from './list-queue.ts'
import { chargeFee, reverseFee, waiveFee } from './take-fee.ts'

const PAID_ON = '2018-06-04'
const ENDED_ON = '2018-06-06'
const { hallClerk, hallReviewer } = OFFICIALS
let registry: TestRegistry
let drive: ReturnType<typeof driveCards>
before(async () => {
  registry = await openTestRegistry({ packs: [LINHE_2018] })
  drive = driveCards(registry)
})
after(() => registry.close())

const at = (member: CastOfficial, on = ENDED_ON) => drive.at(member, on)
const charge = (cardCaseId: string, on = PAID_ON) =>
  chargeFee(registry.deps, at(hallClerk, on), { intentId: randomUUID(), cardCaseId })
const keep = (entryId: string, member: CastOfficial = hallReviewer, note = '卡体已经刻制，材料费已发生') =>
  keepFee(registry.deps, at(member), { intentId: randomUUID(), entryId, note })
const reverse = (entryId: string) =>
  reverseFee(registry.deps, at(hallReviewer), { intentId: randomUUID(), entryId, note: '居住证已终止，没有制证' })

/** Another card was asked for, and the fee taken: nothing was made yet. */
async function paid() {
  const held = await drive.issued()
  const asked = grantedCard(await drive.open(held.permitId, PAID_ON))
  const entry = grantedCard(await charge(asked.subjectId))
  return { ...held, asked, entryId: entry.subjectId, receiptNo: entry.receiptNo }
}
type Paid = Awaited<ReturnType<typeof paid>>
const ended = async (permitId: string) => grantedCard(await drive.end(permitId, ENDED_ON))

/** Where the charge stands: in the list beside the book, and in the queue of the member. */
async function waits({ entryId }: Pick<Paid, 'entryId'>, member: CastOfficial = hallReviewer) {
  const { unearned } = await listFees(registry.deps, at(member), { on: null })
  const { items } = await listQueue(registry.deps, at(member), { all: false, part: '' })
  return {
    inBook: unearned.some((one) => one.entryId === entryId),
    inQueue: items.some((item) => item.kind === 'fee' && item.caseId === entryId),
  }
}
const WAITS = { inBook: true, inQueue: true }
const SETTLED = { inBook: false, inQueue: false }

describe('终止的件已经收了费 a fee of a case that an end stopped', () => {
  it('终止不自己退钱，但列出收据、金额、持证人和原因，在核对岗位的待办里；冲正以后不再列出', async () => {
    const who = await paid()
    assert.deepEqual(await waits(who), SETTLED, 'while the case goes on nothing is to be decided')
    await ended(who.permitId)
    const book = await listFees(registry.deps, at(hallReviewer), { on: null })
    assert.equal(book.totalFen, 0, 'no entry was made on the day of the end')
    const one = book.unearned.find(({ entryId }) => entryId === who.entryId)
    assert.deepEqual(
      [one?.receiptNo, one?.fen, one?.permitId, one?.cardCaseId, one?.state, one?.endedBy, one?.since, one?.takenOn],
      [who.receiptNo, 2000, who.permitId, who.asked.subjectId, 'stopped', 'local-hukou', ENDED_ON, PAID_ON],
    )
    assert.deepEqual(await waits(who), WAITS)
    assert.deepEqual(await waits(who, hallClerk), { inBook: true, inQueue: false }, 'who takes money does not decide')
    assert.equal(grantedCard(await reverse(who.entryId)).fen, -2000)
    assert.deepEqual(await waits(who), SETTLED)
    assert.deepEqual(refusalCodes(await keep(who.entryId)), ['fee.already-reversed'])
  })

  it('没有收钱、减免的、已经制证的、还在办的，都不列出（对照）', async () => {
    const unpaid = await drive.issued()
    grantedCard(await drive.open(unpaid.permitId, PAID_ON))
    const waived = await drive.issued()
    const free = grantedCard(await drive.open(waived.permitId, PAID_ON))
    const note = { reason: 'hardship', note: '低保家庭' } as const
    const command = { intentId: randomUUID(), cardCaseId: free.subjectId, ...note }
    const waiver = grantedCard(await waiveFee(registry.deps, at(hallClerk, PAID_ON), command))
    const made = await paid()
    grantedCard(await drive.produce(grantedCard(await drive.approve(made.asked, PAID_ON)), '2018-06-05'))
    const open = await paid()
    for (const { permitId } of [unpaid, waived, made]) await ended(permitId)
    const { unearned } = await listFees(registry.deps, at(hallReviewer), { on: null })
    const permits = unearned.map(({ permitId }) => permitId)
    for (const { permitId } of [unpaid, waived, made, open]) assert.ok(!permits.includes(permitId))
    for (const entryId of [made.entryId, open.entryId, waiver.subjectId])
      assert.deepEqual(refusalCodes(await keep(entryId)), ['fee.not-in-question'])
    // The same one is listed as soon as it ends.
    await ended(open.permitId)
    assert.deepEqual(await waits(open), WAITS)
  })

  it('不退要写明理由，由核对岗位决定并签名，只决定一次；账上不变，以后仍可冲正', async () => {
    const who = await paid()
    await ended(who.permitId)
    assert.deepEqual(refusalCodes(await keep(who.entryId, hallClerk)), ['access.post-lacks-authority'])
    const two = await Promise.all([keep(who.entryId), keep(who.entryId)])
    assert.deepEqual(two.map((done) => (done.ok ? 'kept' : refusalCodes(done).join())).toSorted(), [
      'fee.already-kept',
      'kept',
    ])
    assert.deepEqual(await waits(who), SETTLED)
    const { entries } = await listFees(registry.deps, at(hallReviewer, PAID_ON), { on: null })
    const one = entries.find(({ entryId }) => entryId === who.entryId)
    assert.deepEqual([one?.fen, one?.kept, one?.reversed], [2000, true, false])
    const keptId = two.flatMap((done) => (done.ok ? [done.value.subjectId] : []))[0]
    const signed = await registry.asOwner('select step from linhe.signature where case_id = $1', [keptId])
    assert.deepEqual(
      signed.map(({ step }) => step),
      ['check-fees'],
    )
    grantedCard(await reverse(who.entryId))
  })

  it('审核不予办理的，同样待定；已经结了的件不得再收费，也不需要减免', async () => {
    const who = await paid()
    grantedCard(await drive.refuse(who.asked, '2018-06-05'))
    const { unearned } = await listFees(registry.deps, at(hallReviewer), { on: null })
    const one = unearned.find(({ entryId }) => entryId === who.entryId)
    assert.deepEqual([one?.state, one?.endedBy], ['refused', null])
    grantedCard(await reverse(who.entryId))
    assert.deepEqual(refusalCodes(await charge(who.asked.subjectId)), ['fee.case-without-card'])
  })

  it('撤掉决定的记录或者账本里的事件，审计看得出（对照：都在时没有缺失）', async () => {
    const { city } = at(hallReviewer)
    const strays = () =>
      city.pool.look(wholeCity(city), async (db) => ({
        rows: (await listRowsWithoutEvent(db)).filter(({ table }) => table === 'kept_fee').length,
        events: (await listEventsWithoutRow(db)).filter(({ kind }) => kind === 'keep-fee').length,
      }))
    assert.deepEqual(await strays(), { rows: 0, events: 0 })
    await registry.asOwner('update linhe.kept_fee set kept_id = $1', [randomUUID()])
    assert.deepEqual(await strays(), { rows: 1, events: 1 })
  })

  it('程序只能添加决定，不能改也不能删', async () => {
    const grants = await registry.asOwner(
      `select privilege_type from information_schema.role_table_grants where table_schema = 'linhe' and table_name = 'kept_fee' and grantee <> current_user order by 1`,
    )
    assert.deepEqual(
      grants.map(({ privilege_type: may }) => may),
      ['INSERT', 'SELECT'],
    )
  })
})
