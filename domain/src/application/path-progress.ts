import type { PlainDate } from '../kernel/plain-date.ts'
import type { Step } from '../policy/workflow-policy.ts'
import type { ApplicationState } from './application-machine.ts'

export type StepProgress = {
  readonly step: Step
  readonly status: 'done' | 'now' | 'later' | 'stopped'
  readonly on: PlainDate | null
}

/** The step that each open state waits for; the first of the list that the city's path has. */
const WAITS_FOR: Readonly<Record<ApplicationState, readonly Step[]>> = {
  submitted: ['accept'],
  returned: ['accept'],
  accepted: ['verify', 'review'],
  verified: ['review'],
  'verify-failed': ['review'],
  approved: ['export', 'produce'],
  exported: ['export'],
  'at-police': ['produce'],
  'quality-rejected': ['export'],
  produced: ['dispatch', 'notify'],
  'in-transit': ['receive'],
  'lost-in-transit': ['produce'],
  'at-station': ['notify'],
  notified: ['hand-over'],
  issued: [],
  unclaimed: ['hand-over'],
  refused: [],
  withdrawn: [],
  stopped: [],
}

/**
 * Where an application stands on the path of its city (附件3, or the shorter one of the pack): what is done and since when,
 * what is being done, what is still to come. A case that ended without a permit stopped at its first step not done.
 */
export function pathProgress(
  state: ApplicationState,
  path: readonly Step[],
  doneOn: Readonly<Partial<Record<Step, PlainDate>>>,
): readonly StepProgress[] {
  const current = WAITS_FOR[state].find((step) => path.includes(step))
  const ended = state === 'refused' || state === 'withdrawn' || state === 'stopped'
  const notDone = path.findIndex((step) => doneOn[step] === undefined)
  const now = current === undefined ? -1 : path.indexOf(current)
  return path.map((step, at) => {
    const on = doneOn[step] ?? null
    if (state === 'issued') return { step, status: 'done', on }
    if (ended) return { step, status: at === notDone ? 'stopped' : on === null ? 'later' : 'done', on }
    if (at === now) return { step, status: 'now', on: null }
    return { step, status: at < now ? 'done' : 'later', on: at < now ? on : null }
  })
}
