import type { City } from '../deps.ts'
import { findLastBeatAt, listStuck, listUnproven, type UnprovenOrder } from '../store/exchange.ts'
import type { Job } from './loop.ts'

const WATCH_MS = 30_000
/** Three signs of life of the police that did not come. */
export const SILENT_AFTER_MS = 15 * 60_000

/** The job that raises an alarm, time after time, while the police refuse one of our packages or say nothing at all. Silence is counted from the start of this process at the earliest. */
export function watchExchangeJob(city: City, now: () => string): Job {
  const beganAt = now()
  return {
    name: `exchange watch ${city.city}`,
    everyMs: WATCH_MS,
    async run() {
      const alarms = await exchangeAlarms(city, now(), beganAt)
      if (alarms.length > 0) throw new Error(`ALARM ${alarms.join('; ')}: the runbook exchange says what to do`)
      return false
    },
  }
}

/** What is wrong with the boundary of a city; empty when nothing is. */
export async function exchangeAlarms({ city, pool }: City, at: string, beganAt: string): Promise<readonly string[]> {
  const [stuck, lastBeatAt, unproven] = await Promise.all([listStuck(pool), findLastBeatAt(pool), listUnproven(pool)])
  const heardAt = lastBeatAt !== null && lastBeatAt > beganAt ? lastBeatAt : beganAt
  const isSilent = lastBeatAt !== null && Date.parse(at) - Date.parse(heardAt) > SILENT_AFTER_MS
  return [
    ...stuck.map(
      ({ seq, code }) => `package ${seq} of ${city} was refused too often for ${code} and is not sent any more`,
    ),
    ...unproven.map((order) => {
      const said = `${subjectOf(order)} of ${city} (package ${order.seq})`
      return order.isWaiting
        ? `${said} waits at the police for ${order.code}`
        : `the police refused ${said} for ${order.code}`
    }),
    ...(isSilent ? [`the police of ${city} have said nothing since ${lastBeatAt}`] : []),
  ]
}

function subjectOf({ kind, caseId }: UnprovenOrder): string {
  return kind.startsWith('card-standing/')
    ? `the finding of a card of permit ${caseId}`
    : `the order for case ${caseId}`
}
