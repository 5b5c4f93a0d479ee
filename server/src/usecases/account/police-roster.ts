import type { City, Deps } from '../../deps.ts'
import { findRosterGap, type RosterGap } from '../../store/roster-handover.ts'

/** Hours that a key may wait for the roster that names it, before anybody is called. */
export const ROSTER_LATE_HOURS = 24

/**
 * Which keys the police cannot know yet (公安未收到的密钥), since they were bound after the last roster was written for them.
 * @returns undefined for a city whose cards no police make: nobody asks for its keys
 */
export async function findPoliceRosterGap(
  { shared, packs }: Deps,
  { jurisdiction }: City,
): Promise<RosterGap | undefined> {
  const crosses = packs.some(
    (pack) => pack.jurisdiction === jurisdiction && pack.workflow.application.path.value.includes('export'),
  )
  return crosses ? findRosterGap(shared) : undefined
}

/** What to call about; undefined while the last roster names every key, or those it lacks are of today. */
export function rosterAlarm({ newer, writtenAt, oldestAt }: RosterGap, at: string): string | undefined {
  if (oldestAt === null || Date.parse(at) - Date.parse(oldestAt) <= ROSTER_LATE_HOURS * 3_600_000) return undefined
  const since =
    writtenAt === null
      ? 'no roster was ever written for the police'
      : `the last roster for the police is of ${writtenAt}`
  return `${newer} keys of officials are newer, the first since ${oldestAt}, and ${since}: what they sign waits there`
}
