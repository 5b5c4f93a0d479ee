import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { driveEndorsements } from '@anju/tests/endorsement-driver.ts'
import { driveApplications, paper, visitOf } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { changePermitAddress } from './change-permit-address.ts'
import { getAddressChange } from './get-address-change.ts'
import { getResidence } from './get-residence.ts'
import { moveResidence } from './move-residence.ts'
import { recordVisit } from './record-visit.ts'

/** From this day the city of the test follows Linhe's rules of moves, in its own divisions. */
const LINHE_RULES_FROM = '2017-09-01'
const PAPERS = ['residence-permit', 'identity-document', 'lease', 'rental-filing-certificate'].map(paper)

let registry: TestRegistry
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  registry = await openTestRegistry()
  const { packs } = registry.deps
  const on = parsePlainDate(LINHE_RULES_FROM)
  const { addressChange } = packInForce(packs, 'linhe', on)
  const late = { ...packInForce(packs, 'foshan', on), id: 'foshan/linhe-moves', inForceFrom: on, addressChange }
  registry = { ...registry, deps: { ...registry.deps, packs: [...packs, late] } }
  drive = driveEndorsements(registry, driveApplications(registry))
})
after(() => registry.close())

const at = (on: string, member = OFFICIALS.clerk) => registry.act(member, on, 'city')
const { room, guichengFlat, dormitory } = DWELLINGS

type Holder = { readonly permitId: string; readonly personId: string }
/** The registration of a holder that stands, and was visited. */
async function visited({ personId }: Holder, on: string) {
  const [row] = await registry.asOwner(
    `select registration_id, version from foshan.registration where person_id = $1 and ended_on is null`,
    [personId],
  )
  const registrationId = String(row?.['registration_id'])
  const done = await recordVisit(registry.deps, at(on, OFFICIALS.coordinator), {
    intentId: randomUUID(),
    registrationId,
    expectedVersion: Number(row?.['version']),
    visit: visitOf('true', on, 36.5),
  })
  assert.ok(done.ok, JSON.stringify(done))
  return { registrationId, version: done.value.version }
}

/** Issued on 2016-07-15 in 禅城 (440604), and endorsed for its first year where that is asked. */
async function holderOf(endorsedOn?: string): Promise<Holder> {
  const holder = await drive.issued()
  await visited(holder, '2016-08-01')
  if (endorsedOn !== undefined) assert.ok((await drive.endorse(holder.permitId, endorsedOn)).ok)
  return holder
}

/** The registration moves and is visited; the permit is not written. */
async function move(holder: Holder, on: string, { dwellingId }: { readonly dwellingId: string }): Promise<void> {
  const [row] = await registry.asOwner(
    `select registration_id, version from foshan.registration where person_id = $1 and ended_on is null`,
    [holder.personId],
  )
  const moved = await moveResidence(registry.deps, at(on), {
    intentId: randomUUID(),
    registrationId: String(row?.['registration_id']),
    expectedVersion: Number(row?.['version']),
    home: { dwellingId },
    movedOn: parsePlainDate(on),
    materials: [],
  })
  assert.ok(moved.ok, JSON.stringify(moved))
  await visited(holder, on)
}

/** Writes the permit, and reads what was decided, signed, kept and told of it; dates are those of the file. */
async function writeOn({ permitId, personId }: Holder, on: string) {
  const done = await changePermitAddress(registry.deps, at(on), {
    intentId: randomUUID(),
    permitId,
    move: null,
    materials: PAPERS,
    inPerson: true,
    finding: null,
    write: 'chip',
    endorse: null,
    amendment: null,
  })
  assert.ok(done.ok, JSON.stringify(done))
  const { change, subjectId } = done.value
  const [kept] = await registry.asOwner(
    'select effect, from_county, to_county, moved_on::text from foshan.address_change where address_change_id = $1',
    [subjectId],
  )
  const told = await registry.asOwner('select topic from foshan.outbox where subject_id = $1', [subjectId])
  const { permits } = await getResidence(registry.deps, at(on), personId)
  const [file] = permits
  assert.deepEqual(
    [change?.issuedOn, change?.issuedIn, change?.nextAnniversaryOn],
    [file?.issuedOn, file?.issuedIn, file?.validUntil],
    'as the file says',
  )
  return {
    effect: change?.effect,
    issued: [change?.issuedOn, change?.issuedIn],
    next: change?.nextAnniversaryOn,
    yearsFrom: change?.yearsFrom,
    kept: Object.values(kept ?? {}),
    told: told.map(({ topic }) => topic),
  }
}

