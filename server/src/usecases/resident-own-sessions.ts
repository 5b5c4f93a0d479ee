import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { loadSignInSettings } from '../store/resident-limit.ts'
import { endOwnSession, listOwnSessions, type OwnSession } from '../store/resident-session.ts'

/** Where a resident is signed in (我的登录); `current` is the session that asks. */
export async function listResidentSessions(
  deps: Deps,
  act: Act,
): Promise<readonly (OwnSession & { readonly current: boolean })[]> {
  const { number } = await loadSignInSettings(deps.shared)
  const idleSince = new Date(Date.parse(act.at) - number('session-minutes-idle') * 60_000).toISOString()
  const sessions = await listOwnSessions(deps.shared, accountOf(act), act.at, idleSince)
  return sessions.map((session) => ({ ...session, current: session.ref === act.sessionRef }))
}

/** Ends one of the resident's own sessions; somebody else's is not found. */
export async function endResidentSession(deps: Deps, act: Act, ref: string): Promise<void> {
  if (!(await endOwnSession(deps.shared, accountOf(act), ref, act.at)))
    throw new RegistryError('not-found', "No such session of one's own")
}

function accountOf({ actor }: Act): string {
  if (actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
  return actor.accountId
}
