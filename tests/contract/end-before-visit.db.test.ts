import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { listResidenceStarts } from '@anju/server/store/sweep/residence-start.ts'
import { EVERYBODY, sweepLawOf } from '@anju/server/store/sweep/sweep-law.ts'
import { OVERTAKEN } from '@anju/server/store/visit-notice.ts'
import { noticeHandler } from '@anju/server/workers/notices.ts'
import { deliverOutbox } from '@anju/server/workers/outbox.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { visitOf } from '@anju/tests/permit-driver.ts'
import { driveRegistrations, type Held } from '@anju/tests/registration-driver.ts'
import { newPerson, openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

let house: RegistryHouse
let clerk: ApiClient
let coordinator: ApiClient
let second: ApiClient
let registrar: ApiClient
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  coordinator = await house.signIn(OFFICIALS.coordinator)
  second = await house.signIn(OFFICIALS.secondCoordinator)
  registrar = await house.signIn(OFFICIALS.registrar)
})
after(() => house.close())

const DESK = { foshan: () => clerk, linhe: () => registrar }
const HOMES = { foshan: DWELLINGS.flat.dwellingId, linhe: DWELLINGS.linheFlat.dwellingId }
type City = keyof typeof DESK
const at = (city: City, { registrationId }: Pick<Held, 'registrationId'>) => ({ city, registrationId })
const step = ({ version }: Held) => ({ intentId: randomUUID(), expectedVersion: version })

async function registered(city: City, on: string) {
  await house.setDay(on)
  const person = newPerson(city)
  const body = { intentId: randomUUID(), ...declarationOf(person, HOMES[city], on) }
  const made = valueOf(await DESK[city]().call('registerResidence', { params: { city }, body }))
  return { ...made, person }
}
const depart = (city: City, held: Held, leftOn: string) =>
  DESK[city]().call('recordDeparture', {
    params: at(city, held),
    body: { ...step(held), leftOn: parsePlainDate(leftOn), destination: '长沙', reportedBy: 'person' },
  })
const object = (city: City, held: Held) =>
  DESK[city]().call('objectToCancellation', {
    params: at(city, held),
    body: { ...step(held), statement: '本人一直居住于此' },
  })
const move = (city: City, held: Held, movedOn: string, dwellingId: string) =>
  DESK[city]().call('moveResidence', {
    params: at(city, held),
    body: { ...step(held), movedOn: parsePlainDate(movedOn), home: { dwellingId }, materials: [] },
  })
const visit = (held: Held, outcome: 'true' | 'untrue' | 'missed', on: string) =>
  coordinator.call('recordVisit', {
    params: at('foshan', held),
    body: { ...step(held), visit: visitOf(outcome, on, null) },
  })
const fileOf = async (city: City, held: Pick<Held, 'registrationId'>) =>
  valueOf(await DESK[city]().call('getRegistration', { params: at(city, held) }))
const topicsOf = async (city: City, { registrationId }: Pick<Held, 'registrationId'>) =>
  (
    await house.registry.asOwner(`select topic from ${city}.outbox where subject_id = $1 order by outbox_id`, [
      registrationId,
    ])
  ).map(({ topic }) => String(topic))
const waits = async (client: ApiClient, { registrationId }: Pick<Held, 'registrationId'>) =>
  valueOf(await client.call('listQueue', { params: { city: 'foshan' }, body: { all: '0', q: '' } })).items.find(
    ({ id }) => id === registrationId,
  )
/** Delivers what waits in the outbox, and gives the notices about one registration. */
async function told(city: City, { registrationId }: Pick<Held, 'registrationId'>): Promise<readonly string[]> {
  const served = house.registry.systemAct(city, '2018-12-31').city
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  for (let taken = 1; taken > 0;)
    taken = await deliverOutbox(house.registry.deps, served, noticeHandler, 'test', () => tomorrow)
  const rows = await house.registry.asOwner(
    `select n.template from ${city}.notice n join ${city}.outbox o using (outbox_id) where o.subject_id = $1 order by o.outbox_id`,
    [registrationId],
  )
  return rows.map(({ template }) => String(template).split('/')[0] ?? '')
}

describe('没有上门核实的城市：异议当场恢复', () => {
  it('Linhe: left by mistake 2018-02-01, objected 02-05: in force from the original day, told in words that promise no visit', async () => {
    const held = await registered('linhe', '2017-06-01')
    await house.setDay('2018-02-01')
    const left = valueOf(await depart('linhe', held, '2018-02-01'))
    assert.equal(left.state, 'ended')
    await house.setDay('2018-02-05')
    const back = valueOf(await object('linhe', left))
    assert.deepEqual([back.state, back.registeredOn], ['active', '2017-06-01'])
    assert.deepEqual((await topicsOf('linhe', back)).slice(-1), ['notice.reopened'])
    const events = (await fileOf('linhe', back)).next.filter(({ allowed }) => allowed).map(({ event }) => event)
    for (const event of ['amend', 'move-residence', 'depart', 'end-by-record'])
      assert.ok(events.some((e) => e === event))
    // It goes on like any other: it moves, and its new place ends.
    const moved = valueOf(await move('linhe', back, '2018-02-05', DWELLINGS.linheDormitory.dwellingId))
    assert.equal(moved.state, 'active')
    assert.equal(valueOf(await depart('linhe', moved, '2018-02-05')).state, 'ended')
  })
})

