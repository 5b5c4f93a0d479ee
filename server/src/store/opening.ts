import type { Opening } from '@anju/domain/access/compile-scope.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

/** Files opened to an official at an instant: cases assigned, and of this post the grants that are not over. */
export async function listOpenings(
  db: Db,
  officialId: string,
  postId: string,
  at: string,
): Promise<readonly Opening[]> {
  const rows = await db.read<{ person_id: string; until_at: string | null }>(
    `select distinct person_id, null::timestamptz as until_at from case_assignment where official_id = $1 and ended_on is null
     union all
     select person_id, until_at from cross_area_grant where official_id = $1 and post_id = $2 and until_at > $3 and ended_at is null`,
    [officialId, postId, at],
  )
  return rows.map(({ person_id: personId, until_at: untilAt }) =>
    untilAt === null ? { kind: 'assigned', personId } : { kind: 'cross-area', personId, untilAt },
  )
}

export type CrossAreaRow = {
  readonly grant_id: string
  readonly version: number
  readonly person_id: string
  readonly division_code: string
  readonly official_id: string
  readonly reason: string
  readonly hours: number
  readonly asked_on: PlainDate
  readonly granted_by: string | null
  readonly granted_at: string | null
  readonly until_at: string | null
  readonly ended_by: string | null
  readonly ended_at: string | null
  readonly end_reason: string
}
const COLUMNS = `grant_id, version, person_id, division_code, official_id, reason, hours, asked_on, granted_by, granted_at, until_at, ended_by,
  ended_at, end_reason`

export async function findCrossArea(db: Db, grantId: string): Promise<CrossAreaRow | undefined> {
  const rows = await db.read<CrossAreaRow>(`select ${COLUMNS} from cross_area_grant where grant_id = $1`, [grantId])
  return rows[0]
}

/** Requests and grants that the scope sees, the newest first; one's own among them. */
export async function listCrossAreaRows(db: Db, limit: number): Promise<readonly CrossAreaRow[]> {
  return db.read<CrossAreaRow>(
    `select ${COLUMNS} from cross_area_grant order by recorded_at desc, grant_id desc limit $1`,
    [limit],
  )
}

export type NewCrossArea = {
  readonly grantId: string
  readonly personId: string
  readonly divisionCode: string
  readonly officialId: string
  readonly postId: string
  readonly reason: string
  readonly hours: number
  readonly askedOn: PlainDate
}

export async function recordCrossArea(tx: Tx, asked: NewCrossArea): Promise<void> {
  await tx.write(
    `insert into cross_area_grant (grant_id, person_id, division_code, official_id, post_id, reason, hours, asked_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      asked.grantId,
      asked.personId,
      asked.divisionCode,
      asked.officialId,
      asked.postId,
      asked.reason,
      asked.hours,
      asked.askedOn,
    ],
  )
}

/** Grants what was asked. @returns false when it was decided in this instant. */
export async function recordCrossAreaGrant(
  tx: Tx,
  row: CrossAreaRow,
  by: string,
  at: string,
  untilAt: string,
): Promise<boolean> {
  const rows = await tx.write(
    `update cross_area_grant set version = version + 1, granted_by = $3, granted_at = $4, until_at = $5
     where grant_id = $1 and version = $2 returning 1`,
    [row.grant_id, row.version, by, at, untilAt],
  )
  return rows.length === 1
}

export async function recordCrossAreaEnd(
  tx: Tx,
  row: CrossAreaRow,
  by: string,
  at: string,
  reason: string,
): Promise<boolean> {
  const rows = await tx.write(
    `update cross_area_grant set version = version + 1, ended_by = $3, ended_at = $4, end_reason = $5
     where grant_id = $1 and version = $2 returning 1`,
    [row.grant_id, row.version, by, at, reason],
  )
  return rows.length === 1
}

/** A case as an assignment names it. */
export type AssignedCase = { readonly kind: AssignableKind; readonly person_id: string; readonly division_code: string }

/** Where the cases stand that wait in a queue, each with its id: what waits may be assigned, whatever it is. */
const ASSIGNABLE = {
  registration: 'registration_id',
  application: 'application_id',
  endorsement: 'endorsement_id',
  card_case: 'card_case_id',
  permit_ending: 'ending_id',
  objection: 'objection_id',
  permit_transfer: 'transfer_id',
  office_letter: 'letter_id',
  fee_entry: 'entry_id',
} as const
type AssignableKind = keyof typeof ASSIGNABLE
const FIND_ASSIGNABLE = Object.entries(ASSIGNABLE)
  .map(([table, id]) => `select '${table}' as kind, person_id, division_code from ${table} where ${id} = $1`)
  .join(' union all ')

export async function findAssignableCase(db: Db, caseId: string): Promise<AssignedCase | undefined> {
  const rows = await db.read<AssignedCase>(FIND_ASSIGNABLE, [caseId])
  return rows[0]
}

export type NewAssignment = AssignedCase & {
  readonly assignmentId: string
  readonly caseId: string
  /** Null takes the case back to the office. */
  readonly officialId: string | null
  readonly by: string
  readonly reason: string
  readonly on: PlainDate
}

/** Ends the assignment there is, and makes the new one. Two at once break `case_assigned_once`. */
export async function recordAssignment(tx: Tx, assignment: NewAssignment): Promise<void> {
  const { assignmentId, caseId, officialId, by, reason, on } = assignment
  await tx.write(
    'update case_assignment set ended_on = $2, ended_by = $3 where case_id = $1 and ended_on is null returning 1',
    [caseId, on, by],
  )
  if (officialId === null) return
  await tx.write(
    `insert into case_assignment (assignment_id, case_id, person_id, division_code, official_id, assigned_by, reason, assigned_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [assignmentId, caseId, assignment.person_id, assignment.division_code, officialId, by, reason, on],
  )
}

/** Who works on a case by assignment. */
export type AssigneeRow = {
  readonly case_id: string
  readonly official_id: string
  readonly name: string
  readonly by: string
  readonly assigned_on: PlainDate
  readonly reason: string
}

/** The assignments in force of some cases, as far as they are seen. */
export async function listAssignees(db: Db, caseIds: readonly string[]): Promise<readonly AssigneeRow[]> {
  if (caseIds.length === 0) return []
  return db.read<AssigneeRow>(
    `select c.case_id, c.official_id, o.name, coalesce(b.name, '') as by, c.assigned_on, c.reason from case_assignment c
     join shared.official o on o.official_id = c.official_id left join shared.official b on b.official_id = c.assigned_by
     where c.case_id = any($1::uuid[]) and c.ended_on is null`,
    [caseIds],
  )
}
