import { addPeriod } from '../calendar/period-end.ts'
import { lateEffect } from '../endorsement/late-endorsement.ts'
import { addDays, addYears, laterOf, type PlainDate } from '../kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import { moveEffect } from './move-effect.ts'
import type { EndorsementFact, EndTakenBack, MoveFact, PermitFacts } from './permit-facts.ts'
import type { PermitRun } from './permit-run.ts'
import { suspendedFrom, windowOf } from './permit-window.ts'

/**
 * Follows a permit from its issue to `asOf`, event by event, each judged by the law of its day.
 *
 * Endorsed in time, the calendar goes on (FG-2015:二.四). If nobody comes, the functions are suspended from the day after the last
 * day in time; a late endorsement restores them, the calendar begins anew with it, and residence years change as the pack
 * reads the sentence (CN-663:10.3, {@link lateEffect}). A case accepted in time never loses by the office's delay.
 *
 * - issued 2016-07-15, endorsed 2017-07-01: the year is full on Sun 2018-07-15, last day 07-16, suspended from 07-17
 * - endorsed 2018-08-01: 15 suspended days, the year is full on 2019-08-01
 *
 * Readings taken: an act before its window changes nothing, and each day has its pack (I-050); a late endorsement is of the day it
 * was accepted (I-053); an end that was taken back costs no time (I-216); old permits go by their printed day (I-055); a move does not restore a suspended permit (I-061); cancelled on the day the years are full (I-062).
 */
export function permitLife(permit: PermitFacts, asOf: PlainDate, law: LifeLaw): PermitRun {
  const { ended, printedExpiryOn } = permit
  if (printedExpiryOn !== undefined && printedExpiryOn < packGoverning(law.packs, asOf).transition.newRulesFrom.value) {
    return { ...begun(permit), lapsed: { on: addDays(printedExpiryOn, 1), because: 'expired-before-regulation' } }
  }
  const lastDay = ended !== undefined && ended.endedOn < asOf ? ended.endedOn : asOf
  const lived = stepsOf(permit, lastDay, law).reduce((run, step) => {
    const reached = cancelledIfTooLong(run, step.on, law)
    return reached.lapsed === undefined ? step.apply(reached) : reached
  }, begun(permit))
  return withOpenSuspension(cancelledIfTooLong(lived, lastDay, law), lastDay, ended?.endedOn, law)
}

function begun({ issuedIn, issuedOn, printedExpiryOn }: PermitFacts): PermitRun {
  return {
    issuedOn,
    issuedIn,
    baseOn: issuedOn,
    timesEndorsed: 0,
    printedExpiryOn,
    heldUntil: undefined,
    inTimeUntil: undefined,
    pending: false,
    suspensions: [],
    restarts: [],
    restoredOn: [],
    lapsed: undefined,
  }
}

/** `rank` decides: by day; endorsed and moved together, the endorsement comes first; never by the order in which facts are held. */
type Step = { readonly on: PlainDate; readonly rank: string; readonly apply: (run: PermitRun) => PermitRun }

