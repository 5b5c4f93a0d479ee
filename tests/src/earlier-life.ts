import { randomUUID } from 'node:crypto'
import { createApiClient, type ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS, type CastMember, type CastPerson } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { declarationOf } from './declaration-of.ts'
import { visitOf } from './permit-driver.ts'
import { valueOf } from './registry-house.ts'

/** What happened before a journey begins, done over HTTP by the people who would have done it at their screens. */
export type EarlierLife = {
  setDay(on: string): Promise<void>
  /** A registration in Foshan entered on this day, not visited yet. @returns the path of its file. */
  recorded(person: CastPerson, on: string): Promise<string>
  /** The same, visited and found true on the day itself. */
  active(person: CastPerson, on: string): Promise<string>
}

export async function openEarlierLife(address: string, ownerUrl: string): Promise<EarlierLife> {
  const clerk = await clientOf(address, ownerUrl, OFFICIALS.clerk)
  const coordinator = await clientOf(address, ownerUrl, OFFICIALS.coordinator)
  const setDay = async (on: string) => {
    valueOf(await clerk.call('setLegalDay', { body: { on: parsePlainDate(on) } }))
  }
  const record = async (person: CastPerson, on: string) => {
    await setDay(on)
    const declaration = declarationOf(person, DWELLINGS.flat.dwellingId, on)
    const body = { intentId: randomUUID(), ...declaration } as never
    return valueOf(await clerk.call('registerResidence', { params: { city: 'foshan' }, body }))
  }
  return {
    setDay,
    async recorded(person, on) {
      return `/registrations/${(await record(person, on)).registrationId}`
    },
    async active(person, on) {
      const { registrationId, version } = await record(person, on)
      const body = { intentId: randomUUID(), expectedVersion: version, visit: visitOf('true', on, 36.5) } as never
      valueOf(await coordinator.call('recordVisit', { params: { city: 'foshan', registrationId }, body }))
      return `/registrations/${registrationId}`
    },
  }
}

/** A client signed in as a member of the cast by a one-time link. */
export async function clientOf(address: string, ownerUrl: string, member: CastMember): Promise<ApiClient> {
  const token = await createSignInLink({ ownerUrl, member, expiresInMinutes: 5 })
  const response = await fetch(`${address}/sign-in/${token}`, { redirect: 'manual' })
  const cookie = /anju_session=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0] ?? ''
  return createApiClient({
    baseUrl: address,
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } }),
  })
}
