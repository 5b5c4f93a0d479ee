import { lateEffect } from '../endorsement/late-endorsement.ts'
import { productionDueOn } from '../application/production-due-on.ts'
import { type Ground, ground } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { PermitFacts } from '../permit/permit-facts.ts'
import { permitLife } from '../permit/permit-life.ts'
import { suspendedFrom, windowOf } from '../permit/permit-window.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import { residenceLedger } from '../residence/residence-ledger.ts'
import type { LifeEvent } from './life-event.ts'
import { heldPermit, step, type SupposedLife } from './supposed-life.ts'
import { type Judged, type Verdict, verdictOf } from './verdict.ts'

type Finding = readonly [Verdict, Ground]

/** Whether half a year is full on the day of an application (CN-663:2), and by when the permit would be made (CN-663:9.6). */
export function judgeApplication(life: SupposedLife, on: PlainDate, law: LifeLaw): Judged {
  const { permit, production, halfYear } = packGoverning(law.packs, on)
  const held = heldPermit(life, on, law)
  if (held !== undefined) {
    return verdictOf([
      ['not-possible', ground(permit.validYears.law, 'what-if.permit-held', { issuedOn: held.issuedOn })],
    ])
  }
  const half = halfYearFinding(life, on, law)
  if (half[0] !== 'in-time') return verdictOf([half])
  const { plainOn, extendedOn } = productionDueOn(on, production, law.calendar)
  const facts = { dueOn: plainOn, ...(extendedOn === plainOn ? {} : { extendedOn }) }
  return verdictOf([
    ['in-time', ground(halfYear.law, 'residence.half-year')],
    ['noted', ground(production.days.law, 'production.due', facts)],
  ])
}

/** Whether a permit could be issued on that day, how long it is valid, and when it is first endorsed. */
export function judgeIssue(
  life: SupposedLife,
  event: Extract<LifeEvent, { what: 'permit-issued' }>,
  law: LifeLaw,
): Judged {
  const next = step(life, event, law)
  const issued = next.ok ? next.value.permits.at(-1) : undefined
  if (issued === undefined) return verdictOf([])
  const isOld = event.printedExpiryOn !== undefined
  return verdictOf([
    ...(isOld ? [] : [halfYearFinding(life, event.on, law)]),
    ['noted', windowGround(issued, event.on, law)],
  ])
}

/**
 * Whether an endorsement is too early, in time or late, and what coming late costs: restored at once, and the residence years
 * as the pack reads the sentence (CN-663:10.2, CN-663:10.3).
 */
export function judgeEndorsement(life: SupposedLife, on: PlainDate, law: LifeLaw): Judged {
  const held = life.permits.at(-1)
  if (held === undefined) return verdictOf([])
  const { permit } = packGoverning(law.packs, on)
  const run = permitLife(held, on, law)
  const window = windowOf(run, law)
  const { opensOn, lastInTimeOn, anniversaryOn } = window
  if (on < opensOn) {
    return verdictOf([
      ['too-early', ground(permit.endorsementOpens.law, 'what-if.endorse-from', { opensOn, lastInTimeOn })],
    ])
  }
  const from = suspendedFrom(run, window)
  if (on < from) {
    const facts = { lastInTimeOn, anniversaryOn }
    return verdictOf([['in-time', ground(permit.endorsementOpens.law, 'what-if.endorsed-in-time', facts)]])
  }
  const { years, gapDays, law: clause } = lateEffect(from, { acceptedOn: on }, permit)
  const verdict = years === 'restart' ? 'resets' : 'late'
  return verdictOf([
    [verdict, ground(clause, `what-if.late-${years}`, { suspendedFrom: from, endorsedOn: on, gapDays })],
  ])
}

/** A lost card rests until it is made again (CN-663:11); the calendar of the permit goes on. */
export function judgeCard(what: 'card-lost' | 'card-reissued', on: PlainDate, law: LifeLaw): Judged {
  const { replacement } = packGoverning(law.packs, on)
  if (what === 'card-lost') return verdictOf([['noted', ground('CN-663:11.1', 'what-if.card-rests')]])
  const { value, law: clause } = replacement.keepsCalendar
  return verdictOf([['noted', ground(clause, value ? 'what-if.calendar-kept' : 'what-if.calendar-anew')]])
}

/** Whose hukou is here is no new resident any more (CN-663:2). */
export function judgeLocalHukou(on: PlainDate, law: LifeLaw): Judged {
  const ending = packGoverning(law.packs, on).endings['local-hukou']
  return verdictOf([['noted', ground(ending.law, 'what-if.local-hukou')]])
}

function halfYearFinding(life: SupposedLife, on: PlainDate, { packs, calendar }: LifeLaw): Finding {
  const pack = packGoverning(packs, on)
  const { residing, eligibleFrom } = residenceLedger(life.stays, on, pack, calendar)
  const { law } = pack.halfYear
  if (!residing || eligibleFrom === undefined) return ['not-possible', ground(law, 'what-if.not-residing')]
  return eligibleFrom > on
    ? ['too-early', ground(law, 'what-if.apply-from', { eligibleFrom })]
    : ['in-time', ground(law, 'residence.half-year')]
}

function windowGround(permit: PermitFacts, on: PlainDate, law: LifeLaw): Ground {
  const { endorsementOpens } = packGoverning(law.packs, on).permit
  const { opensOn, lastInTimeOn, anniversaryOn } = windowOf(permitLife(permit, on, law), law)
  return ground(endorsementOpens.law, 'what-if.endorse-between', { opensOn, lastInTimeOn, anniversaryOn })
}
