import type { Db } from '@anju/platform/database/pool.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'

/** A case as the queue lists it. `finding` and `entered` tell apart registrations that wait for different people. */
export type QueueRow = {
  readonly kind: 'registration' | 'application'
  readonly id: string
  readonly name: string
  readonly state: string
  readonly since: PlainDate
  readonly due_on: PlainDate | null
  readonly standard_text: string
  readonly finding: string | null
  readonly entered: boolean
  readonly total: number
}

export type QueueQuery = {
  /** What the caller may see; stands in the statement itself, with row-level security behind it. */
  readonly prefixes: readonly string[]
  readonly registrationStates: readonly string[]
  readonly applicationStates: readonly string[]
  /** `state/finding/entered` of the registrations asked for. */
  readonly registrationSituations: readonly string[]
  /** Part of a name, an address or a number; empty for all. */
  readonly part: string
  readonly limit: number
}

const QUEUE = `
with waiting as (
  select 'registration' as kind, r.registration_id as id, p.name, r.state, r.state_since as since, r.next_due_on as due_on, a.standard_text, r.finding,
    r.registered_on is not null as entered
  from registration r join person p using (person_id) join dwelling d using (dwelling_id) join address a using (address_id)
  where r.state = any($1) and r.division_code like any($2) and (r.state || '/' || coalesce(r.finding, '') || '/' || (r.registered_on is not null)) = any($3)
    and ($4 = '' or strpos(p.name, $4) > 0 or strpos(a.standard_text, $4) > 0 or r.receipt_no = $4)
  union all
  select 'application', c.application_id, p.name, c.state, c.state_since, coalesce(c.next_due_on, c.due_extended_on, c.due_on), a.standard_text, null, true
  from application c join person p using (person_id) join dwelling d using (dwelling_id) join address a using (address_id)
  where c.state = any($5) and c.division_code like any($2)
    and ($4 = '' or strpos(p.name, $4) > 0 or strpos(a.standard_text, $4) > 0 or c.acceptance_no = $4)
)
select kind, id, name, state, since, due_on, standard_text, finding, entered, (count(*) over ())::int as total
from waiting order by due_on nulls last, since, id limit $6`

/** Cases that wait, the most urgent first: by due day, then by how long they have waited. */
export async function listQueueRows(db: Db, query: QueueQuery): Promise<readonly QueueRow[]> {
  const { prefixes, registrationStates, applicationStates, registrationSituations, part, limit } = query
  return db.read<QueueRow>(QUEUE, [
    registrationStates,
    prefixes.map((prefix) => `${prefix}%`),
    registrationSituations,
    part,
    applicationStates,
    limit,
  ])
}
