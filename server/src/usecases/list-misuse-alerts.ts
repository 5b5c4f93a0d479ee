import type { Act } from '../deps.ts'
import { listAlertCases, listMisuseAlertRows } from '../store/misuse.ts'

/** As many as a page shows. */
const ALERTS_MAX = 200
/** Of a question about very many cases so many are shown; how many there are is told. */
const CASES_MAX = 20

/** Questions about the acts of others in reach (滥用监测), open ones first. What asks about oneself is left to others. */
export async function listMisuseAlerts(act: Act) {
  if (act.actor.kind !== 'official') throw new Error('Only an official reads questions about acts')
  const { officialId } = act.actor
  const { rows, cases } = await act.city.pool.look(act.scope, async (db) => {
    const alerts = await listMisuseAlertRows(db, officialId, ALERTS_MAX)
    const shown = [...new Set(alerts.flatMap((alert) => alert.case_ids.slice(0, CASES_MAX)))]
    return { rows: alerts, cases: new Map((await listAlertCases(db, shown)).map((row) => [row.case_id, row])) }
  })
  return rows.map((row) => ({
    alertId: row.alert_id,
    version: row.version,
    rule: row.rule,
    official: row.official,
    officeZh: row.office_zh,
    officeEn: row.office_en,
    onDay: row.on_day,
    figure: row.figure,
    most: row.most,
    peers: row.peers,
    law: row.law,
    caseCount: row.case_ids.length,
    cases: row.case_ids.slice(0, CASES_MAX).flatMap((caseId) => {
      const known = cases.get(caseId)
      if (known === undefined) return []
      return [{ caseId, kind: known.kind, personId: known.person_id, caseNumber: known.case_number ?? '' }]
    }),
    answer: row.answer,
    words: row.words,
    answeredBy: row.answered_by_name,
    answeredOn: row.answered_on,
  }))
}
