import { randomUUID } from 'node:crypto'
import { createApiClient, type ApiClient, type ApiResult } from '@anju/contract/api-client.ts'
import type { Problem } from '@anju/contract/problem.ts'
import {
  CITIES,
  inventedIdNumber,
  type CastCity,
  type CastMember,
  type CastPerson,
  type CastResident,
} from '@anju/dev/cast.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { systemNow } from '@anju/server/app.ts'
import { sweepAllCities } from '@anju/server/workers/sweep.ts'
import { Client } from 'pg'
import { type Arrangement, openTestRegistry, type TestRegistry } from './test-registry.ts'

/** The registry as its callers see it: a real HTTP server on a port of its own, in dev mode, over a real database. */
export type RegistryHouse = {
  readonly registry: TestRegistry
  readonly address: string
  /** A client signed in as a member of the cast, by a one-time link, as a browser would be. */
  signIn(member: CastMember): Promise<ApiClient>
  /** A resident with an account of their own, never seen before. */
  newResident(city: CastCity): Promise<CastResident>
  /** Sets the legal day; what falls due on it runs. */
  setDay(on: string): Promise<void>
  close(): Promise<void>
}

export async function openRegistryHouse(arrangement: Arrangement = {}): Promise<RegistryHouse> {
  const registry = await openTestRegistry(arrangement)
  const app = await openRegistry(
    { deps: registry.deps, now: systemNow },
    {
      dev: true,
      sweepAll: (at) => sweepAllCities(registry.deps, at),
      faceFolder: '/nowhere',
      citizenFolder: '/nowhere',
      logLevel: 'warn',
    },
  )
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const ownerUrl = registry.database.url
  let clock: ApiClient | undefined

  const signIn = async (member: CastMember): Promise<ApiClient> => {
    const token = await createSignInLink({ ownerUrl, member, expiresInMinutes: 5 })
    const response = await fetch(`${address}/sign-in/${token}`, { redirect: 'manual' })
    const cookie = /anju_session=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0]
    if (cookie === undefined) throw new Error(`No session for ${member.name}: ${response.status}`)
    const withCookie: typeof fetch = (input, init) =>
      fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } })
    const api: ApiClient = createApiClient({
      fetch: withCookie,
      baseUrl: address,
      // Whoever sits at a demo desk for long clicks once more before an act of high risk.
      confirm: async () => (await api.call('confirmPerson', { body: { challengeId: null, answer: null } })).ok,
    })
    clock ??= api
    return api
  }
  return {
    registry,
    address,
    signIn,
    async newResident(city) {
      const person = newPerson(city)
      const resident: CastResident = {
        ...person,
        kind: 'resident',
        key: person.idNumber,
        accountId: randomUUID(),
        zh: '',
        en: '',
      }
      await enterResident(registry, ownerUrl, resident)
      return resident
    },
    async setDay(on) {
      if (clock === undefined) throw new Error('Somebody must have signed in before the clock is set')
      valueOf(await clock.call('setLegalDay', { body: { on: parsePlainDate(on) } }))
    },
    async close() {
      await app.close()
      await registry.close()
    },
  }
}

let sequence = 0

/** Somebody new from elsewhere, with a number nobody has had in this process. */
export function newPerson(city: CastCity): CastPerson {
  sequence += 1
  const birthOn = `19${String(60 + Math.floor(sequence / 450)).padStart(2, '0')}-03-03`
  const serial = 500 + (sequence % 450)
  const outside = CITIES.find((each) => each.city === city)
  if (outside === undefined) throw new Error(`No city ${city}`)
  return {
    name: '郑国强',
    sex: serial % 2 === 1 ? '1' : '2',
    ethnicity: '01',
    birthOn,
    idNumber: inventedIdNumber(city, birthOn, serial),
    mobile: '13800000999',
    hukouDivision: '430524',
    hukouDetail: '湖南省隆回县桃洪镇文仙村',
    city,
  }
}

async function enterResident(registry: TestRegistry, ownerUrl: string, resident: CastResident): Promise<void> {
  const { crypto } = registry.deps
  const key = crypto.newPersonKey(resident.accountId)
  const place = { table: 'resident_account', column: 'id_enc', rowId: resident.accountId, personId: resident.accountId }
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(
      'insert into shared.resident_account (account_id, name, id_bidx, id_enc, dek_wrapped) values ($1, $2, $3, $4, $5)',
      [
        resident.accountId,
        resident.name,
        crypto.blindIndex('idno', resident.idNumber),
        crypto.seal(place, resident.idNumber, key),
        key,
      ],
    )
  } finally {
    await client.end()
  }
}

/** The value of an answer. @throws Error with the whole problem, when it was a no. */
export function valueOf<T>(result: ApiResult<T>): T {
  if (result.ok) return result.value
  throw new Error(result.unreachable ? 'unreachable' : JSON.stringify(result.problem, null, 1))
}

/** The problem of an answer. @throws Error when it was a yes. */
export function problemOf<T>(result: ApiResult<T>): Problem {
  if (!result.ok && !result.unreachable) return result.problem
  throw new Error(`A no was expected: ${JSON.stringify(result)}`)
}
