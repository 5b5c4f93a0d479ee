import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { addDays, parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { ActTrace } from '@anju/domain/misuse/act-trace.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { childOf, driveMandates } from '@anju/tests/mandate-driver.ts'
import { driveApplications, newApplicant, paper, TENANT_PAPERS, type Registered } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { openActTraces } from '../store/act-trace.ts'
import { recordLook } from '../store/look.ts'
import { listEventsWithoutRow, listRowsWithoutEvent } from '../store/stream-audit.ts'
import { sweepAllCities } from '../workers/sweep.ts'
import { findMisuseOfDay } from './find-misuse-of-day.ts'

const VISITED = ['foshan/2016-01-01']
let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
let first: Registered
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
  first = await drive.register('2016-01-05')
})
after(() => registry.close())

const tracesOf = (from: string, through = from) => {
  const { city, scope } = registry.systemAct('foshan', through)
  const span = { from: parsePlainDate(from), through: parsePlainDate(through) }
  return city.pool.look(scope, async (db) => {
    const tracesOn = await openActTraces(db, { ...span, visitedPacks: { application: VISITED, registration: VISITED } })
    const traces: ActTrace[] = []
    for (let on = span.from; on <= span.through; on = addDays(on, 1)) traces.push(...(await tracesOn(on)))
    return traces
  })
}
const personOf = async ({ registrationId }: Registered) => {
  const [row] = await registry.asOwner('select person_id from foshan.registration where registration_id = $1', [
    registrationId,
  ])
  return String(row?.['person_id'])
}
/** Somebody of the cast opens the file of a person. */
const open = async (at: string, kind: string, personIds: readonly string[], caseId: string | null = null) => {
  const { officialId, postId } = OFFICIALS.stationHead
  await recordLook(registry.systemAct('foshan', at.slice(0, 10)).city.pool, {
    look_id: registry.deps.newId(),
    at,
    on_day: at.slice(0, 10),
    official_id: officialId,
    post_id: postId,
    session_ref: 'test',
    route: 'test',
    kind,
    person_ids: personIds,
    fields: [],
    in_full: false,
    purpose: 'case',
    words: '',
    case_id: caseId,
    client_ip: '127.0.0.1',
    most_without_case: null,
    law: 'FS-2016-14:三.五',
  })
}
/** The pack of the city with a lower number, so that few are many. */
const strict = (change: Partial<Record<'samePhone' | 'withoutVisit', number>>): Pack => {
  const pack = packInForce(registry.deps.packs, 'foshan', parsePlainDate('2016-01-05'))
  const { misuse } = pack.accounts
  const lower = Object.fromEntries(
    Object.entries(change).map(([key, value]) => [key, { ...misuse.samePhone, value }] as const),
  )
  return { ...pack, accounts: { ...pack.accounts, misuse: { ...misuse, ...lower } } }
}
const find = (on: string, pack: Pack) =>
  findMisuseOfDay(registry.deps, { ...registry.systemAct('foshan', on) }, { id: on }, pack)
const alerts = () =>
  registry.asOwner(
    'select rule, official_id, on_day::text, case_ids, figure, most, law from foshan.misuse_alert order by on_day, rule',
  )

