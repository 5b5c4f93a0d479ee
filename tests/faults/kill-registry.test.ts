import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient, ApiResult } from '@anju/contract/api-client.ts'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Child } from '@anju/platform/launcher/child.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { brokenPromises, contentOf } from '@anju/tests/broken-promise.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import {
  addressOf,
  clientAt,
  forgetIntents,
  openFaultHouse,
  settled,
  type FaultHouse,
} from '@anju/tests/fault-house.ts'
import { TENANT_PAPERS, visitOf, PHOTO_BASE64, PHOTO_ID } from '@anju/tests/permit-driver.ts'
import { newPerson, valueOf } from '@anju/tests/registry-house.ts'

type Answer = ApiResult<{ readonly version: number; readonly registrationId?: string; readonly applicationId?: string }>
/** A command with its intent fixed, to be sent as often as it takes. */
type Command = (api: ApiClient) => Promise<Answer>
type Step = { readonly name: string; readonly by: CastOfficial; readonly prepare: () => Command; readonly on?: string }

const params = { city: 'foshan' }
const IN_JANUARY = '2016-01-05'
const IN_JULY = '2016-07-05'
/** Where the case of the walk stands. */
let held = { registrationId: '', applicationId: '', version: 0 }
const onRegistration = () => ({ params: { ...params, registrationId: held.registrationId } })
const onApplication = () => ({ params: { ...params, applicationId: held.applicationId } })
const step = () => ({ intentId: randomUUID(), expectedVersion: held.version })

const register: Step = {
  name: 'registerResidence',
  by: OFFICIALS.clerk,
  on: IN_JANUARY,
  prepare() {
    const person = newPerson('foshan')
    const body = { intentId: randomUUID(), ...declarationOf(person, DWELLINGS.flat.dwellingId, IN_JANUARY) }
    return (api) => api.call('registerResidence', { params, body })
  },
}
const missed: Step = {
  name: 'recordVisit',
  by: OFFICIALS.coordinator,
  prepare() {
    const request = { ...onRegistration(), body: { ...step(), visit: visitOf('missed', IN_JANUARY) } }
    return (api) => api.call('recordVisit', request)
  },
}
/** From arrival to approval, each act by whoever is charged with it. */
const WALK: readonly Step[] = [
  register,
  missed,
  {
    name: 'recordVisit',
    by: OFFICIALS.coordinator,
    prepare() {
      const request = { ...onRegistration(), body: { ...step(), visit: visitOf('true', IN_JANUARY) } }
      return (api) => api.call('recordVisit', request)
    },
  },
  {
    name: 'applyForPermit',
    by: OFFICIALS.clerk,
    on: IN_JULY,
    prepare() {
      const body = {
        intentId: randomUUID(),
        registrationId: held.registrationId,
        condition: 'dwelling' as const,
        materials: TENANT_PAPERS.map((paper) => ({ ...paper })),
        inPerson: true,
        photo: { source: 'live' as const, blobId: PHOTO_ID },
        applicantPortrait: randomUUID(),
      }
      return (api) => api.call('applyForPermit', { params, body })
    },
  },
  {
    name: 'acceptApplication',
    by: OFFICIALS.clerk,
    prepare() {
      const request = { ...onApplication(), body: step() }
      return (api) => api.call('acceptApplication', request)
    },
  },
  {
    name: 'verifyApplication',
    by: OFFICIALS.coordinator,
    prepare() {
      const request = { ...onApplication(), body: { ...step(), visit: visitOf('true', IN_JULY) } }
      return (api) => api.call('verifyApplication', request)
    },
  },
  {
    name: 'approveApplication',
    by: OFFICIALS.stationHead,
    prepare() {
      const request = { ...onApplication(), body: { ...step(), occupancyReason: '' } }
      return (api) => api.call('approveApplication', request)
    },
  },
]

let database: TestDatabase
let house: FaultHouse
/** The one that stays up. */
let steady: string
const cookies = new Map<string, string>()
const as = (member: CastOfficial, address: string) => clientAt(address, cookies.get(member.key) ?? '')

