import type { Condition } from '@anju/domain/application/checklist.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { TransferAnswer, TransferState } from '@anju/domain/transfer/transfer-machine.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** A permit issued by an office outside this registry (外地签发居住证), from its card to the decision. */
export type TransferRow = {
  readonly transfer_id: string
  readonly version: number
  readonly person_id: string
  readonly registration_id: string
  readonly division_code: string
  readonly permit_no: string
  readonly card_no: string
  readonly issued_on: PlainDate
  readonly issued_in: string
  readonly issuing_office: string
  readonly endorsed_on: readonly PlainDate[]
  readonly printed_expiry_on: PlainDate | null
  readonly old_address: string
  readonly finding: 'keep' | 'reset' | null
  readonly finding_reason: string
  readonly pack: string
  readonly state: TransferState
  readonly opened_by: string
  readonly opened_on: PlainDate
  readonly answer_due_on: PlainDate
  readonly answer: TransferAnswer | null
  readonly answered_on: PlainDate | null
  readonly answered_by: string | null
  readonly answer_document: string
  readonly resided_from: PlainDate | null
  readonly signed_off_on: PlainDate | null
  readonly decided_by: string | null
  readonly decided_on: PlainDate | null
  readonly permit_id: string | null
  /** Of the endorsement that was taken while the permit is asked after; all three null when none was. */
  readonly endorse_condition: Condition | 'none' | null
  readonly endorse_on: PlainDate | null
  readonly endorse_by: string | null
}

const COLUMNS = `x.transfer_id, x.version, x.person_id, x.registration_id, x.division_code, x.permit_no, x.card_no, x.issued_on, x.issued_in, x.issuing_office,
  x.endorsed_on::text[] as endorsed_on, x.printed_expiry_on, x.old_address, x.finding, x.finding_reason, x.pack, x.state, x.opened_by, x.opened_on, x.answer_due_on, x.answer, x.answered_on,
  x.answered_by, x.answer_document, x.resided_from, x.signed_off_on, x.decided_by, x.decided_on, x.permit_id,
  x.endorse_condition, x.endorse_on, x.endorse_by`

export async function findTransfer(db: Db, transferId: string): Promise<TransferRow | undefined> {
  const rows = await db.read<TransferRow>(`select ${COLUMNS} from permit_transfer x where x.transfer_id = $1`, [
    transferId,
  ])
  return rows[0]
}

/** Locked: whoever comes second waits here and then sees what the first one did. */
export async function lockTransfer(tx: Tx, transferId: string): Promise<TransferRow | undefined> {
  const rows = await tx.write<TransferRow>(
    `select ${COLUMNS} from permit_transfer x where x.transfer_id = $1 for update of x`,
    [transferId],
  )
  return rows[0]
}

/** Every permit from elsewhere that was shown by a person, oldest first. */
export async function listTransfersOf(db: Db, personId: string): Promise<readonly TransferRow[]> {
  return db.read<TransferRow>(
    `select ${COLUMNS} from permit_transfer x where x.person_id = $1 order by x.opened_on, x.transfer_id`,
    [personId],
  )
}

export type NewTransfer = Omit<
  TransferRow,
  | 'state'
  | 'answer'
  | 'answered_on'
  | 'answered_by'
  | 'answer_document'
  | 'resided_from'
  | 'signed_off_on'
  | 'decided_by'
  | 'decided_on'
  | 'permit_id'
> & { readonly office_id: string }

/** A second open one of the person breaks `transfer_open_once`. */
export async function recordTransfer(tx: Tx, one: NewTransfer): Promise<void> {
  await tx.write(
    `insert into permit_transfer (transfer_id, version, person_id, registration_id, office_id, division_code, permit_no, card_no, issued_on, issued_in, issuing_office,
       endorsed_on, old_address, finding, finding_reason, pack, state, opened_by, opened_on, answer_due_on, printed_expiry_on, endorse_condition, endorse_on, endorse_by)
     values ($1, $20, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::date[], $12, $13, $14, $15, 'asked', $16, $17, $18, $19, $21, $22, $23)`,
    [
      one.transfer_id,
      one.person_id,
      one.registration_id,
      one.office_id,
      one.division_code,
      one.permit_no,
      one.card_no,
      one.issued_on,
      one.issued_in,
      one.issuing_office,
      one.endorsed_on,
      one.old_address,
      one.finding,
      one.finding_reason,
      one.pack,
      one.opened_by,
      one.opened_on,
      one.answer_due_on,
      one.printed_expiry_on,
      one.version,
      one.endorse_condition,
      one.endorse_on,
      one.endorse_by,
    ],
  )
}

export type TransferChange = Partial<
  Pick<
    TransferRow,
    | 'state'
    | 'answer'
    | 'answered_on'
    | 'answered_by'
    | 'answer_document'
    | 'resided_from'
    | 'signed_off_on'
    | 'decided_by'
    | 'decided_on'
    | 'permit_id'
    | 'endorse_condition'
    | 'endorse_on'
    | 'endorse_by'
  >
>

/** The next version of a case that is locked. */
export async function changeTransfer(tx: Tx, transferId: string, change: TransferChange): Promise<void> {
  await tx.write(
    `update permit_transfer set version = version + 1, state = coalesce($2, state), answer = coalesce($3, answer), answered_on = coalesce($4, answered_on),
       answered_by = coalesce($5, answered_by), answer_document = coalesce($6, answer_document), resided_from = coalesce($7, resided_from),
       signed_off_on = coalesce($8, signed_off_on), decided_by = coalesce($9, decided_by), decided_on = coalesce($10, decided_on), permit_id = coalesce($11, permit_id),
       endorse_condition = coalesce($12, endorse_condition), endorse_on = coalesce($13, endorse_on), endorse_by = coalesce($14, endorse_by)
     where transfer_id = $1`,
    [
      transferId,
      change.state ?? null,
      change.answer ?? null,
      change.answered_on ?? null,
      change.answered_by ?? null,
      change.answer_document ?? null,
      change.resided_from ?? null,
      change.signed_off_on ?? null,
      change.decided_by ?? null,
      change.decided_on ?? null,
      change.permit_id ?? null,
      change.endorse_condition ?? null,
      change.endorse_on ?? null,
      change.endorse_by ?? null,
    ],
  )
}

export type OpenTransfer = Pick<
  TransferRow,
  'transfer_id' | 'person_id' | 'state' | 'opened_on' | 'answered_on' | 'answer_due_on'
> & { readonly name: string; readonly standard_text: string }

/** Permits from elsewhere that wait in the caller's area: for their answer, or for the decision. */
export async function listOpenTransfers(db: Db, part: string, limit: number): Promise<readonly OpenTransfer[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<OpenTransfer>(
    `select x.transfer_id, x.person_id, x.state, x.opened_on, x.answered_on, x.answer_due_on, p.name, a.standard_text
     from permit_transfer x join person p using (person_id) join registration r using (registration_id) join dwelling d using (dwelling_id) join address a using (address_id)
     where x.state in ('asked', 'answered') and ${seenWithin('x', [1, 4, 5, 6])}
       and ($2 = '' or strpos(p.name, $2) > 0 or strpos(a.standard_text, $2) > 0 or x.permit_no = $2)
     order by x.answer_due_on, x.transfer_id limit $3`,
    [prefixes, part, limit, ...others],
  )
}
