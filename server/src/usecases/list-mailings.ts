import { addDays } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import { listMailingRows } from '../store/mailing.ts'
import { openNotice } from '../store/notice.ts'
import { stateOf } from './list-notices.ts'
import { LEGAL_EFFECT } from './notice-channel.ts'

const LINES_MAX = 200

/** How long messages and calls have; as long as a message is tried (I-159). */
const DAYS_BEFORE_POST = 3

/** The letters to be posted (待邮寄), oldest first. */
export async function listMailings(deps: Deps, act: Act) {
  const by = addDays(act.legalOn, -DAYS_BEFORE_POST)
  const rows = await act.city.pool.look(act.scope, (db) => listMailingRows(db, LEGAL_EFFECT, by, LINES_MAX))
  return rows.map((row) => ({
    noticeId: row.notice_id,
    personId: row.person_id,
    name: row.name,
    template: row.template,
    text: openNotice(deps.crypto, row),
    madeOn: row.made_on,
    state: stateOf(row),
    why: row.why ?? '',
    printedOn: row.printed_on,
  }))
}
