import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { GOOD_MOOD } from '@anju/dev/sms-simulator/simulated-gateway.ts'
import { startCmppSimulator, type CmppSimulator } from '@anju/dev/sms-simulator/cmpp-simulator.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { brokenPromises } from '@anju/tests/broken-promise.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { addressOf, clientAt, killNow, openFaultHouse, type FaultHouse } from '@anju/tests/fault-house.ts'
import { newPerson, valueOf } from '@anju/tests/registry-house.ts'

let database: TestDatabase
let house: FaultHouse
let simulator: CmppSimulator
let clerk: ApiClient
let settings: string

before(async () => {
  database = await testDatabase('registry')
  const of = { owner: database.url, app: database.appUrl }
  house = openFaultHouse(database.home, { registry: of, cardService: of }, database.name)
  simulator = await startCmppSimulator({ providerCode: '900001', sharedSecret: 'right' })
  settings = join(house.plan.state.exchange, 'gateways.json')
  const cmpp = {
    kind: 'cmpp',
    name: 'foshan-cmpp',
    host: '127.0.0.1',
    port: simulator.port,
    providerCode: '900001',
    sharedSecret: 'right',
    sourceId: '1069',
    quietHours: null,
    answerMs: 1_000,
    retryMs: 100,
    reconnectMs: 50,
    throttleMs: 50,
  }
  writeFileSync(settings, JSON.stringify({ foshan: cmpp }), { mode: 0o600 })
  const address = addressOf(await house.serve({ env: { ANJU_GATEWAYS: settings } }))
  clerk = clientAt(address, await house.signIn(address, OFFICIALS.clerk))
})
after(async () => {
  await house.close()
  await simulator.stop()
  await database.drop()
})
beforeEach(async () => {
  Object.assign(simulator.gateway.mood, GOOD_MOOD)
  await runOut()
})

const work = (failpoint?: string) =>
  house.work({ env: { ANJU_GATEWAYS: settings }, ...(failpoint === undefined ? {} : { failpoint }) })

/** Lets leases and claims of dead workers run out at once. */
async function runOut(): Promise<void> {
  await house.ask('delete from foshan.lease')
  await house.ask(`update foshan.outbox set claimed_until = now() - interval '1 minute' where state = 'taken'`)
  await house.ask(
    `update foshan.sms_part set claimed_until = now() - interval '1 second' where claimed_until is not null`,
  )
}

async function dies(failpoint: string): Promise<void> {
  const exit = await work(failpoint).then(
    (child) => Promise.race([child.exited, pause(20_000).then(async () => killNow(child))]),
    (error: unknown) => ({ signal: String(error).includes('(SIGKILL)') ? 'SIGKILL' : String(error) }),
  )
  assert.equal(exit?.signal, 'SIGKILL', `the worker did not pass ${failpoint}`)
  await runOut()
}

let people = 0
/** A person with a number of their own, registered: one notice. */
async function register(): Promise<string> {
  people += 1
  const mobile = `139${String(10_000_000 + people)}`
  const body = {
    intentId: randomUUID(),
    ...declarationOf(
      { ...newPerson('foshan'), mobile },
      DWELLINGS.flat.dwellingId,
      new Date().toISOString().slice(0, 10),
    ),
  }
  const { registrationId } = valueOf(await clerk.call('registerResidence', { params: { city: 'foshan' }, body }))
  numbers.set(registrationId, mobile)
  return registrationId
}
const numbers = new Map<string, string>()

const partsOf = (registrationId: string) =>
  house.ask<{ state: string; tries: number; notice_id: string }>(
    `select s.state, s.tries, s.notice_id from foshan.outbox o join foshan.notice n using (outbox_id) join foshan.sms_part s using (notice_id) where o.subject_id = $1`,
    [registrationId],
  )
const readBy = (registrationId: string) => simulator.gateway.readOn(numbers.get(registrationId) ?? '').length