before(async () => {
  database = await testDatabase('registry')
  const own = { owner: database.url, app: database.appUrl }
  house = openFaultHouse(database.home, { registry: own, cardService: own }, database.name)
  steady = addressOf(await house.serve())
  for (const member of [OFFICIALS.clerk, OFFICIALS.coordinator, OFFICIALS.stationHead])
    cookies.set(member.key, await house.signIn(steady, member))
  // The police make the card from an image; nobody is in it.
  valueOf(
    await as(OFFICIALS.clerk, steady).call('keepBlob', {
      params: { ...params, blobId: PHOTO_ID },
      body: { mime: 'image/png', base64: PHOTO_BASE64 },
    }),
  )
  // The police make the card from an image, so an approved case has one.
  const image = {
    params: { city: 'foshan', blobId: PHOTO_ID },
    body: { mime: 'image/png' as const, base64: PHOTO_BASE64 },
  }
  valueOf(await as(OFFICIALS.clerk, steady).call('keepBlob', image))
})
after(async () => {
  await house.close()
  await database.drop()
})

/**
 * Sends a command to a server that dies before its commit, then, as a client does that heard nothing, the same again to one
 * that dies after it, then to one that lives. Answers what the client heard in the end.
 * @throws AssertionError when a row is lost, comes twice, or the client is told no for what it did.
 */
async function throughKills(command: Command, by: CastOfficial) {
  const [early, late] = await Promise.all([
    house.serve({ failpoint: 'before-commit' }),
    house.serve({ failpoint: 'after-commit' }),
  ])
  const first = await content()
  await dies(early, command, by)
  assert.deepEqual(await content(), first, 'nothing may be left of what was not committed')

  await dies(late, command, by)
  const second = await content()
  assert.notDeepEqual(second, first, 'what was committed is there though nobody heard of it')

  const answer = await command(as(by, steady))
  assert.ok(answer.ok, `told no for what was done: ${JSON.stringify(answer)}`)
  assert.deepEqual(await content(), second, 'the next sending changed something: it came twice')
  assert.deepEqual(await command(as(by, steady)), answer, 'one more sending hears the same')
  assert.deepEqual(await content(), second)
  assert.deepEqual(await brokenPromises(house.ask, 'foshan'), [])
  return answer.value
}

async function dies(doomed: Child, command: Command, by: CastOfficial) {
  const heard = await command(as(by, addressOf(doomed)))
  assert.deepEqual(heard, { ok: false, unreachable: true }, 'the server was to die before it answered')
  assert.equal((await doomed.exited).signal, 'SIGKILL')
  await settled(house.ask)
}

const content = () => contentOf(house.ask, 'foshan')

async function setDay(on: string) {
  valueOf(await as(OFFICIALS.clerk, steady).call('setLegalDay', { body: { on: parsePlainDate(on) } }))
}

describe('kill -9 of the registry before and after each commit, from arrival to approval', () => {
  for (const { name, by, prepare, on } of WALK) {
    it(`${name} is there exactly once`, async () => {
      if (on !== undefined) await setDay(on)
      held = { ...held, ...(await throughKills(prepare(), by)) }
    })
  }
})

describe('negative control: a registry that forgets its intents', () => {
  before(async () => {
    await setDay(IN_JANUARY)
    const done = valueOf(await register.prepare()(as(OFFICIALS.clerk, steady)))
    held = { ...held, ...done }
    await forgetIntents(house.ask, 'foshan')
  })

  it('tells the clerk no for the registration that was made', async () => {
    await assert.rejects(
      throughKills(register.prepare(), register.by),
      /told no for what was done.*registration\.already-active/,
    )
  })

  it('counts a missed visit twice when the officer, told of a conflict, looks again and sends again', async () => {
    const { version } = held
    const command: Command = async (api) => {
      const first = await missed.prepare()(api)
      if (first.ok || first.unreachable || first.problem.code !== 'version-conflict') return first
      held = { ...held, version: valueOf(await api.call('getRegistration', onRegistration())).version }
      return missed.prepare()(api)
    }
    await assert.rejects(throughKills(command, missed.by), /it came twice/)
    const now = valueOf(await as(missed.by, steady).call('getRegistration', onRegistration()))
    assert.equal(now.version, version + 2, 'one act, two versions')
  })
})
