import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { parseEvidence, parseStatement } from '@anju/crypto/signing-evidence.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { getResidence } from '@anju/server/usecases/get-residence.ts'
import { driveCards, grantedCard, type HeldInLinhe } from '@anju/tests/card-driver.ts'
import { openRegistryHouse, problemOf, type RegistryHouse, valueOf } from '@anju/tests/registry-house.ts'

let house: RegistryHouse
let drive: ReturnType<typeof driveCards>
let clerk: ApiClient
before(async () => {
  house = await openRegistryHouse()
  drive = driveCards(house.registry)
  clerk = await house.signIn(OFFICIALS.hallClerk)
})
after(() => house.close())

const of = ({ permitId }: HeldInLinhe) => ({ city: 'linhe', permitId })
const deskOf = async (held: HeldInLinhe) => valueOf(await clerk.call('getCardDesk', { params: of(held) }))
const find = (held: HeldInLinhe, stockNo: string) =>
  clerk.call('recordCardFound', { params: of(held), body: { intentId: randomUUID(), stockNo, note: '邻居拾得' } })
const lose = async (held: HeldInLinhe) =>
  valueOf(await clerk.call('reportCardLost', { params: of(held), body: { intentId: randomUUID(), note: '' } }))
const cardsOf = async (held: HeldInLinhe) =>
  (await deskOf(held)).cards.map(({ stockNo, state, foundOn }) => [stockNo, state, foundOn])
const isMissing = async ({ personId }: HeldInLinhe) =>
  (await getResidence(house.registry.deps, drive.at(OFFICIALS.hallClerk, '2018-02-03'), personId)).permits[0]
    ?.cardMissing

/** Lost and made anew, and the new card lost as well: two are out. */
async function twoLost() {
  const held = await drive.issued()
  await house.setDay('2018-01-10')
  await lose(held)
  const asked = grantedCard(await drive.open(held.permitId, '2018-01-11'))
  const second = `${held.stockNo}B`
  const made = grantedCard(await drive.produce(asked, '2018-01-15', second))
  grantedCard(await drive.handOver(made, '2018-01-16', held.idNumber))
  await house.setDay('2018-02-01')
  await lose(held)
  await house.setDay('2018-02-03')
  return { held, first: held.stockNo, second }
}

describe('捡回 over HTTP: the card that lies on the desk, and no other (CN-663:11.2)', () => {
  it('of two lost ones the reissued-away is brought: taken in, void for good; the other stays lost, and serves when it is found itself', async () => {
    const { held, first, second } = await twoLost()
    assert.deepEqual((await deskOf(held)).lostCards, [first, second])
    const taken = valueOf(await find(held, first))
    assert.deepEqual(
      taken.grounds.map(({ key }) => key),
      ['card.found-void'],
    )
    assert.deepEqual(await cardsOf(held), [
      [first, 'void', '2018-02-03'],
      [second, 'void', null],
    ])
    assert.deepEqual([await isMissing(held), (await deskOf(held)).lostCards], [true, [second]])
    const back = valueOf(await find(held, second))
    assert.deepEqual(
      back.grounds.map(({ key }) => key),
      ['card.found-serves'],
    )
    assert.deepEqual(await cardsOf(held), [
      [first, 'void', '2018-02-03'],
      [second, 'good', '2018-02-03'],
    ])
    assert.equal(await isMissing(held), false)
  })

  it('a number that nobody of this permit lost: refused, with what is out; no number at all: malformed; the same card lost again and found again', async () => {
    const { held, first, second } = await twoLost()
    const { status, refusals } = problemOf(await find(held, 'LH99999999'))
    assert.equal(status, 422)
    assert.deepEqual(
      refusals?.map(({ code, facts }) => ({ code, facts })),
      [{ code: 'card.not-among-lost', facts: { stockNo: 'LH99999999', lost: [first, second] } }],
    )
    assert.equal(problemOf(await find(held, ' ')).status, 400)
    assert.deepEqual(await cardsOf(held), [
      [first, 'void', null],
      [second, 'void', null],
    ])
    valueOf(await find(held, second))
    assert.deepEqual((await deskOf(held)).lostCards, [first])
    await lose(held)
    assert.deepEqual([(await deskOf(held)).lostCards, await isMissing(held)], [[first, second], true])
    valueOf(await find(held, second))
    assert.deepEqual((await cardsOf(held))[1], [second, 'good', '2018-02-03'])
  })

  it('a card of a permit that ended is taken in at the desk of the present one, and that one stays as it is', async () => {
    const earlier = await drive.issued()
    await house.setDay('2018-01-10')
    await lose(earlier)
    grantedCard(await drive.end(earlier.permitId, '2018-01-10', { cardTaken: false }))
    const held = await drive.issued()
    await house.registry.asOwner('update linhe.permit set person_id = $2 where permit_id = $1', [
      earlier.permitId,
      held.personId,
    ])
    await house.setDay('2018-02-03')
    assert.deepEqual((await deskOf(held)).lostCards, [earlier.stockNo])
    const { grounds } = valueOf(await find(held, earlier.stockNo))
    assert.deepEqual(
      grounds.map(({ key }) => key),
      ['card.stays-void'],
    )
    assert.deepEqual(await cardsOf(held), [[held.stockNo, 'good', null]])
    assert.deepEqual(await cardsOf(earlier), [[earlier.stockNo, 'void', '2018-02-03']])
    assert.deepEqual((await deskOf(held)).lostCards, [])
  })

  it('what is signed names the card that lies on the desk', async () => {
    const { held, first } = await twoLost()
    valueOf(await find(held, first))
    const rows = await house.registry.asOwner(
      `select e.evidence from linhe.signature s join linhe.signing_evidence e using (signing_id) order by e.recorded_at desc limit 1`,
      [],
    )
    const statement = parseStatement(parseEvidence(String(rows[0]?.['evidence']))?.statement ?? '')
    assert.deepEqual([statement?.event, statement?.stockNo], ['card-found', first])
  })
})
