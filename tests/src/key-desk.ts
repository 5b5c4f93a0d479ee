import { createApiClient, type ApiClient } from '@anju/contract/api-client.ts'
import { SIGNATURE_HEADER, type SignatureAnswer, type SigningAsked } from '@anju/contract/key-answer.ts'
import type { CastOfficial } from '@anju/dev/cast.ts'
import { recordRevocation } from '@anju/server/store/account-enrolment.ts'
import { listAuthenticators } from '@anju/server/store/authenticator.ts'
import { giveLeave } from './give-leave.ts'
import { valueOf, type RegistryHouse } from './registry-house.ts'
import { softAuthenticator, type Misbehaviour, type SoftAuthenticator } from './soft-authenticator.ts'

/** The page that keys of tests are made for. */
export const HOME = { rpId: 'localhost', origin: 'http://localhost:8420' }

/** A browser that keeps its cookie, at the address of a house. */
export type KeyBrowser = {
  readonly api: ApiClient
  /** The cookie line, as a thief would copy it. */
  cookie(): string
}
export type BrowserOptions = {
  readonly agent?: string
  readonly cookie?: string
  /** What the person does when they are asked to sign; without it they do not. */
  readonly sign?: (asked: SigningAsked) => SignatureAnswer | undefined | Promise<SignatureAnswer | undefined>
  /** A demo that shows what is signed before it signs. */
  readonly showsDemoSigning?: boolean
  /** A signature that every command brings along, asked for or not. */
  readonly brings?: unknown
}

export function openBrowser(
  house: RegistryHouse,
  { agent = 'desk', cookie = '', sign, showsDemoSigning = false, brings }: BrowserOptions = {},
): KeyBrowser {
  let held = cookie
  const brought: Record<string, string> =
    brings === undefined ? {} : { [SIGNATURE_HEADER]: Buffer.from(JSON.stringify(brings)).toString('base64url') }
  const withCookie: typeof fetch = async (input, init) => {
    const headers = { ...(init?.headers as Record<string, string>), cookie: held, 'user-agent': agent, ...brought }
    const response = await fetch(input, { ...init, headers })
    held = /anju_session=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0] ?? held
    return response
  }
  const api = createApiClient({
    fetch: withCookie,
    baseUrl: house.address,
    showsDemoSigning: () => showsDemoSigning,
    ...(sign === undefined ? {} : { sign: (asked: SigningAsked) => Promise.resolve(sign(asked)) }),
  })
  return { api, cookie: () => held }
}

/** A legal day on which everybody of the cast is in office. */
const ON = '2016-01-05'

/** Leave for a key of an official of Foshan, by the commands of two administrators. @returns the code */
export function leaveFor({ registry }: RegistryHouse, { officialId }: CastOfficial): Promise<string> {
  return giveLeave(registry, officialId)
}

/** All keys of an official are lost: the next one is bound by its code alone. */
export async function loseKeys({ registry }: RegistryHouse, { officialId }: CastOfficial): Promise<void> {
  const { deps } = registry
  const act = { ...registry.systemAct('foshan', ON), at: new Date().toISOString() }
  for (const { authenticator_id: authenticatorId } of await listAuthenticators(deps.shared, officialId))
    await act.city.pool.transact(act.scope, (tx) =>
      recordRevocation(tx, { crypto: deps.crypto, act }, { officialId, authenticatorId }, 'lost'),
    )
}

/** Binds a key to an official's account that has none in use. */
export async function enrolledKey(house: RegistryHouse, member: CastOfficial): Promise<SoftAuthenticator> {
  const key = softAuthenticator(HOME)
  const { api } = openBrowser(house)
  const code = await leaveFor(house, member)
  const begun = valueOf(await api.call('beginEnrolment', { body: { code } }))
  valueOf(
    await api.call('finishEnrolment', {
      body: { code, challengeId: begun.challengeId, key: key.enrol(begun.challenge), label: '' },
    }),
  )
  return key
}

/** Binds one more key, in the browser where its official has just signed in with another. */
export async function bindBeside(house: RegistryHouse, member: CastOfficial, { api }: KeyBrowser) {
  const key = softAuthenticator(HOME)
  const code = await leaveFor(house, member)
  const { challengeId, challenge } = valueOf(await api.call('beginEnrolment', { body: { code } }))
  const body = { code, challengeId, key: key.enrol(challenge), label: '' }
  valueOf(await api.call('finishEnrolment', { body }))
  return key
}

/** One try to sign in; the key may misbehave. */
export async function trySignIn({ api }: KeyBrowser, key: SoftAuthenticator, wrong: Misbehaviour = {}) {
  const { challengeId, key: asked } = valueOf(await api.call('beginSignIn', { body: {} }))
  return api.call('signInWithKey', { body: { challengeId, answer: key.answer(asked.challenge, wrong) } })
}
