import type { Provisional, WorkCalendar } from '../calendar/work-calendar.ts'
import { type Decision, refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { decideObjection } from './decide-objection.ts'

/**
 * Decides whether a person may take back that they left (撤回离开申报): within the days in which an end may be objected to, and only what
 * rested on their own word (I-185). The original registration day stands; where the city visits, a visit follows (附件2).
 *
 * - told 2016-05-13, fifteen days: until Sat 2016-05-28, so until Mon 05-30; on 05-31 refused
 * - ended by hukou, by patrols or as untrue: refused, that is objected to (异议)
 */
export function decideTakeBack(
  ended: { readonly since: PlainDate; readonly endReason: string },
  today: PlainDate,
  pack: Pick<Pack, 'workflow' | 'registration'>,
  calendar: WorkCalendar,
): Decision<Provisional & { readonly lastDayOn: PlainDate }> {
  const { since, endReason } = ended
  if (endReason !== 'departed') {
    const { law } = pack.workflow.registration.objectionDays
    return refused(refusal('registration.not-departed', law, { reason: endReason }))
  }
  return decideObjection({ state: 'ended', since }, today, pack, calendar)
}
