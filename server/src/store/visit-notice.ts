import type { Tx } from '@anju/platform/database/pool.ts'

/** Notices that somebody will come to the door: whose registration ended before they went out is not told any more (I-212). */
export const VISIT_NOTICES: readonly string[] = [
  'declared-online',
  'visit-planned',
  'visit-missed',
  'departure-taken-back',
  'reopened',
]

/** What stands in place of a gateway's word where a message was not sent, because nobody comes any more. */
export const OVERTAKEN = 'nobody comes any more'

/** Ends what waits to be sent of the visits of a person; what a gateway may have taken is out of our hands. */
export async function withdrawVisitNotices(tx: Tx, personId: string, at: string): Promise<void> {
  await tx.write(
    `update sms_part s set state = 'failed-permanent', why = $4, settled_at = $3 from notice n
     where s.person_id = $1 and n.notice_id = s.notice_id and split_part(n.template, '/', 1) = any($2) and s.state in ('queued', 'failed-retry')`,
    [personId, VISIT_NOTICES, at, OVERTAKEN],
  )
}