describe('等待上门核实的登记也可以离开、变更地址和终止', () => {
  /** Registered on 2017-03-06 and not visited; nobody was at home on 03-07 where a visit was tried. */
  const waiting = {
    recorded: () => registered('foshan', '2017-03-06'),
    'visit-planned': async () => {
      const held = await registered('foshan', '2017-03-06')
      await house.setDay('2017-03-07')
      return valueOf(await visit(held, 'missed', '2017-03-07'))
    },
  }
  for (const [state, make] of Object.entries(waiting)) {
    it(`${state}: left, by the window and by oneself; moved; ended by a record`, async () => {
      const [left, moved, died] = [await make(), await make(), await make()]
      await house.setDay('2017-03-08')
      assert.equal((await waits(coordinator, left))?.state, state)
      const gone = valueOf(await depart('foshan', left, '2017-03-08'))
      assert.deepEqual([gone.state, gone.registeredOn], ['ended', '2017-03-06'])
      const there = valueOf(await move('foshan', moved, '2017-03-08', DWELLINGS.dormitory.dwellingId))
      assert.deepEqual([there.state, (await fileOf('foshan', moved)).endReason], ['recorded', 'moved'])
      const ended = valueOf(
        await clerk.call('endByRecord', {
          params: at('foshan', died),
          body: { ...step(died), reason: 'died', on: parsePlainDate('2017-03-07'), document: '死亡证明' },
        }),
      )
      assert.equal(ended.state, 'ended')
      // Nobody is sent to the old door any more; to the new one somebody is.
      for (const held of [left, moved, died]) {
        assert.equal(await waits(coordinator, held), undefined)
        assert.deepEqual(
          (await fileOf('foshan', held)).next.filter(({ by }) => by === 'visit'),
          [],
        )
        assert.equal(problemOf(await visit({ ...held, version: held.version + 1 }, 'true', '2017-03-08')).status, 422)
      }
      assert.equal((await waits(coordinator, there))?.state, 'recorded')
    })
  }

  it('a declaration that no office has entered is not left, moved or ended: there is nothing in the register', async () => {
    const driver = await driveRegistrations(house, '2017-03-06')
    for (const [state, variant] of [
      ['declared-window', undefined],
      ['declared-online', undefined],
      ['visit-planned', 'online'],
    ] as const) {
      const held = await driver.make(state, variant)
      for (const event of ['depart', 'declare-departure', 'move-residence', 'end-by-record'] as const) {
        const problem = problemOf((await driver.send(event, held)) ?? assert.fail())
        assert.deepEqual(
          problem.refusals?.map(({ code }) => code),
          ['registration.event-not-allowed'],
          `${state} ${event}`,
        )
      }
    }
  })

  it('a notice of the visit that was not out yet is not told any more; without the end it is', async () => {
    const [left, stays] = [await registered('foshan', '2017-03-06'), await registered('foshan', '2017-03-06')]
    await house.setDay('2017-03-07')
    const [missed, alsoMissed] = [
      valueOf(await visit(left, 'missed', '2017-03-07')),
      valueOf(await visit(stays, 'missed', '2017-03-07')),
    ]
    valueOf(await depart('foshan', missed, '2017-03-07'))
    assert.deepEqual(await told('foshan', missed), ['registered', 'departed'])
    assert.deepEqual(await told('foshan', alsoMissed), ['registered', 'visit-missed'])
  })

  it("one that waits for the gateway is not sent any more, and nobody is telephoned for it; other people's are", async () => {
    const [left, stays] = [await registered('foshan', '2017-03-06'), await registered('foshan', '2017-03-06')]
    await house.setDay('2017-03-07')
    const missed = valueOf(await visit(left, 'missed', '2017-03-07'))
    valueOf(await visit(stays, 'missed', '2017-03-07'))
    for (const held of [left, stays]) {
      await told('foshan', held)
      await house.registry.asOwner(
        `insert into foshan.sms_part (notice_id, part, parts, person_id, division_code, gateway, state, due_at, expires_at)
         select n.notice_id, 1, 1, n.person_id, n.division_code, 'later', 'queued', now(), now() + interval '1 day'
         from foshan.notice n join foshan.outbox o using (outbox_id) where o.subject_id = $1`,
        [held.registrationId],
      )
    }
    valueOf(await depart('foshan', missed, '2017-03-07'))
    const parts = async ({ registrationId }: Pick<Held, 'registrationId'>) =>
      (
        await house.registry.asOwner(
          `select split_part(n.template, '/', 1) as template, s.state, s.why from foshan.sms_part s join foshan.notice n using (notice_id) join foshan.outbox o using (outbox_id)
           where o.subject_id = $1 order by o.outbox_id`,
          [registrationId],
        )
      ).map(({ template, state, why }) => `${String(template)} ${String(state)} ${String(why)}`.trim())
    assert.deepEqual(await parts(left), ['registered queued', `visit-missed failed-permanent ${OVERTAKEN}`])
    assert.deepEqual(await parts(stays), ['registered queued', 'visit-missed queued'])
    const calls = valueOf(await clerk.call('listCalls', { params: { city: 'foshan' }, query: {} })).calls
    assert.deepEqual(
      calls.filter(({ template }) => template === 'visit-missed'),
      [],
    )
  })

  it('what the police tell of somebody who still waits for a visit lies on the desk of the station, beside the visit', async () => {
    const held = await registered('foshan', '2017-03-06')
    assert.equal(await waits(clerk, held), undefined)
    await house.registry.asOwner(
      `insert into foshan.civil_event (record_id, person_id, division_code, event, happened_on, learned_on)
       select gen_random_uuid(), person_id, division_code, 'death', '2017-03-07', '2017-03-08' from foshan.registration where registration_id = $1`,
      [held.registrationId],
    )
    await house.setDay('2017-03-08')
    assert.deepEqual(
      [await waits(clerk, held), await waits(coordinator, held)].map((line) => [line?.reported, line?.duties]),
      [
        ['death', ['visit', 'keep-registration']],
        ['death', ['visit', 'keep-registration']],
      ],
    )
  })
})

