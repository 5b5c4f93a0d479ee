import { periodEnd } from '../calendar/period-end.ts'
import type { Provisional, WorkCalendar } from '../calendar/work-calendar.ts'
import { granted, ground, refusal, refused, type Decision } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { decideObjection } from '../registration/decide-objection.ts'

export const OBJECTABLE_ACTS = ['application-refused', 'endorsement-refused', 'permit-ended'] as const
/** Acts against a person beside the cancellation of a registration, which is opened again by itself (`decideObjection`). */
export type ObjectableAct = (typeof OBJECTABLE_ACTS)[number]

/** A statement that is taken: until when it could come, and by when it is answered. */
export type TakenObjection = Provisional & { readonly lastDayOn: PlainDate; readonly answerDueOn: PlainDate }

/**
 * Decides whether a statement against an adverse act (异议) is taken, and by when it is answered: within the objection days of the pack
 * from the day the person was told, a last day on a rest day giving way to the next working day; the answer within the pack's days of the
 * statement, counted in the same way.
 *
 * - 15 days, told Fri 2016-01-08: until Sat 2016-01-23, so until Mon 01-25; one of 01-25 is answered by Tue 2016-02-09, a holiday, so by
 *   Sun 2016-02-14, which is worked; on 01-26 refused, and the ways of law stay open
 *
 * Reading taken: no text gives these days for these acts (I-166).
 */
export function decideActObjection(
  toldOn: PlainDate,
  filedOn: PlainDate,
  pack: Pick<Pack, 'workflow' | 'registration'>,
  calendar: WorkCalendar,
): Decision<TakenObjection> {
  const inTime = decideObjection({ state: 'ended', since: toldOn }, filedOn, pack, calendar)
  if (!inTime.ok) return refused(...inTime.refusals.map((one) => ({ ...one, code: lateCode(one.code) })))
  const { objectionAnswerDays } = pack.workflow.registration
  const { extendedOn } = periodEnd(
    filedOn,
    { n: objectionAnswerDays.value, unit: 'day' },
    pack.registration.holidayExtends.value,
    calendar,
  )
  return granted({ ...inTime.value, answerDueOn: extendedOn }, [
    ...inTime.grounds,
    ground(objectionAnswerDays.law, 'objection.taken', { answerDueOn: extendedOn }),
  ])
}

function lateCode<Code extends string>(code: Code): Code | 'objection.too-late' {
  return code === 'registration.objection-too-late' ? 'objection.too-late' : code
}

/**
 * Decides whether this official may answer: never who decided the act (another person looks at it, I-167).
 * @param decidedBy - officials who signed the act
 */
export function decideAnswerer(
  officialId: string,
  decidedBy: readonly string[],
  pack: Pick<Pack, 'workflow' | 'source'>,
): Decision<undefined> {
  const law = pack.workflow.registration.objectionAnswerDays.law
  return decidedBy.includes(officialId)
    ? refused(refusal('objection.answered-by-decider', law))
    : granted(undefined, [])
}
