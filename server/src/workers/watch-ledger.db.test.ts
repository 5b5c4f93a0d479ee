import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { City } from '../deps.ts'
import { registerResidence } from '../usecases/register-residence.ts'
import { sealCheckpoint } from './seal-checkpoint.ts'
import { sealLedger } from './seal-ledger.ts'
import { ledgerWatchJob, untilNext } from './watch-ledger.ts'

let registry: TestRegistry
let city: City
let caseId = ''
before(async () => {
  registry = await openTestRegistry()
  city = registry.deps.cities.get('foshan') ?? assert.fail()
  const at = new Date().toISOString()
  const declaration = declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, '2016-01-05')
  const act = { ...registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), at }
  const done = await registerResidence(registry.deps, act, { intentId: randomUUID(), ...declaration })
  assert.ok(done.ok)
  caseId = done.value.subjectId
  while ((await sealLedger(city, 'test', at)) > 0);
  await sealCheckpoint(registry.deps, city, 'test', at, 0)
})
after(() => registry.close())

function watch() {
  const { home, keys, appUrl } = registry.database
  const env = { ANJU_HOME: home, ANJU_KEYS: keys, ANJU_APP_DATABASE_URL: appUrl }
  const now = () => new Date().toISOString()
  return ledgerWatchJob(city, { env, now, firstMs: 0, nextMs: () => 0 })
}
const bend = (day: string) =>
  registry.asOwner('update foshan.ledger set legal_on = $2 where stream_id = $1 and stream_version = 2', [caseId, day])

describe('the worker verifies the ledger 后台核验台账', () => {
  it('an honest ledger raises nothing; a sealed row that a superuser bent is an alarm of the next run', async () => {
    const { job } = watch()
    assert.equal(await job.run(), false)
    await bend('2016-01-01')
    await assert.rejects(job.run(), (error: unknown) => {
      assert.match(String(error), /ALARM the ledger of foshan is not what was written, run verify: leaf: ledger/)
      assert.ok(String(error).includes(caseId) && String(error).includes('verify ended with 1'), String(error))
      return true
    })
    await bend('2016-01-05')
    assert.equal(await job.run(), false)
  })

  it('a run that could not verify is an alarm too; one that was stopped is none', async () => {
    const { home, keys } = registry.database
    const env = { ANJU_HOME: home, ANJU_KEYS: keys, ANJU_APP_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
    const lost = ledgerWatchJob(city, { env, now: () => new Date().toISOString(), firstMs: 0 })
    await assert.rejects(lost.job.run(), /ALARM the ledger of foshan .* verify ended with [^0]/s)
    const { job, stop } = watch()
    const running = job.run()
    stop()
    assert.equal(await running, false)
  })

  it('rests twenty times as long as a run took, five minutes at least, and no longer than to the night', () => {
    const noon = '2016-07-18T04:00:00.000Z'
    assert.equal(untilNext(1_000, noon), 300_000)
    assert.equal(untilNext(60_000, noon), 1_200_000)
    assert.equal(untilNext(36_000_000, noon), 14 * 3_600_000)
    assert.equal(untilNext(36_000_000, '2016-07-18T18:00:00.000Z'), 86_400_000)
    assert.equal(untilNext(36_000_000, '2016-07-18T19:00:00.000Z'), 23 * 3_600_000)
  })
})
