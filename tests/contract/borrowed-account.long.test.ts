import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { leaveAtWork, replaceSessions } from '@anju/tests/replace-session.ts'
import { enrolledKey } from '@anju/tests/key-desk.ts'
import { openRegistryHouse, type RegistryHouse } from '@anju/tests/registry-house.ts'

let house: RegistryHouse
before(async () => {
  house = await openRegistryHouse()
})
after(() => house.close())

describe('T2 借用账号, the long run', () => {
  it('fifty times a second sign-in ends the first within five seconds', async () => {
    const longestMs = await replaceSessions(house, await enrolledKey(house, OFFICIALS.clerk), 50)
    process.stdout.write(`longest: ${Math.round(longestMs)} ms\n`)
  })

  it('four officials leave while they work: each session ends within sixty seconds', async () => {
    const { coordinator, secondCoordinator, deputyHead, stationHead } = OFFICIALS
    let longestMs = 0
    for (const member of [coordinator, secondCoordinator, deputyHead, stationHead])
      longestMs = Math.max(longestMs, await leaveAtWork(house, member, await enrolledKey(house, member)))
    assert.ok(longestMs < 60_000)
    process.stdout.write(`longest: ${Math.round(longestMs)} ms\n`)
  })
})
