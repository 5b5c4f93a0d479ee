import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { ObjectableAct } from '@anju/domain/objection/decide-act-objection.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** A statement against an adverse act (异议), and its answer. */
export type ObjectionRow = {
  readonly objection_id: string
  readonly version: number
  readonly person_id: string
  readonly division_code: string
  readonly against: ObjectableAct
  readonly subject_id: string
  readonly told_on: PlainDate
  readonly filed_on: PlainDate
  readonly due_on: PlainDate
  readonly statement_enc: Buffer
  readonly answer: 'upheld' | 'rejected' | null
  readonly answered_on: PlainDate | null
  readonly reason_enc: Buffer | null
  readonly dek_wrapped: Buffer
  readonly name: string
}

const COLUMNS = `o.objection_id, o.version, o.person_id, o.division_code, o.against, o.subject_id, o.told_on, o.filed_on, o.due_on, o.statement_enc, o.answer,
  o.answered_on, o.reason_enc, p.dek_wrapped, p.name`
const FROM = 'from objection o join person p using (person_id)'

export async function findObjection(db: Db, objectionId: string): Promise<ObjectionRow | undefined> {
  const rows = await db.read<ObjectionRow>(`select ${COLUMNS} ${FROM} where o.objection_id = $1`, [objectionId])
  return rows[0]
}

/** The same, locked: whoever answers second sees the answer of the first. */
export async function lockObjection(tx: Tx, objectionId: string): Promise<ObjectionRow | undefined> {
  const rows = await tx.write<ObjectionRow>(`select ${COLUMNS} ${FROM} where o.objection_id = $1 for update of o`, [
    objectionId,
  ])
  return rows[0]
}

export async function listObjectionsOf(db: Db, personId: string): Promise<readonly ObjectionRow[]> {
  return db.read<ObjectionRow>(`select ${COLUMNS} ${FROM} where o.person_id = $1 order by o.filed_on, o.objection_id`, [
    personId,
  ])
}

export type NewObjection = {
  readonly objectionId: string
  readonly personId: string
  readonly wrappedKey: Buffer
  readonly divisionCode: string
  readonly officeId: string
  readonly against: ObjectableAct
  readonly subjectId: string
  readonly toldOn: PlainDate
  readonly filedOn: PlainDate
  readonly dueOn: PlainDate
  readonly statement: string
  readonly pack: string
}

/** A second one against the same act breaks `objection_once`. */
export async function recordObjection(tx: Tx, crypto: CryptoProvider, one: NewObjection): Promise<void> {
  const statement = crypto.seal(placeOf('statement_enc', one), Buffer.from(one.statement), one.wrappedKey)
  await tx.write(
    `insert into objection (objection_id, version, person_id, division_code, office_id, against, subject_id, told_on, filed_on, due_on, statement_enc, pack)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      one.objectionId,
      one.personId,
      one.divisionCode,
      one.officeId,
      one.against,
      one.subjectId,
      one.toldOn,
      one.filedOn,
      one.dueOn,
      statement,
      one.pack,
    ],
  )
}

/** @returns whether it was open. */
export async function answerObjectionRow(
  tx: Tx,
  crypto: CryptoProvider,
  row: ObjectionRow,
  { answer, on, reason }: { readonly answer: 'upheld' | 'rejected'; readonly on: PlainDate; readonly reason: string },
): Promise<boolean> {
  const place = placeOf('reason_enc', { objectionId: row.objection_id, personId: row.person_id })
  const rows = await tx.write(
    `update objection set version = version + 1, answer = $3, answered_on = $4, reason_enc = $5
     where objection_id = $1 and version = $2 and answer is null returning 1`,
    [row.objection_id, row.version, answer, on, crypto.seal(place, Buffer.from(reason), row.dek_wrapped)],
  )
  return rows.length === 1
}

/** What was said and answered, in clear. */
export function openObjection(
  crypto: CryptoProvider,
  row: ObjectionRow,
): { readonly statement: string; readonly reason: string } {
  const owner = { objectionId: row.objection_id, personId: row.person_id }
  const open = (column: 'statement_enc' | 'reason_enc', cell: Buffer | null) =>
    cell === null ? '' : crypto.open(placeOf(column, owner), cell, row.dek_wrapped).toString('utf8')
  return { statement: open('statement_enc', row.statement_enc), reason: open('reason_enc', row.reason_enc) }
}

function placeOf(
  column: string,
  { objectionId, personId }: { readonly objectionId: string; readonly personId: string },
) {
  return { table: 'objection', column, rowId: objectionId, personId }
}

/** Objections that wait for their answer, by the day it is owed. */
export async function listOpenObjections(
  db: Db,
  part: string,
  limit: number,
): Promise<readonly (ObjectionRow & { readonly standard_text: string })[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<ObjectionRow & { readonly standard_text: string }>(
    `select ${COLUMNS}, coalesce(home.standard_text, '') as standard_text ${FROM}
     left join lateral (select a.standard_text from registration r join dwelling d using (dwelling_id) join address a using (address_id)
       where r.person_id = o.person_id order by r.declared_on desc limit 1) home on true
     where o.answer is null and ${seenWithin('o', [1, 4, 5, 6])} and ($2 = '' or strpos(p.name, $2) > 0)
     order by o.due_on, o.objection_id limit $3`,
    [prefixes, part, limit, ...others],
  )
}

/** An adverse act: whose it is, when it was told, and who decided it. */
export type AdverseAct = {
  readonly person_id: string
  readonly division_code: string
  readonly told_on: PlainDate
  readonly dek_wrapped: Buffer
}

/** A permit may end on a later day than the person was told of it: on the day it was decided. */
const TOLD_OF_END = `coalesce((select n.decided_on from permit_ending n where n.permit_id = t.permit_id and n.state = 'done'), t.ended_on)`

const ACTS: Readonly<Record<ObjectableAct, string>> = {
  'application-refused': `select x.person_id, x.division_code, x.closed_on as told_on, p.dek_wrapped from application x join person p using (person_id)
    where x.application_id = $1 and x.state = 'refused'`,
  'endorsement-refused': `select e.person_id, e.division_code, e.refused_on as told_on, p.dek_wrapped from endorsement e join person p using (person_id)
    where e.endorsement_id = $1 and e.refused_on is not null`,
  'permit-ended': `select t.person_id, t.division_code, ${TOLD_OF_END} as told_on, p.dek_wrapped from permit t join person p using (person_id)
    where t.permit_id = $1 and t.ended_on is not null`,
}

/** @returns undefined when there is no such act: not decided so, or taken back. */
export async function findAdverseAct(
  db: Db,
  against: ObjectableAct,
  subjectId: string,
): Promise<AdverseAct | undefined> {
  const rows = await db.read<AdverseAct>(ACTS[against], [subjectId])
  return rows[0]
}

/** Acts against a person, newest first, however long ago. */
export async function listAdverseActs(
  db: Db,
  personId: string,
): Promise<readonly { readonly against: ObjectableAct; readonly subject_id: string; readonly told_on: PlainDate }[]> {
  return db.read(
    `select 'application-refused' as against, application_id as subject_id, closed_on as told_on from application where person_id = $1 and state = 'refused'
     union all select 'endorsement-refused', endorsement_id, refused_on from endorsement where person_id = $1 and refused_on is not null
     union all select 'permit-ended', t.permit_id, ${TOLD_OF_END} from permit t where t.person_id = $1 and t.ended_on is not null and t.handed_over_on is not null
     order by told_on desc`,
    [personId],
  )
}
