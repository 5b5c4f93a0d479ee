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