describe('搬了不止一次才写证 a permit that is written after more than one move (LH-2017-36:三.二(3))', () => {
  it('临河规则，迁到另一县、又迁回：决定、存的、告知的都与档案一致，自迁回之日重新计算', async () => {
    const holder = await holderOf('2017-07-01')
    await move(holder, '2017-09-10', guichengFlat)
    await move(holder, '2017-10-10', room)
    assert.deepEqual(await writeOn(holder, '2017-10-12'), {
      effect: 'reset',
      issued: ['2017-10-10', '440604'],
      next: '2018-10-10',
      yearsFrom: '2017-10-10',
      kept: ['reset', '440605', '440604', '2017-10-10'],
      told: ['notice.address-changed-reset'],
    })
  })

  it('临河规则，迁县后又在县内搬：自迁县之日；写过之后县内再搬，不变', async () => {
    const holder = await holderOf('2017-07-01')
    await move(holder, '2017-09-10', guichengFlat)
    await writeOn(holder, '2017-09-11')
    await move(holder, '2017-10-10', room)
    await move(holder, '2017-11-10', dormitory)
    const anew = { issued: ['2017-10-10', '440604'], next: '2018-10-10' }
    assert.deepEqual(await writeOn(holder, '2017-11-12'), {
      ...anew,
      effect: 'reset',
      yearsFrom: '2017-10-10',
      kept: ['reset', '440605', '440604', '2017-10-10'],
      told: ['notice.address-changed-reset'],
    })
    await move(holder, '2017-12-10', room)
    assert.deepEqual(await writeOn(holder, '2017-12-12'), {
      ...anew,
      effect: 'keep',
      yearsFrom: undefined,
      kept: ['keep', '440604', '440604', '2017-12-10'],
      told: ['notice.address-changed'],
    })
  })

  it('临河规则，迁到另一县、又搬回原来那间：地址没变，签发日期变了，仍要写证；写过就没有可写的', async () => {
    const holder = await holderOf('2017-07-01')
    const { flat } = DWELLINGS
    await move(holder, '2017-09-10', guichengFlat)
    await move(holder, '2017-10-10', flat)
    const owed = async () => (await getAddressChange(registry.deps, at('2017-10-12'), holder.permitId)).owed
    assert.equal(await owed(), true)
    const { effect, issued, kept } = await writeOn(holder, '2017-10-12')
    assert.deepEqual([effect, issued, kept[3]], ['reset', ['2017-10-10', '440604'], '2017-10-10'])
    assert.equal(await owed(), false)
    await assert.rejects(writeOn(holder, '2017-10-13'), /address-change\.nothing-changed/)
    const kind = await holderOf()
    await move(kind, '2017-05-10', guichengFlat)
    await move(kind, '2017-05-20', flat)
    await assert.rejects(writeOn(kind, '2017-05-22'), /address-change\.nothing-changed/)
  })

  it('佛山规则：来回搬两次，都不变', async () => {
    const holder = await holderOf()
    await move(holder, '2017-05-10', guichengFlat)
    await move(holder, '2017-05-20', room)
    assert.deepEqual(await writeOn(holder, '2017-05-22'), {
      effect: 'keep',
      issued: ['2016-07-15', '440604'],
      next: '2017-07-15',
      yearsFrom: undefined,
      kept: ['keep', '440605', '440604', '2017-05-20'],
      told: ['notice.address-changed'],
    })
  })

  it('搬迁登记后签注、再写证：告知的周年是签注之后的', async () => {
    const holder = await holderOf()
    await move(holder, '2017-06-20', room)
    assert.ok((await drive.endorse(holder.permitId, '2017-07-01')).ok)
    const { effect, next } = await writeOn(holder, '2017-07-05')
    assert.deepEqual([effect, next], ['keep', '2018-07-15'])
  })

  it('新居还在等上门核实：登记了就可以写证，不说“请先办理居住登记”', async () => {
    const holder = await holderOf('2017-07-01')
    await move(holder, '2017-08-10', dormitory)
    await registry.asOwner(
      `update foshan.registration set state = 'visit-planned' where person_id = $1 and ended_on is null`,
      [holder.personId],
    )
    assert.equal((await writeOn(holder, '2017-08-12')).effect, 'keep')
  })
})
