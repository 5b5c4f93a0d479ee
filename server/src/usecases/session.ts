import { sm3 } from '@anju/crypto/sm3.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Deps, Device } from '../deps.ts'
import {
  endOtherSessions,
  endSession,
  listDeskSessions,
  type DeskSession,
  findLegalDay,
  findSession,
  recordLegalDay,
  redeemLink,
  touchSession,
  type Session,
} from '../store/session.ts'

export type SignedIn = Session

/** Seconds for which a person counts as verified (核验) where something asks for it. */
const STEP_UP_SECONDS_MAX = 120

/** Whether the person of a session verified themselves to their key just now. */
export function isVerifiedJustNow({ verifiedAt }: SignedIn, at: string): boolean {
  return verifiedAt !== null && Date.parse(at) - Date.parse(verifiedAt) <= STEP_UP_SECONDS_MAX * 1000
}

/** A browser by its address and the digest of its name. This machine is one address, however it is written. */
export function deviceAt(ip: string, agent: string): Device {
  const isLoopback = ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.')
  return { ip: isLoopback ? '127.0.0.1' : ip, agentSm3: sm3(Buffer.from(agent)) }
}

/** Finds the session of a cookie, and keeps it from growing idle. */
export async function resumeSession(
  deps: Deps,
  token: string,
  at: string,
  today: PlainDate,
  device: Device,
): Promise<SignedIn | undefined> {
  const session = await findSession(deps.shared, token, at, today, device)
  // A demo link opens nothing once the installation is no demo any more.
  if (session?.assurance === 'demo' && deps.cities.get(session.city)?.demo !== true) return undefined
  // Whoever only has a copy of the cookie does not keep a session awake.
  if (session !== undefined && !session.isMoved && Date.parse(at) - Date.parse(session.lastSeenAt) > 60_000)
    await touchSession(deps.shared, token, at)
  return session
}

/** Opens a session from a one-time link (dev mode). Undefined when the link is used, expired or unknown. */
export function signInByLink(deps: Deps, linkToken: string, at: string, device: Device): Promise<string | undefined> {
  return redeemLink(deps.shared, linkToken, at, device)
}

export function signOut(deps: Deps, token: string, at: string): Promise<void> {
  return endSession(deps.shared, token, at)
}

/** The legal day set in dev mode, for whoever has not signed in yet; null means the real day. */
export function findSetDay(deps: Deps): Promise<PlainDate | null> {
  return findLegalDay(deps.shared)
}

/** Sets the legal day of all processes; dev mode only, which the caller has checked. */
export function setLegalDay(deps: Deps, on: PlainDate): Promise<void> {
  return recordLegalDay(deps.shared, on)
}

/** How many sessions their owner is shown. */
const SESSIONS_SHOWN = 20

/** The last sessions of an official, as they see them themselves. */
export function listSessionsOf(deps: Deps, { actor }: SignedIn): Promise<readonly DeskSession[]> {
  return actor.kind === 'official'
    ? listDeskSessions(deps.shared, actor.officialId, SESSIONS_SHOWN)
    : Promise.resolve([])
}

/** Ends every other session of the same official. @returns how many were open */
export function endOtherSessionsOf(deps: Deps, { actor, tokenSm3 }: SignedIn, at: string): Promise<number> {
  return actor.kind === 'official' ? endOtherSessions(deps.shared, actor.officialId, tokenSm3, at) : Promise.resolve(0)
}
