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
import { RegistryError } from '../registry-error.ts'
import { changePermitAddress, type ChangePermitAddress } from './change-permit-address.ts'
import { getAddressChange } from './get-address-change.ts'
import { getRegistration } from './get-registration.ts'
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
    amendment: null,
    ...change,
  }
}
const moveOf = ({ move }: ChangePermitAddress) => {
  assert.ok(move)
  return move
}
const reported = (
  { registrationId, version }: Pick<Settled, 'registrationId' | 'version'>,
  changes: Readonly<Record<string, unknown>>,
) => ({ registrationId, expectedVersion: version, reportedBy: 'person' as const, changedOn: null, changes })
const formOf = ({ form }: { readonly form: object }): Readonly<Record<string, unknown>> => ({ ...form })
/** The registration that ended with the move, and the one that follows. */
async function homesOf({ registrationId }: Settled) {
  const [row] = await registry.asOwner('select registration_id from foshan.registration where follows = $1', [
    registrationId,
  ])
  const fileOf = (id: string) => getRegistration(registry.deps, at('2017-07-02'), id)
  return { old: await fileOf(registrationId), now: await fileOf(String(row?.['registration_id'])) }
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

  it('搬家并变更其他信息、同时签注：一次签名；旧登记保持原样，变化记入新住址的登记', async () => {
    const held = await settled()
    const command = changeOf(held, '2017-07-01', room, {
      endorse: { condition: 'dwelling', bookedOnlineOn: null },
      amendment: reported(held, { employerName: '佛山市新光陶瓷有限公司', mobile: '13900139006' }),
    })
    const done = await changed(command, '2017-07-01')
    assert.equal(done.change?.effect, 'keep')
    const { old, now } = await homesOf(held)
    assert.deepEqual([formOf(old)['employerName'], old.amendments.length], ['南风陶瓷有限公司', 0])
    assert.equal(formOf(now)['employerName'], '佛山市新光陶瓷有限公司')
    assert.deepEqual(
      now.amendments.map((one) => [one.version, one.before['employerName'], one.after['employerName']]),
      [[2, '南风陶瓷有限公司', '佛山市新光陶瓷有限公司']],
    )
    const signed = await registry.asOwner(
      'select step, case_version from foshan.signature where signing_id = $1 order by step, case_version',
      [command.intentId],
    )
    assert.deepEqual(
      signed.map(({ step }) => step),
      ['change-address', 'endorse', 'endorse', 'keep-registration', 'keep-registration', 'register'],
    )
    const told = await registry.asOwner('select topic from foshan.outbox where subject_id = $1 order by topic', [
      now.registrationId,
    ])
    assert.deepEqual(
      told.map(({ topic }) => topic),
      ['notice.amended', 'notice.mobile-changed', 'notice.registered'],
    )
    const again = await changePermitAddress(registry.deps, at('2017-07-01'), command)
    assert.ok(again.ok && again.value.repeated)
    const other = { ...command, amendment: reported(held, { marital: '20' }) }
    assert.deepEqual(refusalCodes(await changePermitAddress(registry.deps, at('2017-07-01'), other)), [
      'intent.reused-with-other-content',
    ])
  })

  it('一项不行，全都不办，几件事的理由一次说全，填写的内容没有写入', async () => {
    const held = await settled()
    const papers = changeOf(held, '2017-05-10', room, {
      inPerson: false,
      materials: [],
      amendment: reported(held, { name: '另一人', marital: '' }),
    })
    const refusedFor = async (command: ChangePermitAddress, on = '2017-05-10') =>
      refusalCodes(await changePermitAddress(registry.deps, at(on), command)).toSorted()
    assert.deepEqual(await refusedFor(papers), [
      'amendment.elsewhere',
      'application.in-person-required',
      'application.materials-missing',
      'form.field-missing',
    ])
    const early = { ...changeOf(held, '2017-05-10', room), amendment: reported(held, { lane: '别处' }) }
    assert.deepEqual(
      await refusedFor({ ...early, move: { ...moveOf(early), movedOn: parsePlainDate('2015-01-01') } }),
      ['amendment.elsewhere', 'form.dates-out-of-order'],
    )
    assert.deepEqual(await refusedFor(early), ['amendment.elsewhere'])
    const { registrationId, version } = held
    const stands = await getRegistration(registry.deps, at('2017-05-10'), registrationId)
    assert.deepEqual([stands.state, stands.version, stands.amendments.length], ['active', version, 0])
    assert.equal((await getAddressChange(registry.deps, at('2017-05-10'), held.permitId)).past.length, 0)
    const fine = { ...early, intentId: randomUUID(), amendment: reported(held, { marital: '20' }) }
    assert.equal((await changed(fine, '2017-05-10')).change?.effect, 'keep')
  })

  it('登记先迁的，变化记在现登记上；看到的版本旧了、不是同一登记、别人的登记，都不写', async () => {
    const held = await settled()
    const other = await settled()
    const stops = (command: ChangePermitAddress, code: string) =>
      assert.rejects(
        changePermitAddress(registry.deps, at('2017-05-10'), command),
        (error: unknown) => error instanceof RegistryError && error.code === code,
      )
    const moving = changeOf(held, '2017-05-10', room)
    const marital = { marital: '20' }
    await stops({ ...moving, amendment: reported({ ...held, version: held.version - 1 }, marital) }, 'version-conflict')
    await stops({ ...moving, amendment: reported(other, marital) }, 'version-conflict')
    const moved = await moveResidence(registry.deps, at('2017-05-10'), {
      intentId: randomUUID(),
      registrationId: held.registrationId,
      expectedVersion: held.version,
      home: { dwellingId: room },
      movedOn: parsePlainDate('2017-05-10'),
      materials: [],
    })
    assert.ok(moved.ok)
    const { subjectId: registrationId, version } = moved.value
    const written = changeOf(held, '2017-05-10', room, { move: null })
    await stops({ ...written, amendment: reported(other, marital) }, 'not-found')
    const seen = await getAddressChange(registry.deps, at('2017-05-10'), held.permitId)
    assert.deepEqual([seen.amendable?.registrationId, seen.amendable?.mayAmend], [registrationId, true])
    assert.deepEqual(
      [seen.amendable?.registered?.version, seen.amendable?.registered?.form['marital']],
      [version, '10'],
    )
    assert.match(seen.amendable?.registered?.person.mobileMasked ?? '', /^\d{3}\*{4}\d{4}$/)
    assert.equal('arrivedOn' in (seen.amendable?.registered?.form ?? {}), false, 'nothing that is not amended here')
    await changed({ ...written, amendment: reported({ registrationId, version }, marital) }, '2017-05-10')
    const file = await getRegistration(registry.deps, at('2017-05-10'), registrationId)
    assert.deepEqual([formOf(file)['marital'], file.version], ['20', version + 1])
  })

  it('两个窗口同时办：一个办成，另一个得知已变动；没有一半', async () => {
    const held = await settled()
    const withChanges = changeOf(held, '2017-05-10', room, { amendment: reported(held, { marital: '20' }) })
    const alone = changeOf(held, '2017-05-10', guicheng)
    const two = await Promise.allSettled(
      [withChanges, alone, withChanges].map((command) => changePermitAddress(registry.deps, at('2017-05-10'), command)),
    )
    const told = two.map((each) =>
      each.status === 'fulfilled' ? (each.value.ok ? 'done' : 'refused') : (each.reason as RegistryError).code,
    )
    // The same command twice is one; of two different ones the second hears that the registration moved meanwhile.
    const isFirst = told[0] === 'done'
    assert.deepEqual(
      told,
      isFirst ? ['done', 'version-conflict', 'done'] : ['version-conflict', 'done', 'version-conflict'],
    )
    const { now } = await homesOf(held)
    assert.equal(now.amendments.length, isFirst ? 1 : 0)
    assert.equal((await getAddressChange(registry.deps, at('2017-05-10'), held.permitId)).past.length, 1)
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
