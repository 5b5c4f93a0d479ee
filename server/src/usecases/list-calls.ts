import { maskPhone } from '@anju/standards/phone.ts'
import { addDays } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import { listCallRows, openCallNote } from '../store/notice-call.ts'
import { openNotice } from '../store/notice.ts'
import { openMobile } from '../store/person.ts'
import { stateOf } from './list-notices.ts'
import { WORTH_CALLING } from './notice-channel.ts'

const LINES_MAX = 200
/** What is older than this is no longer news to anybody. */
const DAYS_BACK = 60

/** The people to be telephoned (待电话联系): an important notice did not reach them, and no other one of its family did. */
export async function listCalls(deps: Deps, act: Act) {
  const since = addDays(act.legalOn, -DAYS_BACK)
  const rows = await act.city.pool.look(act.scope, (db) => listCallRows(db, WORTH_CALLING, since, LINES_MAX))
  return rows.map((row) => ({
    noticeId: row.notice_id,
    personId: row.person_id,
    name: row.name,
    mobileMasked: maskPhone(openMobile(deps.crypto, row) ?? ''),
    template: row.template,
    text: openNotice(deps.crypto, row),
    madeOn: row.made_on,
    state: stateOf(row),
    why: row.why ?? '',
    earlier: row.earlier.map((call) => ({
      calledOn: call.calledOn,
      result: call.result,
      note: openCallNote(deps.crypto, row, call),
    })),
  }))
}
