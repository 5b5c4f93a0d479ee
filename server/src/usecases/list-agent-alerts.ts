import type { Act } from '../deps.ts'
import { listAgentAlertRows } from '../store/agent-tally.ts'

const LINES_MAX = 500

/** Agents who acted for more people than the pack's number within a month or twelve months (代办预警). */
export async function listAgentAlerts(act: Act) {
  const rows = await act.city.pool.look(act.scope, (db) => listAgentAlertRows(db, LINES_MAX))
  return rows.map((row) => ({
    mandateId: row.mandate_id,
    personId: row.person_id,
    span: row.span,
    onDay: row.on_day,
    count: row.principals,
    most: row.most,
    law: row.law,
    raisedAt: row.raised_at,
  }))
}
