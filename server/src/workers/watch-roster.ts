import type { City, Deps } from '../deps.ts'
import { findPoliceRosterGap, rosterAlarm } from '../usecases/account/police-roster.ts'
import type { Job } from './loop.ts'

const WATCH_MS = 30_000

/** The job that raises an alarm, time after time, while officials' keys wait too long for the roster that tells the police of them. */
export function watchRosterJob(deps: Deps, city: City, now: () => string): Job {
  return {
    name: `roster ${city.city}`,
    everyMs: WATCH_MS,
    async run() {
      const gap = await findPoliceRosterGap(deps, city)
      const alarm = gap === undefined ? undefined : rosterAlarm(gap, now())
      if (alarm !== undefined) throw new Error(`ALARM ${alarm}: the runbook officials-roster says what to do`)
      return false
    },
  }
}
