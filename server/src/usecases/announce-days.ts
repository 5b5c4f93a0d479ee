import { addDays, daysBetween, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { LONGEST_REST_DAYS } from '@anju/domain/permit/permit-window.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { packGoverning } from '@anju/domain/policy/pack-governing.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import {
  advanceAnnouncedDay,
  announce,
  beginAnnouncedDay,
  type Due,
  findLatestAnnouncedDay,
  listCompletedOn,
  listDue,
  lockAnnouncedDay,
  type NewAnnouncement,
  type Transition,
} from '../store/announcement.ts'
import { FIRST_ID, findPersonCut, listPermitFacts } from '../store/permit-life.ts'
import { type PersonRange, sweepLawOf } from '../store/sweep/sweep-law.ts'
import { lawOf } from './get-residence.ts'

/** Persons that one transaction looks at: some tenths of a second, however large the city. */
const PERSONS_MAX = 20_000

/** How far the announcing has come, after each range: how many persons it had. */
export type AnnouncingProgress = { readonly on: PlainDate; readonly persons: number; readonly announced: number }

export type Announcing = {
  readonly personsMax?: number
  readonly onProgress?: (progress: AnnouncingProgress) => void
}

/**
 * Tells people what the calendar brings about (到期告知): the window opens, it closes in some days, the functions rest, they came back, half a year is
 * full. Nothing here is a state: what falls due follows from facts and a day, and only that it was announced is kept, once for each
 * permit, transition and day. Every day since the last one is gone through, each by the pack of that day (I-155); each range of persons is one
 * transaction with its mark, so that a sweep that was killed goes on where it was, and two at once do the work of one.
 *
 * @returns how many announcements were new; after a pause of more than two months the rest is left to the next sweeps
 */
export async function announceDays(deps: Deps, act: Act, options: Announcing = {}): Promise<number> {
  const { personsMax = PERSONS_MAX, onProgress = () => {} } = options
  let announced = 0
  const first = await firstDay(act)
  for (let on = first; on <= act.legalOn && daysBetween(first, on) < DAYS_A_ROUND;) {
    const from = on
    const done = await act.city.pool.transact(act.scope, (tx) => announceStretch(deps, act, tx, from, personsMax))
    announced += done.announced
    onProgress({ on: done.on, persons: done.persons, announced: done.announced })
    // Another sweep has the day in hand and goes on from there.
    if (done.taken) return announced
    on = done.finished ? addDays(done.on, 1) : done.on
    deps.failpoint('mid-announcing')
  }
  return announced
}

/** Days that one call goes through at most: after a long pause the next sweep goes on, and nothing else waits behind it. */
const DAYS_A_ROUND = 62
/** Days of a small city that one transaction goes through, when there are days to catch up with. */
const DAYS_MAX = 31

/** One range of persons; where that is the end of the day, the following days with it as far as one range covers them. */
async function announceStretch(deps: Deps, act: Act, tx: Tx, from: PlainDate, personsMax: number) {
  const sum = { on: from, announced: 0, persons: 0, finished: false, taken: false }
  for (let days = 0; days < DAYS_MAX; days += 1) {
    const done = await announceRange(deps, act, tx, sum.on, personsMax)
    if (done === 'taken') return { ...sum, taken: true }
    if (done !== 'finished') {
      sum.announced += done.announced
      sum.persons = done.persons
    }
    sum.finished = done === 'finished' || done.finished
    if (!sum.finished || sum.on === act.legalOn || days + 1 === DAYS_MAX) break
    sum.on = addDays(sum.on, 1)
    sum.finished = false
  }
  deps.failpoint('before-announced')
  return sum
}

/**
 * The day that is under way, the one after the last, or today the first time: what was before the system ran is not told (I-155). Days beyond
 * today, from before a trial's clock was set back, are left where they are.
 */
async function firstDay(act: Act): Promise<PlainDate> {
  const latest = await act.city.pool.look(act.scope, (db) => findLatestAnnouncedDay(db, act.legalOn))
  if (latest === undefined) return act.legalOn
  return latest.finished ? addDays(latest.on_day, 1) : latest.on_day
}

/** One range of persons: found, announced and marked together, unless nothing of the day is left or another sweep has it. */
async function announceRange(deps: Deps, act: Act, tx: Tx, on: PlainDate, personsMax: number) {
  await beginAnnouncedDay(tx, on, FIRST_ID, act.at)
  const day = await lockAnnouncedDay(tx, on)
  if (day === undefined) return 'taken'
  if (day.finished) return 'finished'
  const cut = await findPersonCut(tx, day.through_id, personsMax)
  const range = { after: day.through_id, through: cut?.through_id ?? day.through_id }
  const due = cut === undefined ? [] : await dueIn(deps, act, tx, on, range)
  const announced = await announce(tx, due, act.at)
  const persons = cut?.persons ?? 0
  const finished = persons < personsMax
  await advanceAnnouncedDay(tx, on, {
    throughId: range.through,
    persons,
    announced,
    finishedAt: finished ? act.at : null,
  })
  return { announced, persons, finished }
}

async function dueIn(
  deps: Deps,
  act: Act,
  db: Db,
  on: PlainDate,
  range: PersonRange,
): Promise<readonly NewAnnouncement[]> {
  const law = lawOf(deps, act.city)
  const pack = packGoverning(law.packs, on).id
  const due = await listDue(db, sweepLawOf(law.packs, LONGEST_REST_DAYS), on, act.legalOn, range)
  const restored: Due[] = []
  for (const one of await listCompletedOn(db, on, range)) {
    const permit = (await listPermitFacts(db, one.person_id)).find(({ permitId }) => permitId === one.permit_id)
    if (permit === undefined || !permitStanding(permit, on, law).restoredOn.includes(one.accepted_on)) continue
    restored.push({
      subject_id: one.permit_id,
      transition: 'restored',
      on_day: one.accepted_on,
      told_on: one.accepted_on,
      person_id: one.person_id,
      division_code: one.division_code,
      about_id: one.permit_id,
      last_in_time_on: null,
      overtaken: false,
    })
  }
  return [...due, ...restored].map((one) => announcementOf(deps, one, pack))
}

/** The notice of each transition. */
const TOPICS: Readonly<Record<Transition, string>> = {
  opening: 'notice.endorsement-opening',
  before: 'notice.endorsement-due',
  suspended: 'notice.suspended',
  after: 'notice.endorsement-overdue',
  restored: 'notice.restored',
  'half-year': 'notice.half-year-reached',
}

function announcementOf({ newId }: Deps, due: Due, pack: string): NewAnnouncement {
  const { subject_id: subjectId, transition, on_day: onDay, person_id: personId, division_code: divisionCode } = due
  const lastDay = due.last_in_time_on === null ? {} : { lastDayOn: due.last_in_time_on }
  const notice = {
    outboxId: newId(),
    topic: TOPICS[transition],
    aboutId: due.about_id,
    payload: { legalOn: due.told_on, ...lastDay },
  }
  return { subjectId, transition, onDay, personId, divisionCode, pack, notice: due.overtaken ? null : notice }
}
