import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

export type DeficiencyNoticeRow = {
  readonly number: number
  readonly given_on: PlainDate
  readonly given_by: string
  readonly items: readonly string[]
  readonly forgotten: readonly string[]
  readonly note: string
  readonly supervisor_reason: string
}

export async function listDeficiencyNotices(db: Db, applicationId: string): Promise<readonly DeficiencyNoticeRow[]> {
  return db.read<DeficiencyNoticeRow>(
    'select number, given_on, given_by, items, forgotten, note, supervisor_reason from deficiency_notice where application_id = $1 order by number',
    [applicationId],
  )
}

/** A second notice without a supervisor's reason breaks a check of the table: the last line, not the first. */
export async function recordDeficiencyNotice(
  tx: Tx,
  applicationId: string,
  notice: DeficiencyNoticeRow,
): Promise<void> {
  await tx.write(
    `insert into deficiency_notice (application_id, number, given_on, given_by, items, forgotten, note, supervisor_reason) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      applicationId,
      notice.number,
      notice.given_on,
      notice.given_by,
      JSON.stringify(notice.items),
      JSON.stringify(notice.forgotten),
      notice.note,
      notice.supervisor_reason,
    ],
  )
}
