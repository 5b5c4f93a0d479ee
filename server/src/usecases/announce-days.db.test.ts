import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { addDays, parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { EndorsementFact } from '@anju/domain/permit/permit-facts.ts'
import { enterLives } from '@anju/tests/past-life.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { announceDays, type Announcing } from './announce-days.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const day = (text: string): PlainDate => parsePlainDate(text)
/** Somebody with a permit; a second registration is not needed. */
async function holder(issuedOn: string, endorsements: readonly EndorsementFact[] = []) {
  const permitId = randomUUID()
  await enterLives(registry, [
    {
      personId: randomUUID(),
      counties: ['440604'],
      stays: [
        {
          registrationId: randomUUID(),
          registeredOn: day('2016-01-05'),
          declaredAs: 'arrival',
          untrue: false,
          reopened: false,
        },
      ],
      permits: [{ permitId, issuedOn: day(issuedOn), issuedIn: '440604', endorsements, moves: [], cards: [] }],
    },
  ])
  return permitId
}
async function resident(registeredOn: string) {
  const personId = randomUUID()
  await enterLives(registry, [
    {
      personId,
      counties: ['440604'],
      stays: [
        {
          registrationId: randomUUID(),
          registeredOn: day(registeredOn),
          declaredAs: 'arrival',
          untrue: false,
          reopened: false,
        },
      ],
      permits: [],
    },
  ])
  return personId
}
const run = (on: string, options: Announcing = {}, failpoint: (name: string) => void = () => {}) =>
  announceDays({ ...registry.deps, failpoint }, registry.systemAct('foshan', on), options)
const clear = async () => {
  for (const table of ['announcement', 'announced_day', 'outbox']) await registry.asOwner(`delete from foshan.${table}`)
  // Whoever came from an earlier test is out of the way.
  for (const table of ['endorsement', 'permit', 'application', 'registration'])
    await registry.asOwner(`delete from foshan.${table}`)
}
const kept = async (subjectId: string) =>
  (
    await registry.asOwner(
      `select transition, on_day::text as on, told, pack from foshan.announcement where subject_id = $1 order by on_day, transition`,
      [subjectId],
    )
  ).map(({ transition, on, told }) => `${String(on)} ${String(transition)}${told === true ? '' : ' (untold)'}`)
const toldOf = async (aboutId: string) =>
  (
    await registry.asOwner(
      `select topic, payload from foshan.outbox where subject_id = $1 order by payload ->> 'legalOn', topic`,
      [aboutId],
    )
  ).map(({ topic, payload }) => `${(payload as { legalOn: string }).legalOn} ${String(topic)}`)

describe('announceDays 到期告知', () => {
  it('one year, day by day: opening, 15, 7 and 1 days before, suspended, 30 days after; nothing twice', async () => {
    await clear()
    const permitId = await holder('2016-07-15')
    await run('2017-06-14')
    for (let on = day('2017-06-15'); on <= day('2017-08-20'); on = addDays(on, 1)) await run(on)
    const all = [
      '2017-06-15 opening',
      '2017-07-02 before',
      '2017-07-10 before',
      '2017-07-16 before',
      '2017-07-18 suspended',
      '2017-08-17 after',
    ]
    assert.deepEqual(await kept(permitId), all)
    const told = await toldOf(permitId)
    assert.equal(told.length, all.length)
    assert.equal(await run('2017-08-20'), 0)
    // Even a sweep that has forgotten how far it came tells nothing twice.
    await registry.asOwner('delete from foshan.announced_day')
    assert.equal(await run('2017-07-18'), 0)
    assert.deepEqual(await toldOf(permitId), told)
    // Negative control: without the rows that keep it, it would.
    await registry.asOwner('delete from foshan.announcement')
    await registry.asOwner('delete from foshan.announced_day')
    assert.equal(await run('2017-07-18'), 1)
  })

  it('after days in which nothing ran: each day by itself; of missed reminders only the latest is told', async () => {
    await clear()
    const permitId = await holder('2016-07-15')
    await run('2017-06-14')
    await run('2017-07-12')
    assert.deepEqual(await kept(permitId), [
      '2017-06-15 opening (untold)',
      '2017-07-02 before (untold)',
      '2017-07-10 before',
    ])
    await run('2017-08-30')
    assert.deepEqual(await toldOf(permitId), [
      '2017-07-10 notice.endorsement-due',
      '2017-07-18 notice.suspended',
      '2017-08-17 notice.endorsement-overdue',
    ])
  })

  it('nobody who was endorsed or whose case is open is reminded; a restoration found by the sweep is told once', async () => {
    await clear()
    const done = await holder('2016-07-15', [{ acceptedOn: day('2017-06-20'), completedOn: day('2017-06-20') }])
    const open = await holder('2016-07-15', [{ acceptedOn: day('2017-07-17') }])
    const late = await holder('2016-07-15', [{ acceptedOn: day('2017-07-20'), completedOn: day('2017-07-25') }])
    await run('2017-06-14')
    for (let on = day('2017-06-15'); on <= day('2017-08-01'); on = addDays(on, 1)) await run(on)
    assert.deepEqual(await kept(done), ['2017-06-15 opening'])
    assert.deepEqual(await kept(open), [
      '2017-06-15 opening',
      '2017-07-02 before',
      '2017-07-10 before',
      '2017-07-16 before',
    ])
    assert.deepEqual((await kept(late)).slice(-2), ['2017-07-18 suspended', '2017-07-20 restored'])
    assert.equal((await toldOf(late)).filter((line) => line.includes('restored')).length, 1)
  })

  it('a trial whose clock is set back goes on from there', async () => {
    await clear()
    const permitId = await holder('2016-07-15')
    await run('2026-11-22')
    await run('2017-06-14')
    await run('2017-06-15')
    assert.deepEqual(await kept(permitId), ['2017-06-15 opening'])
  })

  it('half a year: told on the day, not to whoever holds a permit', async () => {
    await clear()
    const personId = await resident('2016-01-05')
    const permitId = await holder('2016-06-20')
    await run('2016-07-04')
    assert.deepEqual(await kept(personId), [])
    await run('2016-07-05')
    assert.deepEqual(await kept(personId), ['2016-07-05 half-year'])
    assert.deepEqual(await kept(permitId), [])
    const rows = await registry.asOwner("select topic from foshan.outbox where topic = 'notice.half-year-reached'")
    assert.equal(rows.length, 1)
  })

  /** Changes the registration of a person as an act at the window would. */
  const turn = (personId: string, to: string, more = 'ended_on = null') =>
    registry.asOwner(`update foshan.registration set state = $2, ${more} where person_id = $1`, [personId, to])
  const toldTo = async (personId: string) => {
    const [row] = await registry.asOwner('select registration_id from foshan.registration where person_id = $1', [
      personId,
    ])
    return toldOf(String(row?.['registration_id']))
  }

  it('I-213 在待上门核实时满半年的也当日告知：可以申领，就告知', async () => {
    await clear()
    const waiting = await Promise.all(['recorded', 'visit-planned'].map(() => resident('2016-01-05')))
    await turn(waiting[0] ?? '', 'recorded')
    await turn(waiting[1] ?? '', 'visit-planned')
    await run('2016-07-04')
    await run('2016-07-05')
    for (const personId of waiting) assert.deepEqual(await toldTo(personId), ['2016-07-05 notice.half-year-reached'])
  })

  it('I-213 登记在那一天存疑或者已经结束的，恢复后补告一次，算那一天的', async () => {
    await clear()
    const [unreached, left, doubted] = await Promise.all([0, 1, 2].map(() => resident('2016-01-05')))
    assert.ok(unreached !== undefined && left !== undefined && doubted !== undefined)
    await turn(unreached, 'unreached')
    await turn(left, 'ended', `ended_on = '2016-07-04'`)
    await turn(doubted, 'visit-planned', `finding = 'untrue'`)
    for (const on of ['2016-07-04', '2016-07-05', '2016-07-06']) await run(on)
    for (const personId of [unreached, left, doubted]) assert.deepEqual(await kept(personId), [])
    await turn(unreached, 'active')
    await turn(left, 'active')
    await turn(doubted, 'active', `finding = 'true'`)
    await Promise.all([run('2016-07-07'), run('2016-07-07')])
    for (const on of ['2016-07-07', '2016-07-08', '2016-07-20']) await run(on)
    for (const personId of [unreached, left, doubted]) {
      assert.deepEqual(await kept(personId), ['2016-07-05 half-year'])
      assert.deepEqual(await toldTo(personId), ['2016-07-07 notice.half-year-reached'])
    }
    // Even a sweep that has forgotten how far it came; negative control: without the row it would.
    await registry.asOwner(`delete from foshan.announced_day where on_day > '2016-07-06'`)
    assert.equal(await run('2016-07-21'), 0)
    await registry.asOwner('delete from foshan.announcement')
    assert.equal(await run('2016-07-22'), 3)
  })

  it('I-213 满半年以后又过了半年的不再补告；系统运行以前满的不补告', async () => {
    await clear()
    const [late, tooLate, untold] = await Promise.all(['2016-01-05', '2016-01-05', '2016-01-03'].map(resident))
    assert.ok(late !== undefined && tooLate !== undefined && untold !== undefined)
    for (const personId of [late, tooLate]) await turn(personId, 'unreached')
    await run('2016-07-04')
    await run('2016-07-05')
    await registry.asOwner(`insert into foshan.announced_day (on_day, through_id, begun_at, finished_at)
      values ('2017-01-03', '00000000-0000-0000-0000-000000000000', now(), now())`)
    await turn(late, 'active')
    await run('2017-01-04')
    await turn(tooLate, 'active')
    await run('2017-01-05')
    assert.deepEqual(
      [await toldTo(late), await toldTo(tooLate), await toldTo(untold)],
      [['2017-01-04 notice.half-year-reached'], [], []],
    )
  })

  it('I-213 已经申请过的不补告；中断后重新满半年的，另告一次', async () => {
    await clear()
    const [applied, again] = await Promise.all([resident('2016-01-05'), resident('2016-01-05')])
    assert.ok(applied !== undefined && again !== undefined)
    await turn(applied, 'unreached')
    await run('2016-07-04')
    await run('2016-07-05')
    await registry.asOwner(
      `insert into foshan.application (application_id, version, person_id, registration_id, dwelling_id, office_id, division_code, state, state_since, pack, condition, applied_on, presence, closed_on)
       select gen_random_uuid(), 1, person_id, registration_id, dwelling_id, office_id, division_code, 'refused', '2016-07-08', pack, 'dwelling', '2016-07-06', 'applicant', '2016-07-08' from foshan.registration where person_id = $1`,
      [applied],
    )
    await turn(applied, 'active')
    await turn(again, 'ended', `ended_on = '2016-07-08'`)
    await run('2016-07-10')
    assert.deepEqual([await kept(applied), await kept(again)], [[], ['2016-07-05 half-year']])
    await registry.asOwner(
      `insert into foshan.registration (registration_id, version, person_id, dwelling_id, office_id, division_code, channel, state, state_since, pack, declared_on, arrived_on, registered_on, receipt_no, form_enc)
       select gen_random_uuid(), 1, person_id, dwelling_id, office_id, division_code, channel, 'recorded', '2016-09-01', pack, '2016-09-01', '2016-09-01', '2016-09-01', 'again', form_enc from foshan.registration where person_id = $1`,
      [again],
    )
    await registry.asOwner(`insert into foshan.announced_day (on_day, through_id, begun_at, finished_at)
      values ('2017-02-27', '00000000-0000-0000-0000-000000000000', now(), now())`)
    for (const on of ['2017-02-28', '2017-03-01', '2017-03-02']) await run(on)
    assert.deepEqual(await kept(again), ['2016-07-05 half-year', '2017-03-01 half-year'])
  })

  it('killed half-way: goes on with the persons that are left, and two sweeps at once do the work of one', async () => {
    await clear()
    const permits = await Promise.all(Array.from({ length: 12 }, () => holder('2016-07-15')))
    await run('2017-07-17', { personsMax: 5 })
    const lines: number[] = []
    let passes = 0
    const dying = (name: string) => {
      if (name !== 'mid-announcing') return
      passes += 1
      if (passes === 2) throw new Error('killed')
    }
    await assert.rejects(
      run('2017-07-18', { personsMax: 5, onProgress: ({ persons }) => lines.push(persons) }, dying),
      /killed/,
    )
    const half = (
      await registry.asOwner(`select count(*)::int as n from foshan.announcement where transition = 'suspended'`)
    )[0]?.['n']
    assert.ok(Number(half) > 0 && Number(half) < 12, `${String(half)} of 12 before the kill`)
    assert.ok(lines.length === 2, 'a line of progress for each range')
    const both = await Promise.all([run('2017-07-18', { personsMax: 5 }), run('2017-07-18', { personsMax: 5 })])
    await run('2017-07-18', { personsMax: 5 })
    assert.ok(both[0] + both[1] <= 12 - Number(half))
    for (const permitId of permits)
      assert.equal((await toldOf(permitId)).filter((line) => line.includes('suspended')).length, 1)
  })
})
