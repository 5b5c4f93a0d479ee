import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parseOfficialKeys } from '@anju/crypto/official-roster.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { handOverRoster } from '@anju/server/command/write-officials.ts'
import { watchRosterJob } from '@anju/server/workers/watch-roster.ts'
import { enrolledKey } from '@anju/tests/key-desk.ts'
import { openRegistryHouse, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const folder = mkdtempSync(join(tmpdir(), 'roster-'))
let house: RegistryHouse
before(async () => {
  house = await openRegistryHouse()
})
after(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

const seen = async (member = OFFICIALS.securityAdministrator, city = 'foshan') =>
  valueOf(await (await house.signIn(member)).call('listProposals', { params: { city } })).roster
const alarmOf = async (city = 'foshan') => {
  const { deps } = house.registry
  const job = watchRosterJob(deps, deps.cities.get(city) ?? assert.fail(), () => new Date().toISOString())
  return job.run().then(
    () => '',
    (error: unknown) => String(error),
  )
}
const handOver = () => {
  const said: string[] = []
  const file = join(folder, 'officials.json')
  return handOverRoster(house.registry.deps, file, new Date().toISOString(), (line) => said.push(line)).then(() => ({
    said: said.join(),
    officials: parseOfficialKeys(JSON.parse(readFileSync(file, 'utf8'))) ?? {},
  }))
}
/** Moves the binding of every key back by hours. */
const moveBack = (hours: number) =>
  house.registry.asOwner(`update shared.authenticator set registered_at = registered_at - $1 * interval '1 hour'`, [
    hours,
  ])

describe('公安名册：新登记的密钥还没有交过去时，登记的人看得到', () => {
  it('没有密钥不提醒；登记一把就显示，写出名册就没有了，再登记又显示', async () => {
    assert.deepEqual(await seen(), { writtenAt: null, newer: 0 })
    await enrolledKey(house, OFFICIALS.clerk)
    assert.deepEqual(await seen(), { writtenAt: null, newer: 1 })
    const { said, officials } = await handOver()
    assert.match(said, /1 officials, 1 keys; digest [0-9a-f]{64}/)
    assert.deepEqual(Object.keys(officials), [OFFICIALS.clerk.officialId])
    assert.equal((await seen())?.newer, 0)
    await enrolledKey(house, OFFICIALS.stationHead)
    const now = await seen()
    assert.equal(now?.newer, 1)
    assert.match(now.writtenAt ?? '', /^\d{4}-/)
  })

  it('一天以内不报警，过了一天报警，交过去就停（反证：没有密钥缺着时不响）', async () => {
    assert.equal(await alarmOf(), '')
    await house.registry.asOwner(`update shared.roster_handover set written_at = written_at - interval '2 days'`)
    await house.registry.asOwner(
      `update shared.authenticator set registered_at = registered_at - interval '3 days' where official_id = $1`,
      [OFFICIALS.clerk.officialId],
    )
    assert.equal(await alarmOf(), '', 'bound just now')
    await moveBack(25)
    assert.match(await alarmOf(), /ALARM 1 keys of officials are newer.*officials-roster/)
    await handOver()
    assert.equal(await alarmOf(), '')
  })

  it('不经公安制证的城市没有名册，不提醒', async () => {
    assert.equal(await seen(OFFICIALS.linheSecurityAdministrator, 'linhe'), null)
    assert.equal(await alarmOf('linhe'), '')
  })
})
