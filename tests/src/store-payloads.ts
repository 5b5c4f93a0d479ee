import { randomUUID } from 'node:crypto'
import { text } from '@anju/contract/shape.ts'
import { createApiClient, type ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { declarationOf } from './declaration-of.ts'
import { newPerson, valueOf } from './registry-house.ts'

const foshan = { city: 'foshan' }
const ON = '2016-01-05'

/** A clerk's own client of a running house, and the cookie it has. */
export async function clerkOf(
  { origin, ownerUrl }: { origin: string; ownerUrl: string },
  member: CastOfficial = OFFICIALS.clerk,
) {
  const token = await createSignInLink({ ownerUrl, member, expiresInMinutes: 30 })
  const response = await fetch(`${origin}/sign-in/${token}`, { redirect: 'manual' })
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const withCookie: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } })
  const clerk = createApiClient({ fetch: withCookie, baseUrl: origin })
  valueOf(await clerk.call('setLegalDay', { body: { on: parsePlainDate(ON) } }))
  return { clerk, cookie }
}

const TEXT_MAX = { hukouDetail: 100, employerName: 100, employerAddress: 200, remark: 500 } as const

/** Packs payloads into the free texts of declarations, as many into each as fit. */
export function packPayloads(payloads: readonly string[]): readonly Record<keyof typeof TEXT_MAX, string>[] {
  // What nobody can see is refused at the door, in words; so it is never stored.
  const left = payloads.filter((payload) => payload.trim() !== '' && text(TEXT_MAX.remark).safeParse(payload).success)
  const packed: Record<keyof typeof TEXT_MAX, string>[] = []
  while (left.length > 0) {
    const texts = { hukouDetail: '', employerName: '', employerAddress: '', remark: '' }
    for (const field of ['hukouDetail', 'employerName', 'employerAddress', 'remark'] as const)
      for (let at = 0; at < left.length;) {
        const together = `${texts[field]}${left[at] ?? ''}`
        if (together.length > TEXT_MAX[field]) at += 1
        else {
          texts[field] = together
          left.splice(at, 1)
        }
      }
    packed.push(texts)
  }
  return packed
}

/** Enters one person for each pack of payloads at the window. @returns the registrations and persons. */
export async function storePayloads(clerk: ApiClient, payloads: readonly string[]) {
  const stored: { registrationId: string; personId: string }[] = []
  for (const { hukouDetail, ...texts } of packPayloads(payloads)) {
    const { person, form, ...rest } = declarationOf(newPerson('foshan'), DWELLINGS.dormitory.dwellingId, ON)
    const body = { intentId: randomUUID(), ...rest, person: { ...person, hukouDetail }, form: { ...form, ...texts } }
    const { registrationId, personId } = valueOf(await clerk.call('registerResidence', { params: foshan, body }))
    stored.push({ registrationId, personId })
  }
  return stored
}

/** Payloads as a database can hold them: a text of it has no character nought and no halves of characters. */
export function storable(payloads: readonly string[]): readonly string[] {
  return [...new Set(payloads.map((payload) => payload.replaceAll('\0', '').toWellFormed()))]
}
