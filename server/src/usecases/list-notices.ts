import { maskPhone } from '@anju/standards/phone.ts'
import type { Act, Deps } from '../deps.ts'
import { listNoticeRows, openNotice } from '../store/notice.ts'
import { openMobile } from '../store/person.ts'

const LINES_MAX = 100

/** The latest notices to people in reach (通知), as the built-in viewer shows them in place of a gateway. */
export async function listNotices(deps: Deps, act: Act) {
  const rows = await act.city.pool.look(act.scope, (db) => listNoticeRows(db, act.scope.prefixes, LINES_MAX))
  return rows.map((row) => ({
    noticeId: row.notice_id,
    template: row.template,
    text: openNotice(deps.crypto, row),
    mobileMasked: maskPhone(openMobile(deps.crypto, row) ?? ''),
    madeOn: row.made_on,
    state: row.state,
  }))
}
