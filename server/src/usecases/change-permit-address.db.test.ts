import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { driveEndorsements } from '@anju/tests/endorsement-driver.ts'
import { driveApplications, paper, refusalCodes, visitOf } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { changePermitAddress, type ChangePermitAddress } from './change-permit-address.ts'
import { getAddressChange } from './get-address-change.ts'
import { getResidence } from './get-residence.ts'
import { listQueue } from './list-queue.ts'
import { moveResidence } from './move-residence.ts'
import { readOfficeLetter } from './read-office-letter.ts'
import { recordVisit } from './record-visit.ts'

/** From this day the city of the test follows Linhe's rules of moves, in its own divisions. */
const LINHE_RULES_FROM = '2017-09-01'
const LINHE_PAPERS = [
  paper('residence-permit'),
  paper('identity-document'),
  paper('lease'),
  paper('rental-filing-certificate'),
]

let registry: TestRegistry
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  registry = await openTestRegistry()
  const { packs } = registry.deps
  const on = parsePlainDate(LINHE_RULES_FROM)
  const { addressChange } = packInForce(packs, 'linhe', on)
  const deps = {
    ...registry.deps,
    packs: [
      ...packs,
      { ...packInForce(packs, 'foshan', on), id: 'foshan/linhe-moves', inForceFrom: on, addressChange },
    ],
  }
  registry = { ...registry, deps }
  drive = driveEndorsements(registry, driveApplications(registry))
})
after(() => registry.close())

const at = (on: string, member = OFFICIALS.clerk) => registry.act(member, on, 'city')

/** A permit issued on 2016-07-15 whose registration was visited and stands. */
async function settled() {
  const held = await drive.issued()
  const rows = await registry.asOwner('select registration_id, version from foshan.registration where person_id = $1', [
    held.personId,
  ])
  const registrationId = String(rows[0]?.['registration_id'])
  const visited = await recordVisit(registry.deps, at('2016-08-01', OFFICIALS.coordinator), {
    intentId: randomUUID(),
    registrationId,
    expectedVersion: Number(rows[0]?.['version']),
    visit: visitOf('true', '2016-08-01', 36.5),
  })
  assert.ok(visited.ok, JSON.stringify(visited))
  return { ...held, registrationId, version: visited.value.version }
}
type Settled = Awaited<ReturnType<typeof settled>>

function changeOf(
  { permitId, registrationId, version }: Settled,
  on: string,
  dwellingId: string,
  change: Partial<ChangePermitAddress> = {},
): ChangePermitAddress {
  return {
    intentId: randomUUID(),
    permitId,
    move: { registrationId, expectedVersion: version, home: { dwellingId }, movedOn: parsePlainDate(on) },
    materials: [paper('residence-permit')],
    inPerson: true,
    finding: null,
    write: 'chip',
    endorse: null,
    ...change,
  }
}
const changed = async (command: ChangePermitAddress, on: string) => {
  const done = await changePermitAddress(registry.deps, at(on), command)
  assert.ok(done.ok, JSON.stringify(done))
  return done.value
}
const permitOn = async (personId: string, on: string) => {
  const life = await getResidence(registry.deps, at(on), personId)
  const [permit] = life.permits
  return {
    state: permit?.state,
    issuedOn: permit?.issuedOn,
    validUntil: permit?.validUntil,
    since: life.residenceStart,
  }
}
const room = DWELLINGS.room.dwellingId
const guicheng = DWELLINGS.guichengFlat.dwellingId