/** What is wrong with the messages of these registrations: one without a part, one read twice, one delivered that nobody read. */
async function faultsOf(registrations: readonly string[]): Promise<readonly string[]> {
  const faults: string[] = []
  for (const each of registrations) {
    const parts = await partsOf(each)
    if (parts.length !== 1) faults.push(`${parts.length === 0 ? 'lost' : 'doubled'}: ${parts.length} parts`)
    const [state] = parts.map((part) => part.state)
    if (readBy(each) > 1) faults.push('read twice')
    if (state === 'delivered' && readBy(each) === 0) faults.push('delivered and never read')
    if (state !== 'delivered' && state !== 'unknown') faults.push(`left ${state}`)
  }
  return faults
}

async function until(what: string, holds: () => Promise<boolean>, waitMsMax = 25_000): Promise<void> {
  for (const deadline = Date.now() + waitMsMax; Date.now() < deadline; await pause(100)) if (await holds()) return
  throw new Error(`It did not come to this: ${what}\n${house.lastWords()}`)
}
const stands = (registrationId: string, state: string) =>
  until(`it is ${state}`, async () => (await partsOf(registrationId))[0]?.state === state)

describe('kill -9 of the worker that hands messages over', () => {
  it('after the mark and before the gateway is asked: unknown, sent by nobody, and given up in the end', async () => {
    const id = await register()
    await dies('before-hand-over')
    assert.deepEqual(
      (await partsOf(id)).map(({ state, tries }) => ({ state, tries })),
      [{ state: 'unknown', tries: 1 }],
    )
    const worker = await work()
    await pause(2_500)
    assert.equal(readBy(id), 0)
    await stands(id, 'unknown')
    await house.ask(`update foshan.sms_part set expires_at = now() where state = 'unknown'`)
    await stands(id, 'expired')
    await killNow(worker)
  })

  it('after the gateway took it and before that is written: the report finds it, and it is read once', async () => {
    const id = await register()
    await dies('after-hand-over')
    assert.equal(readBy(id), 1)
    assert.equal((await partsOf(id))[0]?.state, 'unknown')
    const worker = await work()
    await stands(id, 'delivered')
    await killNow(worker)
    assert.deepEqual(await faultsOf([id]), [])
  })

  it('at any moment, with lost answers, a gateway that finds us too fast, and reports told twice', async () => {
    simulator.gateway.mood.losesAnswer = (n) => n % 7 === 0
    simulator.gateway.mood.throttles = (n) => n % 5 === 0
    simulator.gateway.mood.reportTimes = 2
    simulator.gateway.mood.answerMs = () => 40
    const registrations: string[] = []
    for (let kills = 0; kills < 6; kills += 1) {
      const worker = await work()
      for (let each = 0; each < 4; each += 1) registrations.push(await register())
      await pause(150 + kills * 170)
      await killNow(worker)
      await runOut()
    }
    const worker = await work()
    await until('nothing waits', async () => {
      const [left] = await house.ask<{ n: number }>(
        `select (select count(*)::int from foshan.outbox where state in ('new', 'taken') and topic like 'notice.%')
           + (select count(*)::int from foshan.sms_part where state not in ('delivered', 'unknown', 'expired')) as n`,
      )
      return left?.n === 0
    })
    await pause(2_500)
    await killNow(worker)
    assert.deepEqual(await faultsOf(registrations), [])
    assert.deepEqual(await brokenPromises(house.ask, 'foshan'), [])
    const delivered = await Promise.all(
      registrations.map(async (each) => (await partsOf(each))[0]?.state === 'delivered'),
    )
    assert.ok(delivered.filter(Boolean).length >= registrations.length / 2, 'most of them arrived')
  })

  it('negative control: where the unknown are sent again, the telephone shows it twice', async () => {
    const id = await register()
    await dies('after-hand-over')
    simulator.gateway.mood.reportTimes = 0
    await house.ask(`update foshan.sms_part set state = 'queued' where state = 'unknown'`)
    const worker = await work()
    await until('it was sent again', async () => readBy(id) === 2)
    await killNow(worker)
    assert.ok((await faultsOf([id])).includes('read twice'))
  })
})