function stepsOf(
  { issuedOn, endorsements, endsTakenBack = [], moves }: PermitFacts,
  lastDay: PlainDate,
  law: LifeLaw,
): readonly Step[] {
  const steps: readonly Step[] = [
    ...endorsements.map((fact) => ({
      on: fact.acceptedOn,
      rank: `${fact.acceptedOn} 0 ${fact.completedOn ?? fact.refusedOn ?? 'open'}`,
      apply: (run: PermitRun) => afterEndorsement(run, fact, lastDay, law),
    })),
    ...moves.map((fact) => ({
      on: fact.movedOn,
      rank: `${fact.movedOn} 1 ${fact.from} ${fact.to}`,
      apply: (run: PermitRun) => afterMove(run, fact, law),
    })),
    ...endsTakenBack.map((fact) => ({
      on: fact.toldOn,
      rank: `${fact.toldOn} 2 ${fact.endorseUntil}`,
      apply: (run: PermitRun) => afterEndTakenBack(run, fact, law),
    })),
  ]
  return steps
    .filter(({ on }) => on >= issuedOn && on <= lastDay)
    .toSorted((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
}

function afterEndorsement(run: PermitRun, fact: EndorsementFact, lastDay: PlainDate, law: LifeLaw): PermitRun {
  const { acceptedOn: on, completedOn, refusedOn } = fact
  const window = windowOf(run, law)
  const opensOn = addPeriod(window.anniversaryOn, packGoverning(law.packs, on).permit.endorsementOpens.value, -1)
  if (on < opensOn) return run

  const from = suspendedFrom(run, window)
  const isInTime = on < from
  if (completedOn !== undefined && completedOn <= lastDay) {
    return isInTime ? endorsedInTime(run) : endorsedLate(run, fact, from, law)
  }
  if (refusedOn !== undefined && refusedOn <= lastDay) return isInTime ? { ...run, heldUntil: refusedOn } : run
  return { ...run, pending: true, heldUntil: isInTime ? lastDay : run.heldUntil }
}

/** The calendar of a permit from before the regulation goes on from its printed last day. */
function endorsedInTime(run: PermitRun): PermitRun {
  const calendar =
    run.printedExpiryOn === undefined
      ? { timesEndorsed: run.timesEndorsed + 1 }
      : { baseOn: run.printedExpiryOn, timesEndorsed: 0, printedExpiryOn: undefined }
  return { ...run, ...calendar, heldUntil: undefined, pending: false }
}

function endorsedLate(run: PermitRun, fact: EndorsementFact, from: PlainDate, { packs }: LifeLaw): PermitRun {
  const on = fact.acceptedOn
  const { years, limitOn, law } = lateEffect(from, fact, packGoverning(packs, on).permit)
  const facts = { suspendedFrom: from, endorsedOn: on, ...(limitOn === undefined ? {} : { limitOn }) }
  const restart = years === 'restart' ? [{ on, law, key: 'years.restart-late', facts }] : []
  return {
    ...run,
    baseOn: on,
    timesEndorsed: 0,
    printedExpiryOn: undefined,
    heldUntil: undefined,
    pending: false,
    suspensions: [...run.suspensions, { from, until: on, restored: true, years, law }],
    restarts: [...run.restarts, ...restart],
    restoredOn: [...run.restoredOn, on],
  }
}

function afterMove(run: PermitRun, { movedOn: on, from, to, decidedAs }: MoveFact, law: LifeLaw): PermitRun {
  const { effect, law: clause } = moveEffect(from, to, packGoverning(law.packs, on))
  const resets = effect === 'reset' || (effect === 'police-decide' && decidedAs === 'reset')
  if (!resets) return run
  const restart = { on, law: clause, key: 'years.restart-moved', facts: { from, to, movedOn: on } }
  const isSuspended = on >= suspendedFrom(run, windowOf(run, law))
  const calendar = isSuspended || run.printedExpiryOn !== undefined ? {} : { baseOn: on, timesEndorsed: 0 }
  return { ...run, ...calendar, issuedOn: on, issuedIn: to.slice(0, 6), restarts: [...run.restarts, restart] }
}

/** Whoever could have come in time when the end was told can until the day that was given; whoever was late already stays so (I-216). */
function afterEndTakenBack(run: PermitRun, { toldOn, endorseUntil }: EndTakenBack, law: LifeLaw): PermitRun {
  if (toldOn >= suspendedFrom(run, windowOf(run, law))) return run
  return { ...run, inTimeUntil: laterOf(endorseUntil, run.inTimeUntil ?? endorseUntil) }
}

/** Cancelled after some years of suspension without a break, where the city does that; not while a case is being decided. */
function cancelledIfTooLong(run: PermitRun, on: PlainDate, law: LifeLaw): PermitRun {
  if (run.lapsed !== undefined || run.pending) return run
  const policy = packGoverning(law.packs, on).permit.cancelIfSuspended.value
  if (policy === null) return run
  const cancelledOn = addYears(suspendedFrom(run, windowOf(run, law)), policy.n)
  return cancelledOn <= on ? { ...run, lapsed: { on: cancelledOn, because: 'suspended-too-long' } } : run
}

/** A suspension that nobody made up for goes on to `lastDay`, or stopped when the permit ended. */
function withOpenSuspension(
  run: PermitRun,
  lastDay: PlainDate,
  endedOn: PlainDate | undefined,
  law: LifeLaw,
): PermitRun {
  const from = suspendedFrom(run, windowOf(run, law))
  if (from > lastDay) return run
  const until = run.lapsed?.on ?? (endedOn !== undefined && endedOn <= lastDay ? endedOn : undefined)
  const { law: clause } = packGoverning(law.packs, from).permit.lateEndorsement
  const open = {
    from,
    ...(until === undefined ? {} : { until }),
    restored: false,
    years: 'gap-excluded' as const,
    law: clause,
  }
  return { ...run, suspensions: [...run.suspensions, open] }
}
