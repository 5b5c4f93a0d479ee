import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Condition } from '@anju/domain/application/checklist.ts'
import type { Channel } from '@anju/domain/policy/workflow-policy.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { reachParameters, seenWithin } from './reach.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

/** Where an endorsement was written: the chip, the paper of an older card, or the register alone. */
export type Written = 'chip' | 'paper' | 'register'

/** One endorsement (签注) as it happened. */
export type EndorsementRow = {
  readonly endorsement_id: string
  readonly version: number
  readonly permit_id: string
  readonly person_id: string
  readonly division_code: string
  readonly channel: Channel
  readonly condition: Condition | null
  readonly pack: string
  readonly accepted_on: PlainDate
  readonly needs_check: boolean
  readonly checked_on: PlainDate | null
  readonly completed_on: PlainDate | null
  readonly refused_on: PlainDate | null
  readonly written: Written | null
  readonly refusal_reasons: readonly string[] | null
}

/** A permit that something is done with, as far as an endorsement asks; the row is locked to the end of the transaction. */
export type HeldPermit = {
  readonly permit_id: string
  readonly permit_no: string
  readonly version: number
  readonly person_id: string
  readonly division_code: string
  readonly dwelling_id: string
  readonly state: 'pending-pick-up' | 'in-force' | 'ended'
  readonly dek_wrapped: Buffer
  readonly id_bidx: Buffer
}

const HELD = `select t.permit_id, t.permit_no, t.version, t.person_id, t.division_code, t.dwelling_id, t.state, p.dek_wrapped, p.id_bidx
from permit t join person p using (person_id) where t.permit_id = $1`

/** The permit, locked: whoever comes second waits here and then sees what the first one did. */
export async function lockPermit(tx: Tx, permitId: string): Promise<HeldPermit | undefined> {
  const rows = await tx.write<HeldPermit>(`${HELD} for update of t`, [permitId])
  return rows[0]
}

export async function findHeldPermit(db: Db, permitId: string): Promise<HeldPermit | undefined> {
  const rows = await db.read<HeldPermit>(HELD, [permitId])
  return rows[0]
}

const COLUMNS = `e.endorsement_id, e.version, e.permit_id, e.person_id, e.division_code, e.channel, e.condition, e.pack, e.accepted_on, e.needs_check, e.checked_on,
  e.completed_on, e.refused_on, e.written, e.refusal_reasons`

export async function findEndorsement(db: Db, endorsementId: string): Promise<EndorsementRow | undefined> {
  const rows = await db.read<EndorsementRow>(`select ${COLUMNS} from endorsement e where e.endorsement_id = $1`, [
    endorsementId,
  ])
  return rows[0]
}

/** Every endorsement of a person's permits, oldest first. */
export async function listEndorsementsOf(db: Db, personId: string): Promise<readonly EndorsementRow[]> {
  return db.read<EndorsementRow>(
    `select ${COLUMNS} from endorsement e where e.person_id = $1 order by e.accepted_on, e.recorded_at, e.endorsement_id`,
    [personId],
  )
}

export type NewEndorsement = {
  readonly endorsementId: string
  readonly permitId: string
  readonly personId: string
  readonly officeId: string
  readonly divisionCode: string
  readonly channel: Channel
  readonly condition: Condition | null
  readonly pack: string
  readonly acceptedOn: PlainDate
  readonly bookedOnlineOn: PlainDate | null
  readonly needsCheck: boolean
  /** Written in the same visit, or on `completedOn`. */
  readonly written: Written | null
  readonly completedOn?: PlainDate
  readonly version: number
  /** Not made here: seen on a card issued elsewhere, or told by the old register. */
  readonly takenFrom?: 'card' | 'import'
}

/** A second open one of the permit breaks `endorsement_open_once`. */
export async function recordEndorsement(tx: Tx, sealing: Sealing, one: NewEndorsement): Promise<void> {
  const by = { column: 'endorsement_id', id: one.endorsementId }
  await writeSealed(tx, sealing, 'endorsement', by, () => insertEndorsement(tx, one))
}