describe('异议之后、复核之前离开：不属实的结论仍在', () => {
  /** Found untrue by two people on 2017-03-07, objected on 03-08. */
  const objected = async () => {
    const held = await registered('foshan', '2017-03-06')
    await house.setDay('2017-03-07')
    const found = valueOf(await visit(held, 'untrue', '2017-03-07'))
    const cancelled = valueOf(
      await second.call('giveSecondOpinion', { params: at('foshan', found), body: { ...step(found), agrees: true } }),
    )
    await house.setDay('2017-03-08')
    return valueOf(await object('foshan', cancelled))
  }
  /** Whether any day under this registration counts on its last day or after a new one. */
  const begins = async (held: Held & { readonly personId: string }, on: string) => {
    const act = house.registry.systemAct('foshan', on)
    const packs = house.registry.deps.packs.filter(({ jurisdiction }) => jurisdiction === 'foshan')
    const starts = await act.city.pool.look(act.scope, (db) =>
      listResidenceStarts(db, sweepLawOf(packs, 14), parsePlainDate(on), EVERYBODY),
    )
    const { residenceStart } = valueOf(
      await clerk.call('getResidence', {
        params: { city: 'foshan', personId: held.personId },
        body: { purpose: 'at-the-window' },
      }),
    )
    const bySet = starts.find(({ person_id: id }) => id === held.personId)?.residence_start ?? null
    assert.equal(bySet, residenceStart, 'the rule and its twin')
    return residenceStart
  }

  it('moved before anybody came again: residence begins at the new place; proved true first, at the old one', async () => {
    const [unproved, proved] = [await objected(), await objected()]
    const there = valueOf(await move('foshan', unproved, '2017-03-08', DWELLINGS.dormitory.dwellingId))
    assert.equal(await begins(there as never, '2017-03-08'), '2017-03-08')
    const visited = valueOf(await visit(proved, 'true', '2017-03-08'))
    const alsoThere = valueOf(await move('foshan', visited, '2017-03-08', DWELLINGS.dormitory.dwellingId))
    assert.equal(await begins(alsoThere as never, '2017-03-08'), '2017-03-06')
  })
  it('neither a visit that met nobody nor a word on the telephone undoes the finding', async () => {
    let held: Held = await objected()
    for (let attempt = 0; attempt < 3; attempt += 1) held = valueOf(await visit(held, 'missed', '2017-03-08'))
    assert.equal(held.state, 'unreached')
    const body = { ...step(held), note: '来电' }
    held = valueOf(await clerk.call('recordContact', { params: at('foshan', held), body }))
    assert.equal(held.state, 'visit-planned')
    const there = valueOf(await move('foshan', held, '2017-03-08', DWELLINGS.dormitory.dwellingId))
    assert.equal(await begins(there as never, '2017-03-08'), '2017-03-08')
  })
})
