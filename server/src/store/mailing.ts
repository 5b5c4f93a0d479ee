import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { NoticeRow } from './notice.ts'
import type { PersonRow } from './person.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** A notice with legal effect that reached nobody, with what a letter of it needs. */
export type MailingRow = Pick<
  NoticeRow,
  'notice_id' | 'person_id' | 'template' | 'text_enc' | 'made_on' | 'state' | 'delivery' | 'why'
> &
  Pick<PersonRow, 'name' | 'dek_wrapped'> & {
    readonly division_code: string
    /** The day of the latest letter, and the letter. */
    readonly printed_on: PlainDate | null
    readonly paper_id: string | null
  }

/** Undelivered by message, not told by telephone, not posted. $1 templates. */
const UNTOLD = `from notice n join person p using (person_id)
where split_part(n.template, '/', 1) = any($1)
  and (n.state = 'no-number' or exists (select from sms_part s where s.notice_id = n.notice_id and s.state in ('failed-permanent', 'expired')))
  and not exists (select from notice_call k where k.notice_id = n.notice_id and k.result = 'reached')
  and not exists (select from mailing m where m.notice_id = n.notice_id)`

const COLUMNS = `n.notice_id, n.person_id, n.template, n.text_enc, n.made_on, n.state, n.division_code, p.name, p.dek_wrapped,
  (select array_agg(s.state order by s.part) from sms_part s where s.notice_id = n.notice_id) as delivery,
  (select max(s.why) from sms_part s where s.notice_id = n.notice_id) as why,
  q.printed_on, q.paper_id`
const LATEST = `left join lateral (select printed_on, paper_id from paper where subject_id = n.notice_id and kind = 'notice-letter' order by recorded_at desc limit 1) q on true`

/**
 * The letters to be posted, oldest first: what waited for its message and its call until `by`, and at once where there is no number to try.
 */
export async function listMailingRows(
  db: Db,
  templates: readonly string[],
  by: PlainDate,
  limit: number,
): Promise<readonly MailingRow[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<MailingRow>(
    `select ${COLUMNS} ${UNTOLD.replace('where', `${LATEST} where`)}
  and (n.made_on <= $3 or n.state = 'no-number' or exists (select from notice_call k where k.notice_id = n.notice_id and k.result = 'wrong-number'))
  and ${seenWithin('n', [2, 5, 6, 7])}
order by n.made_on, n.recorded_at, n.notice_id limit $4`,
    [templates, prefixes, by, limit, ...others],
  )
}

/** One notice that may go by post; undefined when it is out of reach, was told, or has no legal effect. */
export async function findMailing(
  db: Db,
  templates: readonly string[],
  noticeId: string,
): Promise<MailingRow | undefined> {
  const rows = await db.read<MailingRow>(
    `select ${COLUMNS} ${UNTOLD.replace('where', `${LATEST} where`)} and n.notice_id = $2`,
    [templates, noticeId],
  )
  return rows[0]
}

export type NewMailing = {
  readonly noticeId: string
  readonly personId: string
  readonly divisionCode: string
  readonly paperId: string | null
  readonly trackingNo: string
  readonly postedOn: PlainDate
  readonly officialId: string
}

/** A second letter for one notice breaks `mailing_pkey`. */
export async function recordMailingRow(tx: Tx, mailing: NewMailing): Promise<void> {
  const { noticeId, personId, divisionCode, paperId, trackingNo, postedOn, officialId } = mailing
  await tx.write(
    `insert into mailing (notice_id, person_id, division_code, paper_id, tracking_no, posted_on, official_id) values ($1, $2, $3, $4, $5, $6, $7)`,
    [noticeId, personId, divisionCode, paperId, trackingNo, postedOn, officialId],
  )
}