describe('changePermitAddress 变更居住地址', () => {
  it('佛山，禅城迁南海：登记随迁，签发日期和年限不变，写入芯片即办结，通报原管理机关', async () => {
    const held = await settled()
    const { change, subjectId } = await changed(changeOf(held, '2017-05-10', guicheng), '2017-05-10')
    assert.deepEqual(
      {
        scope: change?.scope,
        effect: change?.effect,
        issuedOn: change?.issuedOn,
        next: change?.nextAnniversaryOn,
        newCard: change?.newCard,
      },
      { scope: 'same-city', effect: 'keep', issuedOn: '2016-07-15', next: '2017-07-15', newCard: false },
    )
    assert.deepEqual(await permitOn(held.personId, '2017-05-11'), {
      state: 'in-force',
      issuedOn: '2016-07-15',
      validUntil: '2017-07-15',
      since: '2016-01-05',
    })
    const signed = await registry.asOwner('select step from foshan.signature where case_id = $1', [subjectId])
    assert.deepEqual(signed, [{ step: 'change-address' }])
    const told = await registry.asOwner('select topic from foshan.outbox where subject_id = $1', [subjectId])
    assert.deepEqual(told, [{ topic: 'notice.address-changed' }])
    const cards = await registry.asOwner('select state from foshan.card where permit_id = $1', [held.permitId])
    assert.deepEqual(cards, [{ state: 'good' }])

    const queue = await listQueue(registry.deps, registry.act(OFFICIALS.clerk, '2017-05-11'), { all: false, part: '' })
    const letter = queue.items.find(({ kind, personId }) => kind === 'letter' && personId === held.personId)
    assert.ok(letter, 'the station of Zhangcha hears of it')
    const read = { intentId: randomUUID(), letterId: letter.id }
    assert.ok((await readOfficeLetter(registry.deps, at('2017-05-11'), read)).ok)
    const later = await listQueue(registry.deps, registry.act(OFFICIALS.clerk, '2017-05-11'), { all: true, part: '' })
    assert.ok(!later.items.some(({ id }) => id === letter.id))
  })

  it('临河规则，同一县级：签发日期不变；另一县级：以变更之日为签发日期，年限重新计算，旧日期不再', async () => {
    const near = await settled()
    const kept = await changed(
      changeOf(near, '2017-11-15', room, { materials: LINHE_PAPERS, write: 'paper' }),
      '2017-11-15',
    )
    assert.deepEqual(
      [kept.change?.scope, kept.change?.effect, kept.change?.issuedOn],
      ['same-county', 'keep', '2016-07-15'],
    )
    const far = await settled()
    assert.ok((await drive.endorse(far.permitId, '2017-07-01')).ok)
    const reset = await changed(changeOf(far, '2017-11-15', guicheng, { materials: LINHE_PAPERS }), '2017-11-15')
    assert.deepEqual(
      [
        reset.change?.effect,
        reset.change?.issuedOn,
        reset.change?.issuedIn,
        reset.change?.nextAnniversaryOn,
        reset.change?.yearsFrom,
      ],
      ['reset', '2017-11-15', '440605', '2018-11-15', '2017-11-15'],
    )
    const stands = await permitOn(far.personId, '2018-07-17')
    assert.deepEqual([stands.state, stands.issuedOn, stands.validUntil], ['in-force', '2017-11-15', '2018-11-15'])
    assert.equal((await permitOn(far.personId, '2018-11-20')).state, 'suspended')
  })

  it('登记先迁、证后写：从登记之日起算，一次登记只写一次', async () => {
    const held = await settled()
    const moved = await moveResidence(registry.deps, at('2017-09-10'), {
      intentId: randomUUID(),
      registrationId: held.registrationId,
      expectedVersion: held.version,
      home: { dwellingId: guicheng },
      movedOn: parsePlainDate('2017-09-10'),
      materials: [],
    })
    assert.ok(moved.ok, JSON.stringify(moved))
    const later = changeOf(held, '2017-09-20', guicheng, { move: null, materials: LINHE_PAPERS })
    const seen = await getAddressChange(registry.deps, at('2017-09-15'), held.permitId)
    assert.equal(seen.owed, true)
    const { change } = await changed(later, '2017-09-20')
    assert.equal(change?.issuedOn, '2017-09-10')
    assert.deepEqual(
      refusalCodes(await changePermitAddress(registry.deps, at('2017-09-21'), { ...later, intentId: randomUUID() })),
      ['address-change.nothing-changed'],
    )
    const known = await getAddressChange(registry.deps, at('2017-09-21'), held.permitId)
    assert.deepEqual(
      known.past.map(({ movedOn, changedOn, effect }) => [movedOn, changedOn, effect]),
      [['2017-09-10', '2017-09-20', 'reset']],
    )
    assert.equal(known.owed, false)
  })

  it('与签注一并办理：一次签名，两件都成；不能签注的，两件都不成，理由一次说全', async () => {
    const held = await settled()
    const early = await changePermitAddress(
      registry.deps,
      at('2017-05-10'),
      changeOf(held, '2017-05-10', room, {
        inPerson: false,
        materials: [],
        endorse: { condition: 'dwelling', bookedOnlineOn: null },
      }),
    )
    assert.ok(!early.ok)
    assert.deepEqual(
      new Set(refusalCodes(early)),
      new Set(['application.in-person-required', 'application.materials-missing', 'endorsement.too-early']),
    )
    assert.deepEqual(
      await registry.asOwner('select state from foshan.registration where registration_id = $1', [held.registrationId]),
      [{ state: 'active' }],
    )

    const command = changeOf(held, '2017-07-01', room, { endorse: { condition: 'dwelling', bookedOnlineOn: null } })
    const done = await changed(command, '2017-07-01')
    assert.equal(done.change?.endorsementOpen, true)
    assert.deepEqual(await permitOn(held.personId, '2017-07-02'), {
      state: 'in-force',
      issuedOn: '2016-07-15',
      validUntil: '2018-07-15',
      since: '2016-01-05',
    })
    const evidence = await registry.asOwner(
      'select count(distinct signing_id)::int as n, count(*)::int as steps from foshan.signature where signing_id = $1',
      [command.intentId],
    )
    assert.deepEqual(evidence, [{ n: 1, steps: 5 }])
    const again = await changePermitAddress(registry.deps, at('2017-07-01'), command)
    assert.ok(again.ok && again.value.repeated)
  })

  it('所有理由一次说全：本人未到、没有证件、没有搬', async () => {
    const held = await settled()
    const flat = changeOf(held, '2017-09-05', DWELLINGS.flat.dwellingId, { move: null, inPerson: false, materials: [] })
    assert.deepEqual(refusalCodes(await changePermitAddress(registry.deps, at('2017-09-05'), flat)), [
      'address-change.nothing-changed',
      'application.in-person-required',
      'application.materials-missing',
    ])
  })
})
