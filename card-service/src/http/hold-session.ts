import { CardServiceError } from '../card-service-error.ts'
import { civilDay } from '../civil-day.ts'
import type { CardRoute } from '../card-route.ts'
import type { Deps } from '../deps.ts'
import { keysLacking, type KeysLacking } from '../key-standing.ts'
import { refused, type CardDecision } from '../refusal.ts'
import type { Session } from '../store/session.ts'

/** @throws CardServiceError locked while the screen is, but on routes that open it. */
export function holdLocked(session: Session | undefined, route: Pick<CardRoute, 'whileLocked'> = {}): void {
  if (session?.isLocked === true && route.whileLocked !== true)
    throw new CardServiceError('locked', 'The screen is locked')
}

/** What the keys of a session's person lack. A demo session rests on no key and is exempt, which its screens say. */
export function lackingOf({ secondKeyGraceDays }: Deps, { keys }: Session, at: string): KeysLacking | undefined {
  return keys === null ? undefined : keysLacking(keys, civilDay(at), secondKeyGraceDays)
}

/** Why a session opens nothing but what registers the second key (第二把密钥); undefined where it may go on. */
export function refusedForKeys(
  deps: Deps,
  session: Session | undefined,
  route: Pick<CardRoute, 'whileKeyLacks'>,
  at: string,
): (CardDecision<never> & { readonly ok: false }) | undefined {
  const lacking = session === undefined || route.whileKeyLacks === true ? undefined : lackingOf(deps, session, at)
  if (lacking?.state !== 'lapsed') return undefined
  const { active, wanted, since, lastDayOn } = lacking
  const facts = { active: String(active), wanted: String(wanted), since, lastDayOn }
  return refused({ code: 'staff.second-key-lacking', law: 'FS-2016-14:三.四', facts })
}