describe('办理痕迹：what signed acts left behind', () => {
  it('a registration: who, where, when in China, whose phone and dwelling, and nothing that names anybody', async () => {
    const [trace, ...others] = await tracesOf('2016-01-05')
    assert.deepEqual(others, [])
    assert.ok(trace !== undefined)
    const { phone, ...rest } = trace
    assert.deepEqual(rest, {
      officialId: OFFICIALS.clerk.officialId,
      officeId: OFFICIALS.clerk.office.officeId,
      step: 'register',
      caseId: first.registrationId,
      personId: await personOf(first),
      at: '2016-01-05T02:00:00.000Z',
      on: '2016-01-05',
      minute: 600,
      isWorkday: true,
      openedSecondsBefore: null,
      dwellingId: DWELLINGS.flat.dwellingId,
      agent: null,
      image: null,
      visited: null,
    })
    assert.match(phone ?? '', /^[0-9a-f]{64}$/)
    assert.doesNotMatch(
      JSON.stringify(trace),
      new RegExp(`${first.person.mobile}|${first.person.idNumber}|${first.person.name}`),
    )
  })

  it('a permit: acceptance with its image, the visit, the approval with the seconds since it was opened', async () => {
    const approved = await drive.approve(await drive.verify(await drive.accept(await drive.submit(first))))
    const { applicationId } = approved
    const personId = await personOf(first)
    const review = async () => (await tracesOf('2016-07-08'))[0]
    assert.deepEqual(
      (await tracesOf('2016-07-05', '2016-07-08')).map(({ step, caseId, officialId, visited }) => [
        step,
        caseId,
        officialId,
        visited,
      ]),
      [
        ['accept', applicationId, OFFICIALS.clerk.officialId, null],
        ['verify', applicationId, OFFICIALS.coordinator.officialId, null],
        ['review', applicationId, OFFICIALS.stationHead.officialId, true],
      ],
    )
    assert.match((await review())?.image ?? '', /^[0-9a-f]{64}$/)
    assert.equal((await review())?.openedSecondsBefore, null)
    // A list of the day shows many and opens none; a look of the day before, and one after, open nothing either.
    await open('2016-07-08T01:00:00.000Z', 'list', [personId])
    await open('2016-07-07T01:00:00.000Z', 'file', [personId])
    await open('2016-07-08T03:00:00.000Z', 'file', [personId])
    assert.equal((await review())?.openedSecondsBefore, null)
    await open('2016-07-08T01:59:40.000Z', 'image', [personId])
    assert.equal((await review())?.openedSecondsBefore, 20)
    await open('2016-07-08T01:58:00.000Z', 'file', [], applicationId)
    assert.equal((await review())?.openedSecondsBefore, 120)
    await registry.asOwner('delete from foshan.visit where application_id = $1', [applicationId])
    assert.equal((await review())?.visited, false, 'that it stands as visited in its row is not enough')
  })

  it('an application through an agent is told by the keyed index of the agent; one image serves two people', async () => {
    const parent = await drive.register('2016-01-05', DWELLINGS.flat.dwellingId, newApplicant('foshan', '1940-03-03'))
    const agent = childOf({ name: '唐小妹', idNumber: newApplicant('foshan', '1970-07-07').idNumber })
    const mandateId = await driveMandates(registry).given(await personOf(parent), agent, '2016-07-05')
    const through = { agent, mandateId, inPerson: false, applicantPortrait: null, agentPortrait: randomUUID() }
    const materials = [...TENANT_PAPERS, paper('agent-identity-document')]
    await drive.accept(await drive.submit(parent, '2016-07-05', { ...through, materials }))
    const [own, other, ...more] = (await tracesOf('2016-07-05')).toSorted((a, b) =>
      (a.agent ?? '').localeCompare(b.agent ?? ''),
    )
    assert.deepEqual([own?.agent, other?.personId, more.length], [null, await personOf(parent), 0])
    assert.match(other?.agent ?? '', /^[0-9a-f]{64}$/)
    assert.ok(other?.image !== null && other?.image === own?.image)
  })
})

describe('滥用监测：a day that is over is gone through once', () => {
  it('the sweep takes each finished day with acts, once, and asks nobody about honest work', async () => {
    const swept = async (at: string) => (await sweepAllCities(registry.deps, at))['find-misuse']
    // Ten minutes after midnight in China the day before is whole.
    assert.equal(await swept('2016-01-05T16:09:00.000Z'), 0)
    assert.equal(await swept('2016-01-05T16:10:00.000Z'), 1)
    assert.equal(await swept('2016-01-05T17:00:00.000Z'), 0)
    // Nothing ran for half a year: the three days with acts follow, one by one.
    assert.equal(await swept('2016-07-20T00:00:00.000Z'), 3)
    assert.deepEqual(
      (await registry.asOwner('select on_day::text, acts from foshan.misuse_day order by 1')).map((row) =>
        Object.values(row),
      ),
      [
        ['2016-01-05', 2],
        ['2016-07-05', 2],
        ['2016-07-07', 1],
        ['2016-07-08', 1],
      ],
    )
    assert.deepEqual(await alerts(), [])
  })

  it('two dwellings with one phone before one clerk: one question, in the ledger, and none about the same again', async () => {
    const people = []
    for (const dwellingId of [DWELLINGS.flat.dwellingId, DWELLINGS.room.dwellingId])
      people.push(await drive.register('2016-09-01', dwellingId))
    const pack = strict({ samePhone: 2 })
    assert.deepEqual(
      await Promise.all([find('2016-09-01', pack), find('2016-09-01', pack)]).then((done) => done.toSorted()),
      [false, true],
    )
    const asked = await alerts()
    assert.deepEqual(
      asked.map(({ rule, official_id: who, on_day: on, figure, most, law }) => [rule, who, on, figure, most, law]),
      [['same-phone', OFFICIALS.clerk.officialId, '2016-09-01', 2, 2, 'FS-2016-14:三.五']],
    )
    assert.deepEqual(
      asked.flatMap(({ case_ids: ids }) => (ids as string[]).toSorted()),
      people.map(({ registrationId }) => registrationId).toSorted(),
    )
    await drive.register('2016-09-02')
    assert.equal(await find('2016-09-02', pack), true)
    assert.equal((await alerts()).length, 1, 'asked before')
    // Without the rule's number nobody is asked (negative control).
    await drive.register('2016-11-03')
    await drive.register('2016-11-03', DWELLINGS.room.dwellingId)
    assert.equal(await find('2016-11-03', strict({})), true)
    assert.equal((await alerts()).length, 1)
    const { city, scope } = registry.systemAct('foshan', '2016-11-03')
    assert.deepEqual(await city.pool.look(scope, listRowsWithoutEvent), [])
    assert.deepEqual(await city.pool.look(scope, listEventsWithoutRow), [])
    await registry.asOwner('delete from foshan.misuse_alert')
    assert.equal((await city.pool.look(scope, listEventsWithoutRow)).length, 1, 'a question taken away is missed')
  })
})
