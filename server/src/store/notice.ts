import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { DeliveryState } from '../gateway/delivery-state.ts'
import type { PersonRow } from './person.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** A notice as it is listed. `delivery` are the states of its parts and `why` the last word of the gateway, where it goes by one. */
export type NoticeRow = {
  readonly notice_id: string
  readonly person_id: string
  readonly template: string
  readonly text_enc: Buffer
  readonly made_on: string
  readonly state: 'shown' | 'no-number' | 'gateway'
  readonly delivery: readonly DeliveryState[] | null
  readonly why: string | null
} & Pick<PersonRow, 'mobile_enc' | 'dek_wrapped'>

export type NewNotice = {
  readonly noticeId: string
  readonly personId: string
  readonly wrappedKey: Buffer
  readonly divisionCode: string
  readonly outboxId: string
  readonly template: string
  readonly text: string
  readonly madeOn: string
  readonly state: NoticeRow['state']
  /** A number that it goes to instead of the one on record, sealed as in the person's row. */
  readonly toMobileEnc: Buffer | null
}

/** Writes a notice once for its outbox row, however often that is delivered. @returns whether it was written now. */
export async function recordNotice(tx: Tx, crypto: CryptoProvider, notice: NewNotice): Promise<boolean> {
  const rows = await tx.write(
    `insert into notice (notice_id, person_id, division_code, outbox_id, template, text_enc, made_on, state, to_mobile_enc) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (outbox_id) do nothing returning 1`,
    [
      notice.noticeId,
      notice.personId,
      notice.divisionCode,
      notice.outboxId,
      notice.template,
      crypto.seal(placeOf(notice.noticeId, notice.personId), notice.text, notice.wrappedKey),
      notice.madeOn,
      notice.state,
      notice.toMobileEnc,
    ],
  )
  return rows.length === 1
}

/** The latest notices to people in reach. */
export async function listNoticeRows(db: Db, limit: number): Promise<readonly NoticeRow[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<NoticeRow>(
    `select n.notice_id, n.person_id, n.template, n.text_enc, n.made_on, n.state, coalesce(n.to_mobile_enc, p.mobile_enc) as mobile_enc, p.dek_wrapped, s.delivery, s.why
     from notice n join person p using (person_id)
     left join lateral (select array_agg(state order by part) as delivery, max(why) as why from sms_part where notice_id = n.notice_id) s on true
     where ${seenWithin('n', [1, 3, 4, 5])} order by n.made_on desc, n.recorded_at desc, n.notice_id desc limit $2`,
    [prefixes, limit, ...others],
  )
}

export function openNotice(
  crypto: CryptoProvider,
  row: Pick<NoticeRow, 'text_enc' | 'dek_wrapped'> & { readonly notice_id: string; readonly person_id: string },
): string {
  return crypto.open(placeOf(row.notice_id, row.person_id), row.text_enc, row.dek_wrapped).toString('utf8')
}

/** Notices whose text holds a code that only the person may know. */
const CODE_NOTICE = /^mandate-code\//

/** The text as officials see it: a code in it is hidden, but on trial, where the viewer stands for the telephone. */
export function openNoticeForOfficials(
  crypto: CryptoProvider,
  row: Pick<NoticeRow, 'text_enc' | 'dek_wrapped' | 'template'> & Parameters<typeof openNotice>[1],
  { demo, gateway }: { readonly demo: boolean; readonly gateway?: unknown },
): string {
  const text = openNotice(crypto, row)
  const isTrial = demo && gateway === undefined
  return CODE_NOTICE.test(row.template) && !isTrial ? text.replaceAll(/\d{6}/g, '******') : text
}

function placeOf(noticeId: string, personId: string) {
  return { table: 'notice', column: 'text_enc', rowId: noticeId, personId }
}

/** What the texts of notices tell of a case, and whom they go to. */
export type NoticeSubject = {
  readonly kind:
    | 'registration'
    | 'application'
    | 'permit'
    | 'endorsement'
    | 'card-case'
    | 'address-change'
    | 'transfer'
    | 'objection'
    | 'mandate'
  readonly person_id: string
  readonly division_code: string
  readonly name: string
  readonly mobile_enc: Buffer | null
  readonly dek_wrapped: Buffer
  readonly state: string
  readonly state_since: PlainDate
  readonly registered_on: PlainDate | null
  readonly next_due_on: PlainDate | null
  readonly end_reason: string | null
  readonly acceptance_no: string | null
  readonly due_on: PlainDate | null
}

/** The case that a notice is about; undefined when it is out of reach. */
export async function findNoticeSubject(db: Db, caseId: string): Promise<NoticeSubject | undefined> {
  const rows = await db.read<NoticeSubject>(
    `select c.*, p.name, p.mobile_enc, p.dek_wrapped from (
       select 'registration' as kind, person_id, division_code, state, state_since, registered_on, next_due_on, end_reason, null as acceptance_no, null::date as due_on
       from registration where registration_id = $1
       union all
       select 'application', a.person_id, a.division_code, a.state, a.state_since, r.registered_on, a.next_due_on, null, a.acceptance_no, coalesce(a.due_extended_on, a.due_on)
       from application a join registration r using (registration_id) where application_id = $1
       union all
       select 'permit', person_id, division_code, state, issued_on, null, null, end_reason, null, null from permit where permit_id = $1
       union all
       select 'endorsement', person_id, division_code, 'in-force', accepted_on, null, null, null, null, null from endorsement where endorsement_id = $1
       union all
       select 'address-change', person_id, division_code, 'in-force', changed_on, moved_on, null, null, null, null from address_change where address_change_id = $1
       union all
       select 'transfer', person_id, division_code, state, opened_on, null, null, null, null, null from permit_transfer where transfer_id = $1 and permit_id is null
       union all
       select 'objection', person_id, division_code, 'in-force', filed_on, null, due_on, null, null, null from objection where objection_id = $1
       union all
       select 'mandate', person_id, division_code, 'in-force', given_on, null, null, null, null, null from mandate where mandate_id = $1
       union all
       select 'card-case', person_id, division_code, 'in-force', accepted_on, null, null, null, null, due_on from card_case where card_case_id = $1
     ) c join person p using (person_id)`,
    [caseId],
  )
  return rows[0]
}
