import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { NoticeRow } from './notice.ts'
import type { PersonRow } from './person.ts'

/** A card that was made for somebody, good or void. */
export type CardRow = {
  readonly card_id: string
  readonly permit_no: string
  readonly stock_no: string
  readonly state: 'good' | 'void'
  readonly made_on: PlainDate
  readonly made_for: string | null
  readonly void_reason: string | null
  readonly voided_on: PlainDate | null
}

export async function listCardsOf(db: Db, personId: string): Promise<readonly CardRow[]> {
  return db.read<CardRow>(
    `select c.card_id, t.permit_no, c.stock_no, c.state, c.made_on, c.made_for, c.void_reason, c.voided_on
     from card c join permit t using (permit_id) where t.person_id = $1 order by c.made_on, c.card_id`,
    [personId],
  )
}

export type NoticeOfPerson = Pick<
  NoticeRow,
  'notice_id' | 'person_id' | 'template' | 'text_enc' | 'made_on' | 'state' | 'delivery'
> &
  Pick<PersonRow, 'dek_wrapped'>

/** Every notice to a person, oldest first. */
export async function listNoticesOf(db: Db, personId: string): Promise<readonly NoticeOfPerson[]> {
  return db.read<NoticeOfPerson>(
    `select n.notice_id, n.person_id, n.template, n.text_enc, n.made_on, n.state, p.dek_wrapped,
       (select array_agg(s.state order by s.part) from sms_part s where s.notice_id = n.notice_id) as delivery
     from notice n join person p using (person_id) where n.person_id = $1 order by n.made_on, n.recorded_at, n.notice_id`,
    [personId],
  )
}

/** A signature under some case of a person (签名负责). */
export type SignatureOfPerson = {
  readonly case_id: string
  readonly step: string
  readonly official_id: string
  readonly post_id: string
  readonly signed_on: PlainDate
}

/** Who signed for what in the cases of a person, oldest first. */
export async function listSignaturesOf(db: Db, personId: string): Promise<readonly SignatureOfPerson[]> {
  return db.read<SignatureOfPerson>(
    `with own as (
       select registration_id as case_id from registration where person_id = $1
       union all select application_id from application where person_id = $1
       union all select endorsement_id from endorsement where person_id = $1
       union all select transfer_id from permit_transfer where person_id = $1
     )
     select s.case_id, s.step, s.official_id, s.post_id, s.signed_on from own join signature s using (case_id) order by s.signed_at, s.case_version`,
    [personId],
  )
}

/** The permits of a person with their numbers, oldest first. */
export async function listPermitsOf(
  db: Db,
  personId: string,
): Promise<readonly { readonly permit_id: string; readonly permit_no: string; readonly state: string }[]> {
  return db.read(`select permit_id, permit_no, state from permit where person_id = $1 order by issued_on, permit_id`, [
    personId,
  ])
}
