import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { LAW_FOLDER } from '@anju/server/law/load-packs.ts'
import { startWorkers, type Workers } from '@anju/server/workers/start-workers.ts'
import { enterLives } from '@anju/tests/past-life.ts'
import { openRegistryHouse, problemOf, type RegistryHouse, valueOf } from '@anju/tests/registry-house.ts'

const TODAY = '2016-12-01'
const params = { city: 'foshan' }
const draft = readFileSync(join(LAW_FOLDER, 'packs/foshan/2016-01-01.yaml'), 'utf8')
  .replace('id: foshan/2016-01-01', 'id: foshan/2017-01-01')
  .replace('inForceFrom: 2016-01-01', 'inForceFrom: 2017-01-01')
  .replace(
    'value: { n: 6, unit: month }\n  law: FG-2015:二.三(1)',
    'value: { n: 183, unit: day }\n  law: FG-2015:二.三(1)',
  )

let house: RegistryHouse
let administrator: ApiClient
let clerk: ApiClient
let workers: Workers | undefined
before(async () => {
  house = await openRegistryHouse()
  ;[administrator, clerk] = await Promise.all([house.signIn(OFFICIALS.administrator), house.signIn(OFFICIALS.clerk)])
  await house.setDay(TODAY)
  const registered = (on: string) => ({
    personId: randomUUID(),
    counties: ['440604'],
    stays: [{ registrationId: '', registeredOn: parsePlainDate(on), declaredAs: 'arrival' as const }],
    permits: [],
  })
  // 183 days end a day later than six months, on the same day, and a day earlier.
  await enterLives(house.registry, ['2016-01-05', '2016-06-01', '2016-03-01'].map(registered))
})
after(async () => {
  await workers?.stop()
  await house.close()
})

const ask = (client: ApiClient, body: { readonly draft: string; readonly reach?: 'always' | 'from-first-day' }) =>
  client.call('askSimulation', { params, body: { intentId: randomUUID(), ...body } })

describe('规则试算 over HTTP', () => {
  it('is asked by the administrator, answered by a worker, and told person by person in numbers', async () => {
    const { simulationId } = valueOf(await ask(administrator, { draft }))
    const asked = valueOf(await administrator.call('listSimulations', { params }))
    assert.deepEqual(
      asked.simulations.map(({ simulationId: id, state, draftPack }) => [id, state, draftPack]),
      [[simulationId, 'asked', 'foshan/2017-01-01']],
    )
    const { deps, database } = house.registry
    workers = startWorkers(deps, {
      now: () => new Date().toISOString(),
      exchange: '/nowhere',
      peers: '/nowhere',
      onError: () => {},
      simulation: { url: database.appUrl, threads: 1 },
    })
    const report = await until(async () => {
      const read = valueOf(await administrator.call('getSimulation', { params: { ...params, simulationId } }))
      assert.notEqual(read.state, 'failed', read.failure ?? '')
      return read.report ?? undefined
    })
    assert.deepEqual(
      report.tally.figures.map(({ figure, direction, persons, sum }) => [figure, direction, persons, sum]),
      [
        ['eligibleFrom', 'gains', 1, -1],
        ['eligibleFrom', 'loses', 1, 1],
      ],
    )
    assert.equal(report.tally.persons, 3)
    assert.deepEqual(
      report.changed.map(({ key }) => key),
      ['halfYear'],
    )
  })

  it('the question stands in the ledger under the administrator', async () => {
    const rows = await house.registry.asOwner(`select actor_id from foshan.ledger where kind = 'ask-simulation'`)
    assert.deepEqual(rows, [{ actor_id: OFFICIALS.administrator.officialId }])
  })

  it('is refused with every reason: a draft that begins today, or cannot be read', async () => {
    const today = draft.replace('inForceFrom: 2017-01-01', `inForceFrom: ${TODAY}`)
    assert.deepEqual(
      problemOf(await ask(administrator, { draft: today })).refusals?.map(({ code }) => code),
      ['simulation.draft-in-past'],
    )
    const unread = problemOf(await ask(administrator, { draft: 'halfYear: soon' }))
    assert.equal(unread.status, 422)
    assert.ok(JSON.stringify(unread.refusals).includes('inForceFrom'), 'names what is missing')
  })

  it('malformed without a draft; forbidden to the front desk, reading too', async () => {
    assert.equal(problemOf(await ask(administrator, { draft: '' })).status, 400)
    assert.equal(problemOf(await ask(clerk, { draft })).status, 403)
    assert.equal(problemOf(await clerk.call('listSimulations', { params })).status, 403)
    const one = { params: { ...params, simulationId: randomUUID() } }
    assert.equal(problemOf(await clerk.call('getSimulation', one)).status, 403)
    assert.equal(problemOf(await administrator.call('getSimulation', one)).status, 404)
  })
})

/** @throws Error when nothing came in half a minute. */
async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let turn = 0; turn < 150; turn += 1) {
    const value = await read()
    if (value !== undefined) return value
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('No report came')
}
