import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { driveCards, grantedCard, LINHE_2018 } from '@anju/tests/card-driver.ts'
import { refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { listFees } from './list-fees.ts'
import { chargeFee, reverseFee, waiveFee } from './take-fee.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveCards>
before(async () => {
  registry = await openTestRegistry({ packs: [LINHE_2018] })
  drive = driveCards(registry)
})
after(() => registry.close())

const charge = (cardCaseId: string, on: string, member: CastOfficial = OFFICIALS.hallClerk) =>
  chargeFee(registry.deps, drive.at(member, on), { intentId: randomUUID(), cardCaseId })
const waive = (cardCaseId: string, on: string) =>
  waiveFee(registry.deps, drive.at(OFFICIALS.hallClerk, on), {
    intentId: randomUUID(),
    cardCaseId,
    reason: 'hardship',
    note: '低保家庭',
  })
const reverse = (entryId: string, on: string, member: CastOfficial = OFFICIALS.hallReviewer, by = member) => {
  const act = drive.at(member, on)
  const who = drive.at(by, on).actor
  assert.ok(act.actor.kind === 'official' && who.kind === 'official')
  const actor = { ...act.actor, officialId: who.officialId }
  return reverseFee(registry.deps, { ...act, actor }, { intentId: randomUUID(), entryId, note: '金额收错' })
}
const bookOf = (on: string) => listFees(registry.deps, drive.at(OFFICIALS.hallReviewer, on), { on: null })

describe('收费', () => {
  it('no tariff, no money: refused with its clause, and the card is handed over all the same', async () => {
    const { permitId, idNumber } = await drive.issued()
    const asked = grantedCard(await drive.open(permitId, '2018-03-01'))
    const no = await charge(asked.subjectId, '2018-03-01')
    assert.ok(!no.ok)
    assert.deepEqual(
      no.refusals.map(({ code, law }) => `${code} ${law}`),
      ['tariff.not-configured CN-663:20(2)'],
    )
    assert.deepEqual(refusalCodes(await waive(asked.subjectId, '2018-03-01')), ['tariff.not-configured'])
    grantedCard(await drive.handOver(grantedCard(await drive.produce(asked, '2018-03-02')), '2018-03-03', idNumber))
    assert.deepEqual((await bookOf('2018-03-01')).entries, [])
  })

  it('with a tariff: not handed over before it is settled, taken once, corrected by reversing alone', async () => {
    const { permitId, idNumber } = await drive.issued()
    const asked = grantedCard(await drive.open(permitId, '2018-06-04'))
    const ready = grantedCard(await drive.produce(grantedCard(await drive.approve(asked, '2018-06-04')), '2018-06-05'))
    assert.deepEqual(refusalCodes(await drive.handOver(ready, '2018-06-06', idNumber)), ['fee.not-settled'])
    const paid = grantedCard(await charge(asked.subjectId, '2018-06-06'))
    assert.deepEqual([paid.fen, paid.waivedFen], [2000, 0])
    assert.deepEqual(refusalCodes(await charge(asked.subjectId, '2018-06-06')), ['fee.already-settled'])
    assert.deepEqual(refusalCodes(await waive(asked.subjectId, '2018-06-06')), ['fee.already-settled'])
    assert.deepEqual(refusalCodes(await reverse(paid.subjectId, '2018-06-06', OFFICIALS.hallClerk)), [
      'access.post-lacks-authority',
    ])
    // Whoever took it checks nothing of it, at a post that was lent to them either.
    assert.deepEqual(
      refusalCodes(await reverse(paid.subjectId, '2018-06-06', OFFICIALS.hallReviewer, OFFICIALS.hallClerk)),
      ['access.same-person-signed-before'],
    )
    const undone = grantedCard(await reverse(paid.subjectId, '2018-06-06'))
    assert.equal(undone.fen, -2000)
    assert.deepEqual(refusalCodes(await reverse(paid.subjectId, '2018-06-06')), ['fee.already-reversed'])
    assert.deepEqual(refusalCodes(await reverse(undone.subjectId, '2018-06-06')), ['fee.not-reversible'])
    assert.deepEqual(refusalCodes(await drive.handOver(ready, '2018-06-06', idNumber)), ['fee.not-settled'])
    grantedCard(await waive(asked.subjectId, '2018-06-06'))
    grantedCard(await drive.handOver(ready, '2018-06-06', idNumber))
    const book = await bookOf('2018-06-06')
    assert.deepEqual(
      book.entries.map(({ kind, fen, waivedFen }) => [kind, fen, waivedFen]),
      [
        ['charge', 2000, 0],
        ['reversal', -2000, 0],
        ['waiver', 0, 2000],
      ],
    )
    assert.deepEqual([book.totalFen, book.totalWaivedFen], [0, 2000])
    assert.deepEqual(
      book.sums.map(({ name, kind, count, fen }) => `${name} ${kind} ${count} ${fen}`).toSorted(),
      [
        `${OFFICIALS.hallClerk.name} charge 1 2000`,
        `${OFFICIALS.hallClerk.name} waiver 1 0`,
        `${OFFICIALS.hallReviewer.name} reversal 1 -2000`,
      ].toSorted(),
    )
  })

  it('an error of the office is free, and says so', async () => {
    const { permitId } = await drive.issued()
    const asked = grantedCard(await drive.open(permitId, '2018-06-04', { reason: { kind: 'office-error' } }))
    assert.deepEqual(refusalCodes(await charge(asked.subjectId, '2018-06-04')), ['fee.free-business'])
  })

  it('the programs cannot change or remove an entry', async () => {
    const grants = await registry.asOwner(
      `select privilege_type from information_schema.role_table_grants where table_schema = 'linhe' and table_name = 'fee_entry' and grantee <> current_user order by 1`,
    )
    assert.deepEqual(
      grants.map(({ privilege_type: may }) => may),
      ['INSERT', 'SELECT'],
    )
  })

  it('sixty-four at one counter: numbers without gap or twin; a refused one takes no number; of sixty-four on one case one is taken', async () => {
    const { permitId } = await drive.issued()
    const asked = grantedCard(await drive.open(permitId, '2018-06-11'))
    const cases = Array.from({ length: 63 }, () => randomUUID())
    await registry.asOwner(
      `insert into linhe.card_case (card_case_id, version, permit_id, person_id, office_id, division_code, business, reason, pack, needs_review, state, accepted_on, due_on, closed_on)
       select id, 1, c.permit_id, c.person_id, c.office_id, c.division_code, c.business, c.reason, c.pack, false, 'handed-over', c.accepted_on, c.due_on, c.accepted_on
       from linhe.card_case c, unnest($2::uuid[]) as id where c.card_case_id = $1`,
      [asked.subjectId, cases],
    )
    const taken = (await numbers()).length
    const all = await Promise.all([asked.subjectId, ...cases].map((id) => charge(id, '2018-06-11')))
    const again = await Promise.all(Array.from({ length: 64 }, () => charge(asked.subjectId, '2018-06-11')))
    assert.ok(all.every(({ ok }) => ok))
    for (const no of again) assert.deepEqual(refusalCodes(no), ['fee.already-settled'])
    const serials = (await numbers()).map((number) => Number(number.slice(-6)))
    assert.deepEqual(
      serials,
      Array.from({ length: taken + 64 }, (_, at) => at + 1),
    )
  })

  it('a number that is missing would be seen (negative control)', async () => {
    const { permitId } = await drive.issued()
    const asked = grantedCard(await drive.open(permitId, '2018-06-12'))
    await registry.asOwner(`update linhe.counter_row set value = value + 1 where name = 'fee'`)
    grantedCard(await charge(asked.subjectId, '2018-06-12'))
    const serials = (await numbers()).map((number) => Number(number.slice(-6)))
    assert.notDeepEqual(
      serials,
      serials.map((_, at) => at + 1),
    )
  })
})

async function numbers(): Promise<readonly string[]> {
  const rows = await registry.asOwner('select receipt_no from linhe.fee_entry order by receipt_no')
  return rows.map(({ receipt_no: number }) => String(number))
}
