import { scopeOf } from '@anju/platform/database/scope.ts'

import { rosterMark } from '../pinned-roster.ts'
import type { OrderingCity } from '../store/city.ts'
import { dropWaiting, keepWaiting, listToJudge, lockWaiting } from '../store/waiting-order.ts'
import { beginOrder } from './apply-orders.ts'
import type { Exchange } from './node.ts'
import { judgeOrder, OFFICIAL_UNKNOWN, openWaiting } from './prove-order.ts'

/** Judges again what waits for a roster, when another one was pinned since: what it names is begun, the rest goes on waiting. */
export async function beginWaiting({ deps, legalDay }: Exchange, city: OrderingCity): Promise<void> {
  const mark = rosterMark(deps.officials())
  if (mark === '') return
  const scope = scopeOf({ city: '', prefixes: [city.areaCode] })
  const due = await deps.pool.look(scope, (db) => listToJudge(db, city.city, mark))
  const legalOn = due.length === 0 ? '' : await legalDay()
  for (const recordId of due) {
    await deps.pool.transact(scope, async (tx) => {
      const row = await lockWaiting(tx, recordId)
      if (row === undefined) return
      const record = openWaiting(deps, row)
      const verdict = judgeOrder(deps, city, record)
      if (verdict.is === 'unknown') {
        const { officials } = verdict
        await keepWaiting(tx, { record_id: recordId, code: OFFICIAL_UNKNOWN, officials, roster_sm3: mark })
        return
      }
      const applying = { deps, tx, city, at: deps.now(), legalOn }
      const code = verdict.is === 'refused' ? verdict.code : await beginOrder(applying, record, verdict.steps)
      if (code === null) await dropWaiting(tx, recordId)
      else await keepWaiting(tx, { record_id: recordId, code, officials: row.officials, roster_sm3: mark })
    })
  }
}
