import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** What one office tells another about a holder (通报). */
export type NewLetter = {
  readonly letterId: string
  readonly personId: string
  readonly permitId: string
  readonly permitNo: string
  readonly name: string
  /** Where they live now. */
  readonly address: string
  /** Of the place that the receiving office looks after. */
  readonly divisionCode: string
  readonly fromOfficeId: string
  readonly toOfficeId: string
  readonly toOffice: string
  readonly sentOn: PlainDate
}

export async function recordLetter(tx: Tx, letter: NewLetter): Promise<void> {
  await tx.write(
    `insert into office_letter (letter_id, kind, person_id, permit_id, permit_no, name, address, division_code, from_office_id, to_office_id, to_office, sent_on)
     values ($1, 'address-changed', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      letter.letterId,
      letter.personId,
      letter.permitId,
      letter.permitNo,
      letter.name,
      letter.address,
      letter.divisionCode,
      letter.fromOfficeId,
      letter.toOfficeId,
      letter.toOffice,
      letter.sentOn,
    ],
  )
}

/** A letter to an office outside this registry: on paper, so its posting is kept. */
export type OutsideLetter = Omit<NewLetter, 'permitId' | 'toOfficeId'> & {
  readonly kind: 'permit-inquiry' | 'address-changed'
  readonly transferId: string
  readonly permitId: string | null
}

export async function recordOutsideLetter(tx: Tx, letter: OutsideLetter): Promise<void> {
  await tx.write(
    `insert into office_letter (letter_id, kind, person_id, permit_id, permit_no, name, address, division_code, from_office_id, to_office_id, to_office, sent_on, transfer_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, $10, $11, $12)`,
    [
      letter.letterId,
      letter.kind,
      letter.personId,
      letter.permitId,
      letter.permitNo,
      letter.name,
      letter.address,
      letter.divisionCode,
      letter.fromOfficeId,
      letter.toOffice,
      letter.sentOn,
      letter.transferId,
    ],
  )
}

export type TransferLetter = {
  readonly letter_id: string
  readonly kind: OutsideLetter['kind']
  readonly to_office: string
  readonly sent_on: PlainDate
  readonly posted_on: PlainDate | null
  readonly tracking_no: string
}

/** What was written about a permit issued elsewhere, oldest first: the inquiry, and word of where its holder lives now. */
export async function listLettersOfTransfer(db: Db, transferId: string): Promise<readonly TransferLetter[]> {
  return db.read<TransferLetter>(
    `select letter_id, kind, to_office, sent_on, posted_on, tracking_no from office_letter where transfer_id = $1 order by recorded_at, letter_id`,
    [transferId],
  )
}

/** @returns whether it was there and not posted yet. */
export async function postLetter(
  tx: Tx,
  letterId: string,
  { by, on, trackingNo }: { readonly by: string; readonly on: PlainDate; readonly trackingNo: string },
): Promise<boolean> {
  const rows = await tx.write(
    'update office_letter set posted_on = $2, posted_by = $3, tracking_no = $4 where letter_id = $1 and posted_on is null returning 1',
    [letterId, on, by, trackingNo],
  )
  return rows.length === 1
}

export type UnreadLetter = {
  readonly letter_id: string
  readonly person_id: string
  readonly permit_id: string
  readonly name: string
  readonly sent_on: PlainDate
  /** Where the holder lives now. */
  readonly standard_text: string
}

/** Letters to the offices of the caller's area that nobody there has read, oldest first. */
export async function listUnreadLetters(db: Db, part: string, limit: number): Promise<readonly UnreadLetter[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<UnreadLetter>(
    `select l.letter_id, l.person_id, l.permit_id, l.name, l.sent_on, l.address as standard_text
     from office_letter l
     where l.read_on is null and l.to_office_id is not null and ${seenWithin('l', [1, 4, 5, 6])}
       and ($2 = '' or strpos(l.name, $2) > 0 or strpos(l.address, $2) > 0 or l.permit_no = $2)
     order by l.sent_on, l.letter_id limit $3`,
    [prefixes, part, limit, ...others],
  )
}

/** @returns whether it was there and unread. */
export async function readLetter(tx: Tx, letterId: string, by: string, on: PlainDate): Promise<boolean> {
  const rows = await tx.write(
    'update office_letter set read_on = $2, read_by = $3 where letter_id = $1 and read_on is null returning 1',
    [letterId, on, by],
  )
  return rows.length === 1
}

export async function findLetter(
  db: Db,
  letterId: string,
): Promise<{ readonly person_id: string; readonly dek_wrapped: Buffer } | undefined> {
  const rows = await db.read<{ person_id: string; dek_wrapped: Buffer }>(
    'select l.person_id, p.dek_wrapped from office_letter l join person p using (person_id) where l.letter_id = $1',
    [letterId],
  )
  return rows[0]
}
