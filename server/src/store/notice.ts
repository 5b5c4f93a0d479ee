import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { PersonRow } from './person.ts'

export type NoticeRow = {
  readonly notice_id: string
  readonly person_id: string
  readonly template: string
  readonly text_enc: Buffer
  readonly made_on: string
  readonly state: 'shown' | 'no-number'
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
}

/** Writes a notice once for its outbox row, however often that is delivered. @returns whether it was written now. */
export async function recordNotice(tx: Tx, crypto: CryptoProvider, notice: NewNotice): Promise<boolean> {
  const rows = await tx.write(
    `insert into notice (notice_id, person_id, division_code, outbox_id, template, text_enc, made_on, state) values ($1, $2, $3, $4, $5, $6, $7, $8)
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
    ],
  )
  return rows.length === 1
}

/** The latest notices to people in reach. */
export async function listNoticeRows(
  db: Db,
  divisionPrefixes: readonly string[],
  limit: number,
): Promise<readonly NoticeRow[]> {
  return db.read<NoticeRow>(
    `select n.notice_id, n.person_id, n.template, n.text_enc, n.made_on, n.state, p.mobile_enc, p.dek_wrapped
     from notice n join person p using (person_id) where n.division_code like any($1) order by n.made_on desc, n.recorded_at desc, n.notice_id desc limit $2`,
    [divisionPrefixes.map((prefix) => `${prefix}%`), limit],
  )
}

export function openNotice(crypto: CryptoProvider, row: NoticeRow): string {
  return crypto.open(placeOf(row.notice_id, row.person_id), row.text_enc, row.dek_wrapped).toString('utf8')
}

function placeOf(noticeId: string, personId: string) {
  return { table: 'notice', column: 'text_enc', rowId: noticeId, personId }
}
