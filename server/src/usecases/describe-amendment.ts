import type { Deps } from '../deps.ts'
import { type AmendmentRow, openAmendment } from '../store/amendment.ts'

/** An amendment as files show it: what was and what is, by field. */
export function describeAmendment(deps: Deps, row: AmendmentRow) {
  const { before, after } = openAmendment(deps.crypto, row)
  return {
    registrationId: row.registration_id,
    version: row.version,
    on: row.amended_on,
    reportedBy: row.reported_by,
    changedOn: row.changed_on,
    before: { ...before },
    after: { ...after },
  }
}