async function insertEndorsement(tx: Tx, one: NewEndorsement): Promise<void> {
  await tx.write(
    `insert into endorsement (endorsement_id, version, permit_id, person_id, office_id, division_code, channel, condition, pack, accepted_on, booked_online_on, needs_check, completed_on, written, taken_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $13::text is null then null else coalesce($15::date, $10::date) end, $13, $14)`,
    [
      one.endorsementId,
      one.version,
      one.permitId,
      one.personId,
      one.officeId,
      one.divisionCode,
      one.channel,
      one.condition,
      one.pack,
      one.acceptedOn,
      one.bookedOnlineOn,
      one.needsCheck,
      one.written,
      one.takenFrom ?? null,
      one.completedOn ?? null,
    ],
  )
}

export type EndorsementChange = {
  readonly checkedOn?: PlainDate
  readonly completedOn?: PlainDate
  readonly written?: Written
  readonly refusedOn?: PlainDate
  readonly refusalReasons?: readonly string[]
}

/** @returns whether the row still stood at that version. */
export async function changeEndorsement(
  tx: Tx,
  sealing: Sealing,
  { endorsement_id: id, version }: EndorsementRow,
  change: EndorsementChange,
): Promise<boolean> {
  const rows = await writeSealed(tx, sealing, 'endorsement', { column: 'endorsement_id', id }, () =>
    tx.write(
      `update endorsement set version = version + 1, checked_on = coalesce($3, checked_on), completed_on = coalesce($4, completed_on), written = coalesce($5, written),
       refused_on = coalesce($6, refused_on), refusal_reasons = coalesce($7, refusal_reasons)
     where endorsement_id = $1 and version = $2 returning 1`,
      [
        id,
        version,
        change.checkedOn ?? null,
        change.completedOn ?? null,
        change.written ?? null,
        change.refusedOn ?? null,
        change.refusalReasons === undefined ? null : [...change.refusalReasons],
      ],
    ),
  )
  return rows.length === 1
}

/** A refused one waits for its decision again, with the day it was accepted. */
export async function reopenEndorsement(
  tx: Tx,
  sealing: Sealing,
  { endorsement_id: id, version }: EndorsementRow,
): Promise<void> {
  await writeSealed(tx, sealing, 'endorsement', { column: 'endorsement_id', id }, () =>
    tx.write(
      `update endorsement set version = version + 1, refused_on = null, refusal_reasons = null where endorsement_id = $1 and version = $2 returning 1`,
      [id, version],
    ),
  )
}

/** An endorsement that waits for somebody, for the queue. */
export type WaitingEndorsement = EndorsementRow & {
  readonly name: string
  readonly permit_no: string
  readonly standard_text: string
}

/** Endorsements that were accepted and not decided, oldest first. */
export async function listOpenEndorsements(
  db: Db,
  part: string,
  limit: number,
): Promise<readonly WaitingEndorsement[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<WaitingEndorsement>(
    `select ${COLUMNS}, p.name, t.permit_no, a.standard_text
     from endorsement e join person p using (person_id) join permit t using (permit_id) join dwelling d on d.dwelling_id = t.dwelling_id join address a using (address_id)
     where e.completed_on is null and e.refused_on is null and ${seenWithin('e', [1, 4, 5, 6])}
       and ($2 = '' or strpos(p.name, $2) > 0 or strpos(a.standard_text, $2) > 0 or t.permit_no = $2)
     order by e.accepted_on, e.endorsement_id limit $3`,
    [prefixes, part, limit, ...others],
  )
}

/** The permits of whoever has this number, that have not ended. */
export async function listHeldPermitsByIndex(db: Db, indexes: readonly Buffer[]): Promise<readonly HeldPermit[]> {
  return db.read<HeldPermit>(
    `select t.permit_id, t.permit_no, t.version, t.person_id, t.division_code, t.dwelling_id, t.state, p.dek_wrapped, p.id_bidx
     from person p join permit t using (person_id) where p.id_bidx = any($1) and t.state <> 'ended' order by t.issued_on`,
    [indexes],
  )
}
