import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { openBrowser, trySignIn, type KeyBrowser } from './key-desk.ts'
import { valueOf, type RegistryHouse } from './registry-house.ts'
import type { SoftAuthenticator } from './soft-authenticator.ts'

/** What a session still opens. */
const isOpen = async ({ api }: KeyBrowser) => valueOf(await api.call('getSession')).signedIn

/** Milliseconds from a sign-in until the session before it is over. @throws AssertionError when it goes on for `limitMs` */
async function msUntilOver(browser: KeyBrowser, begunMs: number, limitMs: number): Promise<number> {
  while (await isOpen(browser)) assert.ok(performance.now() - begunMs < limitMs, `still open after ${limitMs} ms`)
  return performance.now() - begunMs
}

/** So many times: somebody signs in, and signs in once more elsewhere. @returns the longest that both were open, in milliseconds */
export async function replaceSessions(house: RegistryHouse, key: SoftAuthenticator, runs: number): Promise<number> {
  let longestMs = 0
  for (let run = 0; run < runs; run += 1) {
    const [first, second] = [openBrowser(house), openBrowser(house)]
    valueOf(await trySignIn(first, key))
    assert.ok(await isOpen(first), 'the control: alone it is open')
    valueOf(await trySignIn(second, key))
    longestMs = Math.max(longestMs, await msUntilOver(first, performance.now(), 5_000))
    assert.ok(await isOpen(second))
  }
  return longestMs
}

/**
 * The system administrator notes that somebody left today, while they work.
 * @returns how long their session went on, in milliseconds
 */
export async function leaveAtWork(house: RegistryHouse, member: CastOfficial, key: SoftAuthenticator): Promise<number> {
  const administrator = await house.signIn(OFFICIALS.administrator)
  const browser = openBrowser(house)
  valueOf(await trySignIn(browser, key))
  assert.ok(await isOpen(browser), 'the control: before it is open')
  const leftOn = valueOf(await administrator.call('getSession')).legalOn
  const params = { city: member.city, officialId: member.officialId }
  const body = { intentId: randomUUID(), leftOn: leftOn as ReturnType<typeof civilDateOf>, reason: '调离' }
  valueOf(await administrator.call('recordLeaving', { params, body }))
  return msUntilOver(browser, performance.now(), 60_000)
}
