import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { killNow, openFaultHouse, settled, type FaultHouse } from '@anju/tests/fault-house.ts'
import { enterLives } from '@anju/tests/past-life.ts'

/** Ninety-seven days were missed: four transactions of a small city. All permits were issued on one day. */
const LAST_TOLD = '2017-05-15'
const TODAY = '2017-08-20'
const PERMITS = 20
const EXPECTED = [
  '2017-06-15 opening',
  '2017-07-02 before',
  '2017-07-10 before',
  '2017-07-16 before',
  '2017-07-18 suspended',
  '2017-08-17 after',
]

let database: TestDatabase
let house: FaultHouse
const permitIds = Array.from({ length: PERMITS }, () => randomUUID())

before(async () => {
  database = await testDatabase('registry')
  const of = { owner: database.url, app: database.appUrl }
  house = openFaultHouse(database.home, { registry: of, cardService: of }, database.name)
  const lives = permitIds.map((permitId) => ({
    personId: randomUUID(),
    counties: ['440604'],
    stays: [
      {
        registrationId: randomUUID(),
        registeredOn: parsePlainDate('2016-01-05'),
        declaredAs: 'arrival' as const,
        untrue: false,
        reopened: false,
      },
    ],
    permits: [
      { permitId, issuedOn: parsePlainDate('2016-07-15'), issuedIn: '440604', endorsements: [], moves: [], cards: [] },
    ],
  }))
  await enterLives({ asOwner: house.ask }, lives)
  await house.ask('insert into shared.legal_clock (legal_on) values ($1)', [TODAY])
  await toldUpTo(LAST_TOLD)
})
after(async () => {
  await house.close()
  await database.drop()
})

async function toldUpTo(day: string): Promise<void> {
  await house.ask(
    `insert into foshan.announced_day (on_day, through_id, begun_at, finished_at) values ($1, 'ffffffff-ffff-4fff-bfff-ffffffffffff', now(), now())`,
    [day],
  )
}

/** Starts the workers, which die at the named point of their sweep. */
async function dies(failpoint: string): Promise<void> {
  const exit = await house.work({ failpoint }).then(
    (child) => Promise.race([child.exited, pause(20_000).then(async () => killNow(child))]),
    (error: unknown) => ({ signal: String(error).includes('(SIGKILL)') ? 'SIGKILL' : String(error) }),
  )
  assert.equal(exit?.signal, 'SIGKILL', `the sweep did not pass ${failpoint}\n${house.lastWords()}`)
  await settled(house.ask)
  await house.ask('delete from foshan.lease')
}

/** Lets the workers sweep until the last day is done. */
async function sweeps(): Promise<void> {
  const worker = await house.work()
  for (const deadline = Date.now() + 20_000; ; await pause(100)) {
    const [done] = await house.ask('select 1 from foshan.announced_day where on_day = $1 and finished_at is not null', [
      TODAY,
    ])
    if (done !== undefined) break
    if (Date.now() > deadline) throw new Error(`The sweep did not come to its end\n${house.lastWords()}`)
  }
  await killNow(worker)
  await settled(house.ask)
}

const announced = () =>
  house.ask<{ subject_id: string; what: string; told: boolean }>(
    `select subject_id, on_day || ' ' || transition as what, told from foshan.announcement order by on_day`,
  )

/** What a person would notice: something not kept, told twice, or kept as told and never put out. */
async function faults(): Promise<readonly string[]> {
  const kept = await announced()
  const lost = permitIds.flatMap((permitId) => {
    const own = kept.filter(({ subject_id: id }) => id === permitId).map(({ what }) => what)
    return EXPECTED.filter((what) => !own.includes(what)).map((what) => `lost: ${what}`)
  })
  const out = await house.ask<{ n: number; topic: string }>(
    `select count(*)::int as n, topic from foshan.outbox where topic like 'notice.%' group by subject_id, topic, payload ->> 'legalOn'`,
  )
  const doubled = out.filter(({ n }) => n > 1).map(({ topic }) => `told twice: ${topic}`)
  const told = kept.filter((each) => each.told).length
  const unsaid = told > out.length ? [`${told} kept as told, ${out.length} put out`] : []
  return [...lost, ...doubled, ...unsaid]
}

describe('kill -9 of the sweep while it announces', () => {
  it('before its second commit: what the first told stands, the second has left nothing', async () => {
    await dies('before-announced:2')
    const kept = await announced()
    assert.deepEqual([...new Set(kept.map(({ what }) => what))], ['2017-06-15 opening'])
    assert.equal(kept.length, PERMITS)
  })

  it('after a commit, and then to the end: everything is kept once, nothing is told twice', async () => {
    await dies('mid-announcing:1')
    await sweeps()
    assert.deepEqual(await faults(), [])
    assert.equal((await announced()).length, PERMITS * EXPECTED.length)
  })

  it('negative control: a sweep that forgets what it told is heard twice, and a lost row is missed', async () => {
    await house.ask(`delete from foshan.announcement where on_day > '2017-07-10'`)
    assert.ok((await faults()).includes('lost: 2017-07-18 suspended'))
    await house.ask('delete from foshan.announced_day')
    await toldUpTo('2017-07-10')
    await sweeps()
    const seen = await faults()
    assert.ok(seen.includes('told twice: notice.suspended'), seen.join('\n'))
  })
})
