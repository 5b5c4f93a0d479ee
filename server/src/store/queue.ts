import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { ApplicationState } from '@anju/domain/application/application-machine.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { RegistrationState } from '@anju/domain/registration/registration-machine.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** A case as the queue lists it. `finding` and `entered` tell apart registrations that wait for different people. */
export type QueueRow = Waiting &
  (
    | {
        readonly kind: 'registration'
        readonly state: RegistrationState
        readonly finding: string | null
        readonly entered: boolean
      }
    | { readonly kind: 'application'; readonly state: ApplicationState }
  )

type Waiting = {
  readonly id: string
  readonly person_id: string
  readonly name: string
  readonly since: PlainDate
  readonly due_on: PlainDate | null
  readonly standard_text: string
  /** What the police told of the person and nobody has looked at yet (公安通报). */
  readonly reported: 'death' | 'hukou-converted' | null
  readonly total: number
}

export type QueueQuery = {
  readonly registrationStates: readonly string[]
  readonly applicationStates: readonly string[]
  /** `state/finding/entered` of the registrations asked for. */
  readonly registrationSituations: readonly string[]
  /** States in which a registration waits, too, when the police told something of the person. */
  readonly reportedStates: readonly string[]
  /** Part of a name, an address or a number; empty for all. */
  readonly part: string
  readonly limit: number
}

/** What the caller may see stands in the statement itself, with row-level security behind it. */
const REACH = [2, 8, 9, 10] as const

/** What tells apart registrations that wait for different people. */
const SITUATION = `(r.state || '/' || coalesce(r.finding, '') || '/' || (r.registered_on is not null))`

const QUEUE = `
with told as (
  select distinct on (c.person_id) c.person_id, c.event, c.learned_on from civil_event c
  where ${seenWithin('c', REACH)} and not exists (select 1 from civil_event_settled s where s.record_id = c.record_id)
  order by c.person_id, c.learned_on
), waiting as (
  select 'registration' as kind, r.registration_id as id, person_id, p.name, r.state, r.state_since as since, r.next_due_on as due_on, a.standard_text, r.finding,
    r.registered_on is not null as entered, t.event as reported
  from registration r join person p using (person_id) join dwelling d using (dwelling_id) join address a using (address_id) left join told t using (person_id)
  where r.state = any($1) and ${seenWithin('r', REACH)} and ${SITUATION} = any($3)
    and ($4 = '' or strpos(p.name, $4) > 0 or strpos(a.standard_text, $4) > 0 or r.receipt_no = $4)
  union all
  select 'registration', r.registration_id, person_id, p.name, r.state, t.learned_on, r.next_due_on, a.standard_text, r.finding, true, t.event
  from told t join registration r using (person_id) join person p using (person_id) join dwelling d using (dwelling_id) join address a using (address_id)
  where r.state = any($7) and r.registered_on is not null and not (r.state = any($1) and ${SITUATION} = any($3)) and ${seenWithin('r', REACH)} and ($4 = '' or strpos(p.name, $4) > 0 or strpos(a.standard_text, $4) > 0 or r.receipt_no = $4)
  union all
  select 'application', c.application_id, person_id, p.name, c.state, c.state_since, coalesce(c.next_due_on, c.due_extended_on, c.due_on), a.standard_text, null, true, null
  from application c join person p using (person_id) join dwelling d using (dwelling_id) join address a using (address_id)
  where c.state = any($5) and ${seenWithin('c', REACH)}
    and ($4 = '' or strpos(p.name, $4) > 0 or strpos(a.standard_text, $4) > 0 or c.acceptance_no = $4)
)
select kind, id, person_id, name, state, since, due_on, standard_text, finding, entered, reported, (count(*) over ())::int as total
from waiting order by due_on nulls last, since, id limit $6`

/** Cases that wait, the most urgent first: by due day, then by how long they have waited. */
export async function listQueueRows(db: Db, query: QueueQuery): Promise<readonly QueueRow[]> {
  const { registrationStates, applicationStates, registrationSituations, reportedStates, part, limit } = query
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<QueueRow>(QUEUE, [
    registrationStates,
    prefixes,
    registrationSituations,
    part,
    applicationStates,
    limit,
    reportedStates,
    ...others,
  ])
}

/** A case whose day has passed, for the sweeps. */
export type DueCase = { readonly id: string; readonly version: number }

/** Registrations of one state whose period has run out before the day: the last day itself is still in time. */
export async function listLapsedRegistrations(
  db: Db,
  state: RegistrationState,
  before: PlainDate,
  limit: number,
): Promise<readonly DueCase[]> {
  return db.read<DueCase>(
    `select registration_id as id, version from registration where state = $1 and next_due_on < $2 order by next_due_on, registration_id limit $3`,
    [state, before, limit],
  )
}

/** Online declarations that nobody was sent to yet, at addresses that can be found. */
export async function listUndispatched(db: Db, limit: number): Promise<readonly DueCase[]> {
  return db.read<DueCase>(
    `select r.registration_id as id, r.version from registration r join dwelling d using (dwelling_id) join address a using (address_id)
     where r.state = 'declared-online' and a.status = 'standard' order by r.declared_on, r.registration_id limit $1`,
    [limit],
  )
}

/** Cards that have lain ready past their last day. */
export async function listUncollected(db: Db, before: PlainDate, limit: number): Promise<readonly DueCase[]> {
  return db.read<DueCase>(
    `select application_id as id, version from application where state = 'notified' and next_due_on < $1 order by next_due_on, application_id limit $2`,
    [before, limit],
  )
}

/** A card that lies ready, with what was told of it. */
export type WaitingCard = DueCase & { readonly notified_on: PlainDate; readonly reminders: number }

/**
 * Cards that lie ready and of which the person is to be reminded.
 * @param days - of each reminder, in natural days after the person was first told
 */
export async function listCardsToRemind(
  db: Db,
  days: readonly number[],
  on: PlainDate,
  limit: number,
): Promise<readonly WaitingCard[]> {
  return db.read<WaitingCard>(
    `select application_id as id, version, notified_on, reminders from application
     where state = 'notified' and reminders < cardinality($1::int[]) and $2::date - notified_on >= ($1::int[])[reminders + 1]
     order by notified_on, application_id limit $3`,
    [days, on, limit],
  )
}

/** Counts a reminder. @returns false when it was counted already, or the card is no longer there. */
export async function recordReminder(tx: Tx, applicationId: string, reminders: number): Promise<boolean> {
  const rows = await tx.write(
    `update application set reminders = $2 where application_id = $1 and state = 'notified' and reminders < $2 returning 1`,
    [applicationId, reminders],
  )
  return rows.length === 1
}
