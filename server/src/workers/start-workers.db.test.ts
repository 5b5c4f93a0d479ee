import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS, RESIDENTS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { stateFolder } from '@anju/platform/launcher/state-folder.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openRegistryHouse, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'
import { systemNow } from '../app.ts'
import { startWorkers, type Workers } from './start-workers.ts'

let house: RegistryHouse
let workers: Workers
const errors: string[] = []
before(async () => {
  house = await openRegistryHouse()
  const { exchange, registry } = stateFolder(house.registry.database.home)
  workers = startWorkers(house.registry.deps, {
    now: systemNow,
    exchange,
    peers: registry.peers,
    onError: (job, error) => errors.push(`${job}: ${String(error)}`),
  })
})
after(async () => {
  await workers.stop()
  await house.close()
})

describe('workers 后台', () => {
  it('a declaration online is visited, told and sealed without anybody asking', async () => {
    const coordinator = await house.signIn(OFFICIALS.coordinator)
    const resident = await house.signIn(RESIDENTS.foshanResident)
    await house.setDay('2016-03-01')
    const body = {
      intentId: randomUUID(),
      ...declarationOf(RESIDENTS.foshanResident, DWELLINGS.flat.dwellingId, '2016-03-01'),
    }
    const { registrationId } = valueOf(await resident.call('declareOnline', { params: { city: 'foshan' }, body }))
    const told = async () =>
      valueOf(await coordinator.call('listNotices', { params: { city: 'foshan' } })).notices.map(
        ({ template }) => template,
      )
    for (let tries = 0; tries < 100 && (await told()).length < 2; tries += 1) await pause(100)
    assert.deepEqual((await told()).toSorted(), ['declared-online/1', 'visit-planned/1'])
    const { state } = valueOf(await coordinator.call('getRegistration', { params: { city: 'foshan', registrationId } }))
    assert.equal(state, 'visit-planned')
    const pool = house.registry.deps.cities.get('foshan')?.pool
    const sealed = async () =>
      (
        await pool?.ask<{ n: number }>('select count(*)::int as n from ledger_leaf where stream_id = $1', [
          registrationId,
        ])
      )?.[0]?.n
    for (let tries = 0; tries < 100 && (await sealed()) !== 2; tries += 1) await pause(100)
    assert.equal(await sealed(), 2)
    assert.deepEqual(errors, [])
  })
})
